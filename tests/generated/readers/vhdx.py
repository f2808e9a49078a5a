# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-reader specs/formats/vhdx.ksy spec=794a3f87 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Readers of the structures of vhdx: for tests; the host itself reads no image."""

from __future__ import annotations

from instar.generated.formats.vhdx import (
    VhdxFileIdentifier,
    VhdxFileParameters,
    VhdxHeader,
    VhdxLogDataDescriptor,
    VhdxLogDataSector,
    VhdxLogEntryHeader,
    VhdxLogicalSectorSize,
    VhdxLogZeroDescriptor,
    VhdxMetadataTableEntry,
    VhdxMetadataTableHeader,
    VhdxParentLocatorEntry,
    VhdxParentLocatorHeader,
    VhdxPayloadBatEntry,
    VhdxPhysicalSectorSize,
    VhdxRegionTableEntry,
    VhdxRegionTableHeader,
    VhdxSectorBitmapBatEntry,
    VhdxSectorBitmapByte,
    VhdxVirtualDiskId,
    VhdxVirtualDiskSize,
)
from instar.layout import FieldError, crc32c


def read_vhdx_file_identifier(data: bytes, base: int = 0) -> VhdxFileIdentifier:
    """Check and return the vhdx file identifier at the start of `data`."""
    if len(data) < 520:
        raise FieldError(
            "vhdx file identifier", "", base + len(data), len(data), "needs more bytes", 1
        )
    if data[0:8] != b"vhdxfile":
        raise FieldError("vhdx file identifier", "signature", base, data[0:8], '"vhdxfile"', 2)
    v_creator = data[8:520]
    return VhdxFileIdentifier(creator=v_creator)


def read_vhdx_header(data: bytes, base: int = 0) -> VhdxHeader:
    """Check and return the vhdx header at the start of `data`."""
    if len(data) < 4096:
        raise FieldError("vhdx header", "", base + len(data), len(data), "needs more bytes", 1)
    if data[0:4] != b"head":
        raise FieldError("vhdx header", "signature", base, data[0:4], '"head"', 2)
    v_checksum = int.from_bytes(data[4:8], "little")
    if len(data) < 4096:
        raise FieldError("vhdx header", "", base + len(data), len(data), "needs more bytes", 1)
    if v_checksum != crc32c((data[:4] + bytes(4) + data[8:])[0:4096]):
        raise FieldError("vhdx header", "checksum", base + 4, v_checksum, "must be the checksum", 8)
    v_sequence_number = int.from_bytes(data[8:16], "little")
    v_file_write_guid = data[16:32]
    v_data_write_guid = data[32:48]
    v_log_guid = data[48:64]
    v_log_version = int.from_bytes(data[64:66], "little")
    v_version = int.from_bytes(data[66:68], "little")
    if v_version != 1:
        raise FieldError("vhdx header", "version", base + 66, v_version, "1", 3)
    v_log_length = int.from_bytes(data[68:72], "little")
    v_log_offset = int.from_bytes(data[72:80], "little")
    v_reserved = data[80:4096]
    return VhdxHeader(
        checksum=v_checksum,
        sequence_number=v_sequence_number,
        file_write_guid=v_file_write_guid,
        data_write_guid=v_data_write_guid,
        log_guid=v_log_guid,
        log_version=v_log_version,
        version=v_version,
        log_length=v_log_length,
        log_offset=v_log_offset,
        reserved=v_reserved,
    )


def read_vhdx_region_table_header(data: bytes, base: int = 0) -> VhdxRegionTableHeader:
    """Check and return the vhdx region table header at the start of `data`."""
    if len(data) < 16:
        raise FieldError(
            "vhdx region table header", "", base + len(data), len(data), "needs more bytes", 1
        )
    if data[0:4] != b"regi":
        raise FieldError("vhdx region table header", "signature", base, data[0:4], '"regi"', 2)
    v_checksum = int.from_bytes(data[4:8], "little")
    v_num_entries = int.from_bytes(data[8:12], "little")
    if v_num_entries > 2047:
        raise FieldError(
            "vhdx region table header", "num_entries", base + 8, v_num_entries, "at most 2047", 3
        )
    v_reserved = data[12:16]
    return VhdxRegionTableHeader(
        checksum=v_checksum, num_entries=v_num_entries, reserved=v_reserved
    )


