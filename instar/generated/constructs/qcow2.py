# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/formats/qcow2.ksy spec=aa198cbd gen=1
# Generated: edit the spec, then run `make codegen`.
"""QEMU copy-on-write image, versions 2 and 3: construct declarations."""

import construct as c

from instar.layout.constructs import Bounded, Ruled, number

Qcow2Header = c.Struct(
    "magic" / c.Const(b"QFI\xfb"),
    "version"
    / Ruled(c.Int32ub, "qcow2 header", "version", lambda value, this: 2 <= value <= 3, "2..3", 3),
    "ofs_backing_file" / c.Int64ub,
    "len_backing_file" / c.Int32ub,
    "cluster_bits"
    / Ruled(
        c.Int32ub, "qcow2 header", "cluster_bits", lambda value, this: 9 <= value <= 55, "9..55", 3
    ),
    "virtual_size" / c.Int64ub,
    "crypt_method"
    / Ruled(
        c.Int32ub,
        "qcow2 header",
        "crypt_method",
        lambda value, this: value
        in (
            0,
            1,
            2,
        ),
        "one of 0 (none), 1 (aes), 2 (luks)",
        6,
    ),
    "num_l1_entries" / c.Int32ub,
    "ofs_l1_table" / c.Int64ub,
    "ofs_refcount_table" / c.Int64ub,
    "num_refcount_table_clusters" / c.Int32ub,
    "num_snapshots" / c.Int32ub,
    "ofs_snapshots" / c.Int64ub,
    "incompatible_features" / c.If(lambda this: number(this["version"]) >= 3, c.Int64ub),
    "compatible_features" / c.If(lambda this: number(this["version"]) >= 3, c.Int64ub),
    "autoclear_features" / c.If(lambda this: number(this["version"]) >= 3, c.Int64ub),
    "refcount_order"
    / c.If(
        lambda this: number(this["version"]) >= 3,
        Ruled(
            c.Int32ub,
            "qcow2 header",
            "refcount_order",
            lambda value, this: value <= 6,
            "at most 6",
            3,
        ),
    ),
    "len_header"
    / c.If(
        lambda this: number(this["version"]) >= 3,
        Ruled(
            c.Int32ub,
            "qcow2 header",
            "len_header",
            lambda value, this: value >= 104,
            "at least 104",
            3,
        ),
    ),
    "compression_type"
    / c.If(
        lambda this: (number(this["version"]) >= 3) and (number(this["len_header"]) > 104),
        Ruled(
            c.Int8ub,
            "qcow2 header",
            "compression_type",
            lambda value, this: value
            in (
                0,
                1,
            ),
            "one of 0 (zlib), 1 (zstd)",
            6,
        ),
    ),
    "reserved"
    / c.If(
        lambda this: (number(this["version"]) >= 3) and (number(this["len_header"]) >= 112),
        c.Bytes(7),
    ),
)


Qcow2ExtensionHeader = c.Struct(
    "type" / c.Int32ub,
    "len_data" / c.Int32ub,
)


Qcow2Extension = c.Struct(
    "header" / Qcow2ExtensionHeader,
    "data"
    / Bounded(
        c.Bytes(lambda this: number(this["header"]["len_data"])),
        lambda this: number(this["header"]["len_data"]),
        2097152,
    ),
    "padding"
    / Bounded(
        c.Bytes(lambda this: (8 - (number(this["header"]["len_data"]) % 8)) % 8),
        lambda this: ((8 - (number(this["header"]["len_data"]) % 8)) % 8),
        7,
    ),
)


Qcow2FeatureName = c.Struct(
    "feature_set" / c.Int8ub,
    "bit" / c.Int8ub,
    "name" / c.Bytes(46),
)


Qcow2BitmapsExtension = c.Struct(
    "num_bitmaps"
    / Ruled(
        c.Int32ub,
        "qcow2 bitmaps extension",
        "num_bitmaps",
        lambda value, this: value >= 1,
        "at least 1",
        3,
    ),
    "reserved" / c.Const(b"\x00\x00\x00\x00"),
    "len_directory" / c.Int64ub,
    "ofs_directory" / c.Int64ub,
)


Qcow2EncryptionPointer = c.Struct(
    "ofs_header" / c.Int64ub,
    "len_header" / c.Int64ub,
)


