# SPDX-License-Identifier: Apache-2.0
"""Whole small VHD images: fixed, and dynamic with a BAT, sector bitmaps and data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from instar.generated.formats import vhd
from instar.generated.formats.vhd import (
    VhdBatEntry,
    VhdDiskType,
    VhdDynamicHeader,
    VhdFooter,
    VhdGeometry,
    VhdParentLocator,
)
from tests.strategies.image import Image, pattern, round_up

CREATORS = (b"qem2", b"win ")
"""Their size is the footer's `current_size` in every release of qemu."""
UNUSED = 0xFFFFFFFF


def footer(
    size: int, disk_type: int, data_offset: int, creator: bytes, geometry: tuple[int, int, int]
) -> VhdFooter:
    """The footer of a disk of `size` bytes."""
    return VhdFooter(
        features=2,
        format_version=0x10000,
        data_offset=data_offset,
        creator_application=int.from_bytes(creator, "big"),
        original_size=size,
        current_size=size,
        disk_geometry=VhdGeometry(
            num_cylinders=geometry[0], num_heads=geometry[1], num_sectors_per_track=geometry[2]
        ),
        disk_type=disk_type,
        unique_id=pattern(3, 16),
    )


@st.composite
def fixed_images(draw: Callable[[Any], Any]) -> Image:
    """Fixed images: data, then the footer. qemu only opens them when it is given the format."""
    sectors = draw(st.integers(1, 64))
    size = sectors * vhd.SECTOR_SIZE
    image = Image("vpc", size, ".vhd")
    image.put(0, pattern(sectors, size))
    image.put(
        size,
        footer(size, VhdDiskType.FIXED, vhd.FIXED_DATA_OFFSET, draw(creators()), (1, 4, 17)).pack(),
    )
    image.data.append((0, size))
    return image


def creators() -> st.SearchStrategy[bytes]:
    return st.sampled_from(CREATORS)


@st.composite
def dynamic_images(draw: Callable[[Any], Any]) -> Image:
    """Dynamic images with blocks in any order."""
    block_size = 1 << draw(st.integers(12, 21))
    blocks = draw(st.integers(1, 12))
    spare = draw(st.integers(0, block_size // vhd.SECTOR_SIZE - 1)) * vhd.SECTOR_SIZE
    size = blocks * block_size - spare
    used = draw(st.permutations([n for n in range(blocks) if draw(st.booleans())]))
    image = Image("vpc", size, ".vhd")
    end = footer(
        size, VhdDiskType.DYNAMIC, vhd.DEFAULT_HEADER_OFFSET, draw(creators()), (1, 4, 17)
    ).pack()
    len_bitmap = round_up(block_size // vhd.SECTOR_SIZE // 8, vhd.SECTOR_SIZE)
    place = vhd.DEFAULT_BAT_OFFSET + round_up(blocks * 4, vhd.SECTOR_SIZE)
    bat = [UNUSED] * blocks
    for number in used:
        bat[number] = place // vhd.SECTOR_SIZE
        image.put(place, b"\xff" * len_bitmap)
        image.put(place + len_bitmap, pattern(number, block_size))
        place += len_bitmap + block_size
    image.put(0, end)
    header = VhdDynamicHeader(
        data_offset=UNUSED << 32 | UNUSED,
        table_offset=vhd.DEFAULT_BAT_OFFSET,
        header_version=0x10000,
        max_table_entries=blocks,
        block_size=block_size,
        parent_locators=(VhdParentLocator(),) * 8,
    )
    image.put(vhd.DEFAULT_HEADER_OFFSET, header.pack())
    table = b"".join(VhdBatEntry(sector=sector).pack() for sector in bat)
    image.put(vhd.DEFAULT_BAT_OFFSET, table.ljust(round_up(blocks * 4, vhd.SECTOR_SIZE), b"\xff"))
    image.put(place, end)
    image.data = [(n * block_size, min(block_size, size - n * block_size)) for n in sorted(used)]
    return image


def images() -> st.SearchStrategy[Image]:
    """Valid VHD images of both kinds."""
    return st.one_of(dynamic_images(), fixed_images())
