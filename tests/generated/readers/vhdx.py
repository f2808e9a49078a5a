# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-reader specs/formats/vhdx.ksy spec=5c2b9e8b gen=1
# Generated: edit the spec, then run `make codegen`.
"""Readers of the structures of vhdx: for tests; the host itself reads no image."""

from __future__ import annotations

from instar.generated.formats.vhdx import (
    VhdxFileIdentifier,
    VhdxFileParameters,
    VhdxHeader,
    VhdxKnownGuid,
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


def read_vhdx_known_guid(data: bytes, base: int = 0) -> VhdxKnownGuid:
    """Check and return the vhdx known guid at the start of `data`."""
    if len(data) < 144:
        raise FieldError("vhdx known guid", "", base + len(data), len(data), "needs more bytes", 1)
    if data[0:16] != b"fw\xc2-#\xf6\x00B\x9dd\x11^\x9b\xfdJ\x08":
        raise FieldError(
            "vhdx known guid",
            "region_bat",
            base,
            data[0:16],
            "66 77 c2 2d 23 f6 00 42 9d 64 11 5e 9b fd 4a 08",
            2,
        )
    if data[16:32] != b"\x06\xa2|\x8b\x90G\x9aK\xb8\xfeW_\x05\x0f\x88n":
        raise FieldError(
            "vhdx known guid",
            "region_metadata",
            base + 16,
            data[16:32],
            "06 a2 7c 8b 90 47 9a 4b b8 fe 57 5f 05 0f 88 6e",
            2,
        )
    if data[32:48] != b"7g\xa1\xca6\xfaCM\xb3\xb63\xf0\xaaD\xe7k":
        raise FieldError(
            "vhdx known guid",
            "file_parameters",
            base + 32,
            data[32:48],
            "37 67 a1 ca 36 fa 43 4d b3 b6 33 f0 aa 44 e7 6b",
            2,
        )
    if data[48:64] != b"$B\xa5/\x1b\xcdvH\xb2\x11]\xbe\xd8;\xf4\xb8":
        raise FieldError(
            "vhdx known guid",
            "virtual_disk_size",
            base + 48,
            data[48:64],
            "24 42 a5 2f 1b cd 76 48 b2 11 5d be d8 3b f4 b8",
            2,
        )
    if data[64:80] != b"\xab\x12\xca\xbe\xe6\xb2#E\x93\xef\xc3\t\xe0\x00\xc7F":
        raise FieldError(
            "vhdx known guid",
            "virtual_disk_id",
            base + 64,
            data[64:80],
            "ab 12 ca be e6 b2 23 45 93 ef c3 09 e0 00 c7 46",
            2,
        )
    if data[80:96] != b"\x1d\xbfA\x81o\xa9\tG\xbaG\xf23\xa8\xfa\xab_":
        raise FieldError(
            "vhdx known guid",
            "logical_sector_size",
            base + 80,
            data[80:96],
            "1d bf 41 81 6f a9 09 47 ba 47 f2 33 a8 fa ab 5f",
            2,
        )
    if data[96:112] != b"\xc7H\xa3\xcd]DqD\x9c\xc9\xe9\x88RQ\xc5V":
        raise FieldError(
            "vhdx known guid",
            "physical_sector_size",
            base + 96,
            data[96:112],
            "c7 48 a3 cd 5d 44 71 44 9c c9 e9 88 52 51 c5 56",
            2,
        )
    if data[112:128] != b"-_\xd3\xa8\x0b\xb3ME\xab\xf7\xd3\xd8H4\xab\x0c":
        raise FieldError(
            "vhdx known guid",
            "parent_locator",
            base + 112,
            data[112:128],
            "2d 5f d3 a8 0b b3 4d 45 ab f7 d3 d8 48 34 ab 0c",
            2,
        )
    if data[128:144] != b"\xb7\xefJ\xb0\x9e\xd1\x81J\xb7\x89%\xb8\xe9DY\x13":
        raise FieldError(
            "vhdx known guid",
            "locator_type_vhdx",
            base + 128,
            data[128:144],
            "b7 ef 4a b0 9e d1 81 4a b7 89 25 b8 e9 44 59 13",
            2,
        )
    return VhdxKnownGuid()


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
