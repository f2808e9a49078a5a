# SPDX-License-Identifier: Apache-2.0
"""cloop images assembled by hand, and broken in one place each."""

from __future__ import annotations

from pathlib import Path

import pytest

from instar.generated.extent import ExtentFlag
from instar.generated.source import SourceFlag, SourceFormat
from lab.images.cloop import BLOCK, TABLE, Patch, cloop
from tests.guest.native.walkers import Extent, ask, said
from tests.wanted import needs

pytestmark = needs("cc")

DATA = ExtentFlag.DATA | ExtentFlag.ALLOCATED
NUM_BLOCKS = 4


def image(path: Path, *patches: Patch) -> Path:
    return cloop(path, bytes(NUM_BLOCKS * BLOCK), *patches)


def test_all_is_data_and_by_its_table_compressed(tmp_path: Path) -> None:
    path, size = image(tmp_path / "i"), NUM_BLOCKS * BLOCK
    assert ask("map", path).extents == [Extent(0, size, 0, DATA, 0, 0)]
    assert ask("map", path, flags=SourceFlag.BY_TABLE).extents == [
        Extent(0, size, 0, DATA | ExtentFlag.COMPRESSED, 0, 0)
    ]


def test_a_script_of_another_kind_is_none_unless_the_format_is_said(tmp_path: Path) -> None:
    path = image(tmp_path / "i", (2, "B", ord("x")))
    assert ask("size", path).rows[0][1] == len(path.read_bytes()) // 512 * 512 + 512
    assert ask("size", path, format=SourceFormat.CLOOP).rows[0][1] == NUM_BLOCKS * BLOCK


@pytest.mark.parametrize(
    ("patch", "expected"),
    [
        ((128, ">I", 513), ("cloop header", "len_block", 128, 513)),
        ((128, ">I", 0), ("cloop header", "len_block", 128, 0)),
        ((128, ">I", (64 << 20) + 512), ("cloop header", "len_block", 128, (64 << 20) + 512)),
        ((132, ">I", 2**32 - 1), ("cloop header", "num_blocks", 132, 2**32 - 1)),
        ((132, ">I", 0x1FFFFFFF), ("cloop header", "num_blocks", 132, 0x1FFFFFFF)),
        ((132, ">I", 1 << 26), ("cloop header", "num_blocks", 132, 1 << 26)),
        ((TABLE + 16, ">Q", 1), ("cloop offset", "place", TABLE + 16, 1)),
        ((TABLE + 32, ">Q", 1 << 40), ("cloop offset", "place", TABLE + 32, 1 << 40)),
    ],
)
def test_fault_names_field_offset_and_value(
    tmp_path: Path, patch: Patch, expected: tuple[str, str, int, int]
) -> None:
    assert said(ask("size", image(tmp_path / "i", patch))) == expected