Qcow2L1Entry = c.Struct(
    "_bits0"
    / c.Rebuild(
        c.Int64ub,
        lambda this: number(this["copied"]) << 63
        | number(this["reserved_high"]) << 56
        | number(this["l2_sector"]) << 9
        | number(this["reserved_low"]),
    ),
    "copied" / c.Computed(lambda this: bool(number(this["_bits0"]) >> 63 & 0x1)),
    "reserved_high" / c.Computed(lambda this: number(this["_bits0"]) >> 56 & 0x7F),
    "l2_sector" / c.Computed(lambda this: number(this["_bits0"]) >> 9 & 0x7FFFFFFFFFFF),
    "reserved_low" / c.Computed(lambda this: number(this["_bits0"]) >> 0 & 0x1FF),
)


Qcow2L2Entry = c.Struct(
    "_bits0"
    / c.Rebuild(
        c.Int64ub,
        lambda this: number(this["copied"]) << 63
        | number(this["compressed"]) << 62
        | number(this["reserved_high"]) << 56
        | number(this["host_sector"]) << 9
        | number(this["reserved_low"]) << 1
        | number(this["zero"]),
    ),
    "copied" / c.Computed(lambda this: bool(number(this["_bits0"]) >> 63 & 0x1)),
    "compressed" / c.Computed(lambda this: bool(number(this["_bits0"]) >> 62 & 0x1)),
    "reserved_high" / c.Computed(lambda this: number(this["_bits0"]) >> 56 & 0x3F),
    "host_sector" / c.Computed(lambda this: number(this["_bits0"]) >> 9 & 0x7FFFFFFFFFFF),
    "reserved_low" / c.Computed(lambda this: number(this["_bits0"]) >> 1 & 0xFF),
    "zero" / c.Computed(lambda this: bool(number(this["_bits0"]) >> 0 & 0x1)),
)


Qcow2CompressedEntry = c.Struct(
    "_bits0"
    / c.Rebuild(
        c.Int64ub,
        lambda this: number(this["copied"]) << 63
        | number(this["compressed"]) << 62
        | number(this["descriptor"]),
    ),
    "copied" / c.Computed(lambda this: bool(number(this["_bits0"]) >> 63 & 0x1)),
    "compressed" / c.Computed(lambda this: bool(number(this["_bits0"]) >> 62 & 0x1)),
    "descriptor"
    / Ruled(
        c.Computed(lambda this: number(this["_bits0"]) >> 0 & 0x3FFFFFFFFFFFFFFF),
        "qcow2 compressed entry",
        "descriptor",
        lambda value, this: (value & ((1 << (70 - this._params["cluster_bits"])) - 1))
        < 0x100000000000000,
        "such that (descriptor & ((1 << (70 - cluster_bits)) - 1)) < 0x100000000000000",
        7,
    ),
)


Qcow2SubclusterBitmap = c.Struct(
    "_bits0"
    / c.Rebuild(
        c.Int64ub, lambda this: number(this["reads_as_zero"]) << 32 | number(this["allocated"])
    ),
    "reads_as_zero" / c.Computed(lambda this: number(this["_bits0"]) >> 32 & 0xFFFFFFFF),
    "allocated" / c.Computed(lambda this: number(this["_bits0"]) >> 0 & 0xFFFFFFFF),
)


Qcow2ExtendedL2Entry = c.Struct(
    "entry" / Qcow2L2Entry,
    "subclusters" / Qcow2SubclusterBitmap,
)


Qcow2RefcountTableEntry = c.Struct(
    "_bits0"
    / c.Rebuild(
        c.Int64ub, lambda this: number(this["block_sector"]) << 9 | number(this["reserved"])
    ),
    "block_sector" / c.Computed(lambda this: number(this["_bits0"]) >> 9 & 0x7FFFFFFFFFFFFF),
    "reserved" / c.Computed(lambda this: number(this["_bits0"]) >> 0 & 0x1FF),
)


Qcow2RefcountsInByte = c.Struct(
    "counts" / c.Int8ub,
)


Qcow2Refcount8 = c.Struct(
    "refcount" / c.Int8ub,
)


Qcow2Refcount16 = c.Struct(
    "refcount" / c.Int16ub,
)


