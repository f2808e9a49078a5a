# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/formats/qed.ksy spec=d4cf34e4 gen=1
# Generated: edit the spec, then run `make codegen`.
"""QEMU enhanced disk: construct declarations."""

import construct as c

from instar.layout.constructs import Ruled

QedHeader = c.Struct(
    "magic" / c.Const(b"QED\x00"),
    "cluster_size"
    / Ruled(
        c.Int32ul,
        "qed header",
        "cluster_size",
        lambda value, this: value
        in (
            0x1000,
            0x2000,
            0x4000,
            0x8000,
            0x10000,
            0x20000,
            0x40000,
            0x80000,
            0x100000,
            0x200000,
            0x400000,
            0x800000,
            0x1000000,
            0x2000000,
            0x4000000,
        ),
        "0x1000, 0x2000, 0x4000, 0x8000, 0x10000, 0x20000, 0x40000, 0x80000, "
        "0x100000, 0x200000, 0x400000, 0x800000, 0x1000000, 0x2000000 or 0x4000000",
        3,
    ),
    "table_size"
    / Ruled(
        c.Int32ul,
        "qed header",
        "table_size",
        lambda value, this: value
        in (
            1,
            2,
            4,
            8,
            16,
        ),
        "1, 2, 4, 8 or 16",
        3,
    ),
    "num_header_clusters" / c.Int32ul,
    "features"
    / Ruled(c.Int64ul, "qed header", "features", lambda value, this: value <= 7, "at most 7", 3),
    "compat_features" / c.Int64ul,
    "autoclear_features" / c.Int64ul,
    "ofs_l1_table" / c.Int64ul,
    "image_size"
    / Ruled(
        c.Int64ul,
        "qed header",
        "image_size",
        lambda value, this: (value % 512) == 0,
        "a multiple of 512",
        5,
    ),
    "ofs_backing_file" / c.Int32ul,
    "len_backing_file" / c.Int32ul,
)


QedTableEntry = c.Struct(
    "offset" / c.Int64ul,
)
