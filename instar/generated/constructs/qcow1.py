# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/formats/qcow1.ksy spec=e6f25dc2 gen=1
# Generated: edit the spec, then run `make codegen`.
"""QEMU copy-on-write image, version 1 ("qcow"): construct declarations."""

import construct as c

from instar.layout.constructs import Ruled, number

Qcow1Header = c.Struct(
    "magic" / c.Const(b"QFI\xfb"),
    "version" / Ruled(c.Int32ub, "qcow1 header", "version", lambda value, this: value == 1, "1", 3),
    "ofs_backing_file" / c.Int64ub,
    "len_backing_file" / c.Int32ub,
    "mtime" / c.Int32ub,
    "virtual_size"
    / Ruled(
        c.Int64ub, "qcow1 header", "virtual_size", lambda value, this: value >= 2, "at least 2", 3
    ),
    "cluster_bits"
    / Ruled(
        c.Int8ub, "qcow1 header", "cluster_bits", lambda value, this: 9 <= value <= 16, "9..16", 3
    ),
    "l2_bits"
    / Ruled(c.Int8ub, "qcow1 header", "l2_bits", lambda value, this: 6 <= value <= 13, "6..13", 3),
    "reserved" / c.Int16ub,
    "crypt_method"
    / Ruled(
        c.Int32ub,
        "qcow1 header",
        "crypt_method",
        lambda value, this: value
        in (
            0,
            1,
        ),
        "one of 0 (none), 1 (aes)",
        6,
    ),
    "ofs_l1_table" / c.Int64ub,
)


Qcow1L1Entry = c.Struct(
    "ofs_l2_table" / c.Int64ub,
)


Qcow1L2Entry = c.Struct(
    "_bits0"
    / c.Rebuild(
        c.Int64ub, lambda this: number(this["compressed"]) << 63 | number(this["host_offset"])
    ),
    "compressed" / c.Computed(lambda this: bool(number(this["_bits0"]) >> 63 & 0x1)),
    "host_offset" / c.Computed(lambda this: number(this["_bits0"]) >> 0 & 0x7FFFFFFFFFFFFFFF),
)


Qcow1CompressedEntry = c.Struct(
    "_bits0"
    / c.Rebuild(
        c.Int64ub, lambda this: number(this["compressed"]) << 63 | number(this["descriptor"])
    ),
    "compressed" / c.Computed(lambda this: bool(number(this["_bits0"]) >> 63 & 0x1)),
    "descriptor" / c.Computed(lambda this: number(this["_bits0"]) >> 0 & 0x7FFFFFFFFFFFFFFF),
)
