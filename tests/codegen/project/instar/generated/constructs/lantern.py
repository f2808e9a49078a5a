# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/formats/lantern.ksy spec=d41c59d6 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Lantern image: construct declarations."""

import construct as c

from instar.layout import crc32c
from instar.layout.constructs import Bounded, Checksummed, Ruled, Text, WithParams, number

LanternHeader = Checksummed(
    c.Struct(
        "magic" / c.Const(b"LNT\xfe"),
        "version"
        / Ruled(
            c.Int16ub,
            "lantern header",
            "version",
            lambda value, this: value
            in (
                1,
                2,
            ),
            "1 or 2",
            3,
        ),
        "block_bits"
        / Ruled(
            c.Int8ub,
            "lantern header",
            "block_bits",
            lambda value, this: 9 <= value <= 21,
            "9..21",
            3,
        ),
        "kind"
        / Ruled(
            c.Int8ub,
            "lantern header",
            "kind",
            lambda value, this: value
            in (
                1,
                0xFFFFFFFF,
            ),
            "one of 1 (oil), 4294967295 (gas)",
            6,
        ),
        "ofs_table"
        / Ruled(
            c.Int64ub,
            "lantern header",
            "ofs_table",
            lambda value, this: (value % 512) == 0,
            "a multiple of 512",
            5,
        ),
        "num_blocks"
        / Ruled(
            c.Int64ub,
            "lantern header",
            "num_blocks",
            lambda value, this: (value * (1 << number(this["block_bits"]))) <= 0x7FFFFFFFFFFFFFFF,
            "such that num_blocks * block_size <= limit",
            7,
        ),
        "num_used"
        / Ruled(
            c.Int64ub,
            "lantern header",
            "num_used",
            lambda value, this: value <= 0x100000000,
            "at most 4294967296 (max_blocks)",
            3,
        ),
        "checksum" / c.Int32ub,
        "delta" / c.Int32sl,
        "flags"
        / c.If(
            lambda this: number(this["version"]) >= 2,
            Ruled(
                c.Int32ub,
                "lantern header",
                "flags",
                lambda value, this: (value & (~3)) == 0,
                "such that (flags & ~0x3) == 0",
                7,
            ),
        ),
        "extra"
        / c.If(
            lambda this: (number(this["version"]) >= 2) and (number(this["flags"]) == 1),
            Ruled(
                c.Int16ub,
                "lantern header",
                "extra",
                lambda value, this: value == 0x1234,
                "0x1234",
                3,
            ),
        ),
    ),
    "lantern header",
    "checksum",
    (32, 4, "big"),
    crc32c,
    (4, lambda this: 40),
    8,
)


LanternEntry = c.Struct(
    "_bits0"
    / c.Rebuild(
        c.Int32ub,
        lambda this: number(this["used"]) << 31
        | number(this["reserved"]) << 24
        | number(this["block"]),
    ),
    "used" / c.Computed(lambda this: bool(number(this["_bits0"]) >> 31 & 0x1)),
    "reserved"
    / Ruled(
        c.Computed(lambda this: number(this["_bits0"]) >> 24 & 0x7F),
        "lantern entry",
        "reserved",
        lambda value, this: value == 0,
        "0",
        4,
    ),
    "block"
    / Ruled(
        c.Computed(lambda this: number(this["_bits0"]) >> 0 & 0xFFFFFF),
        "lantern entry",
        "block",
        lambda value, this: number(this["used"]) or (value == 0),
        "such that used or block == 0",
        7,
    ),
)


LanternPair = c.Struct(
    "left" / WithParams(LanternEntry, lambda this: {"block_bits": 12}),
    "_bits1" / c.Rebuild(c.Int16ul, lambda this: number(this["high"]) | number(this["low"]) << 12),
    "high" / c.Computed(lambda this: number(this["_bits1"]) >> 0 & 0xFFF),
    "low"
    / Ruled(
        c.Computed(lambda this: number(this["_bits1"]) >> 12 & 0xF),
        "lantern pair",
        "low",
        lambda value, this: value <= 9,
        "at most 9",
        3,
    ),
    "right"
    / WithParams(
        LanternEntry, lambda this: {"block_bits": 9 if (number(this["left"]["block"]) > 3) else 10}
    ),
)


LanternName = c.Struct(
    "len_name" / c.Int16ub,
    "num_pairs"
    / Ruled(c.Int8ub, "lantern name", "num_pairs", lambda value, this: value <= 3, "at most 3", 3),
    "name"
    / Bounded(
        c.Bytes(lambda this: number(this["len_name"])), lambda this: number(this["len_name"]), 64
    ),
    "padding"
    / Bounded(
        c.Bytes(lambda this: (4 - (number(this["len_name"]) % 4)) % 4),
        lambda this: ((4 - (number(this["len_name"]) % 4)) % 4),
        3,
    ),
    "pairs"
    / Bounded(
        c.Array(lambda this: number(this["num_pairs"]), LanternPair),
        lambda this: 10 * number(this["num_pairs"]),
        30,
    ),
    "rest"
    / Bounded(
        c.Bytes(lambda this: number(this["len_name"]) - 2),
        lambda this: (number(this["len_name"]) - 2),
        62,
    ),
    "title" / c.NullTerminated(c.GreedyBytes),
)


LanternTable = c.Struct(
    "word"
    / Ruled(
        Text(4, True),
        "lantern table",
        "word",
        lambda value, this: value
        in (
            b"glow",
            b"dim",
        ),
        '"glow" or "dim"',
        3,
    ),
    "numbers"
    / Ruled(
        c.Array(3, c.Int16ub),
        "lantern table",
        "numbers",
        lambda value, this: value >= 1,
        "at least 1",
        3,
    ),
    "entries" / c.Array(2, WithParams(LanternEntry, lambda this: {"block_bits": 9})),
    "blob" / c.Array(2, c.Bytes(2)),
    "sum"
    / Ruled(
        c.Int8ub,
        "lantern table",
        "sum",
        lambda value, this: value == ((this["numbers"][0] + this["numbers"][2]) // 2),
        "such that sum == (numbers[0] + numbers[2]) / 2",
        7,
    ),
)
