# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/formats/sesparse.ksy spec=318523ea gen=1
# Generated: edit the spec, then run `make codegen`.
"""SEsparse, the space-efficient sparse extent of ESXi: construct declarations."""

import construct as c

from instar.layout.constructs import Ruled, number

SesparseConstHeader = c.Struct(
    "magic"
    / Ruled(
        c.Int64ul,
        "sesparse const header",
        "magic",
        lambda value, this: value == 0xCAFEBABE,
        "0xcafebabe",
        2,
    ),
    "version"
    / Ruled(
        c.Int64ul,
        "sesparse const header",
        "version",
        lambda value, this: value == 0x200000001,
        "0x200000001",
        3,
    ),
    "capacity" / c.Int64ul,
    "grain_sectors"
    / Ruled(
        c.Int64ul, "sesparse const header", "grain_sectors", lambda value, this: value == 8, "8", 3
    ),
    "grain_table_sectors"
    / Ruled(
        c.Int64ul,
        "sesparse const header",
        "grain_table_sectors",
        lambda value, this: value == 64,
        "64",
        3,
    ),
    "flags"
    / Ruled(c.Int64ul, "sesparse const header", "flags", lambda value, this: value == 0, "0", 3),
    "reserved_1" / c.Int64ul,
    "reserved_2" / c.Int64ul,
    "reserved_3" / c.Int64ul,
    "reserved_4" / c.Int64ul,
    "volatile_header_sector" / c.Int64ul,
    "volatile_header_sectors" / c.Int64ul,
    "journal_header_sector" / c.Int64ul,
    "journal_header_sectors" / c.Int64ul,
    "journal_sector" / c.Int64ul,
    "journal_sectors" / c.Int64ul,
    "grain_directory_sector" / c.Int64ul,
    "grain_directory_sectors" / c.Int64ul,
    "grain_tables_sector" / c.Int64ul,
    "grain_tables_sectors" / c.Int64ul,
    "free_bitmap_sector" / c.Int64ul,
    "free_bitmap_sectors" / c.Int64ul,
    "backmap_sector" / c.Int64ul,
    "backmap_sectors" / c.Int64ul,
    "grains_sector" / c.Int64ul,
    "grains_sectors" / c.Int64ul,
    "padding" / c.Bytes(304),
)


SesparseVolatileHeader = c.Struct(
    "magic"
    / Ruled(
        c.Int64ul,
        "sesparse volatile header",
        "magic",
        lambda value, this: value == 0xCAFECAFE,
        "0xcafecafe",
        2,
    ),
    "free_gt_number" / c.Int64ul,
    "next_txn_seq_number" / c.Int64ul,
    "replay_journal" / c.Int64ul,
    "padding" / c.Bytes(480),
)


SesparseGrainDirectoryEntry = c.Struct(
    "_bits0"
    / c.Rebuild(c.Int64ul, lambda this: number(this["table"]) | number(this["state"]) << 32),
    "table" / c.Computed(lambda this: number(this["_bits0"]) >> 0 & 0xFFFFFFFF),
    "state" / c.Computed(lambda this: number(this["_bits0"]) >> 32 & 0xFFFFFFFF),
)


SesparseGrainTableEntry = c.Struct(
    "_bits0"
    / c.Rebuild(
        c.Int64ul,
        lambda this: number(this["index_high"])
        | number(this["index_low"]) << 48
        | number(this["state"]) << 60,
    ),
    "index_high" / c.Computed(lambda this: number(this["_bits0"]) >> 0 & 0xFFFFFFFFFFFF),
    "index_low" / c.Computed(lambda this: number(this["_bits0"]) >> 48 & 0xFFF),
    "state" / c.Computed(lambda this: number(this["_bits0"]) >> 60 & 0xF),
)
