# SPDX-License-Identifier: Apache-2.0
"""Bochs' images assembled by hand, and broken in one place each."""

from __future__ import annotations

from pathlib import Path

import pytest

from instar.generated.extent import ExtentFlag
from instar.generated.source import SourceFlag, SourceFormat
from lab.images.bochs import CATALOG, EXTENT, SIZE, Patch, bochs, place
from tests.guest.native.walkers import Extent, ask, said
from tests.wanted import needs

pytestmark = needs("cc")

PLAIN = ExtentFlag.DATA | ExtentFlag.ALLOCATED | ExtentFlag.OFFSET_VALID
ZERO = ExtentFlag.ZERO | ExtentFlag.ALLOCATED


def test_all_is_data_unless_the_tables_are_asked_for(tmp_path: Path) -> None:
    image = bochs(tmp_path / "i", {0: 1, 2: 0})
    assert ask("map", image).extents == [
        Extent(0, SIZE, 0, ExtentFlag.DATA | ExtentFlag.ALLOCATED, 0, 0)
    ]
    assert ask("map", image, flags=SourceFlag.BY_TABLE).extents == [
        Extent(0, EXTENT, 0, PLAIN, 0, place(1)),
        Extent(EXTENT, EXTENT, 0, ZERO, 0, 0),
        Extent(2 * EXTENT, EXTENT, 0, PLAIN, 0, place(0)),
        Extent(3 * EXTENT, 3 * EXTENT, 0, ZERO, 0, 0),
    ]


def test_a_sector_whose_bit_is_clear_reads_as_zeros(tmp_path: Path) -> None:
    image = bochs(tmp_path / "i", {1: 0}, sectors=0b00110001)
    found = ask("map", image, flags=SourceFlag.BY_TABLE, window=(EXTENT, EXTENT)).extents
    assert [(e.start - EXTENT, e.length, e.flags == PLAIN) for e in found] == [
        (0, 512, True),
        (512, 3 * 512, False),
        (4 * 512, 1024, True),
        (6 * 512, EXTENT - 6 * 512, False),
    ]
    assert found[2].host_offset == place(0) + 4 * 512


@pytest.mark.parametrize(("version", "at"), [(1, 84), (2, 88)])
def test_the_version_says_where_the_size_is(tmp_path: Path, version: int, at: int) -> None:
    image = bochs(tmp_path / "i", {}, (at, "<Q", SIZE - 1), version=version)
    assert ask("size", image).rows[0][1] == SIZE - 512


@pytest.mark.parametrize(
    ("patch", "expected"),
    [
        ((0, "B", 0), ("bochs header", "magic", 0, 0x00)),
        ((64, "<I", 0x30000), ("bochs header", "version", 64, 0x30000)),
        ((72, "<I", 0x100001), ("bochs header", "num_catalog_entries", 72, 0x100001)),
        ((72, "<I", 5), ("bochs header", "num_catalog_entries", 72, 5)),
        ((80, "<I", 0), ("bochs header", "len_extent", 80, 0)),
        ((80, "<I", 4095), ("bochs header", "len_extent", 80, 4095)),
        ((80, "<I", 1 << 24), ("bochs header", "len_extent", 80, 1 << 24)),
        ((88, "<Q", 2**64 - 1), ("bochs header", "num_catalog_entries", 72, 8)),
    ],
)
def test_fault_names_field_offset_and_value(
    tmp_path: Path, patch: Patch, expected: tuple[str, str, int, int]
) -> None:
    image = bochs(tmp_path / "i", {}, patch)
    found = said(ask("size", image, format=SourceFormat.BOCHS))
    assert found[:3] == expected[:3]
    assert expected[1] == "magic" or found[3] == expected[3]


def test_an_extent_that_no_file_reaches_is_refused_where_it_is_read(tmp_path: Path) -> None:
    """Numbers past the end of the file read as zeros; with a bitmap of no bytes, which counts as
    one of 4 GiB, the largest leave what an offset can say.
    """
    far = bochs(tmp_path / "far", {0: 0}, (CATALOG, "<I", 0xFFFFFFFE))
    assert ask("map", far, flags=SourceFlag.BY_TABLE).extents == [Extent(0, SIZE, 0, ZERO, 0, 0)]
    patches = (CATALOG, "<I", 0xFFFFFFFE), (76, "<I", 0)
    lost = bochs(tmp_path / "lost", {0: 0}, *patches)
    answer = ask("map", lost, flags=SourceFlag.BY_TABLE)
    assert said(answer) == ("bochs catalog entry", "extent", CATALOG, 0xFFFFFFFE)
    assert len(ask("map", lost).extents) == 1
