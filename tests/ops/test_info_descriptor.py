# SPDX-License-Identifier: Apache-2.0
"""What `info --safety` lets a VMDK descriptor say: one kind, one extent, no parent that is not
reported, in lines that end where every reader ends them. And what follows a qcow2 header of version
2.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import instar
from lab.images import vmdk as vmdk_image
from lab.images.qcow2 import extension, qcow2

KIND = 'createType="monolithicSparse"'
EXTENT = 'RW 16384 SPARSE "i.vmdk"'
NO_PARENT = "parentCID=ffffffff"
ROOM = 20  # sectors


def descriptor(*lines: str, end: str = "\n") -> bytes:
    return "".join(line + end for line in ("# Disk DescriptorFile", "version=1", *lines)).encode()


PLAIN = ("CID=fffffffe", NO_PARENT, KIND, EXTENT)


def findings(path: Path, text: bytes, *patches: vmdk_image.Patch) -> set[str]:
    vmdk_image.sparse(path, {}, *patches, text=text)
    return {one.name for one in instar.info(path, safety=True).findings}


@pytest.mark.parametrize(
    "lines",
    [
        PLAIN,
        ("CID=fffffffe", NO_PARENT, 'createType="streamOptimized"', EXTENT),
        (*PLAIN, "", "#DDB", 'ddb.adapterType = "ide"', "isNativeSnapshot=no"),
        ("CID=1", "parentCID=FFFFFFFF", KIND, EXTENT),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_plain_descriptor_is_clean(lines: tuple[str, ...], end: str, tmp_path: Path) -> None:
    assert findings(tmp_path / "i", descriptor(*lines, end=end)) == set()


def test_a_line_is_found_where_it_is(tmp_path: Path) -> None:
    text = descriptor(*PLAIN, 'RW 1 FLAT "../x" 0')
    vmdk_image.sparse(tmp_path / "i", {}, text=text)
    found = {one.name: one for one in instar.info(tmp_path / "i", safety=True).findings}
    assert found["escaping_name"].offset == vmdk_image.SECTOR + text.index(b"RW 1 ")


FOOTER_VERSION, FOOTER_TEXT, FOOTER_ROOM = (vmdk_image.SECTOR + at for at in (4, 28, 36))


@pytest.mark.parametrize(
    ("patches", "agrees"),
    [
        ((), True),
        (((FOOTER_VERSION, "<I", 3),), False),
        (((FOOTER_TEXT, "<Q", 2),), False),
        (((FOOTER_ROOM, "<Q", 19),), False),
    ],
)
def test_footer_says_what_the_header_says(
    patches: tuple[vmdk_image.Patch, ...], agrees: bool, tmp_path: Path
) -> None:
    vmdk_image.with_footer(tmp_path / "i", *patches)
    found = {one.name for one in instar.info(tmp_path / "i", safety=True).findings}
    assert ("footer" not in found) == agrees


IDS = ("CID=fffffffe", NO_PARENT)
REST = ("CID=fffffffe", KIND, EXTENT)


@pytest.mark.parametrize(
    ("lines", "finding"),
    [
        ((*IDS, 'createtype="monolithicFlat"', KIND, EXTENT), "create_type"),
        ((*IDS, KIND, 'CREATETYPE="monolithicFlat"', EXTENT), "create_type"),
        ((*IDS, '# createtype="vmfs"', KIND, EXTENT), "create_type"),
        ((*IDS, f"x={KIND}", 'createType="vmfs"', EXTENT), "create_type"),
        ((*IDS, f"x={KIND}", EXTENT), "create_type"),
        ((*IDS, 'createtype="monolithicSparse"', EXTENT), "create_type"),
        ((*IDS, 'createType="monolithicsparse"', EXTENT), "create_type"),
        ((*IDS, f"{KIND} x", EXTENT), "create_type"),
        ((*IDS, "createType=monolithicSparse", EXTENT), "create_type"),
        ((*IDS, EXTENT), "create_type"),
        ((*IDS, KIND, EXTENT, EXTENT), "descriptor"),
        ((*IDS, KIND), "descriptor"),
        ((*IDS, KIND, EXTENT, 'RW 1 FLAT "PhysicalDrive0" 0'), "descriptor"),
        ((*IDS, KIND, 'RW 131072 FLAT "passwd" 0'), "descriptor"),
        ((*IDS, KIND, 'RW 131072 SPARSER "i.vmdk"'), "descriptor"),
        ((*IDS, KIND, EXTENT, 'RW\t131072\tFLAT\t"/etc/passwd=x"\t0'), "escaping_name"),
        ((*IDS, KIND, 'RW 16384 SPARSE "..\\..\\i.vmdk"'), "escaping_name"),
        ((*IDS, KIND, EXTENT, '# x\rRW 131072 FLAT "passwd" 0'), "descriptor"),
        ((*IDS, KIND, EXTENT, '# x\vRW 131072 FLAT "passwd" 0'), "descriptor"),
        ((*IDS, KIND, EXTENT, "# x\x1c"), "descriptor"),
        ((*IDS, KIND, EXTENT, "# \x7f"), "descriptor"),
        ((*IDS, KIND, EXTENT, "#\tx"), "descriptor"),
        ((*REST, "parentCID=12345678"), "descriptor"),
        ((*REST, NO_PARENT, "parentCID=12345678"), "descriptor"),
        ((*REST, NO_PARENT, "parentcid=12345678"), "descriptor"),
        ((*REST, "parentCID=-1"), "descriptor"),
        ((*IDS, KIND, EXTENT, 'parentfilenamehint="/etc/passwd"'), "descriptor"),
    ],
)
def test_descriptor_that_readers_may_read_differently(
    lines: tuple[str, ...], finding: str, tmp_path: Path
) -> None:
    assert finding in findings(tmp_path / "i", descriptor(*lines))


def test_reported_parent_is_not_reported_twice(tmp_path: Path) -> None:
    lines = ("CID=1", "parentCID=12345678", KIND, EXTENT, 'parentFileNameHint="base.vmdk"')
    assert findings(tmp_path / "i", descriptor(*lines)) == {"backing_file"}


@pytest.mark.parametrize(
    ("sectors", "length", "clean"),
    [
        (ROOM, 600, True),
        (2, 600, True),
        (0, 600, False),
        (1, 600, False),
        (1, 512, True),
        (160, 600, False),
    ],
)
def test_text_ends_in_the_room_that_the_header_gives_it(
    sectors: int, length: int, clean: bool, tmp_path: Path
) -> None:
    text = descriptor(*PLAIN)
    text += b"#".ljust(length - len(text) - 1, b"x") + b"\n"
    assert (findings(tmp_path / "i", text, (36, "<Q", sectors)) == set()) == clean


def test_header_without_a_version(tmp_path: Path) -> None:
    assert findings(tmp_path / "i", descriptor(*PLAIN), (4, "<I", 0)) == {"rare_features"}


@pytest.mark.parametrize("kind", [0x12345678, 0x44415441, 0xE2792ACA])
def test_extension_behind_a_header_of_version_2(kind: int, tmp_path: Path) -> None:
    """Readers that take it for features of version 3 see a data file, or others."""
    path = tmp_path / "i"
    name = b"qcow2" if kind == 0xE2792ACA else b"file"
    qcow2(version=2, pieces={72: extension(kind, name)})(path)
    assert [one.name for one in instar.info(path, safety=True).findings] == ["rare_features"]
    qcow2(version=2)(path)
    assert instar.info(path, safety=True).findings == ()
