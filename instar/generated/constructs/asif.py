# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/formats/asif.ksy spec=71f3d058 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Apple sparse image (ASIF): construct declarations."""

import construct as c

from instar.layout.constructs import Ruled, number

AsifTableEntry = c.Struct(
    "_bits0"
    / c.Rebuild(
        c.Int64ub,
        lambda this: number(this["state"]) << 62
        | number(this["reserved"]) << 55
        | number(this["chunk"]),
    ),
    "state" / c.Computed(lambda this: number(this["_bits0"]) >> 62 & 0x3),
    "reserved" / c.Computed(lambda this: number(this["_bits0"]) >> 55 & 0x7F),
    "chunk" / c.Computed(lambda this: number(this["_bits0"]) >> 0 & 0x7FFFFFFFFFFFFF),
)


AsifHeader = c.Struct(
    "magic" / c.Const(b"shdw"),
    "version" / Ruled(c.Int32ub, "asif header", "version", lambda value, this: value == 1, "1", 3),
    "len_header" / c.Int32ub,
    "flags" / c.Int32ub,
    "ofs_directories" / c.Array(2, c.Int64ub),
    "uuid" / c.Bytes(16),
    "num_sectors" / c.Int64ub,
    "max_sectors" / c.Int64ub,
    "len_chunk"
    / Ruled(
        c.Int32ub,
        "asif header",
        "len_chunk",
        lambda value, this: ((value >= 32768) and (value <= 0x4000000))
        and ((value & (value - 1)) == 0),
        "such that len_chunk >= 32768 and len_chunk <= 0x4000000 and len_chunk & "
        "(len_chunk - 1) == 0",
        7,
    ),
    "len_sector"
    / Ruled(
        c.Int16ub,
        "asif header",
        "len_sector",
        lambda value, this: (((value >= 512) and (value <= 4096)) and ((value & (value - 1)) == 0))
        and ((number(this["len_chunk"]) - (32 * value)) >= 8),
        "such that len_sector >= 512 and len_sector <= 4096 and len_sector & "
        "(len_sector - 1) == 0 and len_chunk - 32 * len_sector >= 8",
        7,
    ),
    "num_segments" / c.Int16ub,
    "metadata_chunk" / c.Int64ub,
    "reserved" / c.Bytes(16),
    "read_only_flags" / c.Int32ub,
    "metadata_flags" / c.Int32ub,
    "metadata_read_only_flags" / c.Int32ub,
)


AsifDirectory = c.Struct(
    "sequence" / c.Int64ub,
)


AsifDirectoryEntry = c.Struct(
    "chunk" / c.Int64ub,
)
