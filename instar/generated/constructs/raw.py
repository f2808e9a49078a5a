# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/formats/raw.ksy spec=4f1f39de gen=1
# Generated: edit the spec, then run `make codegen`.
"""Plain disk, and the partition tables by which one is recognised: construct declarations."""

import construct as c

from instar.layout.constructs import Ruled, number

RawMbrPartition = c.Struct(
    "boot_indicator"
    / Ruled(
        c.Int8ul,
        "raw mbr partition",
        "boot_indicator",
        lambda value, this: value
        in (
            0,
            0x80,
        ),
        "0x0 or 0x80",
        3,
    ),
    "start_chs" / c.Bytes(3),
    "type" / c.Int8ul,
    "end_chs" / c.Bytes(3),
    "start_sector" / c.Int32ul,
    "num_sectors" / c.Int32ul,
)


RawMbr = c.Struct(
    "boot_code" / c.Bytes(440),
    "disk_signature" / c.Int32ul,
    "reserved" / c.Bytes(2),
    "partitions" / c.Array(4, RawMbrPartition),
    "signature" / c.Const(b"U\xaa"),
)


RawProtectiveMbr = c.Struct(
    "boot_code" / c.Bytes(440),
    "disk_signature" / c.Int32ul,
    "reserved" / c.Bytes(2),
    "boot_indicator"
    / Ruled(
        c.Int8ul,
        "raw protective mbr",
        "boot_indicator",
        lambda value, this: value
        in (
            0,
            0x80,
        ),
        "0x0 or 0x80",
        3,
    ),
    "start_chs" / c.Bytes(3),
    "type"
    / Ruled(
        c.Int8ul,
        "raw protective mbr",
        "type",
        lambda value, this: value == 238,
        "238 (partition_type::gpt_protective)",
        3,
    ),
    "end_chs" / c.Bytes(3),
    "start_sector"
    / Ruled(
        c.Int32ul, "raw protective mbr", "start_sector", lambda value, this: value == 1, "1", 3
    ),
    "num_sectors" / c.Int32ul,
    "other_partitions" / c.Bytes(48),
    "signature" / c.Const(b"U\xaa"),
)


RawGptHeader = c.Struct(
    "signature" / c.Const(b"EFI PART"),
    "revision"
    / Ruled(
        c.Int32ul,
        "raw gpt header",
        "revision",
        lambda value, this: 0x10000 <= value <= 0x1FFFF,
        "0x10000..0x1ffff",
        3,
    ),
    "len_header"
    / Ruled(
        c.Int32ul,
        "raw gpt header",
        "len_header",
        lambda value, this: 92 <= value <= 4096,
        "92..4096",
        3,
    ),
    "header_crc32" / c.Int32ul,
    "reserved" / c.Const(b"\x00\x00\x00\x00"),
    "my_sector" / c.Int64ul,
    "alternate_sector" / c.Int64ul,
    "first_usable_sector" / c.Int64ul,
    "last_usable_sector"
    / Ruled(
        c.Int64ul,
        "raw gpt header",
        "last_usable_sector",
        lambda value, this: value >= number(this["first_usable_sector"]),
        "such that last_usable_sector >= first_usable_sector",
        7,
    ),
    "disk_guid" / c.Bytes(16),
    "entries_sector"
    / Ruled(
        c.Int64ul,
        "raw gpt header",
        "entries_sector",
        lambda value, this: value >= 2,
        "at least 2",
        3,
    ),
    "num_entries" / c.Int32ul,
    "len_entry"
    / Ruled(
        c.Int32ul,
        "raw gpt header",
        "len_entry",
        lambda value, this: value
        in (
            128,
            256,
            512,
            1024,
            2048,
            4096,
        ),
        "128, 256, 512, 1024, 2048 or 4096",
        3,
    ),
    "entries_crc32" / c.Int32ul,
)


RawGptEntry = c.Struct(
    "type_guid" / c.Bytes(16),
    "partition_guid" / c.Bytes(16),
    "first_sector" / c.Int64ul,
    "last_sector" / c.Int64ul,
    "attributes" / c.Int64ul,
    "name" / c.Bytes(72),
)
