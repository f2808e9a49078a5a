# SPDX-License-Identifier: Apache-2.0
"""Whole small VMDK images in one hosted sparse file: descriptor, grain directories, tables and
data.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from instar.generated.formats import vmdk
from instar.generated.formats.vmdk import (
    VmdkGrainDirectoryEntry,
    VmdkGrainTableEntry,
    VmdkSparseHeader,
)
from tests.strategies.image import Image, pattern, round_up

FLAGS = 3
"""Newlines can be checked, and there is a second grain directory."""
FLAG_ZEROED_GRAIN = 4
ZEROED = 1
"""Grain table entry of a grain that reads as zeros; needs the flag and version 2."""


def descriptor(sectors: int, cid: int) -> bytes:
    """The text that describes the image's one extent."""
    lines = [
        "# Disk DescriptorFile",
        "version=1",
        f"CID={cid:08x}",
        "parentCID=ffffffff",
        f'createType="{vmdk.CREATE_TYPE_MONOLITHIC_SPARSE}"',
        "",
        f'{vmdk.EXTENT_ACCESS_RW} {sectors} {vmdk.EXTENT_TYPE_SPARSE} "disk.vmdk"',
        "",
        'ddb.adapterType = "ide"',
        "",
    ]
    return "\n".join(lines).encode()


@st.composite
def images(draw: Callable[[Any], Any]) -> Image:
    """Valid monolithicSparse images, with grains in any order and of any allowed size."""
    grain_sectors = 1 << draw(st.integers(3, 9))
    grain_size = grain_sectors * vmdk.SECTOR_SIZE
    grains = draw(st.integers(1, 40))
    size = grains * grain_size
    zeroed = draw(st.booleans())
    kinds = [
        draw(st.sampled_from(("hole", "data", "zero") if zeroed else ("hole", "data")))
        for _ in range(grains)
    ]
    entries = vmdk.MAX_GTES_PER_GT
    tables = (grains + entries - 1) // entries
    image = Image("vmdk", size, ".vmdk")

    text = descriptor(size // vmdk.SECTOR_SIZE, draw(st.integers(0, 0xFFFFFFFE)))
    place = vmdk.DEFAULT_DESCRIPTOR_SECTOR + vmdk.DEFAULT_DESCRIPTOR_SECTORS
    gd_sectors = round_up(tables * 4, vmdk.SECTOR_SIZE) // vmdk.SECTOR_SIZE
    gt_sectors = vmdk.DEFAULT_GT_SECTORS
    redundant_gd = place
    gd = redundant_gd + gd_sectors + tables * gt_sectors
    overhead = round_up(gd + gd_sectors + tables * gt_sectors, grain_sectors)

    gtes = [0] * (tables * entries)
    place = overhead
    for number in draw(st.permutations(range(grains))):
        if kinds[number] == "zero":
            gtes[number] = ZEROED
        elif kinds[number] == "data":
            gtes[number] = place
            image.put(place * vmdk.SECTOR_SIZE, pattern(number, grain_size))
            place += grain_sectors
    packed = [VmdkGrainTableEntry(sector=sector).pack() for sector in gtes]
    for first in (redundant_gd, gd):
        at = first + gd_sectors
        rows = [
            VmdkGrainDirectoryEntry(sector=at + number * gt_sectors).pack()
            for number in range(tables)
        ]
        image.put(
            first * vmdk.SECTOR_SIZE, b"".join(rows).ljust(gd_sectors * vmdk.SECTOR_SIZE, b"\0")
        )
        for number in range(tables):
            table = b"".join(packed[number * entries : (number + 1) * entries])
            image.put((at + number * gt_sectors) * vmdk.SECTOR_SIZE, table)
    header = VmdkSparseHeader(
        version=2 if zeroed else 1,
        flags=FLAGS | (FLAG_ZEROED_GRAIN if zeroed else 0),
        capacity=size // vmdk.SECTOR_SIZE,
        grain_sectors=grain_sectors,
        descriptor_sector=vmdk.DEFAULT_DESCRIPTOR_SECTOR,
        descriptor_sectors=vmdk.DEFAULT_DESCRIPTOR_SECTORS,
        num_gtes_per_gt=entries,
        redundant_gd_sector=redundant_gd,
        gd_sector=gd,
        overhead_sectors=overhead,
        single_end_line_char=0x0A,
        non_end_line_char=0x20,
        double_end_line_char_1=0x0D,
        double_end_line_char_2=0x0A,
    )
    image.put(0, header.pack())
    image.put(vmdk.DEFAULT_DESCRIPTOR_SECTOR * vmdk.SECTOR_SIZE, text)
    image.size = max(image.size, overhead * vmdk.SECTOR_SIZE)
    image.data = [(n * grain_size, grain_size) for n in range(grains) if kinds[n] == "data"]
    return image
