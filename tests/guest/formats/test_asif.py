# SPDX-License-Identifier: Apache-2.0
"""Apple's sparse images assembled by hand, and broken in one place each."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from random import Random

import pytest

from instar.generated.extent import ExtentFlag
from instar.generated.source import SourceFlag, SourceFormat
from lab.images.asif import (
    CHUNK,
    DIRECTORIES,
    GROUP,
    MAX_SECTORS,
    PARTIAL,
    SECTOR,
    TABLE,
    TABLE_BYTES,
    UNKNOWN,
    WRITTEN,
    Patch,
    asif,
    asif_bytes,
)
from tests.guest.native.walkers import Extent, ask, said
from tests.wanted import needs, skip_without

pytestmark = needs("cc")

PLAIN = ExtentFlag.DATA | ExtentFlag.ALLOCATED | ExtentFlag.OFFSET_VALID
ZERO = ExtentFlag.ZERO | ExtentFlag.ALLOCATED
SIZE = 4 * CHUNK


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def runs(path: Path) -> list[tuple[int, int, int, int]]:
    found: list[Extent] = ask("map", path, format=SourceFormat.ASIF).extents
    return [(e.start, e.length, e.flags, e.host_offset) for e in found]


def test_chunks_are_where_the_table_says(tmp_path: Path) -> None:
    entries = {0: WRITTEN | 4, 1: WRITTEN | 5, 3: WRITTEN | 3}
    path = write(tmp_path / "i", asif_bytes(entries, bytes(3 * CHUNK)))
    assert runs(path) == [
        (0, 2 * CHUNK, PLAIN, 4 * CHUNK),
        (2 * CHUNK, CHUNK, ZERO, 0),
        (3 * CHUNK, CHUNK, PLAIN, 3 * CHUNK),
    ]


def test_groups_and_tables_follow_each_other(tmp_path: Path) -> None:
    entries = {GROUP - 1: WRITTEN | 3, GROUP: WRITTEN | 4}
    size = TABLE_BYTES + 2 * CHUNK
    content = asif_bytes(
        entries, bytes(3 * CHUNK), (DIRECTORIES[1] + 16, ">Q", 5), sectors=size // SECTOR
    )
    path = write(tmp_path / "i", content[: 5 * CHUNK] + (WRITTEN | 4).to_bytes(8, "big"))
    assert runs(path) == [
        (0, (GROUP - 1) * CHUNK, ZERO, 0),
        ((GROUP - 1) * CHUNK, 2 * CHUNK, PLAIN, 3 * CHUNK),
        ((GROUP + 1) * CHUNK, TABLE_BYTES - (GROUP + 1) * CHUNK, ZERO, 0),
        (TABLE_BYTES, CHUNK, PLAIN, 4 * CHUNK),
        (TABLE_BYTES + CHUNK, CHUNK, ZERO, 0),
    ]


def test_a_bitmap_says_which_sectors_were_written(tmp_path: Path) -> None:
    bits = bytearray(GROUP * CHUNK // SECTOR // 4)
    bits[0], bits[1] = 0b01_00_01_01, 0b01
    bits[CHUNK // SECTOR // 4] = 0b01_00_00_00
    entries = {0: PARTIAL | 3, 1: PARTIAL | 4}
    path = write(tmp_path / "i", asif_bytes(entries, bytes(2 * CHUNK), bitmap=bytes(bits)))
    at, second = 3 * CHUNK, CHUNK + 3 * SECTOR
    assert runs(path) == [
        (0, 2 * SECTOR, PLAIN, at),
        (2 * SECTOR, SECTOR, ZERO, 0),
        (3 * SECTOR, 2 * SECTOR, PLAIN, at + 3 * SECTOR),
        (5 * SECTOR, second - 5 * SECTOR, ZERO, 0),
        (second, SECTOR, PLAIN, at + second),
        (second + SECTOR, SIZE - second - SECTOR, ZERO, 0),
    ]


def test_the_newer_directory_counts(tmp_path: Path) -> None:
    entries = {0: WRITTEN | 3}
    older = asif_bytes(entries, bytes(CHUNK), (DIRECTORIES[0], ">Q", 3))
    assert runs(write(tmp_path / "i", older)) == [(0, SIZE, ZERO, 0)]
    same = asif_bytes(entries, bytes(CHUNK), (DIRECTORIES[0], ">Q", 2))
    assert runs(write(tmp_path / "i", same)) == [(0, SIZE, ZERO, 0)]


def test_it_is_found_by_its_bytes_where_that_is_asked_for(tmp_path: Path) -> None:
    path = asif(tmp_path / "i", bytes(SIZE))
    whole = len(path.read_bytes())
    assert ask("size", path).rows[0][1] == whole
    assert ask("size", path, flags=SourceFlag.BEYOND_QEMU).rows[0][1] == SIZE


@pytest.mark.parametrize(
    ("patch", "expected"),
    [
        ((4, ">I", 2), ("asif header", "version", 4, 2)),
        ((64, ">I", 3 << 15), ("asif header", "len_chunk", 64, 3 << 15)),
        ((64, ">I", 1 << 14), ("asif header", "len_chunk", 64, 1 << 14)),
        ((68, ">H", 768), ("asif header", "len_sector", 68, 768)),
        ((68, ">H", 4096), ("asif header", "len_sector", 68, 4096)),
        ((48, ">Q", 1 << 55), ("asif header", "num_sectors", 48, 1 << 55)),
        ((48, ">Q", MAX_SECTORS + 1), ("asif header", "num_sectors", 48, MAX_SECTORS + 1)),
        ((16, ">Q", 3 * CHUNK), ("asif header", "ofs_directories", 16, 3 * CHUNK)),
        ((24, ">Q", (1 << 64) - 1), ("asif header", "ofs_directories", 16, (1 << 64) - 1)),
    ],
)
def test_fault_of_the_header(
    tmp_path: Path, patch: Patch, expected: tuple[str, str, int, int]
) -> None:
    path = write(tmp_path / "i", asif_bytes({}, b"", patch))
    assert said(ask("size", path, format=SourceFormat.ASIF)) == expected


def test_a_disk_has_only_so_many_tables(tmp_path: Path) -> None:
    content = asif_bytes({}, b"", (48, ">Q", 1 << 50), (56, ">Q", 1 << 50))
    path = write(tmp_path / "i", content)
    found = said(ask("size", path, format=SourceFormat.ASIF))
    assert found == ("asif header", "num_sectors", 48, 1 << 50)


BITS = bytes(16)


@pytest.mark.parametrize(
    ("patch", "bitmap", "expected"),
    [
        ((DIRECTORIES[1] + 8, ">Q", 99), None, ("directory entry", DIRECTORIES[1] + 8, 99)),
        ((TABLE, ">Q", WRITTEN | 99), None, ("table entry", TABLE, 99)),
        ((TABLE, ">Q", WRITTEN), None, ("table entry", TABLE, 0)),
        ((TABLE, ">Q", 3), None, ("table entry", TABLE, 0)),
        ((TABLE, ">Q", UNKNOWN | 3), None, ("table entry", TABLE, 2)),
        ((TABLE, ">Q", PARTIAL | 3), None, ("table entry", TABLE + 8 * GROUP, 0)),
        ((TABLE + 8 * GROUP, ">Q", 99), BITS, ("table entry", TABLE + 8 * GROUP, 99)),
        ((2 * CHUNK, ">B", 2), BITS, ("table entry", TABLE + 8 * GROUP, 2)),
    ],
)
def test_fault_of_an_entry(
    tmp_path: Path, patch: Patch, bitmap: bytes | None, expected: tuple[str, int, int]
) -> None:
    state = WRITTEN if bitmap is None else PARTIAL
    path = write(tmp_path / "i", asif_bytes({0: state | 3}, bytes(CHUNK), patch, bitmap=bitmap))
    structure, _, offset, value = said(ask("map", path, format=SourceFormat.ASIF))
    assert (structure, offset, value) == (f"asif {expected[0]}", *expected[1:])


def test_another_reader_finds_the_same_disk(tmp_path: Path) -> None:
    """dissect.hypervisor reads a chunk wherever the table has one, and no bitmap."""
    skip_without("dissect.hypervisor")
    chooser = Random(17)
    disk = bytearray(GROUP * CHUNK + 5 * CHUNK)
    for at in (0, 3 * CHUNK, (GROUP - 1) * CHUNK, GROUP * CHUNK, len(disk) - CHUNK):
        disk[at : at + CHUNK] = chooser.randbytes(CHUNK)
    path = asif(tmp_path / "i", bytes(disk))
    with path.open("rb") as file:
        stream = import_module("dissect.hypervisor.disk.asif").ASIF(file).open()
        assert stream.size == len(disk)
        content = path.read_bytes()
        for start, length, flags, host in runs(path):
            stream.seek(start)
            assert bytes(disk[start : start + length]) == (
                content[host : host + length] if flags == PLAIN else bytes(length)
            )
            for at in (start, start + length - CHUNK):
                stream.seek(at)
                assert stream.read(CHUNK) == disk[at : at + CHUNK]
