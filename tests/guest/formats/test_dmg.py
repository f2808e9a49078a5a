# SPDX-License-Identifier: Apache-2.0
"""Apple disk images assembled by hand, and broken in one place each."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from instar.generated.extent import ExtentFlag
from instar.generated.source import SourceFlag, SourceFormat
from lab.images.dmg import (
    COMMENT,
    IGNORED,
    LZFSE,
    RAW,
    SECTOR,
    TRAILER,
    ZEROS,
    ZLIB,
    Chunk,
    Patch,
    dmg_bytes,
    patched,
    trailer,
)
from tests.guest.native.walkers import Extent, ask, said
from tests.wanted import needs

pytestmark = needs("cc")

ALLOCATED = ExtentFlag.ALLOCATED
DATA = ExtentFlag.DATA | ALLOCATED
PLAIN = DATA | ExtentFlag.OFFSET_VALID
ZERO = ExtentFlag.ZERO | ALLOCATED
PIECE = b"piece of " * 455 + b"!"
PARTS = (
    [Chunk(RAW, 0, 8, PIECE), Chunk(COMMENT, 8, 0), Chunk(ZEROS, 8, 8), Chunk(IGNORED, 16, 4)],
    [Chunk(ZLIB, 20, 8, zlib.compress(PIECE)), Chunk(LZFSE, 28, 4, b"bvx$")],
)
SIZE = 32 * SECTOR


def runs(path: Path, **how: object) -> list[tuple[int, int, int]]:
    """Start and length in sectors, and flags."""
    found: list[Extent] = ask("map", path, format=SourceFormat.DMG, **how).extents  # type: ignore[arg-type]
    return [(e.start // SECTOR, e.length // SECTOR, e.flags) for e in found]


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def broken(path: Path) -> tuple[str, str, int, int]:
    return said(ask("size", path, format=SourceFormat.DMG))


@pytest.mark.parametrize("is_fork", [False, True])
def test_all_is_data_and_by_its_tables_what_they_say(tmp_path: Path, is_fork: bool) -> None:
    path = write(tmp_path / "i", dmg_bytes(*PARTS, is_fork=is_fork))
    assert runs(path) == [(0, 32, DATA)]
    assert runs(path, flags=SourceFlag.BY_TABLE) == [
        (0, 8, PLAIN),
        (8, 12, ZERO),
        (20, 12, DATA | ExtentFlag.COMPRESSED),
    ]


def test_chunks_are_found_in_any_order_of_tables(tmp_path: Path) -> None:
    path = write(tmp_path / "i", dmg_bytes(PARTS[1], PARTS[0]))
    assert [start for start, _, _ in runs(path, flags=SourceFlag.BY_TABLE)] == [0, 8, 20]


def test_a_disk_may_end_before_its_chunks_and_have_gaps_between_them(tmp_path: Path) -> None:
    content = dmg_bytes([Chunk(ZEROS, 2, 4), Chunk(ZEROS, 8, 8)], sectors=10)
    path = write(tmp_path / "i", content)
    unread = DATA | ExtentFlag.COMPRESSED
    assert runs(path, flags=SourceFlag.BY_TABLE) == [
        *[(0, 2, unread), (2, 4, ZERO), (6, 2, unread), (8, 2, ZERO)]
    ]


def test_only_the_name_says_that_it_is_one(tmp_path: Path) -> None:
    path = write(tmp_path / "i", dmg_bytes(*PARTS))
    whole = -(-len(path.read_bytes()) // SECTOR) * SECTOR
    assert ask("size", path).rows[0][1] == whole
    assert ask("size", path, flags=SourceFlag.NAMED_DMG).rows[0][1] == SIZE
    write(path, b"")
    assert ask("size", path, flags=SourceFlag.NAMED_DMG).rows[0][1] == 0


@pytest.mark.parametrize(("more", "found"), [(0, True), (511, True), (512, False), (4096, False)])
def test_a_few_bytes_may_follow_the_trailer(tmp_path: Path, more: int, found: bool) -> None:
    content = dmg_bytes(*PARTS)
    path = write(tmp_path / "i", bytes(-(len(content) + more) % SECTOR) + content + bytes(more))
    assert (broken(path)[:2] != ("dmg trailer", "magic")) == found


SOUND = dmg_bytes(*PARTS)
END = len(SOUND) - TRAILER


@pytest.mark.parametrize(
    ("patch", "field", "value"),
    [
        ((24, ">Q", END + 1), "ofs_data_fork", END + 1),
        ((40, ">Q", END), "ofs_resource_fork", END),
        ((216, ">Q", 1 << 63), "ofs_property_list", 1 << 63),
        ((224, ">Q", END), "ofs_property_list", 4132),
        ((492, ">Q", 1 << 63), "num_sectors", 1 << 63),
        ((492, ">Q", 1 << 54), "num_sectors", 1 << 54),
        ((224, ">Q", 0), "len_property_list", 0),
    ],
)
def test_fault_of_the_trailer(tmp_path: Path, patch: Patch, field: str, value: int) -> None:
    structure, named, offset, said_value = broken(write(tmp_path / "i", patched(SOUND, patch)))
    assert (structure, named) == ("dmg trailer", field)
    assert offset > END
    assert said_value == value or field == "ofs_property_list"


@pytest.mark.parametrize(
    ("chunks", "field", "value"),
    [
        ([Chunk(ZLIB, 0, (1 << 17) + 1, b"x")], "num_sectors", (1 << 17) + 1),
        ([Chunk(RAW, 0, 9, PIECE)], "len_data", len(PIECE)),
        ([Chunk(ZEROS, (1 << 64) - 4, 8)], "first_sector", (1 << 64) - 4),
        ([Chunk(ZEROS, 0, 1 << 54)], "first_sector", 0),
        ([Chunk(ZEROS, 0, 8), Chunk(ZEROS, 7, 8)], "first_sector", 7),
        ([Chunk(ZEROS, 0, 8)] * 2, "first_sector", 0),
    ],
)
def test_fault_of_a_chunk(tmp_path: Path, chunks: list[Chunk], field: str, value: int) -> None:
    path = write(tmp_path / "i", dmg_bytes(chunks, sectors=8))
    structure, named, _, said_value = broken(path)
    assert (structure, named, said_value) == ("dmg chunk", field, value)


def test_a_chunk_has_no_more_bytes_than_are_read_at_once(tmp_path: Path) -> None:
    path = write(tmp_path / "i", b"")
    with path.open("r+b") as file:
        fork = dmg_bytes([Chunk(ZLIB, 0, 8, b"x")], is_fork=True)
        at = 1 + 256 + 4 + 204 + 32
        file.write(fork[:at] + ((1 << 26) + 1).to_bytes(8, "big") + fork[at + 8 :])
    assert broken(path) == ("dmg chunk", "len_data", at - 32, (1 << 26) + 1)


def test_an_image_without_chunks_is_none(tmp_path: Path) -> None:
    assert broken(write(tmp_path / "i", dmg_bytes([], sectors=8)))[:2] == (
        "dmg trailer",
        "num_sectors",
    )


@pytest.mark.parametrize(
    ("xml", "at"),
    [
        (b"<plist><data>AAAA</plist>", 17),
        (b"<plist><data>AAA</data></plist>", 23),
        (b"<plist><data>A!AA</data></plist>", 24),
        (b"<plist><data><a/></data></plist>", 17),
        (b"<plist>", 7),
        (b"<a>" * 20, 48),
    ],
)
def test_fault_of_the_property_list(tmp_path: Path, xml: bytes, at: int) -> None:
    path = write(tmp_path / "i", PIECE + xml + trailer(len(PIECE), len(xml), 8))
    structure, field, offset, value = broken(path)
    assert (structure, field, offset, value) == ("dmg property list", "text", len(PIECE) + at, at)


@pytest.mark.parametrize(
    ("offset", "number", "expected"),
    [
        (0, 1 << 20, ("dmg fork header", "ofs_data")),
        (8, 0, ("dmg fork header", "len_data")),
        (8, 1 << 20, ("dmg fork header", "len_data")),
        (256, 0, ("dmg resource", "len_body")),
        (256, 1 << 20, ("dmg resource", "len_body")),
    ],
)
def test_fault_of_the_resource_fork(
    tmp_path: Path, offset: int, number: int, expected: tuple[str, str]
) -> None:
    content = bytearray(dmg_bytes([Chunk(RAW, 0, 8, PIECE)], is_fork=True))
    content[len(PIECE) + offset : len(PIECE) + offset + 4] = number.to_bytes(4, "big")
    found = broken(write(tmp_path / "i", bytes(content)))
    assert found == (*expected, len(PIECE) + offset, number)
