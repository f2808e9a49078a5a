# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/formats/vhd.ksy spec=5ab5e4b6 gen=1
# Generated: edit the spec, then run `make codegen`.
"""VHD, the virtual hard disk of Virtual PC, Virtual Server and early Hyper-V: construct
declarations.
"""

import construct as c

from instar.layout import ones_complement_sum
from instar.layout.constructs import Checksummed, Ruled, number

VhdGeometry = c.Struct(
    "num_cylinders" / c.Int16ub,
    "num_heads" / c.Int8ub,
    "num_sectors_per_track" / c.Int8ub,
)


VhdFooter = Checksummed(
    c.Struct(
        "cookie" / c.Const(b"conectix"),
        "features" / c.Int32ub,
        "format_version"
        / Ruled(
            c.Int32ub,
            "vhd footer",
            "format_version",
            lambda value, this: value == 0x10000,
            "0x10000",
            3,
        ),
        "data_offset" / c.Int64ub,
        "time_stamp" / c.Int32ub,
        "creator_application" / c.Int32ub,
        "creator_version" / c.Int32ub,
        "creator_host_os" / c.Int32ub,
        "original_size" / c.Int64ub,
        "current_size" / c.Int64ub,
        "disk_geometry" / VhdGeometry,
        "disk_type" / c.Int32ub,
        "checksum" / c.Int32ub,
        "unique_id" / c.Bytes(16),
        "saved_state" / c.Int8ub,
        "hidden" / c.Int8ub,
        "reserved" / c.Bytes(426),
    ),
    "vhd footer",
    "checksum",
    (64, 4, "big"),
    ones_complement_sum,
    (0, lambda this: 512),
    8,
)


VhdParentLocator = c.Struct(
    "platform_code" / c.Int32ub,
    "platform_data_space" / c.Int32ub,
    "platform_data_length" / c.Int32ub,
    "reserved" / c.Bytes(4),
    "platform_data_offset" / c.Int64ub,
)


VhdDynamicHeader = c.Struct(
    "cookie" / c.Const(b"cxsparse"),
    "data_offset" / c.Int64ub,
    "table_offset" / c.Int64ub,
    "header_version"
    / Ruled(
        c.Int32ub,
        "vhd dynamic header",
        "header_version",
        lambda value, this: value == 0x10000,
        "0x10000",
        3,
    ),
    "max_table_entries" / c.Int32ub,
    "block_size"
    / Ruled(
        c.Int32ub,
        "vhd dynamic header",
        "block_size",
        lambda value, this: (value >= 512) and ((value & (value - 1)) == 0),
        "such that block_size >= 512 and (block_size & (block_size - 1)) == 0",
        7,
    ),
    "checksum" / c.Int32ub,
    "parent_unique_id" / c.Bytes(16),
    "parent_time_stamp" / c.Int32ub,
    "reserved" / c.Bytes(4),
    "parent_unicode_name" / c.Bytes(512),
    "parent_locators" / c.Array(8, VhdParentLocator),
    "reserved_2" / c.Bytes(256),
)


VhdBatEntry = c.Struct(
    "sector" / c.Int32ub,
)


VhdSectorBitmapByte = c.Struct(
    "_bits0"
    / c.Rebuild(
        c.Int8ub,
        lambda this: number(this["sector_0"]) << 7
        | number(this["sector_1"]) << 6
        | number(this["sector_2"]) << 5
        | number(this["sector_3"]) << 4
        | number(this["sector_4"]) << 3
        | number(this["sector_5"]) << 2
        | number(this["sector_6"]) << 1
        | number(this["sector_7"]),
    ),
    "sector_0" / c.Computed(lambda this: bool(number(this["_bits0"]) >> 7 & 0x1)),
    "sector_1" / c.Computed(lambda this: bool(number(this["_bits0"]) >> 6 & 0x1)),
    "sector_2" / c.Computed(lambda this: bool(number(this["_bits0"]) >> 5 & 0x1)),
    "sector_3" / c.Computed(lambda this: bool(number(this["_bits0"]) >> 4 & 0x1)),
    "sector_4" / c.Computed(lambda this: bool(number(this["_bits0"]) >> 3 & 0x1)),
    "sector_5" / c.Computed(lambda this: bool(number(this["_bits0"]) >> 2 & 0x1)),
    "sector_6" / c.Computed(lambda this: bool(number(this["_bits0"]) >> 1 & 0x1)),
    "sector_7" / c.Computed(lambda this: bool(number(this["_bits0"]) >> 0 & 0x1)),
)


VhdBatmapHeader = c.Struct(
    "cookie" / c.Const(b"tdbatmap"),
    "ofs_batmap" / c.Int64ub,
    "batmap_sectors" / c.Int32ub,
    "version"
    / Ruled(
        c.Int32ub,
        "vhd batmap header",
        "version",
        lambda value, this: value <= 0x10002,
        "at most 0x10002",
        3,
    ),
    "checksum" / c.Int32ub,
    "marker" / c.Int8ub,
    "padding" / c.Bytes(483),
)
