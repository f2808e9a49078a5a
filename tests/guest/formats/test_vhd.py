# SPDX-License-Identifier: Apache-2.0
"""VHD images assembled by hand, and broken in one place each: the fault that names it, where, and
the value.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from instar.generated.extent import ExtentFlag
from instar.generated.source import SourceFormat, SourceQuirk
from lab.images.vhd import (
    BAT,
    BLOCK,
    DIFFERENCING,
    HEADER,
    LOCATOR,
    NUM_BLOCKS,
    SECTOR,
    SIZE,
    Patch,
    dynamic,
    fixed,
    footer,
    host,
    place,
)
from tests.guest.native.walkers import Extent, ask, said
from tests.wanted import needs

pytestmark = needs("cc")

DATA_FLAGS = ExtentFlag.DATA | ExtentFlag.ALLOCATED | ExtentFlag.OFFSET_VALID
ZERO_FLAGS = ExtentFlag.ZERO | ExtentFlag.ALLOCATED
RELATIVE, ABSOLUTE = 0x57327275, 0x57326B75
RAW_END = 0x7FFFFFFFC0000000  # the largest file that is dealt with
LOCATORS = {RELATIVE: ".\\sub\\parent.vhd"}


def test_blocks_are_read_by_the_table_alone(tmp_path: Path) -> None:
    """Whatever the sector bitmaps say; a block may occur twice."""
    entries = {1: place(0), 2: place(2), 3: place(3), 5: place(0)}
    answer = ask("map", dynamic(tmp_path / "i", entries, bitmaps={0: b"\0" * 16}))
    assert answer.extents == [
        Extent(0, BLOCK, 0, ZERO_FLAGS, 0, 0),
        Extent(BLOCK, BLOCK, 0, DATA_FLAGS, 0, host(0)),
        Extent(2 * BLOCK, BLOCK, 0, DATA_FLAGS, 0, host(2)),
        Extent(3 * BLOCK, BLOCK, 0, DATA_FLAGS, 0, host(3)),
        Extent(4 * BLOCK, BLOCK, 0, ZERO_FLAGS, 0, 0),
        Extent(5 * BLOCK, BLOCK, 0, DATA_FLAGS, 0, host(0)),
        Extent(6 * BLOCK, 2 * BLOCK, 0, ZERO_FLAGS, 0, 0),
    ]


def test_fixed_image_is_its_file(tmp_path: Path) -> None:
    size = 1 << 18
    answer = ask("map", fixed(tmp_path / "i", size), format=SourceFormat.VHD)
    assert answer.extents[-1].end == size
    assert answer.extents[-1] == Extent(size // 2, size // 2, 0, DATA_FLAGS, 0, size // 2)
    assert ask("size", tmp_path / "i").rows[0][0] == SourceFormat.RAW


@pytest.mark.parametrize(
    ("creator", "geometry", "older"),
    [
        (b"win ", False, False),
        (b"qem2", False, False),
        (b"vpc ", True, True),
        (b"qemu", True, True),
        (b"abcd", False, True),
    ],
)
def test_creator_decides_what_the_size_is(
    tmp_path: Path, creator: bytes, geometry: bool, older: bool
) -> None:
    image = dynamic(
        tmp_path / "i",
        {},
        footer_patches=[(28, ">I", int.from_bytes(creator, "big")), (56, ">H", 10)],
    )
    by_geometry = 10 * 4 * 17 * SECTOR
    assert ask("size", image).rows[0][1] == (by_geometry if geometry else SIZE)
    quirks = int(SourceQuirk.VHD_SIZE_FROM_CHS)
    assert ask("size", image, quirks=quirks).rows[0][1] == (by_geometry if older else SIZE)


@pytest.mark.parametrize(
    ("patches", "footer_patches", "expected"),
    [
        ([(20, ">I", 9)], [], ("vhd footer", "checksum", 64, None)),
        (
            [],
            [(48, ">Q", (0xFF000000 + 1) * SECTOR)],
            ("vhd footer", "current_size", 48, 0xFF000001),
        ),
        ([], [(16, ">Q", 1 << 50)], ("vhd dynamic header", "cookie", 16, 1 << 50)),
        ([], [(16, ">Q", RAW_END)], ("vhd dynamic header", "cookie", 16, RAW_END)),
        ([], [(16, ">Q", 0)], ("vhd dynamic header", "cookie", 0, None)),
        (
            [],
            [(48, ">Q", SIZE + SECTOR)],
            ("vhd dynamic header", "max_table_entries", HEADER + 28, NUM_BLOCKS),
        ),
        ([(HEADER, ">I", 9)], [], ("vhd dynamic header", "cookie", HEADER, None)),
        ([(HEADER + 32, ">I", 513)], [], ("vhd dynamic header", "block_size", HEADER + 32, 513)),
        ([(HEADER + 32, ">I", 0)], [], ("vhd dynamic header", "block_size", HEADER + 32, 0)),
        (
            [(HEADER + 28, ">I", 1 << 29)],
            [],
            ("vhd dynamic header", "max_table_entries", HEADER + 28, 1 << 29),
        ),
        (
            [(HEADER + 16, ">Q", RAW_END)],
            [],
            ("vhd dynamic header", "table_offset", HEADER + 16, RAW_END),
        ),
        (
            [(HEADER + 16, ">Q", 2**64 - 8)],
            [],
            ("vhd dynamic header", "table_offset", HEADER + 16, 2**64 - 8),
        ),
        (
            [(BAT + 12, ">I", place(NUM_BLOCKS))],
            [],
            ("vhd bat entry", "sector", BAT + 12, place(NUM_BLOCKS)),
        ),
        ([(BAT + 12, ">I", 0xFFFFFFFE)], [], ("vhd bat entry", "sector", BAT + 12, 0xFFFFFFFE)),
    ],
)
def test_fault_names_field_offset_and_value(
    tmp_path: Path,
    patches: list[Patch],
    footer_patches: list[Patch],
    expected: tuple[str, str, int, int | None],
) -> None:
    found = said(ask("size", dynamic(tmp_path / "i", {}, *patches, footer_patches=footer_patches)))
    assert found[:3] == expected[:3]
    assert expected[3] is None or found[3] == expected[3]


def test_file_that_is_no_vhd(tmp_path: Path) -> None:
    path = tmp_path / "i"
    path.write_bytes(b"conectix")
    assert said(ask("size", path, format=SourceFormat.VHD))[0] == "vhd footer"
    path.write_bytes(b"")
    assert said(ask("size", path, format=SourceFormat.VHD)) == ("vhd footer", "cookie", 0, 0)
    path.write_bytes(b"x" * 100)  # a sector of which most is past the end
    assert said(ask("size", path, format=SourceFormat.VHD))[:3] == ("vhd footer", "cookie", 0)
    path.write_bytes(b"x" * 1024)
    assert said(ask("size", path, format=SourceFormat.VHD))[:3] == ("vhd footer", "cookie", 512)
    path.write_bytes(bytes(512) + footer(512, DIFFERENCING))
    assert said(ask("size", path, format=SourceFormat.VHD)) == (
        "vhd footer",
        "disk_type",
        512 + 60,
        DIFFERENCING,
    )


@pytest.mark.parametrize("kind", [0, 3, DIFFERENCING, 5, 7])
def test_footer_at_the_end_alone_need_not_be_of_a_fixed_disk_until_it_is_read(
    tmp_path: Path, kind: int
) -> None:
    """As before 6.2: the size is reported, and no byte of the disk."""
    path = tmp_path / "i"
    path.write_bytes(bytes(1024) + footer(1024, kind, [(28, ">I", int.from_bytes(b"win ", "big"))]))
    fault = ("vhd footer", "disk_type", 1024 + 60, kind)
    assert said(ask("size", path, format=SourceFormat.VHD)) == fault
    quirks = int(SourceQuirk.VHD_TAIL_UNCHECKED)
    assert ask("size", path, format=SourceFormat.VHD, quirks=quirks).rows[0][:2] == (
        SourceFormat.VHD,
        1024,
    )
    answer = ask("map", path, format=SourceFormat.VHD, quirks=quirks)
    assert (answer.rows, said(answer)) == ((), fault)


@pytest.mark.parametrize("cut", [100, 600, BAT + 3, BAT + 8, place(1) * SECTOR])
def test_truncated_file_is_a_fault(tmp_path: Path, cut: int) -> None:
    """What is cut off the table reads as zeros: a block in sector 0, which no longer fits."""
    assert ask("map", dynamic(tmp_path / "i", {0: place(1)}, file_end=cut)).fault is not None


def chain(
    folder: Path,
    entries: dict[int, int],
    bitmaps: dict[int, bytes],
    locators: dict[int, str] = LOCATORS,
) -> Path:
    """A child in front of a parent whose blocks 0 to 3 are there."""
    (folder / "sub").mkdir()
    dynamic(folder / "sub" / "parent.vhd", {n: place(n) for n in range(4)})
    return dynamic(
        folder / "child.vhd", entries, bitmaps=bitmaps, kind=DIFFERENCING, parent=locators
    )


def test_differencing_image_is_composed_with_its_parent(tmp_path: Path) -> None:
    """Sectors 3 to 16 of block 1 are the child's own; the rest of that block is the parent's."""
    bits = bytes([0b00011111, 0xFF, 0b10000000]).ljust(16, b"\0")
    child = chain(tmp_path, {1: place(0), 4: place(1)}, {0: bits})
    assert ask("map", child).extents == [
        Extent(0, BLOCK, 1, DATA_FLAGS, 1, host(0)),
        Extent(BLOCK, 3 * SECTOR, 1, DATA_FLAGS, 1, host(1)),
        Extent(BLOCK + 3 * SECTOR, 14 * SECTOR, 0, DATA_FLAGS, 0, host(0) + 3 * SECTOR),
        Extent(BLOCK + 17 * SECTOR, BLOCK - 17 * SECTOR, 1, DATA_FLAGS, 1, host(1) + 17 * SECTOR),
        Extent(2 * BLOCK, BLOCK, 1, DATA_FLAGS, 1, host(2)),
        Extent(3 * BLOCK, BLOCK, 1, DATA_FLAGS, 1, host(3)),
        Extent(4 * BLOCK, BLOCK, 0, DATA_FLAGS, 0, host(1)),
        Extent(5 * BLOCK, 3 * BLOCK, 1, ZERO_FLAGS, 1, 0),
    ]
    assert ask("count", child, unit=SECTOR).rows == ((5 * BLOCK // SECTOR,),)


def test_relative_path_comes_first(tmp_path: Path) -> None:
    child = chain(tmp_path, {}, {}, {ABSOLUTE: "C:\\no\\such.vhd", RELATIVE: ".\\sub\\parent.vhd"})
    assert ask("map", child).extents[0] == Extent(0, BLOCK, 1, DATA_FLAGS, 1, host(0))


def test_name_in_the_header_comes_last(tmp_path: Path) -> None:
    dynamic(tmp_path / "p.vhd", {0: place(0)})
    locators = {0: "", RELATIVE: ""}
    child = dynamic(tmp_path / "c", {}, kind=DIFFERENCING, parent=locators, parent_name="p.vhd")
    assert ask("map", child).extents[0] == Extent(0, BLOCK, 1, DATA_FLAGS, 1, host(0))


@pytest.mark.parametrize(
    ("offset", "form", "number"), [(16, ">Q", 1 << 60), (8, ">I", 1 << 20), (0, ">I", 5)]
)
def test_parent_that_is_not_named(tmp_path: Path, offset: int, form: str, number: int) -> None:
    """A locator past the end, of a length that no path has, of an unknown platform; and no name in
    the header.
    """
    patch = (LOCATOR + offset, form, number)
    child = dynamic(tmp_path / "c", {}, patch, kind=DIFFERENCING, parent=LOCATORS)
    assert said(ask("map", child))[:2] == ("vhd dynamic header", "parent_unique_id")
