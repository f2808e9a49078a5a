# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/formats/vdi.ksy spec=bf6bd095 gen=1
# Generated: edit the spec, then run `make codegen`.
"""VDI, the disk image of VirtualBox: construct declarations."""

import construct as c

from instar.layout.constructs import Ruled, number

VdiHeader = c.Struct(
    "text" / c.Bytes(64),
    "magic"
    / Ruled(
        c.Int32ul, "vdi header", "magic", lambda value, this: value == 0xBEDA107F, "0xbeda107f", 2
    ),
    "version_minor" / c.Int16ul,
    "version_major" / c.Int16ul,
    "header_size"
    / Ruled(
        c.Int32ul, "vdi header", "header_size", lambda value, this: value >= 384, "at least 384", 3
    ),
    "image_type"
    / Ruled(
        c.Int32ul,
        "vdi header",
        "image_type",
        lambda value, this: value
        in (
            1,
            2,
            3,
            4,
        ),
        "one of 1 (dynamic), 2 (static), 3 (undo), 4 (diff)",
        6,
    ),
    "image_flags" / c.Int32ul,
    "description" / c.Bytes(256),
    "ofs_block_map"
    / Ruled(
        c.Int32ul,
        "vdi header",
        "ofs_block_map",
        lambda value, this: value >= 456,
        "at least 456",
        3,
    ),
    "ofs_data" / c.Int32ul,
    "num_cylinders" / c.Int32ul,
    "num_heads" / c.Int32ul,
    "num_sectors_per_track" / c.Int32ul,
    "sector_size"
    / Ruled(c.Int32ul, "vdi header", "sector_size", lambda value, this: value == 512, "512", 3),
    "reserved" / c.Bytes(4),
    "disk_size" / c.Int64ul,
    "block_size"
    / Ruled(
        c.Int32ul,
        "vdi header",
        "block_size",
        lambda value, this: (value > 1) and ((value & (value - 1)) == 0),
        "such that block_size > 1 and block_size & (block_size - 1) == 0",
        7,
    ),
    "len_block_extra"
    / Ruled(
        c.Int32ul,
        "vdi header",
        "len_block_extra",
        lambda value, this: (value == 0) or ((value & (value - 1)) == 0),
        "such that len_block_extra == 0 or len_block_extra & (len_block_extra - 1) == 0",
        7,
    ),
    "blocks_in_image" / c.Int32ul,
    "blocks_allocated" / c.Int32ul,
    "uuid_image" / c.Bytes(16),
    "uuid_last_snap" / c.Bytes(16),
    "uuid_link" / c.Bytes(16),
    "uuid_parent" / c.Bytes(16),
    "lchs_cylinders" / c.Int32ul,
    "lchs_heads" / c.Int32ul,
    "lchs_sectors_per_track" / c.Int32ul,
    "lchs_sector_size" / c.Int32ul,
    "unused" / c.Bytes(40),
)


VdiBlockMapEntry = c.Struct(
    "block" / c.Int32ul,
)


VdiHeader0 = c.Struct(
    "text" / c.Bytes(64),
    "magic"
    / Ruled(
        c.Int32ul, "vdi header 0", "magic", lambda value, this: value == 0xBEDA107F, "0xbeda107f", 2
    ),
    "version"
    / Ruled(
        c.Int32ul,
        "vdi header 0",
        "version",
        lambda value, this: value < 0x10000,
        "such that version < 0x10000",
        7,
    ),
    "image_type"
    / Ruled(
        c.Int32ul,
        "vdi header 0",
        "image_type",
        lambda value, this: value
        in (
            1,
            2,
            3,
            4,
        ),
        "one of 1 (dynamic), 2 (static), 3 (undo), 4 (diff)",
        6,
    ),
    "image_flags" / c.Int32ul,
    "description" / c.Bytes(256),
    "num_cylinders" / c.Int32ul,
    "num_heads" / c.Int32ul,
    "num_sectors_per_track" / c.Int32ul,
    "sector_size"
    / Ruled(c.Int32ul, "vdi header 0", "sector_size", lambda value, this: value == 512, "512", 3),
    "disk_size"
    / Ruled(
        c.Int64ul, "vdi header 0", "disk_size", lambda value, this: value >= 1, "at least 1", 3
    ),
    "block_size"
    / Ruled(
        c.Int32ul,
        "vdi header 0",
        "block_size",
        lambda value, this: (value > 1) and ((value & (value - 1)) == 0),
        "such that block_size > 1 and block_size & (block_size - 1) == 0",
        7,
    ),
    "num_blocks"
    / Ruled(
        c.Int32ul, "vdi header 0", "num_blocks", lambda value, this: value >= 1, "at least 1", 3
    ),
    "num_blocks_allocated"
    / Ruled(
        c.Int32ul,
        "vdi header 0",
        "num_blocks_allocated",
        lambda value, this: value <= number(this["num_blocks"]),
        "such that num_blocks_allocated <= num_blocks",
        7,
    ),
    "uuid_image" / c.Bytes(16),
    "uuid_last_snap" / c.Bytes(16),
    "uuid_link" / c.Bytes(16),
)
