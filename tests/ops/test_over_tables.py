# SPDX-License-Identifier: Apache-2.0
"""Images that are written over and whose tables lie: they are refused before a byte of them has
changed. Those that are sound get their data, and the tables say so.
"""

from __future__ import annotations

import os
import re
import struct
import subprocess
from pathlib import Path

import pytest

import instar
from instar.errors import InstarError
from lab.images import parallels, two_level, vdi, vhd, vhdx
from lab.images.vmdk import (
    CAPACITY,
    DIRECTORY,
    GRAIN,
    GRAINS,
    IDS,
    SECTOR,
    TABLE,
    TABLE_2,
    Patch,
    cowd,
    grain,
    sparse,
    with_footer,
)
from tests.wanted import needs

needs_qemu_img = needs("qemu-img")
LEN_GRAIN = GRAIN * SECTOR
BLOCK, DAMAGED, KIND = (
    "target image: has a block at {}, where no block can be",
    "target image: has at {} something that cannot be there, and is not written over",
    "target image: is of a kind that is not written over yet",
)
REDUNDANT = GRAINS + 4 * GRAIN
"""Sector of another directory, which the patches make; its tables are after it."""
OFS_REDUNDANT = 48
"""In the header."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("source").write_bytes(b"new!" * (2 * LEN_GRAIN // 4))
    return tmp_path


def over(format: str = "vmdk", source: str = "source") -> None:
    instar.convert(source, "target", format=format, over=True, source_format="raw")


def head(name: str) -> bytes:
    """The first sector of a file that may be long."""
    with Path(name).open("rb") as file:
        return file.read(SECTOR)


def disk(format: str = "vmdk") -> bytes:
    instar.convert("target", "disk.raw", source_format=format)
    return Path("disk.raw").read_bytes()


def number(path: str, offset: int) -> int:
    return int(struct.unpack_from("<I", Path(path).read_bytes(), offset)[0])


def redundant(*tables: int) -> tuple[Patch, ...]:
    """A second directory with such tables."""
    entries = ((REDUNDANT * SECTOR + 4 * i, "<I", at) for i, at in enumerate(tables))
    return ((OFS_REDUNDANT, "<Q", REDUNDANT), *entries)


WRONG: tuple[tuple[str, dict[int, int], tuple[Patch, ...], str], ...] = (
    ("grain-is-the-header", {1: 1}, ((8, "<I", 3),), BLOCK.format(SECTOR)),
    ("grain-is-a-table", {0: GRAINS - GRAIN}, (), BLOCK.format((GRAINS - GRAIN) * SECTOR)),
    ("grain-past-the-end", {3: 1 << 20}, (), BLOCK.format(1 << 29)),
    ("grain-at-the-end", {3: GRAINS + 8 * GRAIN}, (), BLOCK.format(grain(8))),
    ("grain-shared", {0: GRAINS, 511: GRAINS}, (), BLOCK.format(grain(0))),
    ("grain-unaligned", {0: GRAINS, 1: GRAINS + 8}, (), BLOCK.format(grain(0) + 8 * SECTOR)),
    (
        "table-is-the-directory",
        {},
        ((DIRECTORY * SECTOR, "<I", DIRECTORY),),
        DAMAGED.format(DIRECTORY * SECTOR),
    ),
    ("table-is-the-header", {}, ((DIRECTORY * SECTOR, "<I", 1),), DAMAGED.format(SECTOR)),
    (
        "table-in-a-table",
        {},
        ((DIRECTORY * SECTOR + 4, "<I", TABLE + 3),),
        DAMAGED.format((TABLE + 3) * SECTOR),
    ),
    (
        "tables-the-same",
        {},
        ((DIRECTORY * SECTOR + 4, "<I", TABLE),),
        DAMAGED.format(TABLE * SECTOR),
    ),
    (
        "table-past-the-end",
        {},
        ((DIRECTORY * SECTOR + 4, "<I", 1 << 20),),
        DAMAGED.format(1 << 29),
    ),
    ("table-missing", {}, ((DIRECTORY * SECTOR + 4, "<I", 0),), KIND),
    (
        "directory-is-the-header",
        {},
        ((56, "<Q", 0),),
        DAMAGED.format(0),
    ),
    (
        "redundant-directory-is-the-directory",
        {},
        ((OFS_REDUNDANT, "<Q", DIRECTORY),),
        DAMAGED.format(DIRECTORY * SECTOR),
    ),
    (
        "redundant-tables-are-the-tables",
        {},
        redundant(TABLE, TABLE_2),
        DAMAGED.format(TABLE * SECTOR),
    ),
    (
        "redundant-table-missing",
        {},
        redundant(REDUNDANT + 1),
        KIND,
    ),
    (
        "redundant-tables-in-a-grain",
        {0: REDUNDANT},
        redundant(REDUNDANT + 1, REDUNDANT + 5),
        BLOCK.format(REDUNDANT * SECTOR),
    ),
)


@pytest.mark.parametrize(
    ("entries", "patches", "error"), [one[1:] for one in WRONG], ids=[one[0] for one in WRONG]
)
def test_tables_that_lie_are_refused(
    folder: Path, entries: dict[int, int], patches: tuple[Patch, ...], error: str
) -> None:
    before = sparse(folder / "target", entries, *patches).read_bytes()
    with pytest.raises(InstarError, match=re.escape(error)):
        over()
    assert (folder / "target").read_bytes() == before


def test_extents_of_other_kinds_are_refused(folder: Path) -> None:
    for make in (
        lambda path: sparse(path, {}, (8, "<I", 0x30001), (77, "<H", 1)),
        with_footer,
        lambda path: cowd(path, {}),
    ):
        make(folder / "target")
        before = (folder / "target").read_bytes()
        with pytest.raises(InstarError):
            over()
        assert (folder / "target").read_bytes() == before


def test_a_disk_without_an_id_of_its_own_is_refused(folder: Path) -> None:
    text = IDS.replace(b"\nCID", b"\nxCID")
    sparse(folder / "target", {0: GRAINS}, text=text)
    with pytest.raises(InstarError, match=re.escape(DAMAGED.format(SECTOR))):
        over()
    assert text in (folder / "target").read_bytes()


def test_grains_of_two_tables(folder: Path) -> None:
    """The second begins with grain 512."""
    sparse(folder / "target", {0: GRAINS + GRAIN, 511: GRAINS})
    size = CAPACITY * SECTOR
    first = 511 * LEN_GRAIN
    with Path("source").open("wb") as file:
        file.truncate(size)
        file.seek(first + SECTOR)
        file.write(b"x" * LEN_GRAIN)
    over()
    assert disk() == Path("source").read_bytes()
    assert number("target", TABLE * SECTOR + 4 * 511) == GRAINS
    assert number("target", TABLE_2 * SECTOR) == GRAINS + 8 * GRAIN
    assert Path("target").stat().st_size == grain(9)


def test_redundant_tables_that_disagree_get_what_the_first_have(folder: Path) -> None:
    tables = redundant(REDUNDANT + 1, REDUNDANT + 5)
    lie = ((REDUNDANT + 1) * SECTOR + 4 * 7, "<I", 5)
    sparse(folder / "target", {0: GRAINS}, *tables, lie)
    over()
    found = Path("target").read_bytes()
    first, second = TABLE * SECTOR, (REDUNDANT + 1) * SECTOR
    assert found[first : first + 2048] == found[second : second + 2048]
    assert number("target", first + 4) == GRAINS + 8 * GRAIN


@pytest.mark.parametrize("digits", [b"fffffffe", b"1", b"abc"])
def test_another_content_id_of_the_same_length(folder: Path, digits: bytes) -> None:
    text = IDS.replace(b"fffffffe", digits)
    sparse(folder / "target", {0: GRAINS}, text=text)
    over()
    found = re.search(rb"\nCID=([0-9a-f]+)\nparentCID=ffffffff\n", Path("target").read_bytes())
    assert found is not None
    assert found[1] != digits and len(found[1]) == len(digits)


def test_the_content_id_stays_where_nothing_is_written(folder: Path) -> None:
    before = sparse(folder / "target", {}).read_bytes()
    Path("source").write_bytes(bytes(LEN_GRAIN))
    over()
    assert Path("target").read_bytes() == before


@needs_qemu_img
@pytest.mark.parametrize("zeroed", ["on", "off"])
def test_zeros_hide_what_a_backing_image_has(folder: Path, zeroed: str) -> None:
    Path("old").write_bytes(b"old!" * (1 << 16))
    options = f"zeroed_grain={zeroed}"
    for line in (
        ["convert", "-O", "vmdk", "old", "below"],
        ["create", "-f", "vmdk", "-o", options, "-b", "below", "-F", "vmdk", "target"],
    ):
        subprocess.run(["qemu-img", *line], check=True, capture_output=True, timeout=600)
    new = bytes(1 << 16) + b"new!" * 128 + bytes(1 << 16)
    Path("source").write_bytes(new)
    over()
    assert disk() == new + Path("old").read_bytes()[len(new) :]
    has_mark = number("target", number("target", 56) * SECTOR)  # its first table
    assert number("target", has_mark * SECTOR) == (1 if zeroed == "on" else 128)


# --- vhdx ---

CLOSED = "Could not open 'target': Invalid argument"
WRONG_VHDX: tuple[tuple[str, dict[int, int], str], ...] = (
    (
        "block-shared",
        {0: vhdx.place(vhdx.DATA), 7: vhdx.place(vhdx.DATA)},
        BLOCK.format(vhdx.DATA),
    ),
    ("block-in-the-table", {2: vhdx.place(vhdx.BAT)}, CLOSED),
    ("block-in-the-log", {2: vhdx.place(vhdx.LOG)}, CLOSED),
    ("block-is-the-header", {2: vhdx.place(0)}, BLOCK.format(0)),
    ("block-past-the-end", {2: vhdx.place(vhdx.FILE_END)}, CLOSED),
    ("block-partial", {2: vhdx.place(vhdx.DATA, vhdx.PARTIAL)}, KIND),
)


@pytest.mark.parametrize(
    ("entries", "error"), [one[1:] for one in WRONG_VHDX], ids=[one[0] for one in WRONG_VHDX]
)
def test_a_vhdx_that_lies_is_refused(folder: Path, entries: dict[int, int], error: str) -> None:
    before = vhdx.vhdx(folder / "target", entries).read_bytes()
    with pytest.raises(InstarError, match=re.escape(error)):
        over("vhdx")
    assert (folder / "target").read_bytes() == before


def test_a_vhdx_with_a_log_or_a_parent_is_refused(folder: Path) -> None:
    vhdx.vhdx(folder / "logged", {}, log={0: vhdx.log_entry()})
    instar.create("below", format="vhdx", size=vhdx.SIZE)
    instar.create("above", format="vhdx", backing="below", backing_format="vhdx")
    for name, error in (("logged", "needs to be replayed"), ("above", KIND)):
        before = Path(name).read_bytes()
        Path("target").write_bytes(before)
        with pytest.raises(InstarError, match=re.escape(error)):
            over("vhdx")
        assert Path("target").read_bytes() == before


def test_blocks_of_a_vhdx(folder: Path) -> None:
    """One that has its place, one that is zeros, and one after the entry of a bitmap."""
    old = {1: vhdx.place(vhdx.DATA), 2: vhdx.place(0, vhdx.ZERO)}
    size = (vhdx.CHUNK + 1) * vhdx.BLOCK
    before = vhdx.vhdx(folder / "target", old, size=size).read_bytes()
    with Path("source").open("wb") as file:
        file.truncate(size)
        for block in (1, 2, vhdx.CHUNK):
            file.seek(block * vhdx.BLOCK + SECTOR)
            file.write(b"new!" * 1024)
    over("vhdx")
    found = Path("target").read_bytes()
    instar.convert("target", "disk", source_format="vhdx")
    assert instar.compare("disk", "source").equal
    entries = {i: struct.unpack_from("<Q", found, vhdx.BAT + 8 * i)[0] for i in (1, 2, 4097)}
    end = vhdx.FILE_END
    assert entries == {1: old[1], 2: vhdx.place(end), 4097: vhdx.place(end + vhdx.BLOCK)}
    numbers = [struct.unpack_from("<Q", found, at + 8)[0] for at in HEADERS]
    assert numbers == [3, 2]
    assert found[vhdx.HEADER_2 :][: 64 << 10] == before[vhdx.HEADER_2 :][: 64 << 10]
    assert found[vhdx.HEADER_1 + 16 :][:32] != before[vhdx.HEADER_1 + 16 :][:32]


HEADERS = (vhdx.HEADER_1, vhdx.HEADER_2)


# --- vdi, vpc, parallels ---

LEN_BLOCK = (vhd.BITMAP + vhd.BLOCK) // SECTOR
FAR = ((1 << 21) - 1) * LEN_BLOCK
"""The first sector of a VHD that is looked at in two walks through a table."""
FILE_END = 140 << 30
FAR_CLUSTER = 1 << 26
"""The first cluster of a newer Parallels image that the second walk is about."""


def shared(format: str, path: Path, other: int) -> Path:
    """An image that has two blocks, whose second is in the place of number `other`, of which the
    first is in number 1.
    """
    if format == "vdi":
        return vdi.vdi(path, {0: 1, 3: other})
    if format == "vpc":
        return vhd.dynamic(path, {0: vhd.place(1), 3: vhd.place(other)})
    sectors = parallels.CLUSTER_SECTORS
    return parallels.parallels(path, {0: sectors, 3: other * sectors})


@pytest.mark.parametrize("format", ["vdi", "vpc", "parallels"])
@pytest.mark.parametrize("other", [1, 2])
def test_blocks_that_share_a_place_are_not_written(folder: Path, format: str, other: int) -> None:
    """Neither by convert, nor by commit or resize; where each is alone, all of them do."""
    before = shared(format, folder / "target", other).read_bytes()
    size = instar.info("target", format=format).virtual_size
    instar.create("top", format="qcow2", backing="target", backing_format=format)
    steps = (
        lambda: over(format),
        lambda: instar.commit("top", allow_write=[folder]),
        lambda: instar.resize("target", size + (1 << 30), format=format),
    )
    for step in steps:
        if other == 1:
            with pytest.raises(
                InstarError, match=r"has a block at \d+, where no block can be \(at"
            ):
                step()
            assert (folder / "target").read_bytes() == before
        else:
            step()
    if other == 2:
        assert disk(format).startswith((folder / "source").read_bytes())


@pytest.mark.parametrize(
    ("first", "second", "is_sound"),
    [
        (FAR - 10, FAR - 10, False),
        (FAR - 10, FAR - 9, False),
        (FAR - 10, FAR + 5, False),
        (FAR + 5, FAR - 10, False),
        (FAR + 5, FAR + 5, False),
        (FAR + LEN_BLOCK - 1, FAR + LEN_BLOCK, False),
        (FAR + LEN_BLOCK, FAR + LEN_BLOCK - 1, False),
        (FAR + 2 * LEN_BLOCK, FAR + 2 * LEN_BLOCK + 9, False),
        (FAR - 10, FAR - 10 + LEN_BLOCK, True),
        (FAR - LEN_BLOCK, FAR, True),
        (FAR + 9, FAR + 9 + LEN_BLOCK, True),
        (FAR + 9 + LEN_BLOCK, FAR + 9, True),
    ],
)
def test_blocks_are_looked_at_in_a_file_longer_than_memory_has_bits_for(
    folder: Path, first: int, second: int, is_sound: bool
) -> None:
    vhd.dynamic(folder / "target", {0: first, 1: second})
    os.truncate("target", FILE_END)
    Path("source").write_bytes(b"new!" * (2 * vhd.BLOCK // 4))
    if is_sound:
        over("vpc")
        with Path("target").open("rb") as file:
            file.seek(second * SECTOR + vhd.BITMAP)
            assert file.read(8) == b"new!new!"
        assert instar.compare("target", "source", format="vpc", other_format="raw").equal
        return
    with pytest.raises(InstarError, match="where no block can be"):
        over("vpc")
    assert Path("target").stat().st_size == FILE_END


@pytest.mark.parametrize(
    ("first", "second", "is_sound"),
    [
        (FAR_CLUSTER - 1, FAR_CLUSTER, True),
        (FAR_CLUSTER - 1, FAR_CLUSTER - 1, False),
        (FAR_CLUSTER, FAR_CLUSTER, False),
        (FAR_CLUSTER + 1, FAR_CLUSTER + 2, True),
    ],
)
def test_the_same_where_places_are_apart(
    folder: Path, first: int, second: int, is_sound: bool
) -> None:
    parallels.parallels(folder / "target", {0: first, 1: second}, magic=parallels.NEW)
    os.truncate("target", (FAR_CLUSTER + 9) * parallels.CLUSTER)
    if is_sound:
        over("parallels")
        assert instar.compare("target", "source", format="parallels", other_format="raw").equal
        return
    with pytest.raises(InstarError, match="where no block can be"):
        over("parallels")


def test_a_table_that_would_be_walked_through_too_often_is_refused(folder: Path) -> None:
    """2^28 entries, of which 2^6 walks would look at each."""
    parallels.parallels(folder / "target", {0: parallels.CLUSTER_SECTORS}, (32, "<I", 1 << 28))
    os.truncate("target", 1 << 41)
    with pytest.raises(InstarError, match="has 268435456 blocks in a file so long"):
        over("parallels")


def test_new_blocks_end_where_entries_can_count(folder: Path) -> None:
    """The number of a sector after the last block is 2^32-1, which is that of no block."""
    last = 2**32 - 1 - LEN_BLOCK
    vhd.dynamic(folder / "target", {7: last})
    os.truncate("target", (2**32 + 8) * SECTOR)
    before = head("target")
    with pytest.raises(InstarError, match="has no place at 2199023255040 for more data"):
        over("vpc")
    assert head("target") == before


# --- qed ---

NEW_CLUSTER = two_level.QED_CLUSTERS * two_level.CLUSTER
"""Where the first one goes."""
WRONG_QED: tuple[tuple[str, dict[int, int], tuple[Patch, ...], str], ...] = (
    (
        "cluster-shared",
        {0: two_level.QED_DATA, 7: two_level.QED_DATA},
        (),
        BLOCK.format(two_level.QED_DATA),
    ),
    ("cluster-in-a-table", {1: two_level.QED_L2}, (), BLOCK.format(two_level.QED_L2)),
    ("cluster-in-the-l1-table", {1: two_level.QED_L1}, (), BLOCK.format(two_level.QED_L1)),
    ("cluster-that-a-new-one-takes", {3: NEW_CLUSTER}, (), BLOCK.format(NEW_CLUSTER)),
    (
        "tables-the-same",
        {},
        ((two_level.QED_L1 + 8, "<Q", two_level.QED_L2),),
        BLOCK.format(two_level.QED_L2),
    ),
    (
        "table-past-the-end",
        {},
        ((two_level.QED_L1 + 8, "<Q", NEW_CLUSTER),),
        DAMAGED.format(NEW_CLUSTER),
    ),
)


@pytest.mark.parametrize(
    ("entries", "patches", "error"),
    [one[1:] for one in WRONG_QED],
    ids=[one[0] for one in WRONG_QED],
)
def test_a_qed_image_that_lies_is_refused(
    folder: Path, entries: dict[int, int], patches: tuple[Patch, ...], error: str
) -> None:
    before = two_level.qed(folder / "target", entries, *patches).read_bytes()
    with pytest.raises(InstarError, match=re.escape(error)):
        over("qed")
    assert (folder / "target").read_bytes() == before


def test_clusters_of_a_qed_image(folder: Path) -> None:
    """Two that have their places, one that is new."""
    here = two_level.QED_DATA
    two_level.qed(folder / "target", {0: here + two_level.CLUSTER, 1: here})
    Path("source").write_bytes(b"new!" * (3 * two_level.CLUSTER // 4))
    over("qed")
    assert disk("qed")[: 3 * two_level.CLUSTER] == Path("source").read_bytes()
    assert instar.check("target", format="qed").corruptions == 0