Qcow2Refcount32 = c.Struct(
    "refcount" / c.Int32ub,
)


Qcow2Refcount64 = c.Struct(
    "refcount" / c.Int64ub,
)


Qcow2SnapshotHeader = c.Struct(
    "ofs_l1_table" / c.Int64ub,
    "num_l1_entries" / c.Int32ub,
    "len_id" / c.Int16ub,
    "len_name" / c.Int16ub,
    "date_sec" / c.Int32ub,
    "date_nsec" / c.Int32ub,
    "vm_clock_nsec" / c.Int64ub,
    "vm_state_size_low" / c.Int32ub,
    "len_extra_data"
    / Ruled(
        c.Int32ub,
        "qcow2 snapshot header",
        "len_extra_data",
        lambda value, this: value <= 1024,
        "at most 1024",
        3,
    ),
)


Qcow2Snapshot = c.Struct(
    "header" / Qcow2SnapshotHeader,
    "vm_state_size" / c.If(lambda this: number(this["header"]["len_extra_data"]) >= 8, c.Int64ub),
    "disk_size" / c.If(lambda this: number(this["header"]["len_extra_data"]) >= 16, c.Int64ub),
    "icount" / c.If(lambda this: number(this["header"]["len_extra_data"]) >= 24, c.Int64ub),
    "unknown_extra_data"
    / Bounded(
        c.Bytes(
            lambda this: (number(this["header"]["len_extra_data"]) - 24)
            if (number(this["header"]["len_extra_data"]) >= 24)
            else (number(this["header"]["len_extra_data"]) % 8)
        ),
        lambda this: (
            (number(this["header"]["len_extra_data"]) - 24)
            if (number(this["header"]["len_extra_data"]) >= 24)
            else (number(this["header"]["len_extra_data"]) % 8)
        ),
        1000,
    ),
    "unique_id"
    / Bounded(
        c.Bytes(lambda this: number(this["header"]["len_id"])),
        lambda this: number(this["header"]["len_id"]),
        65535,
    ),
    "name"
    / Bounded(
        c.Bytes(lambda this: number(this["header"]["len_name"])),
        lambda this: number(this["header"]["len_name"]),
        65535,
    ),
)


Qcow2BitmapEntry = c.Struct(
    "ofs_table" / c.Int64ub,
    "num_table_entries" / c.Int32ub,
    "flags" / c.Int32ub,
    "type" / c.Int8ub,
    "granularity_bits" / c.Int8ub,
    "len_name" / c.Int16ub,
    "len_extra_data" / c.Int32ub,
    "extra_data"
    / Bounded(
        c.Bytes(lambda this: number(this["len_extra_data"])),
        lambda this: number(this["len_extra_data"]),
        67108864,
    ),
    "name"
    / Bounded(
        c.Bytes(lambda this: number(this["len_name"])), lambda this: number(this["len_name"]), 65535
    ),
)


Qcow2BitmapTableEntry = c.Struct(
    "_bits0"
    / c.Rebuild(
        c.Int64ub,
        lambda this: number(this["reserved_high"]) << 56
        | number(this["host_sector"]) << 9
        | number(this["reserved_low"]) << 1
        | number(this["all_ones"]),
    ),
    "reserved_high"
    / Ruled(
        c.Computed(lambda this: number(this["_bits0"]) >> 56 & 0xFF),
        "qcow2 bitmap table entry",
        "reserved_high",
        lambda value, this: value == 0,
        "0",
        4,
    ),
    "host_sector" / c.Computed(lambda this: number(this["_bits0"]) >> 9 & 0x7FFFFFFFFFFF),
    "reserved_low"
    / Ruled(
        c.Computed(lambda this: number(this["_bits0"]) >> 1 & 0xFF),
        "qcow2 bitmap table entry",
        "reserved_low",
        lambda value, this: value == 0,
        "0",
        4,
    ),
    "all_ones"
    / Ruled(
        c.Computed(lambda this: bool(number(this["_bits0"]) >> 0 & 0x1)),
        "qcow2 bitmap table entry",
        "all_ones",
        lambda value, this: (not value) or (number(this["host_sector"]) == 0),
        "such that not all_ones or host_sector == 0",
        7,
    ),
)
