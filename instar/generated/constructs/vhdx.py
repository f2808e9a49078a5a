# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/formats/vhdx.ksy spec=794a3f87 gen=1
# Generated: edit the spec, then run `make codegen`.
"""VHDX, the virtual hard disk of Hyper-V: construct declarations."""

import construct as c

from instar.layout import crc32c
from instar.layout.constructs import Checksummed, Ruled, number

VhdxFileIdentifier = c.Struct(
    "signature" / c.Const(b"vhdxfile"),
    "creator" / c.Bytes(512),
)


VhdxHeader = Checksummed(
    c.Struct(
        "signature" / c.Const(b"head"),
        "checksum" / c.Int32ul,
        "sequence_number" / c.Int64ul,
        "file_write_guid" / c.Bytes(16),
        "data_write_guid" / c.Bytes(16),
        "log_guid" / c.Bytes(16),
        "log_version" / c.Int16ul,
        "version"
        / Ruled(c.Int16ul, "vhdx header", "version", lambda value, this: value == 1, "1", 3),
        "log_length" / c.Int32ul,
        "log_offset" / c.Int64ul,
        "reserved" / c.Bytes(4016),
    ),
    "vhdx header",
    "checksum",
    (4, 4, "little"),
    crc32c,
    (0, lambda this: 4096),
    8,
)


VhdxRegionTableHeader = c.Struct(
    "signature" / c.Const(b"regi"),
    "checksum" / c.Int32ul,
    "num_entries"
    / Ruled(
        c.Int32ul,
        "vhdx region table header",
        "num_entries",
        lambda value, this: value <= 2047,
        "at most 2047",
        3,
    ),
    "reserved" / c.Bytes(4),
)


VhdxRegionTableEntry = c.Struct(
    "guid" / c.Bytes(16),
    "file_offset"
    / Ruled(
        c.Int64ul,
        "vhdx region table entry",
        "file_offset",
        lambda value, this: (value >= 0x100000) and ((value % 0x100000) == 0),
        "such that file_offset >= 0x100000 and file_offset % 0x100000 == 0",
        7,
    ),
    "length"
    / Ruled(
        c.Int32ul,
        "vhdx region table entry",
        "length",
        lambda value, this: (value % 0x100000) == 0,
        "a multiple of 1048576",
        5,
    ),
    "flags" / c.Int32ul,
)


VhdxMetadataTableHeader = c.Struct(
    "signature" / c.Const(b"metadata"),
    "reserved" / c.Bytes(2),
    "num_entries"
    / Ruled(
        c.Int16ul,
        "vhdx metadata table header",
        "num_entries",
        lambda value, this: value <= 2047,
        "at most 2047",
        3,
    ),
    "reserved_2" / c.Bytes(20),
)


VhdxMetadataTableEntry = c.Struct(
    "item_id" / c.Bytes(16),
    "offset" / c.Int32ul,
    "length" / c.Int32ul,
    "flags" / c.Int32ul,
    "reserved" / c.Bytes(4),
)


VhdxFileParameters = c.Struct(
    "block_size"
    / Ruled(
        c.Int32ul,
        "vhdx file parameters",
        "block_size",
        lambda value, this: ((value >= 0x100000) and (value <= 0x10000000))
        and ((value & (value - 1)) == 0),
        "such that block_size >= 0x100000 and block_size <= 0x10000000 and "
        "(block_size & (block_size - 1)) == 0",
        7,
    ),
    "flags" / c.Int32ul,
)


VhdxVirtualDiskSize = c.Struct(
    "size"
    / Ruled(
        c.Int64ul,
        "vhdx virtual disk size",
        "size",
        lambda value, this: value <= 0x400000000000,
        "at most 0x400000000000",
        3,
    ),
)


VhdxVirtualDiskId = c.Struct(
    "guid" / c.Bytes(16),
)


VhdxLogicalSectorSize = c.Struct(
    "size"
    / Ruled(
        c.Int32ul,
        "vhdx logical sector size",
        "size",
        lambda value, this: value
        in (
            512,
            4096,
        ),
        "512 or 4096",
        3,
    ),
)


