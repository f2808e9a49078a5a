# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/formats/vdi.ksy spec=414c0f0b gen=1
# Generated: edit the spec, then run `make codegen`.
"""VDI, the disk image of VirtualBox: construct declarations."""

import construct as c

from instar.layout.constructs import Ruled

VdiHeader = c.Struct(
    "text" / c.Bytes(64),
    "magic"
    / Ruled(
        c.Int32ul, "vdi header", "magic", lambda value, this: value == 0xBEDA107F, "0xbeda107f", 2
    ),
    "version_minor" / c.Int16ul,
    "version_major" / c.Int16ul,
    "header_size" / c.Int32ul,
    "image_type" / c.Int32ul,
    "image_flags" / c.Int32ul,
    "description" / c.Bytes(256),
    "ofs_block_map"
    / Ruled(
        c.Int32ul,
        "vdi header",
        "ofs_block_map",
        lambda value, this: (value % 512) == 0,
        "a multiple of 512",
        5,
    ),
    "ofs_data"
    / Ruled(
        c.Int32ul,
        "vdi header",
        "ofs_data",
        lambda value, this: (value % 512) == 0,
        "a multiple of 512",
        5,
    ),
    "num_cylinders" / c.Int32ul,
    "num_heads" / c.Int32ul,
    "num_sectors_per_track" / c.Int32ul,
    "sector_size"
    / Ruled(c.Int32ul, "vdi header", "sector_size", lambda value, this: value == 512, "512", 3),
    "reserved" / c.Bytes(4),
    "disk_size" / c.Int64ul,
    "block_size"
    / Ruled(
        c.Int32ul, "vdi header", "block_size", lambda value, this: value == 0x100000, "0x100000", 3
    ),
    "len_block_extra" / c.Int32ul,
    "blocks_in_image"
    / Ruled(
        c.Int32ul,
        "vdi header",
        "blocks_in_image",
        lambda value, this: value <= 536870784,
        "at most 536870784",
        3,
    ),
    "blocks_allocated" / c.Int32ul,
    "uuid_image" / c.Bytes(16),
    "uuid_last_snap" / c.Bytes(16),
    "uuid_link" / c.Const(bytes(16)),
    "uuid_parent" / c.Const(bytes(16)),
    "lchs_cylinders" / c.Int32ul,
    "lchs_heads" / c.Int32ul,
    "lchs_sectors_per_track" / c.Int32ul,
    "lchs_sector_size" / c.Int32ul,
    "unused" / c.Bytes(40),
)


VdiBlockMapEntry = c.Struct(
    "block" / c.Int32ul,
)