def read_vhdx_region_table_entry(data: bytes, base: int = 0) -> VhdxRegionTableEntry:
    """Check and return the vhdx region table entry at the start of `data`."""
    if len(data) < 32:
        raise FieldError(
            "vhdx region table entry", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_guid = data[0:16]
    v_file_offset = int.from_bytes(data[16:24], "little")
    v_length = int.from_bytes(data[24:28], "little")
    v_flags = int.from_bytes(data[28:32], "little")
    return VhdxRegionTableEntry(
        guid=v_guid, file_offset=v_file_offset, length=v_length, flags=v_flags
    )


def read_vhdx_metadata_table_header(data: bytes, base: int = 0) -> VhdxMetadataTableHeader:
    """Check and return the vhdx metadata table header at the start of `data`."""
    if len(data) < 32:
        raise FieldError(
            "vhdx metadata table header", "", base + len(data), len(data), "needs more bytes", 1
        )
    if data[0:8] != b"metadata":
        raise FieldError(
            "vhdx metadata table header", "signature", base, data[0:8], '"metadata"', 2
        )
    v_reserved = data[8:10]
    v_num_entries = int.from_bytes(data[10:12], "little")
    if v_num_entries > 2047:
        raise FieldError(
            "vhdx metadata table header", "num_entries", base + 10, v_num_entries, "at most 2047", 3
        )
    v_reserved_2 = data[12:32]
    return VhdxMetadataTableHeader(
        reserved=v_reserved, num_entries=v_num_entries, reserved_2=v_reserved_2
    )


def read_vhdx_metadata_table_entry(data: bytes, base: int = 0) -> VhdxMetadataTableEntry:
    """Check and return the vhdx metadata table entry at the start of `data`."""
    if len(data) < 32:
        raise FieldError(
            "vhdx metadata table entry", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_item_id = data[0:16]
    v_offset = int.from_bytes(data[16:20], "little")
    v_length = int.from_bytes(data[20:24], "little")
    v_flags = int.from_bytes(data[24:28], "little")
    v_reserved = data[28:32]
    return VhdxMetadataTableEntry(
        item_id=v_item_id, offset=v_offset, length=v_length, flags=v_flags, reserved=v_reserved
    )


def read_vhdx_file_parameters(data: bytes, base: int = 0) -> VhdxFileParameters:
    """Check and return the vhdx file parameters at the start of `data`."""
    if len(data) < 8:
        raise FieldError(
            "vhdx file parameters", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_block_size = int.from_bytes(data[0:4], "little")
    if not (
        ((v_block_size >= 0x100000) and (v_block_size <= 0x10000000))
        and ((v_block_size & (v_block_size - 1)) == 0)
    ):
        raise FieldError(
            "vhdx file parameters",
            "block_size",
            base,
            v_block_size,
            "such that block_size >= 0x100000 and block_size <= 0x10000000 and "
            "(block_size & (block_size - 1)) == 0",
            7,
        )
    v_flags = int.from_bytes(data[4:8], "little")
    return VhdxFileParameters(block_size=v_block_size, flags=v_flags)


def read_vhdx_virtual_disk_size(data: bytes, base: int = 0) -> VhdxVirtualDiskSize:
    """Check and return the vhdx virtual disk size at the start of `data`."""
    if len(data) < 8:
        raise FieldError(
            "vhdx virtual disk size", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_size = int.from_bytes(data[0:8], "little")
    if v_size > 0x400000000000:
        raise FieldError(
            "vhdx virtual disk size", "size", base, v_size, "at most 0x400000000000", 3
        )
    return VhdxVirtualDiskSize(size=v_size)


def read_vhdx_virtual_disk_id(data: bytes, base: int = 0) -> VhdxVirtualDiskId:
    """Check and return the vhdx virtual disk id at the start of `data`."""
    if len(data) < 16:
        raise FieldError(
            "vhdx virtual disk id", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_guid = data[0:16]
    return VhdxVirtualDiskId(guid=v_guid)


def read_vhdx_logical_sector_size(data: bytes, base: int = 0) -> VhdxLogicalSectorSize:
    """Check and return the vhdx logical sector size at the start of `data`."""
    if len(data) < 4:
        raise FieldError(
            "vhdx logical sector size", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_size = int.from_bytes(data[0:4], "little")
    if v_size not in (
        512,
        4096,
    ):
        raise FieldError("vhdx logical sector size", "size", base, v_size, "512 or 4096", 3)
    return VhdxLogicalSectorSize(size=v_size)


def read_vhdx_physical_sector_size(data: bytes, base: int = 0) -> VhdxPhysicalSectorSize:
    """Check and return the vhdx physical sector size at the start of `data`."""
    if len(data) < 4:
        raise FieldError(
            "vhdx physical sector size", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_size = int.from_bytes(data[0:4], "little")
    return VhdxPhysicalSectorSize(size=v_size)


def read_vhdx_parent_locator_header(data: bytes, base: int = 0) -> VhdxParentLocatorHeader:
    """Check and return the vhdx parent locator header at the start of `data`."""
    if len(data) < 20:
        raise FieldError(
            "vhdx parent locator header", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_locator_type = data[0:16]
    v_reserved = data[16:18]
    v_num_entries = int.from_bytes(data[18:20], "little")
    return VhdxParentLocatorHeader(
        locator_type=v_locator_type, reserved=v_reserved, num_entries=v_num_entries
    )


def read_vhdx_parent_locator_entry(data: bytes, base: int = 0) -> VhdxParentLocatorEntry:
    """Check and return the vhdx parent locator entry at the start of `data`."""
    if len(data) < 12:
        raise FieldError(
            "vhdx parent locator entry", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_key_offset = int.from_bytes(data[0:4], "little")
    v_value_offset = int.from_bytes(data[4:8], "little")
    v_key_length = int.from_bytes(data[8:10], "little")
    v_value_length = int.from_bytes(data[10:12], "little")
    return VhdxParentLocatorEntry(
        key_offset=v_key_offset,
        value_offset=v_value_offset,
        key_length=v_key_length,
        value_length=v_value_length,
    )


def read_vhdx_payload_bat_entry(data: bytes, base: int = 0) -> VhdxPayloadBatEntry:
    """Check and return the vhdx payload bat entry at the start of `data`."""
    if len(data) < 8:
        raise FieldError(
            "vhdx payload bat entry", "", base + len(data), len(data), "needs more bytes", 1
        )
    g0 = int.from_bytes(data[0:8], "little")
    v_state = g0 >> 0 & 0x7
    v_reserved = g0 >> 3 & 0x1FFFF
    v_file_offset_mb = g0 >> 20 & 0xFFFFFFFFFFF
    return VhdxPayloadBatEntry(state=v_state, reserved=v_reserved, file_offset_mb=v_file_offset_mb)


def read_vhdx_sector_bitmap_bat_entry(data: bytes, base: int = 0) -> VhdxSectorBitmapBatEntry:
    """Check and return the vhdx sector bitmap bat entry at the start of `data`."""
    if len(data) < 8:
        raise FieldError(
            "vhdx sector bitmap bat entry", "", base + len(data), len(data), "needs more bytes", 1
        )
    g0 = int.from_bytes(data[0:8], "little")
    v_state = g0 >> 0 & 0x7
    v_reserved = g0 >> 3 & 0x1FFFF
    v_file_offset_mb = g0 >> 20 & 0xFFFFFFFFFFF
    return VhdxSectorBitmapBatEntry(
        state=v_state, reserved=v_reserved, file_offset_mb=v_file_offset_mb
    )


def read_vhdx_sector_bitmap_byte(data: bytes, base: int = 0) -> VhdxSectorBitmapByte:
    """Check and return the vhdx sector bitmap byte at the start of `data`."""
    if len(data) < 1:
        raise FieldError(
            "vhdx sector bitmap byte", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_sectors = int.from_bytes(data[0:1], "little")
    return VhdxSectorBitmapByte(sectors=v_sectors)


def read_vhdx_log_entry_header(data: bytes, base: int = 0) -> VhdxLogEntryHeader:
    """Check and return the vhdx log entry header at the start of `data`."""
    if len(data) < 64:
        raise FieldError(
            "vhdx log entry header", "", base + len(data), len(data), "needs more bytes", 1
        )
    if data[0:4] != b"loge":
        raise FieldError("vhdx log entry header", "signature", base, data[0:4], '"loge"', 2)
    v_checksum = int.from_bytes(data[4:8], "little")
    v_entry_length = int.from_bytes(data[8:12], "little")
    if not ((v_entry_length % 4096) == 0):
        raise FieldError(
            "vhdx log entry header",
            "entry_length",
            base + 8,
            v_entry_length,
            "a multiple of 4096",
            5,
        )
    v_tail = int.from_bytes(data[12:16], "little")
    v_sequence_number = int.from_bytes(data[16:24], "little")
    if v_sequence_number < 1:
        raise FieldError(
            "vhdx log entry header",
            "sequence_number",
            base + 16,
            v_sequence_number,
            "at least 1",
            3,
        )
    v_num_descriptors = int.from_bytes(data[24:28], "little")
    v_reserved = data[28:32]
    v_log_guid = data[32:48]
    v_flushed_file_offset = int.from_bytes(data[48:56], "little")
    v_last_file_offset = int.from_bytes(data[56:64], "little")
    return VhdxLogEntryHeader(
        checksum=v_checksum,
        entry_length=v_entry_length,
        tail=v_tail,
        sequence_number=v_sequence_number,
        num_descriptors=v_num_descriptors,
        reserved=v_reserved,
        log_guid=v_log_guid,
        flushed_file_offset=v_flushed_file_offset,
        last_file_offset=v_last_file_offset,
    )


def read_vhdx_log_zero_descriptor(data: bytes, base: int = 0) -> VhdxLogZeroDescriptor:
    """Check and return the vhdx log zero descriptor at the start of `data`."""
    if len(data) < 32:
        raise FieldError(
            "vhdx log zero descriptor", "", base + len(data), len(data), "needs more bytes", 1
        )
    if data[0:4] != b"zero":
        raise FieldError("vhdx log zero descriptor", "signature", base, data[0:4], '"zero"', 2)
    v_reserved = data[4:8]
    v_zero_length = int.from_bytes(data[8:16], "little")
    if not ((v_zero_length % 4096) == 0):
        raise FieldError(
            "vhdx log zero descriptor",
            "zero_length",
            base + 8,
            v_zero_length,
            "a multiple of 4096",
            5,
        )
    v_file_offset = int.from_bytes(data[16:24], "little")
    if not ((v_file_offset % 4096) == 0):
        raise FieldError(
            "vhdx log zero descriptor",
            "file_offset",
            base + 16,
            v_file_offset,
            "a multiple of 4096",
            5,
        )
    v_sequence_number = int.from_bytes(data[24:32], "little")
    return VhdxLogZeroDescriptor(
        reserved=v_reserved,
        zero_length=v_zero_length,
        file_offset=v_file_offset,
        sequence_number=v_sequence_number,
    )


def read_vhdx_log_data_descriptor(data: bytes, base: int = 0) -> VhdxLogDataDescriptor:
    """Check and return the vhdx log data descriptor at the start of `data`."""
    if len(data) < 32:
        raise FieldError(
            "vhdx log data descriptor", "", base + len(data), len(data), "needs more bytes", 1
        )
    if data[0:4] != b"desc":
        raise FieldError("vhdx log data descriptor", "signature", base, data[0:4], '"desc"', 2)
    v_trailing_bytes = data[4:8]
    v_leading_bytes = data[8:16]
    v_file_offset = int.from_bytes(data[16:24], "little")
    if not ((v_file_offset % 4096) == 0):
        raise FieldError(
            "vhdx log data descriptor",
            "file_offset",
            base + 16,
            v_file_offset,
            "a multiple of 4096",
            5,
        )
    v_sequence_number = int.from_bytes(data[24:32], "little")
    return VhdxLogDataDescriptor(
        trailing_bytes=v_trailing_bytes,
        leading_bytes=v_leading_bytes,
        file_offset=v_file_offset,
        sequence_number=v_sequence_number,
    )


def read_vhdx_log_data_sector(data: bytes, base: int = 0) -> VhdxLogDataSector:
    """Check and return the vhdx log data sector at the start of `data`."""
    if len(data) < 4096:
        raise FieldError(
            "vhdx log data sector", "", base + len(data), len(data), "needs more bytes", 1
        )
    if data[0:4] != b"data":
        raise FieldError("vhdx log data sector", "signature", base, data[0:4], '"data"', 2)
    v_sequence_high = int.from_bytes(data[4:8], "little")
    v_data = data[8:4092]
    v_sequence_low = int.from_bytes(data[4092:4096], "little")
    return VhdxLogDataSector(
        sequence_high=v_sequence_high, data=v_data, sequence_low=v_sequence_low
    )
