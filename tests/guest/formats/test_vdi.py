# SPDX-License-Identifier: Apache-2.0
"""VDI images assembled by hand, and broken in one place each: the fault that names it, where, and
the value.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from instar.generated.extent import ExtentFlag
from instar.generated.source import SourceFormat, SourceQuirk
from lab.images.vdi import DATA, DISCARDED, MAP, MIB, NUM_BLOCKS, SIZE, STATIC, Patch, vdi
from tests.guest.native.walkers import Extent, ask, said
from tests.wanted import needs

pytestmark = needs("cc")


DATA_FLAGS = ExtentFlag.DATA | ExtentFlag.ALLOCATED | ExtentFlag.OFFSET_VALID
ZERO_FLAGS = ExtentFlag.ZERO | ExtentFlag.ALLOCATED


def test_blocks_are_where_the_map_says(tmp_path: Path) -> None:
    answer = ask("map", vdi(tmp_path / "i", {0: 3, 1: 4, 2: DISCARDED, 4: 3}))
    assert answer.extents == [
        Extent(0, 2 * MIB, 0, DATA_FLAGS, 0, DATA + 3 * MIB),
        Extent(2 * MIB, 2 * MIB, 0, ZERO_FLAGS, 0, 0),
        Extent(4 * MIB, MIB, 0, DATA_FLAGS, 0, DATA + 3 * MIB),
        Extent(5 * MIB, MIB, 0, ZERO_FLAGS, 0, 0),
    ]


def test_static_image_is_looked_through(tmp_path: Path) -> None:
    image = vdi(tmp_path / "i", {0: 3}, kind=STATIC)
    plain = [Extent(0, MIB, 0, DATA_FLAGS, 0, DATA + 3 * MIB)]
    assert ask("map", image, quirks=int(SourceQuirk.NO_FILE_HOLES_IN_FLAT)).extents[:1] == plain
    first, second = ask("map", image).extents[:2]
    assert (first.start, first.flags, second.flags) == (0, DATA_FLAGS, DATA_FLAGS | ExtentFlag.ZERO)
    assert second.end == MIB and first.end == second.start


def test_size_is_rounded_up(tmp_path: Path) -> None:
    assert ask("size", vdi(tmp_path / "i", {}, (0x170, "<Q", SIZE - 513))).rows[0][1] == SIZE - 512


@pytest.mark.parametrize(
    ("patches", "expected"),
    [
        ([(0x170, "<Q", 2**64 - 1)], ("vdi header", "disk_size", 0x170, 2**64 - 1)),
        ([(0x40, "<I", 5)], ("vdi header", "magic", 0x40, 5)),
        ([(0x44, "<H", 2)], ("vdi header", "version_major", 0x46, 1)),
        ([(0x46, "<H", 9)], ("vdi header", "version_major", 0x46, 9)),
        ([(0x154, "<I", 513)], ("vdi header", "ofs_block_map", 0x154, 513)),
        ([(0x158, "<I", 513)], ("vdi header", "ofs_data", 0x158, 513)),
        ([(0x168, "<I", 4096)], ("vdi header", "sector_size", 0x168, 4096)),
        ([(0x178, "<I", 4096)], ("vdi header", "block_size", 0x178, 4096)),
        ([(0x178, "<I", 0)], ("vdi header", "block_size", 0x178, 0)),
        ([(0x170, "<Q", SIZE + 1)], ("vdi header", "disk_size", 0x170, SIZE + 512)),
        ([(0x180, "<I", NUM_BLOCKS - 1)], ("vdi header", "disk_size", 0x170, SIZE)),
        ([(0x180, "<I", 0)], ("vdi header", "disk_size", 0x170, SIZE)),
        ([(0x180, "<I", 0x7FFFFFFF)], ("vdi header", "blocks_in_image", 0x180, 0x7FFFFFFF)),
    ],
)
def test_fault_names_field_offset_and_value(
    tmp_path: Path, patches: list[Patch], expected: tuple[str, str, int, int]
) -> None:
    assert said(ask("size", vdi(tmp_path / "i", {}, *patches), format=SourceFormat.VDI)) == expected


def test_lying_map_is_read_as_it_stands(tmp_path: Path) -> None:
    """Blocks past the end of the file, and as far as an entry can say; a map past the end is full
    of blocks 0.
    """
    far = 0xFFFFFFFD
    answer = ask("map", vdi(tmp_path / "i", {1: 1 << 20, 3: far}))
    assert answer.extents[1] == Extent(MIB, MIB, 0, DATA_FLAGS, 0, DATA + (MIB << 20))
    assert answer.extents[3] == Extent(3 * MIB, MIB, 0, DATA_FLAGS, 0, DATA + far * MIB)
    answer = ask("map", vdi(tmp_path / "i", {}, (0x154, "<I", 1 << 30)))
    assert answer.extents == [
        Extent(n * MIB, MIB, 0, DATA_FLAGS, 0, DATA) for n in range(NUM_BLOCKS)
    ]
    assert ask("count", tmp_path / "i", unit=MIB).rows == ((NUM_BLOCKS,),)


@pytest.mark.parametrize("cut", [0, 0x44, 0x178, MAP, MAP + 5])
def test_truncated_file(tmp_path: Path, cut: int) -> None:
    """A header that is cut short is one that goes on with zeros."""
    answer = ask("map", vdi(tmp_path / "i", {0: 1}, file_end=cut), format=SourceFormat.VDI)
    assert (answer.fault is None) == (cut >= MAP)


def test_map_of_the_largest_disk_is_streamed(tmp_path: Path) -> None:
    """Half a billion blocks, all in one place of a file of two kilobytes: named, counted, and not
    kept.
    """
    blocks = 0x1FFFFF80
    patches = [(0x170, "<Q", blocks * MIB), (0x180, "<I", blocks), (0x154, "<I", 1 << 30)]
    image = vdi(tmp_path / "i", {}, *patches, file_end=DATA)
    assert ask("count", image, unit=1 << 30, window=(0, 1 << 40)).rows == ((1 << 10,),)
