# SPDX-License-Identifier: Apache-2.0
"""Bochs' growing images: extents in any order, of which any sectors were written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from instar.generated.formats.bochs import (
    BochsCatalogEntry,
    BochsEnd1,
    BochsEnd2,
    BochsHeader,
)
from tests.strategies.image import Image, pattern

SECTOR = 512


@st.composite
def images(draw: Callable[[Any], Any]) -> Image:
    """Valid images of both versions."""
    version = draw(st.sampled_from((0x10000, 0x20000)))
    len_extent = SECTOR << draw(st.integers(0, 7))
    num_extents = draw(st.integers(1, 12))
    used = draw(st.permutations([n for n in range(num_extents) if draw(st.booleans())]))
    spare = draw(st.integers(0, len_extent // SECTOR - 1)) * SECTOR
    size = num_extents * len_extent - spare
    bitmap = SECTOR * draw(st.integers(1, 2))
    image = Image("bochs", size, ".img")
    header = BochsHeader(
        version=version,
        len_header=SECTOR,
        num_catalog_entries=num_extents,
        len_bitmap=bitmap,
        len_extent=len_extent,
    ).pack()
    end = BochsEnd1(len_disk=size) if version == 0x10000 else BochsEnd2(len_disk=size)
    image.put(0, header + end.pack())
    places = {n: index for index, n in enumerate(used)}
    catalog = (places.get(n, BochsCatalogEntry.UNUSED) for n in range(num_extents))
    image.put(SECTOR, b"".join(BochsCatalogEntry(extent=entry).pack() for entry in catalog))
    start, disk = SECTOR + num_extents * BochsCatalogEntry.SIZE, bytearray(size)
    for index, n in enumerate(used):
        at = start + index * (bitmap + len_extent)
        sectors = draw(st.integers(0, (1 << len_extent // SECTOR) - 1))
        image.put(at, sectors.to_bytes(bitmap, "little"))
        content = pattern(n, len_extent)
        image.put(at + bitmap, content)
        for sector in range(len_extent // SECTOR):
            place = n * len_extent + sector * SECTOR
            if sectors >> sector & 1 and place < size:
                disk[place : place + SECTOR] = content[sector * SECTOR :][:SECTOR]
    image.data, image.disk = [(0, size)], bytes(disk)
    return image
