# SPDX-License-Identifier: Apache-2.0
"""`info --safety` sees data that stands in the file more than once, and data on top of what the
format itself reads there: one bomb and each kind of overlap for each format.
"""

from __future__ import annotations

import os
import re
import struct
from array import array
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import instar
from instar.ops.image_info import Finding
from tests.guest.formats import (
    test_parallels,
    test_two_level,
    test_vdi,
    test_vmdk,
    vhd_image,
    vhdx_image,
)
from tests.hostile import qcow2_build as q2

Build = Callable[[Path], object]

KIB, MIB = 1 << 10, 1 << 20
RATIO = 200
DESCRIPTOR = test_vmdk.IDS + b'createType="monolithicSparse"\nRW 16384 SPARSE "i"\n'
SPARSE_DATA = test_vmdk.GRAINS


def look(path: Path, ratio: int = 1) -> dict[str, Finding]:
    found = instar.info(path, safety=True, max_compression_ratio=ratio).findings
    return {one.name: one for one in found}


def dense(path: Path) -> Path:
    """Without holes, so that all of it is data."""
    path.write_bytes(path.read_bytes())
    return path


def qcow2(*patches: q2.Patch, **wanted: object) -> Build:
    return q2.qcow2(*patches, **wanted)  # type: ignore[arg-type]


def vmdk(entries: Mapping[int, int], *patches: test_vmdk.Patch, text: bytes = DESCRIPTOR) -> Build:
    return lambda path: test_vmdk.sparse(path, dict(entries), *patches, text=text)


def vhd(entries: Mapping[int, int], **wanted: object) -> Build:
    return lambda path: vhd_image.dynamic(path, entries, **wanted)  # type: ignore[arg-type]


def vhdx_of_data(path: Path) -> None:
    entries = {n: vhdx_image.place(vhdx_image.DATA) for n in range(8)}
    vhdx_image.vhdx(path, entries, file_end=6 * MIB)
    with path.open("r+b") as file:
        file.seek(vhdx_image.DATA)
        file.write(b"x" * MIB)


def parallels_of_data(path: Path) -> None:
    place = test_parallels.CLUSTER_SECTORS
    test_parallels.parallels(
        path, dict.fromkeys(range(8), place), file_end=2 * test_parallels.CLUSTER
    )


def sparse_bomb(path: Path) -> None:
    """As long as the disk, but a hole from where the data ends."""
    test_vmdk.sparse(path, dict.fromkeys(range(512), SPARSE_DATA), text=DESCRIPTOR)
    os.truncate(path, 8 * MIB)


BOMBS: dict[str, Build] = {
    "qcow2": qcow2(entries=dict.fromkeys(range(64), q2.DATA | q2.COPIED)),
    "qcow2-v2": qcow2(entries=dict.fromkeys(range(64), q2.DATA | q2.COPIED), version=2),
    "qcow2-every-other": qcow2(entries=dict.fromkeys(range(0, 64, 2), q2.DATA | q2.COPIED)),
    "qcow": lambda path: test_two_level.qcow(
        path, dict.fromkeys(range(512), test_two_level.QCOW_DATA)
    ),
    "qed": lambda path: test_two_level.qed(
        path, dict.fromkeys(range(512), test_two_level.QED_DATA)
    ),
    "vmdk": vmdk(dict.fromkeys(range(512), SPARSE_DATA)),
    "vhd": vhd(
        {n: vhd_image.place(0) for n in range(8)},
        file_end=vhd_image.DATA + vhd_image.BITMAP + vhd_image.BLOCK + 512,
    ),
    "vhdx": vhdx_of_data,
    "vdi": lambda path: dense(
        test_vdi.vdi(path, dict.fromkeys(range(6), 0), file_end=test_vdi.DATA + MIB)
    ),
    "parallels": parallels_of_data,
}


