# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/formats/parallels.ksy spec=ca4f037f gen=1
# Generated: edit the spec, then run `make codegen`.
"""Parallels expandable disk image (HDD): construct declarations."""

import construct as c

from instar.layout.constructs import Ruled, Text

ParallelsHeader = c.Struct(
    "magic"
    / Ruled(
        Text(16, False),
        "parallels header",
        "magic",
        lambda value, this: value
        in (
            b"WithoutFreeSpace",
            b"WithouFreSpacExt",
        ),
        '"WithoutFreeSpace" or "WithouFreSpacExt"',
        2,
    ),
    "version"
    / Ruled(c.Int32ul, "parallels header", "version", lambda value, this: value == 2, "2", 3),
    "num_heads" / c.Int32ul,
    "num_cylinders" / c.Int32ul,
    "cluster_sectors"
    / Ruled(
        c.Int32ul,
        "parallels header",
        "cluster_sectors",
        lambda value, this: value >= 1,
        "at least 1",
        3,
    ),
    "num_bat_entries" / c.Int32ul,
    "num_sectors" / c.Int64ul,
    "in_use"
    / Ruled(
        c.Int32ul,
        "parallels header",
        "in_use",
        lambda value, this: value
        in (
            0x746F6E59,
            0x312E3276,
            0,
        ),
        "one of 1953459801 (open), 825111158 (closed), 0 (unknown)",
        6,
    ),
    "data_sector" / c.Int32ul,
    "flags" / c.Int32ul,
    "extension_sector" / c.Int64ul,
)


ParallelsBatEntry = c.Struct(
    "place" / c.Int32ul,
)


ParallelsExtensionHeader = c.Struct(
    "magic"
    / Ruled(
        c.Int64ul,
        "parallels extension header",
        "magic",
        lambda value, this: value == 0xAB234CEF23DCEA87,
        "0xab234cef23dcea87",
        2,
    ),
    "checksum" / c.Bytes(16),
)


ParallelsExtensionFeature = c.Struct(
    "magic" / c.Int64ul,
    "flags" / c.Int64ul,
    "len_data" / c.Int32ul,
    "reserved" / c.Bytes(4),
)


ParallelsDirtyBitmap = c.Struct(
    "num_sectors" / c.Int64ul,
    "uuid" / c.Bytes(16),
    "granularity" / c.Int32ul,
    "num_l1_entries" / c.Int32ul,
)


ParallelsDirtyBitmapL1Entry = c.Struct(
    "sector" / c.Int64ul,
)
