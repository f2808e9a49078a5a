# SPDX-License-Identifier: Apache-2.0
"""Space-efficient sparse extents assembled by hand and broken in one place each."""

from __future__ import annotations

from pathlib import Path

import pytest

from instar.generated import errors
from instar.generated.extent import ExtentFlag
from lab.images.sesparse import (
    ALLOCATED,
    CAPACITY,
    DATA,
    DIRECTORY,
    GRAINS,
    NUM_GTES,
    TABLES,
    UNMAPPED,
    VOLATILE,
    ZERO,
    data,
    sesparse,
)
from lab.images.vmdk import SECTOR, Patch
from tests.guest.native.walkers import Extent, ask, said
from tests.wanted import needs

pytestmark = needs("cc")

PRESENT = ExtentFlag.DATA | ExtentFlag.ALLOCATED | ExtentFlag.OFFSET_VALID
ZEROED = ExtentFlag.ZERO | ExtentFlag.ALLOCATED
BELOW = ExtentFlag.ZERO
GRAIN = 4096
SIZE = CAPACITY * SECTOR


def grain(number: int) -> int:
    return GRAINS * SECTOR + number * GRAIN


def test_sound_extent_has_each_kind_of_grain(tmp_path: Path) -> None:
    entries = {0: data(2), 1: data(3), 2: ZERO, 3: UNMAPPED | 7, 5: data(0), NUM_GTES: data(1)}
    answer = ask("map", sesparse(tmp_path / "i.vmdk", entries))
    assert answer.fault is None
    assert answer.extents == [
        Extent(0, 2 * GRAIN, 0, PRESENT, 1, grain(2)),
        Extent(2 * GRAIN, 2 * GRAIN, 0, ZEROED, 1, 0),
        Extent(4 * GRAIN, GRAIN, 0, BELOW, 1, 0),
        Extent(5 * GRAIN, GRAIN, 0, PRESENT, 1, grain(0)),
        Extent(6 * GRAIN, (NUM_GTES - 6) * GRAIN, 0, BELOW, 1, 0),
        Extent(NUM_GTES * GRAIN, GRAIN, 0, PRESENT, 1, grain(1)),
        Extent((NUM_GTES + 1) * GRAIN, SIZE - (NUM_GTES + 1) * GRAIN, 0, BELOW, 1, 0),
    ]


def test_number_of_a_grain_has_its_lowest_bits_first(tmp_path: Path) -> None:
    answer = ask("map", sesparse(tmp_path / "i.vmdk", {0: DATA | 3 << 48 | 1}))
    assert answer.extents[0] == Extent(0, GRAIN, 0, PRESENT, 1, grain(0x1003))


def test_directory_without_tables_is_of_the_parent(tmp_path: Path) -> None:
    image = sesparse(tmp_path / "i.vmdk", {0: data(0)}, (DIRECTORY * SECTOR, "<Q", 0))
    assert ask("map", image).extents == [Extent(0, SIZE, 0, BELOW, 1, 0)]


@pytest.mark.parametrize(
    ("patch", "structure", "field", "offset"),
    [
        ((0, "<Q", 0xCAFEBABF), "const header", "magic", 0),
        ((8, "<Q", 1), "const header", "version", 8),
        ((24, "<Q", 16), "const header", "grain_sectors", 24),
        ((32, "<Q", 32), "const header", "grain_table_sectors", 32),
        ((40, "<Q", 1), "const header", "flags", 40),
        ((72, "<Q", 1), "const header", "reserved_1", 48),
        ((511, "B", 1), "const header", "padding", 208),
        ((80, "<Q", 1 << 60), "const header", "volatile_header_sector", 80),
        ((128, "<Q", (2**63 - 1) // 512), "const header", "grain_directory_sector", 128),
        ((136, "<Q", 0x80001), "const header", "grain_directory_sectors", 136),
        ((80, "<Q", 1 << 20), "volatile header", "magic", SECTOR << 20),
        ((VOLATILE * SECTOR + 24, "<Q", 1), "volatile header", "replay_journal", 536),
        ((VOLATILE * SECTOR + 511, "B", 1), "volatile header", "padding", 544),
    ],
)
def test_header_fault_names_field_and_offset(
    tmp_path: Path, patch: Patch, structure: str, field: str, offset: int
) -> None:
    answer = ask("size", sesparse(tmp_path / "i.vmdk", {}, patch))
    assert said(answer)[:3] == (f"sesparse {structure}", field, offset)


def test_directory_of_the_longest_kind_is_opened(tmp_path: Path) -> None:
    image = sesparse(tmp_path / "i.vmdk", {0: data(0)}, (136, "<Q", 0x80000))
    assert ask("map", image).fault is None


@pytest.mark.parametrize(
    ("patch", "structure", "field", "offset"),
    [
        ((136, "<Q", 0), "const header", "grain_directory_sectors", 136),
        ((16, "<Q", 64 * 32768 + 1), "const header", "grain_directory_sectors", 136),
        ((DIRECTORY * SECTOR, "<Q", 1), "grain directory entry", "state", 1024),
        ((DIRECTORY * SECTOR + 8, "<Q", 2 << 60), "grain directory entry", "state", 1032),
        ((144, "<Q", 1 << 32), "grain directory entry", "table", 1024),
        ((TABLES * SECTOR + 8, "<Q", 1), "grain table entry", "state", 1544),
        ((TABLES * SECTOR + 8, "<Q", 4 << 60), "grain table entry", "state", 1544),
        ((TABLES * SECTOR + 8, "<Q", 2**62 - 1), "grain table entry", "index_high", 1544),
        ((192, "<Q", 1 << 60), "grain table entry", "index_high", 1536),
    ],
)
def test_table_fault_comes_when_the_walk_gets_there(
    tmp_path: Path, patch: Patch, structure: str, field: str, offset: int
) -> None:
    image = sesparse(tmp_path / "i.vmdk", {0: data(0)}, patch)
    assert ask("size", image).fault is None
    assert said(ask("map", image))[:3] == (f"sesparse {structure}", field, offset)


def test_last_table_that_is_followed_is_at_2_tib(tmp_path: Path) -> None:
    """It is not in the file, and reads as zeros."""
    last = 2**32 - 1
    image = sesparse(tmp_path / "i.vmdk", {}, (144, "<Q", last), (DIRECTORY * 512 + 8, "<Q", 0))
    assert ask("map", image).fault is None
    patches = (144, "<Q", last - 63), (DIRECTORY * SECTOR, "<Q", ALLOCATED | 1)
    assert said(ask("map", sesparse(tmp_path / "i.vmdk", {}, *patches)))[1] == "table"


def test_dirty_extent_is_refused_in_qemus_words(tmp_path: Path) -> None:
    image = sesparse(tmp_path / "i.vmdk", {}, (VOLATILE * SECTOR + 24, "<Q", 1))
    fault = ask("size", image).fault
    assert fault is not None
    texts = errors.FAULTS[fault.fault].qemu
    assert texts[-1][1] == "Image is dirty, Replaying journal not supported"


def test_cut_extents_end(tmp_path: Path) -> None:
    """What is missing reads as zeros, which are tables and padding, but no header."""
    image = sesparse(tmp_path / "i.vmdk", {0: data(0)})
    extent = tmp_path / "i-sesparse.vmdk"
    whole = extent.read_bytes()
    for length in (0, 100, 512, 1000, 1024, 1030, 1536, 1540, 5000, len(whole) - 1):
        extent.write_bytes(whole[:length])
        answer = ask("map", image)
        assert (answer.fault is None) == (length >= 1000), length
