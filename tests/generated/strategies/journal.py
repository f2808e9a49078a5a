# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/abi/journal.ksy spec=62b47234 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Journal of a change in place: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.journal import JournalCompanion, JournalHeader, JournalRecord, JournalSeal
from tests.strategies.support import Corruption, Values


@st.composite
def journal_headers(draw: Any, /, edges_only: bool = False, **fixed: Any) -> JournalHeader:
    """Valid journal header structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "magic",
        5498422674261757513,
        0x4C4E524A54534E49,
        (0x4C4E524A54534E49,),
        lambda x, v: x == 0x4C4E524A54534E49,
    )
    v.integer("version", 1, 1, (1,), lambda x, v: x == 1)
    v.integer(
        "owner",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "inode",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "len_old",
        0,
        0x7FFFFFFFFFFFFFFF,
        (
            0,
            1,
            0x4000000000000000,
            0x7FFFFFFFFFFFFFFE,
            0x7FFFFFFFFFFFFFFF,
        ),
        lambda x, v: x <= 0x7FFFFFFFFFFFFFFF,
    )
    v.data("command", 24, good=None)
    v.integer(
        "len_journal",
        0,
        0x7FFFFFFFFFFFFFFF,
        (
            0,
            1,
            0x4000000000000000,
            0x7FFFFFFFFFFFFFFE,
            0x7FFFFFFFFFFFFFFF,
        ),
        lambda x, v: x <= 0x7FFFFFFFFFFFFFFF,
    )
    return JournalHeader(**v.values)


def journal_header_boundaries() -> st.SearchStrategy[JournalHeader]:
    """Valid journal header structures whose numbers stand at the edges of their rules."""
    return journal_headers(edges_only=True)


JOURNAL_HEADER_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "journal header",
        "magic",
        2,
        "number",
        (
            0,
            1,
            0x4C4E524A54534E48,
            0x4C4E524A54534E49,
            0x4C4E524A54534E4A,
            0xFFFFFFFFFFFFFFFF,
        ),
        0,
        0xFFFFFFFFFFFFFFFF,
        lambda x, s: x != 5498422674261757513,
        0,
        8,
    ),
    Corruption(
        "journal header",
        "version",
        3,
        "number",
        (
            0,
            1,
            2,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x != 1,
        8,
        4,
    ),
    Corruption(
        "journal header",
        "len_old",
        3,
        "number",
        (
            0,
            1,
            2,
            0x3FFFFFFFFFFFFFFF,
            0x4000000000000001,
            0x7FFFFFFFFFFFFFFD,
            0x7FFFFFFFFFFFFFFE,
            0x7FFFFFFFFFFFFFFF,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFF,
        ),
        0,
        0xFFFFFFFFFFFFFFFF,
        lambda x, s: not (x <= 0x7FFFFFFFFFFFFFFF),
        24,
        8,
    ),
    Corruption(
        "journal header",
        "len_journal",
        3,
        "number",
        (
            0,
            1,
            2,
            0x3FFFFFFFFFFFFFFF,
            0x4000000000000001,
            0x7FFFFFFFFFFFFFFD,
            0x7FFFFFFFFFFFFFFE,
            0x7FFFFFFFFFFFFFFF,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFF,
        ),
        0,
        0xFFFFFFFFFFFFFFFF,
        lambda x, s: not (x <= 0x7FFFFFFFFFFFFFFF),
        56,
        8,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def journal_records(draw: Any, /, edges_only: bool = False, **fixed: Any) -> JournalRecord:
    """Valid journal record structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "kind",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x
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
    )
    v.integer(
        "start",
        0,
        0x7FFFFFFFFFFFFFFF,
        (
            0,
            1,
            0x4000000000000000,
            0x7FFFFFFFFFFFFFFE,
            0x7FFFFFFFFFFFFFFF,
        ),
        lambda x, v: x <= 0x7FFFFFFFFFFFFFFF,
    )
    v.integer(
        "length",
        0,
        0x7FFFFFFFFFFFFFFF,
        (
            0,
            1,
            0x4000000000000000,
            0x7FFFFFFFFFFFFFFE,
            0x7FFFFFFFFFFFFFFF,
        ),
        lambda x, v: x <= 0x7FFFFFFFFFFFFFFF,
    )
    return JournalRecord(**v.values)


def journal_record_boundaries() -> st.SearchStrategy[JournalRecord]:
    """Valid journal record structures whose numbers stand at the edges of their rules."""
    return journal_records(edges_only=True)


