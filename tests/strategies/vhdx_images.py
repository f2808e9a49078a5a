# SPDX-License-Identifier: Apache-2.0
"""Whole small VHDX images: identifier, both headers, both region tables, metadata, BAT and data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from instar.generated.formats import vhdx
from instar.generated.formats.vhdx import (
    VhdxFileIdentifier,
    VhdxFileParameters,
    VhdxHeader,
    VhdxLogicalSectorSize,
    VhdxMetadataTableEntry,
    VhdxMetadataTableHeader,
    VhdxPayloadBatEntry,
    VhdxPayloadBlockState,
    VhdxPhysicalSectorSize,
    VhdxRegionTableEntry,
    VhdxRegionTableHeader,
    VhdxSectorBitmapBatEntry,
    VhdxVirtualDiskId,
    VhdxVirtualDiskSize,
)
from instar.layout import crc32c
from tests.strategies.image import Image, pattern, round_up

MIB = 1 << 20
IS_VIRTUAL_DISK = 2
IS_REQUIRED = 4
REQUIRED_REGION = 1
STATES = {
    "data": VhdxPayloadBlockState.FULLY_PRESENT,
    "zero": VhdxPayloadBlockState.ZERO,
    "absent": VhdxPayloadBlockState.NOT_PRESENT,
    "unmapped": VhdxPayloadBlockState.UNMAPPED,
}


def region_table(bat_offset: int, bat_length: int, metadata_offset: int) -> bytes:
    """One region table; its checksum covers all of its 64 KiB."""
    entries = [
        VhdxRegionTableEntry(
            guid=vhdx.GUID_REGION_BAT,
            file_offset=bat_offset,
            length=bat_length,
            flags=REQUIRED_REGION,
        ),
        VhdxRegionTableEntry(
            guid=vhdx.GUID_REGION_METADATA,
            file_offset=metadata_offset,
            length=vhdx.DEFAULT_METADATA_LENGTH,
            flags=REQUIRED_REGION,
        ),
    ]
    rows = b"".join(entry.pack() for entry in entries)

    def table(checksum: int) -> bytes:
        head = VhdxRegionTableHeader(checksum=checksum, num_entries=len(entries)).pack_unchecked()
        return (head + rows).ljust(vhdx.REGION_TABLE_SIZE, b"\0")

    return table(crc32c(table(0)))


def metadata(size: int, block_size: int) -> bytes:
    """The metadata region: table, then items."""
    items = [
        (
            vhdx.GUID_FILE_PARAMETERS,
            VhdxFileParameters(block_size=block_size).pack(),
            IS_REQUIRED,
        ),
        (
            vhdx.GUID_VIRTUAL_DISK_SIZE,
            VhdxVirtualDiskSize(size=size).pack(),
            IS_VIRTUAL_DISK | IS_REQUIRED,
        ),
        (
            vhdx.GUID_VIRTUAL_DISK_ID,
            VhdxVirtualDiskId(guid=pattern(9, 16)).pack(),
            IS_VIRTUAL_DISK | IS_REQUIRED,
        ),
        (
            vhdx.GUID_LOGICAL_SECTOR_SIZE,
            VhdxLogicalSectorSize(size=vhdx.DEFAULT_LOGICAL_SECTOR_SIZE).pack(),
            IS_VIRTUAL_DISK | IS_REQUIRED,
        ),
        (
            vhdx.GUID_PHYSICAL_SECTOR_SIZE,
            VhdxPhysicalSectorSize(size=vhdx.DEFAULT_PHYSICAL_SECTOR_SIZE).pack(),
            IS_VIRTUAL_DISK | IS_REQUIRED,
        ),
    ]
    out = VhdxMetadataTableHeader(num_entries=len(items)).pack()
    values = b""
    for guid, value, flags in items:
        offset = vhdx.DEFAULT_ITEM_OFFSET + len(values)
        out += VhdxMetadataTableEntry(
            item_id=guid, offset=offset, length=len(value), flags=flags
        ).pack()
        values += value
    return out.ljust(vhdx.METADATA_TABLE_SIZE, b"\0") + values


@st.composite
def images(draw: Callable[[Any], Any]) -> Image:
    """Valid dynamic images; blocks in any state and order."""
    block_size = MIB << draw(st.integers(0, 2))
    blocks = draw(st.integers(1, 6))
    spare = draw(st.integers(0, block_size // 512 - 1)) * 512
    size = blocks * block_size - spare
    kinds = [draw(st.sampled_from(tuple(STATES))) for _ in range(blocks)]
    image = Image("vhdx", size, ".vhdx")

    chunk_blocks = vhdx.SECTORS_PER_BITMAP * vhdx.DEFAULT_LOGICAL_SECTOR_SIZE // block_size
    metadata_offset = vhdx.DEFAULT_LOG_OFFSET + vhdx.DEFAULT_LOG_SIZE
    bat_offset = metadata_offset + vhdx.DEFAULT_METADATA_LENGTH
    num_entries = blocks + (blocks - 1) // chunk_blocks
    bat_length = round_up(num_entries * 8, vhdx.ALIGNMENT)
    place = bat_offset + bat_length
    rows = [VhdxSectorBitmapBatEntry().pack()] * num_entries
    for number in draw(st.permutations(range(blocks))):
        offset = 0
        if kinds[number] == "data":
            offset = place // MIB
            image.put(place, pattern(number, block_size))
            place += block_size
        entry = VhdxPayloadBatEntry(state=STATES[kinds[number]], file_offset_mb=offset)
        rows[number + number // chunk_blocks] = entry.pack()

    image.put(0, VhdxFileIdentifier(creator="instar".encode("utf-16-le").ljust(512, b"\0")).pack())
    sequence = draw(st.integers(0, 1 << 40))
    for step, offset in enumerate((vhdx.HEADER_1_OFFSET, vhdx.HEADER_2_OFFSET)):
        header = VhdxHeader(
            sequence_number=sequence + step,
            file_write_guid=pattern(1, 16),
            data_write_guid=pattern(2, 16),
            log_length=vhdx.DEFAULT_LOG_SIZE,
            log_offset=vhdx.DEFAULT_LOG_OFFSET,
        )
        image.put(offset, header.pack())
    for offset in (vhdx.REGION_TABLE_1_OFFSET, vhdx.REGION_TABLE_2_OFFSET):
        image.put(offset, region_table(bat_offset, bat_length, metadata_offset))
    image.put(metadata_offset, metadata(size, block_size))
    image.put(bat_offset, b"".join(rows))
    image.size = max(image.size, place)
    image.data = [
        (n * block_size, min(block_size, size - n * block_size))
        for n in range(blocks)
        if kinds[n] == "data"
    ]
    return image