@pytest.mark.parametrize("name", BOMBS)
def test_bomb_of_shared_plain_blocks(name: str, tmp_path: Path) -> None:
    BOMBS[name](tmp_path / "i")
    found = look(tmp_path / "i")
    assert found["overlap"].severity == "high"
    assert found["overlap"].structure == "", "no table is hit: it is the sum that shows it"
    assert found["expansion"].severity == "medium"


def test_length_of_a_sparse_file_hides_no_bomb(tmp_path: Path) -> None:
    sparse_bomb(tmp_path / "i")
    assert "expansion" in look(tmp_path / "i", 10)
    assert "expansion" not in look(tmp_path / "i", 0), "0 switches the check off"


def test_holes_are_no_expansion(tmp_path: Path) -> None:
    """Many times what the file takes is named by the tables, but nothing of it is stored."""
    path = tmp_path / "i"
    grains = {n: SPARSE_DATA + n * test_vmdk.GRAIN for n in range(512)}
    test_vmdk.sparse(path, grains, text=DESCRIPTOR)
    os.truncate(path, 8 * MIB)
    with path.open("r+b") as file:
        file.truncate(SPARSE_DATA * 512)
        file.truncate(8 * MIB)
    assert look(path, 1) == {}


def shared_tables(path: Path, entries: int, pattern: tuple[int, int]) -> int:
    """As many L1 entries that name one L2 table, which repeats the pattern. The file's length."""
    cluster = 64 * KIB
    start = 1 + -(-entries * 8 // cluster)  # clusters of header and L1 table
    size = entries * (cluster // 8) * cluster
    head = struct.pack(
        ">4sIQIIQIIQQIIQQQQII",
        *(b"QFI\xfb", 3, 0, 0, 16, size, 0, entries, cluster, (start + 2) * cluster, 1, 0, 0),
        *(0, 0, 0, 4, 104),
    )
    level_1 = struct.pack(">Q", start * cluster | 1 << 63) * entries
    level_2 = struct.pack(">QQ", *pattern) * (cluster // 16)
    parts = (head, level_1, level_2, b"D" * cluster, b"")
    return path.write_bytes(
        b"".join(part.ljust(max(1, -(-len(part) // cluster)) * cluster, b"\0") for part in parts)
    )


def test_bomb_of_half_a_tebibyte_is_seen_with_the_usual_ratio(tmp_path: Path) -> None:
    shared_tables(tmp_path / "i", 1000, (3 * 64 * KIB | 1 << 63, 0))
    assert {"overlap", "expansion"} <= look(tmp_path / "i", RATIO).keys()


def test_both_numbers_of_tables_that_repeat_themselves(tmp_path: Path) -> None:
    length = shared_tables(tmp_path / "i", 100_000, (0, 1))
    reason = look(tmp_path / "i", RATIO)["unreadable"].reason
    walked, held = (int(word) for word in re.findall(r"[0-9]+", reason))
    assert walked > 8 * held and held == length


TINY = 512


def many_tables(path: Path, level_2: int, blocks: int, stride: int = TINY) -> None:
    """So many tables of each kind, each in a hole of its own, in clusters of 512 bytes."""
    level_1 = -(-level_2 * 8 // TINY) * TINY
    refcounts = -(-blocks * 8 // TINY) * TINY
    start = TINY + level_1 + refcounts
    head = struct.pack(
        ">4sIQIIQIIQQIIQ",
        *(b"QFI\xfb", 2, 0, 0, 9, level_2 * (TINY // 8) * TINY, 0, level_2, TINY),
        *(TINY + level_1, refcounts // TINY, 0, 0),
    )
    end = start + stride * (level_2 + blocks)
    places = array("Q", range(start, end, stride))
    places.byteswap()
    with path.open("wb") as file:
        file.write(head.ljust(TINY, b"\0"))
        file.write(places[:level_2].tobytes().ljust(level_1, b"\0"))
        file.write(places[level_2:].tobytes())
        file.truncate(end)


def test_a_million_tables_are_looked_at_and_no_more(tmp_path: Path) -> None:
    claims_besides = 3  # header, L1 table, refcount table
    most = 1 << 20
    many_tables(tmp_path / "i", 1, most - 1 - claims_besides)
    assert look(tmp_path / "i", RATIO) == {}
    many_tables(tmp_path / "i", 1, most - claims_besides)
    (found,) = look(tmp_path / "i", RATIO).values()
    assert (found.name, found.severity) == ("unexamined", "medium")
    assert found.value == most + 1


def test_millions_of_scattered_tables_are_a_finding_and_no_error(tmp_path: Path) -> None:
    """The guest ends the walk before the host would end the run for it."""
    many_tables(tmp_path / "i", 2 << 20, 1, stride=2 * TINY)
    reason = look(tmp_path / "i", RATIO)["unreadable"].reason
    assert "there was no end" in reason


SNAPSHOTS = q2.SPARE
SNAPSHOT_L1, SNAPSHOT_L2 = 9 * q2.CLUSTER, 10 * q2.CLUSTER
DIRECTORY, BITMAP, BITS = 11 * q2.CLUSTER, 12 * q2.CLUSTER, 13 * q2.CLUSTER
RICH = {
    "pieces": {
        SNAPSHOTS: struct.pack(">QIHHIIQIIQQ", SNAPSHOT_L1, 1, 1, 1, 0, 0, 0, 0, 16, 0, q2.SIZE)
        + b"1a",
        SNAPSHOT_L1: struct.pack(">Q", SNAPSHOT_L2),
        DIRECTORY: struct.pack(">QIIBBHI", BITMAP, 1, 0, 1, 16, 1, 0) + b"b",
        BITMAP: struct.pack(">Q", BITS),
    },
    "extensions": q2.extension(q2.BITMAPS, struct.pack(">IIQQ", 1, 0, 32, DIRECTORY)),
}
RICH_HEADER: tuple[q2.Patch, ...] = ((60, ">I", 1), (64, ">Q", SNAPSHOTS), (88, ">Q", 1))


def rich(place: int) -> Build:
    """A qcow2 with all kinds of metadata; its first cluster stands at `place`."""
    return qcow2(*RICH_HEADER, entries={0: place | q2.COPIED}, **RICH)


SECTOR = 512
OVERLAPS: dict[str, tuple[Build, str]] = {
    "qcow2-refcount-table": (rich(q2.TABLE), "qcow2 refcount table entry"),
    "qcow2-refcount-block": (rich(q2.BLOCK), "qcow2 refcounts in byte"),
    "qcow2-l1": (rich(q2.L1), "qcow2 l1 entry"),
    "qcow2-l2": (rich(q2.L2), "qcow2 l2 entry"),
    "qcow2-snapshots": (rich(SNAPSHOTS), "qcow2 snapshot header"),
    "qcow2-snapshot-l1": (rich(SNAPSHOT_L1), "qcow2 l1 entry"),
    "qcow2-snapshot-l2": (rich(SNAPSHOT_L2), "qcow2 l2 entry"),
    "qcow2-bitmaps": (rich(DIRECTORY), "qcow2 bitmap entry"),
    "qcow2-bitmap-table": (rich(BITMAP), "qcow2 bitmap table entry"),
    "qcow2-bitmap-bits": (rich(BITS), "qcow2 bitmap table entry"),
    "qcow2-v2-l1": (qcow2(entries={0: q2.L1 | q2.COPIED}, version=2), "qcow2 l1 entry"),
    "qcow2-zero-cluster": (rich(q2.L1 | 1), "qcow2 l1 entry"),
    "qcow-header": (
        lambda path: test_two_level.qcow(path, {0: SECTOR // 16}),
        "qcow1 header",
    ),
    "qcow-l1": (
        lambda path: test_two_level.qcow(path, {0: test_two_level.QCOW_L1}),
        "qcow1 l1 entry",
    ),
    "qcow-l2": (
        lambda path: test_two_level.qcow(path, {0: test_two_level.QCOW_L2}),
        "qcow1 l2 entry",
    ),
    "qed-l1": (
        lambda path: test_two_level.qed(path, {0: test_two_level.QED_L1}),
        "qed table entry",
    ),
    "qed-l2": (
        lambda path: test_two_level.qed(path, {0: test_two_level.QED_L2}),
        "qed table entry",
    ),
    "vmdk-descriptor": (vmdk({0: 2}, (64, "<Q", 2)), "vmdk descriptor"),
    "vmdk-directory": (
        vmdk({0: test_vmdk.DIRECTORY}, (64, "<Q", 0)),
        "vmdk grain directory entry",
    ),
    "vmdk-table": (vmdk({0: test_vmdk.TABLE}, (64, "<Q", 0)), "vmdk grain table entry"),
    "vmdk-overhead": (vmdk({0: test_vmdk.GRAINS - 1}), "vmdk sparse header"),
    "vmdk-redundant-table": (
        vmdk({0: SPARSE_DATA + 1}, (48, "<Q", SPARSE_DATA), (SPARSE_DATA * SECTOR, "<I", 34)),
        "vmdk grain table entry",
    ),
    "vhd-header": (vhd({0: 1}), "vhd dynamic header"),
    "vhd-bat": (vhd({0: 2}), "vhd bat entry"),
    "vhd-bitmap": (
        vhd({0: vhd_image.place(0), 1: vhd_image.place(0) - 1}),
        "vhd sector bitmap byte",
    ),
    "vhd-footer": (vhd({0: vhd_image.place(7) + 1}), "vhd footer"),
    "vdi-header": (
        lambda path: test_vdi.vdi(path, {0: 0}, (0x158, "<I", 0)),
        "vdi header",
    ),
    "vdi-map": (
        lambda path: test_vdi.vdi(path, {0: 0}, (0x158, "<I", 512)),
        "vdi block map entry",
    ),
    "parallels-extension": (
        lambda path: test_parallels.parallels(
            path, {0: test_parallels.EXTENSION}, extension=test_parallels.extension([])
        ),
        "parallels extension header",
    ),
}


@pytest.mark.parametrize("name", OVERLAPS)
def test_data_on_top_of_metadata(name: str, tmp_path: Path) -> None:
    build, structure = OVERLAPS[name]
    build(tmp_path / "i")
    found = look(tmp_path / "i", RATIO)
    assert found["overlap"].severity == "high"
    assert found["overlap"].structure == structure


@pytest.mark.parametrize("offset", [0, vhdx_image.LOG, vhdx_image.METADATA, vhdx_image.BAT])
def test_vhdx_with_data_on_top_of_metadata_is_refused_or_found(offset: int, tmp_path: Path) -> None:
    """Opening it checks the log and the regions; the headers are not among them."""
    vhdx_image.vhdx(tmp_path / "i", {0: vhdx_image.place(offset)})
    assert ("overlap" if offset == 0 else "unreadable") in look(tmp_path / "i", RATIO)


def test_rich_image_with_data_of_its_own_is_clean(tmp_path: Path) -> None:
    rich(q2.DATA)(tmp_path / "i")
    assert look(tmp_path / "i", RATIO).keys() == {"snapshots"}


def test_guest_disk_on_the_descriptor(tmp_path: Path) -> None:
    """The second grain is the second sector of the descriptor: a virtual machine that writes to
    its disk gives itself a backing file.
    """
    text = DESCRIPTOR + b"# " + b"x" * (SECTOR - len(DESCRIPTOR) - 3) + b"\n# overwritten\n"
    vmdk({8: 2}, text=text)(tmp_path / "i")
    assert look(tmp_path / "i", RATIO)["overlap"].offset == 2 * SECTOR