VhdxPhysicalSectorSize = c.Struct(
    "size"
    / Ruled(
        c.Int32ul,
        "vhdx physical sector size",
        "size",
        lambda value, this: value
        in (
            512,
            4096,
        ),
        "512 or 4096",
        3,
    ),
)


VhdxParentLocatorHeader = c.Struct(
    "locator_type" / c.Bytes(16),
    "reserved" / c.Bytes(2),
    "num_entries" / c.Int16ul,
)


VhdxParentLocatorEntry = c.Struct(
    "key_offset" / c.Int32ul,
    "value_offset" / c.Int32ul,
    "key_length" / c.Int16ul,
    "value_length" / c.Int16ul,
)


VhdxPayloadBatEntry = c.Struct(
    "_bits0"
    / c.Rebuild(
        c.Int64ul,
        lambda this: number(this["state"])
        | number(this["reserved"]) << 3
        | number(this["file_offset_mb"]) << 20,
    ),
    "state" / c.Computed(lambda this: number(this["_bits0"]) >> 0 & 0x7),
    "reserved" / c.Computed(lambda this: number(this["_bits0"]) >> 3 & 0x1FFFF),
    "file_offset_mb" / c.Computed(lambda this: number(this["_bits0"]) >> 20 & 0xFFFFFFFFFFF),
)


VhdxSectorBitmapBatEntry = c.Struct(
    "_bits0"
    / c.Rebuild(
        c.Int64ul,
        lambda this: number(this["state"])
        | number(this["reserved"]) << 3
        | number(this["file_offset_mb"]) << 20,
    ),
    "state" / c.Computed(lambda this: number(this["_bits0"]) >> 0 & 0x7),
    "reserved" / c.Computed(lambda this: number(this["_bits0"]) >> 3 & 0x1FFFF),
    "file_offset_mb" / c.Computed(lambda this: number(this["_bits0"]) >> 20 & 0xFFFFFFFFFFF),
)


VhdxSectorBitmapByte = c.Struct(
    "sectors" / c.Int8ul,
)


VhdxLogEntryHeader = c.Struct(
    "signature" / c.Const(b"loge"),
    "checksum" / c.Int32ul,
    "entry_length"
    / Ruled(
        c.Int32ul,
        "vhdx log entry header",
        "entry_length",
        lambda value, this: (value % 4096) == 0,
        "a multiple of 4096",
        5,
    ),
    "tail" / c.Int32ul,
    "sequence_number"
    / Ruled(
        c.Int64ul,
        "vhdx log entry header",
        "sequence_number",
        lambda value, this: value >= 1,
        "at least 1",
        3,
    ),
    "num_descriptors" / c.Int32ul,
    "reserved" / c.Bytes(4),
    "log_guid" / c.Bytes(16),
    "flushed_file_offset" / c.Int64ul,
    "last_file_offset" / c.Int64ul,
)


VhdxLogZeroDescriptor = c.Struct(
    "signature" / c.Const(b"zero"),
    "reserved" / c.Bytes(4),
    "zero_length"
    / Ruled(
        c.Int64ul,
        "vhdx log zero descriptor",
        "zero_length",
        lambda value, this: (value % 4096) == 0,
        "a multiple of 4096",
        5,
    ),
    "file_offset"
    / Ruled(
        c.Int64ul,
        "vhdx log zero descriptor",
        "file_offset",
        lambda value, this: (value % 4096) == 0,
        "a multiple of 4096",
        5,
    ),
    "sequence_number" / c.Int64ul,
)


VhdxLogDataDescriptor = c.Struct(
    "signature" / c.Const(b"desc"),
    "trailing_bytes" / c.Bytes(4),
    "leading_bytes" / c.Bytes(8),
    "file_offset"
    / Ruled(
        c.Int64ul,
        "vhdx log data descriptor",
        "file_offset",
        lambda value, this: (value % 4096) == 0,
        "a multiple of 4096",
        5,
    ),
    "sequence_number" / c.Int64ul,
)


VhdxLogDataSector = c.Struct(
    "signature" / c.Const(b"data"),
    "sequence_high" / c.Int32ul,
    "data" / c.Bytes(4084),
    "sequence_low" / c.Int32ul,
)
