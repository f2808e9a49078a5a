# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/formats/bochs.ksy spec=b3f5f642 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Bochs growing disk image: construct declarations."""

import construct as c

from instar.layout.constructs import Ruled

BochsHeader = c.Struct(
    "magic" / c.Const(b"Bochs Virtual HD Image\x00"),
    "unused" / c.Bytes(9),
    "type" / c.Const(b"Redolog\x00"),
    "unused_type" / c.Bytes(8),
    "subtype" / c.Const(b"Growing\x00"),
    "unused_subtype" / c.Bytes(8),
    "version"
    / Ruled(
        c.Int32ul,
        "bochs header",
        "version",
        lambda value, this: value
        in (
            0x10000,
            0x20000,
        ),
        "0x10000 or 0x20000",
        3,
    ),
    "len_header" / c.Int32ul,
    "num_catalog_entries" / c.Int32ul,
    "len_bitmap" / c.Int32ul,
    "len_extent" / c.Int32ul,
)


BochsEnd1 = c.Struct(
    "len_disk" / c.Int64ul,
)


BochsEnd2 = c.Struct(
    "timestamp" / c.Int32ul,
    "len_disk" / c.Int64ul,
)


BochsCatalogEntry = c.Struct(
    "extent" / c.Int32ul,
)
