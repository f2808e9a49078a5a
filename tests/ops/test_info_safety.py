# SPDX-License-Identifier: Apache-2.0
"""`info --safety` is at least as strict as the format inspector of OpenStack's oslo.utils: what
that refuses, has a finding of medium severity here.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import instar
from tests.strategies import qcow2_images, vhd_images, vhdx_images, vmdk_images
from tests.strategies.image import Image

format_inspector = pytest.importorskip("oslo_utils.imageutils.format_inspector")

SECTOR = 512
MIB = 1 << 20
# Signatures that one file can have next to another format's, and where they are.
PLANTED = {
    "mbr": (510, b"\x55\xaa"),
    "vdi": (0x40, b"\x7f\x10\xda\xbe"),
    "iso9660": (0x8001, b"CD001"),
    "udf": (0x8001, b"NSR03"),
    "qcow2": (0, b"QFI\xfb\0\0\0\3"),
    "qed": (0, b"QED\0"),
    "vhd": (0, b"conectix"),
    "vhdx": (0, b"vhdxfile"),
    "vmdk": (0, b"KDMV\1\0\0\0"),
    "luks1": (0, b"LUKS\xba\xbe\0\1"),
    "luks2": (0, b"LUKS\xba\xbe\0\2"),
    "parallels": (0, b"WithoutFreeSpace"),
    "text": (0, b'# nothing\nCreateType="monolithicFlat"\n'),
}
GENERATED = {
    "qcow2": qcow2_images.images(),
    "vhd": vhd_images.images(),
    "vhdx": vhdx_images.images(),
    "vmdk": vmdk_images.images(),
}
BRIEF = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)


def findings(path: Path) -> list[str]:
    """Names of the findings that make the exit status 1 by default."""
    found = instar.info(path, safety=True, max_virtual_size=64 << 40, max_compression_ratio=200)
    return [one.name for one in found.findings if one.severity != "low"]


def peer_refuses(path: Path) -> str:
    """Why the peer would not have the file; empty if it would."""
    try:
        found = format_inspector.detect_file_format(str(path))
        found.safety_check()
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


def check(path: Path) -> list[str]:
    found = findings(path)
    reason = peer_refuses(path)
    assert found or not reason, f"{path.name}: {reason}"
    return found


def corpus_files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.iterdir()) if path.is_file() and path.suffix != ".json")


def test_corpus(corpus: Path) -> None:
    verdicts = {path.name: check(path) for path in corpus_files(corpus)}
    assert (
        not verdicts["same.qcow2"] and not verdicts["same.raw"] and not verdicts["same-sparse.vmdk"]
    )
    assert sum(map(bool, verdicts.values())) < len(verdicts)


@pytest.mark.parametrize("name", PLANTED)
@pytest.mark.parametrize(
    "host",
    ["same.qcow2", "same.raw", "same-sparse.vmdk", "same.vdi", "same-1M.vhdx", "raw-mbr.raw"],
)
def test_signature_planted_in_an_image(name: str, host: str, corpus: Path, tmp_path: Path) -> None:
    path = tmp_path / host
    shutil.copy(corpus / host, path)
    offset, signature = PLANTED[name]
    with open(path, "r+b") as file:
        file.seek(offset)
        file.write(signature)
    check(path)


@pytest.mark.parametrize("sector", [2048, 4096])
@pytest.mark.parametrize("edition", [b"NSR02", b"NSR03"])
def test_udf_under_a_partition_table(edition: bytes, sector: int, tmp_path: Path) -> None:
    """As `mkudffs` lays it out: an identifier in each sector from 32 KiB on."""
    image = bytearray(MIB)
    image[510:512] = b"\x55\xaa"
    for number, name in enumerate((b"BEA01", edition, b"TEA01")):
        at = 0x8000 + number * sector
        image[at : at + 7] = b"\0" + name + b"\1"
    path = tmp_path / "disk.raw"
    path.write_bytes(image)
    found = instar.info(path, safety=True).findings
    assert ("polyglot", "udf") in [(f.name, f.detail) for f in found]


@pytest.mark.parametrize("trailer", [b"conectix", b"koly"])
def test_trailer_behind_a_plain_disk(trailer: bytes, tmp_path: Path) -> None:
    path = tmp_path / "disk.raw"
    path.write_bytes(bytes(MIB) + trailer.ljust(SECTOR, b"\0"))
    assert check(path) == ["polyglot"]


@pytest.mark.parametrize("kind", GENERATED)
def test_generated_images(kind: str, tmp_path: Path) -> None:
    @BRIEF
    @given(GENERATED[kind])
    def run(image: Image) -> None:
        path = tmp_path / f"image.{kind}"
        image.write(path)
        check(path)

    run()


def test_partition_tables(tmp_path: Path) -> None:
    """Entries of all kinds, in all places."""
    chance = random.Random("partitions")
    path = tmp_path / "disk.raw"
    for _ in range(60):
        sector = bytearray(SECTOR)
        for place in range(446, 510, 16):
            if chance.random() < 0.5:
                sector[place] = chance.choice((0, 0, 0x80, 1))
                sector[place + 1 : place + 4] = chance.choice((b"\0\2\0", b"\0\1\0"))
                sector[place + 4] = chance.choice((0, 0x83, 0xEE))
                sector[place + 8 : place + 12] = chance.choice((1, 63)).to_bytes(4, "little")
        sector[510:] = b"\x55\xaa"
        path.write_bytes(bytes(sector) + bytes(MIB))
        check(path)


LINES = (
    'RW 4096 SPARSE "disk.vmdk"',
    'RW 4096 FLAT "/etc/passwd" 0',
    'rdonly 4096 SPARSE "a/b.vmdk"',
    "ddb.adapterType = ide",
    "what is this",
    "encoding=UTF-8",
    "# nothing",
    "key with blanks=1",
    "RW",
    "",
)


@BRIEF
@given(
    lines=st.lists(st.sampled_from(LINES), max_size=6),
    kind=st.sampled_from(
        ["monolithicSparse", "streamOptimized", "monolithicFlat", "", "MonolithicSparse"]
    ),
)
def test_descriptors(lines: list[str], kind: str, corpus: Path, tmp_path: Path) -> None:
    path = tmp_path / "disk.vmdk"
    shutil.copy(corpus / "same-sparse.vmdk", path)
    head = ["# Disk DescriptorFile", "version=1", "CID=1", "parentCID=ffffffff"]
    head += [f'createType="{kind}"'] if kind else []
    with open(path, "r+b") as file:
        file.seek(SECTOR)
        file.write("\n".join([*head, *lines]).encode().ljust(20 * SECTOR, b"\0"))
    found = check(path)
    if any("/" in line for line in lines):
        assert found


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ov-raw.qcow2", "backing_file"),
        ("bad-qcow2-backing-abs.qcow2", "absolute_name"),
        ("bad-qcow2-backing-json.qcow2", "protocol_name"),
        ("bad-vmdk-traversal.vmdk", "escaping_name"),
        ("q2-data.qcow2", "data_file"),
        ("q2-unknownbit.qcow2", "unknown_features"),
        ("q2-corrupt.qcow2", "corrupt"),
        ("same-flat.vmdk", "extent_file"),
        ("same.qed", "risky_format"),
        ("same-fixed.vhd", "polyglot"),
    ],
)
def test_finding_of_each_kind(name: str, expected: str, corpus: Path) -> None:
    assert expected in findings(corpus / name)


def test_low_findings_are_told(corpus: Path) -> None:
    found = {
        one.name
        for name in ("q2-dirty.qcow2", "q2-snap.qcow2", "luks.luks")
        for one in instar.info(corpus / name, safety=True).findings
    }
    assert found == {"dirty", "snapshots", "encrypted"}


def test_limits_are_findings(corpus: Path) -> None:
    found = instar.info(
        corpus / "same-c.qcow2", safety=True, max_virtual_size=MIB, max_compression_ratio=1
    )
    assert {one.name for one in found.findings} == {"virtual_size", "compression_ratio"}
    assert not instar.info(corpus / "same-c.qcow2", safety=True).findings


@pytest.mark.parametrize("name", ["q2-snap.qcow2", "same.vdi", "par.parallels"])
def test_data_after_the_end(name: str, corpus: Path, tmp_path: Path) -> None:
    path = tmp_path / name
    shutil.copy(corpus / name, path)
    with open(path, "r+b") as file:
        file.truncate(path.stat().st_size + MIB)
    assert not findings(path), "a hole is no data"
    end = path.stat().st_size
    with open(path, "ab") as file:
        file.write(b"more")
    found = [one for one in instar.info(path, safety=True).findings if one.name == "data_after_end"]
    assert [(one.offset, one.value) for one in found] == [(end, 4)]


def test_refcount_table_of_empty_blocks_is_not_read_to_its_end(tmp_path: Path) -> None:
    """A hostile image: every entry of the largest table leads to the same block of zeros."""
    path = tmp_path / "slow.qcow2"
    head = bytearray(104)
    head[:8] = b"QFI\xfb\0\0\0\3"
    head[20:24] = (16).to_bytes(4, "big")
    head[24:32] = MIB.to_bytes(8, "big")
    head[36:40] = (1).to_bytes(4, "big")
    head[40:48] = (2 << 16).to_bytes(8, "big")
    head[48:56] = (3 << 16).to_bytes(8, "big")
    head[56:60] = (128).to_bytes(4, "big")
    head[96:100] = (4).to_bytes(4, "big")
    head[100:104] = (104).to_bytes(4, "big")
    with open(path, "wb") as file:
        file.write(head)
        file.seek(3 << 16)
        file.write((1 << 16).to_bytes(8, "big") * (128 << 13))
    assert instar.info(path, safety=True).opened