JOURNAL_RECORD_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "journal record",
        "kind",
        6,
        "number",
        (
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
            0x7FFFFFFF,
            0x80000001,
            0xFFFFFFFD,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x
        not in (
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
        0,
        4,
    ),
    Corruption("journal record", "reserved", 4, "contents", (), 0, 0, lambda x, s: True, 4, 4),
    Corruption(
        "journal record",
        "start",
        3,
        "number",
        (
            0,
            1,
            2,
            0x3FFFFFFFFFFFFFFF,
            0x4000000000000001,
            0x7FFFFFFFFFFFFFFD,
            0x7FFFFFFFFFFFFFFE,
            0x7FFFFFFFFFFFFFFF,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFF,
        ),
        0,
        0xFFFFFFFFFFFFFFFF,
        lambda x, s: not (x <= 0x7FFFFFFFFFFFFFFF),
        8,
        8,
    ),
    Corruption(
        "journal record",
        "length",
        3,
        "number",
        (
            0,
            1,
            2,
            0x3FFFFFFFFFFFFFFF,
            0x4000000000000001,
            0x7FFFFFFFFFFFFFFD,
            0x7FFFFFFFFFFFFFFE,
            0x7FFFFFFFFFFFFFFF,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFF,
        ),
        0,
        0xFFFFFFFFFFFFFFFF,
        lambda x, s: not (x <= 0x7FFFFFFFFFFFFFFF),
        16,
        8,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def journal_companions(draw: Any, /, edges_only: bool = False, **fixed: Any) -> JournalCompanion:
    """Valid journal companion structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "inode",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "len_old",
        0,
        0x7FFFFFFFFFFFFFFF,
        (
            0,
            1,
            0x4000000000000000,
            0x7FFFFFFFFFFFFFFE,
            0x7FFFFFFFFFFFFFFF,
        ),
        lambda x, v: x <= 0x7FFFFFFFFFFFFFFF,
    )
    v.integer(
        "is_new",
        0,
        1,
        (
            0,
            1,
        ),
        lambda x, v: x <= 1,
    )
    v.data("name", 255, good=None)
    return JournalCompanion(**v.values)


def journal_companion_boundaries() -> st.SearchStrategy[JournalCompanion]:
    """Valid journal companion structures whose numbers stand at the edges of their rules."""
    return journal_companions(edges_only=True)


JOURNAL_COMPANION_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "journal companion",
        "len_old",
        3,
        "number",
        (
            0,
            1,
            2,
            0x3FFFFFFFFFFFFFFF,
            0x4000000000000001,
            0x7FFFFFFFFFFFFFFD,
            0x7FFFFFFFFFFFFFFE,
            0x7FFFFFFFFFFFFFFF,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFF,
        ),
        0,
        0xFFFFFFFFFFFFFFFF,
        lambda x, s: not (x <= 0x7FFFFFFFFFFFFFFF),
        8,
        8,
    ),
    Corruption(
        "journal companion",
        "is_new",
        3,
        "number",
        (
            0,
            1,
            2,
            255,
        ),
        0,
        255,
        lambda x, s: not (x <= 1),
        16,
        1,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def journal_seals(draw: Any, /, edges_only: bool = False, **fixed: Any) -> JournalSeal:
    """Valid journal seal structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "magic",
        5494749244568063561,
        0x4C41455354534E49,
        (0x4C41455354534E49,),
        lambda x, v: x == 0x4C41455354534E49,
    )
    v.integer(
        "num_records",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "len_records",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "len_new",
        0,
        0x7FFFFFFFFFFFFFFF,
        (
            0,
            1,
            0x4000000000000000,
            0x7FFFFFFFFFFFFFFE,
            0x7FFFFFFFFFFFFFFF,
        ),
        lambda x, v: x <= 0x7FFFFFFFFFFFFFFF,
    )
    v.data("hash", 32, good=None)
    return JournalSeal(**v.values)


def journal_seal_boundaries() -> st.SearchStrategy[JournalSeal]:
    """Valid journal seal structures whose numbers stand at the edges of their rules."""
    return journal_seals(edges_only=True)


JOURNAL_SEAL_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "journal seal",
        "magic",
        2,
        "number",
        (
            0,
            1,
            0x4C41455354534E48,
            0x4C41455354534E49,
            0x4C41455354534E4A,
            0xFFFFFFFFFFFFFFFF,
        ),
        0,
        0xFFFFFFFFFFFFFFFF,
        lambda x, s: x != 5494749244568063561,
        0,
        8,
    ),
    Corruption(
        "journal seal",
        "len_new",
        3,
        "number",
        (
            0,
            1,
            2,
            0x3FFFFFFFFFFFFFFF,
            0x4000000000000001,
            0x7FFFFFFFFFFFFFFD,
            0x7FFFFFFFFFFFFFFE,
            0x7FFFFFFFFFFFFFFF,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFF,
        ),
        0,
        0xFFFFFFFFFFFFFFFF,
        lambda x, s: not (x <= 0x7FFFFFFFFFFFFFFF),
        24,
        8,
    ),
)
"""Each rule that can be broken alone."""
