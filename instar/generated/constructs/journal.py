# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/abi/journal.ksy spec=62b47234 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Journal of a change in place: construct declarations."""

import construct as c

from instar.layout.constructs import Ruled

JournalHeader = c.Struct(
    "magic"
    / Ruled(
        c.Int64ul,
        "journal header",
        "magic",
        lambda value, this: value == 0x4C4E524A54534E49,
        "0x4c4e524a54534e49",
        2,
    ),
    "version"
    / Ruled(c.Int32ul, "journal header", "version", lambda value, this: value == 1, "1", 3),
    "owner" / c.Int32ul,
    "inode" / c.Int64ul,
    "len_old"
    / Ruled(
        c.Int64ul,
        "journal header",
        "len_old",
        lambda value, this: value <= 0x7FFFFFFFFFFFFFFF,
        "at most 0x7fffffffffffffff",
        3,
    ),
    "command" / c.Bytes(24),
    "len_journal"
    / Ruled(
        c.Int64ul,
        "journal header",
        "len_journal",
        lambda value, this: value <= 0x7FFFFFFFFFFFFFFF,
        "at most 0x7fffffffffffffff",
        3,
    ),
)


JournalRecord = c.Struct(
    "kind"
    / Ruled(
        c.Int32ul,
        "journal record",
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
            7,
            8,
        ),
        "one of 0 (put), 1 (barrier), 2 (resize), 3 (zero), 4 (reserve), 5 (fill), 6 "
        "(over), 7 (grown), 8 (companion)",
        6,
    ),
    "reserved" / c.Const(b"\x00\x00\x00\x00"),
    "start"
    / Ruled(
        c.Int64ul,
        "journal record",
        "start",
        lambda value, this: value <= 0x7FFFFFFFFFFFFFFF,
        "at most 0x7fffffffffffffff",
        3,
    ),
    "length"
    / Ruled(
        c.Int64ul,
        "journal record",
        "length",
        lambda value, this: value <= 0x7FFFFFFFFFFFFFFF,
        "at most 0x7fffffffffffffff",
        3,
    ),
)


JournalCompanion = c.Struct(
    "inode" / c.Int64ul,
    "len_old"
    / Ruled(
        c.Int64ul,
        "journal companion",
        "len_old",
        lambda value, this: value <= 0x7FFFFFFFFFFFFFFF,
        "at most 0x7fffffffffffffff",
        3,
    ),
    "is_new"
    / Ruled(
        c.Int8ul, "journal companion", "is_new", lambda value, this: value <= 1, "at most 1", 3
    ),
    "name" / c.Bytes(255),
)


JournalSeal = c.Struct(
    "magic"
    / Ruled(
        c.Int64ul,
        "journal seal",
        "magic",
        lambda value, this: value == 0x4C41455354534E49,
        "0x4c41455354534e49",
        2,
    ),
    "num_records" / c.Int64ul,
    "len_records" / c.Int64ul,
    "len_new"
    / Ruled(
        c.Int64ul,
        "journal seal",
        "len_new",
        lambda value, this: value <= 0x7FFFFFFFFFFFFFFF,
        "at most 0x7fffffffffffffff",
        3,
    ),
    "hash" / c.Bytes(32),
)
