# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/abi/view.ksy spec=ff3b2ba6 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration and answer of the view operation: construct declarations."""

import construct as c

from instar.generated.constructs.source import SourceOptions
from instar.layout.constructs import Ruled

ViewConfig = c.Struct(
    "magic"
    / Ruled(
        c.Int32ul, "view config", "magic", lambda value, this: value == 0x57454956, "0x57454956", 2
    ),
    "version" / Ruled(c.Int32ul, "view config", "version", lambda value, this: value == 1, "1", 3),
    "source" / SourceOptions,
    "tables" / c.Int64ul,
    "max_nodes"
    / Ruled(
        c.Int32ul,
        "view config",
        "max_nodes",
        lambda value, this: 1 <= value <= 16000000,
        "1..16000000",
        3,
    ),
    "max_elements"
    / Ruled(
        c.Int32ul,
        "view config",
        "max_elements",
        lambda value, this: 1 <= value <= 16000000,
        "1..16000000",
        3,
    ),
    "first_element" / c.Int64ul,
    "depth"
    / Ruled(c.Int32ul, "view config", "depth", lambda value, this: value <= 24, "at most 24", 3),
    "num_steps"
    / Ruled(
        c.Int32ul, "view config", "num_steps", lambda value, this: value <= 12, "at most 12", 3
    ),
    "steps" / c.Array(12, c.Int64ul),
    "mode"
    / Ruled(
        c.Int32ul,
        "view config",
        "mode",
        lambda value, this: value
        in (
            0,
            1,
            2,
            3,
        ),
        "one of 0 (tree), 1 (owners), 2 (at_guest), 3 (at_file)",
        6,
    ),
    "rows"
    / Ruled(c.Int32ul, "view config", "rows", lambda value, this: value <= 1, "at most 1", 3),
    "place" / c.Int64ul,
)


ViewRun = c.Struct(
    "offset" / c.Int64ul,
    "length" / c.Int64ul,
    "guest" / c.Int64ul,
    "guest_length" / c.Int64ul,
    "owner"
    / Ruled(
        c.Int32ul,
        "view run",
        "owner",
        lambda value, this: value
        in (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            10,
            11,
            12,
            13,
            14,
            15,
        ),
        "one of 0 (unknown), 1 (header), 2 (l1), 3 (l2), 4 (bat), 5 (refcounts), 6 "
        "(bitmaps), 7 (snapshots), 8 (data), 9 (compressed), 10 (log), 11 "
        "(descriptor), 12 (metadata), 13 (keys), 14 (leaked), 15 (overlap)",
        6,
    ),
    "num_steps"
    / Ruled(c.Int32ul, "view run", "num_steps", lambda value, this: value <= 12, "at most 12", 3),
    "steps" / c.Array(12, c.Int64ul),
)


ViewNode = c.Struct(
    "owner" / c.Int32ul,
    "attribute" / c.Int32ul,
    "object" / c.Int32ul,
    "kind"
    / Ruled(
        c.Int16ul,
        "view node",
        "kind",
        lambda value, this: value
        in (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
        ),
        "one of 0 (number), 1 (bits), 2 (bytes), 3 (text), 4 (object), 5 (list), 6 (computed)",
        6,
    ),
    "flags"
    / Ruled(
        c.Int16ul,
        "view node",
        "flags",
        lambda value, this: (value & (~0x7F)) == 0,
        "such that (flags & ~0x7f) == 0",
        7,
    ),
    "depth"
    / Ruled(c.Int32ul, "view node", "depth", lambda value, this: value <= 24, "at most 24", 3),
    "len_data"
    / Ruled(c.Int32ul, "view node", "len_data", lambda value, this: value <= 512, "at most 512", 3),
    "index" / c.Int64ul,
    "offset" / c.Int64ul,
    "length" / c.Int64ul,
    "value" / c.Int64ul,
    "first_bit"
    / Ruled(c.Int32ul, "view node", "first_bit", lambda value, this: value <= 63, "at most 63", 3),
    "num_bits"
    / Ruled(c.Int32ul, "view node", "num_bits", lambda value, this: value <= 64, "at most 64", 3),
    "num_alike" / c.Int64ul,
    "step" / c.Int64ul,
    "means" / c.Int64ul,
)
