# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/formats/sesparse.ksy spec=318523ea gen=1
# Generated: edit the spec, then run `make codegen`.
"""SEsparse, the space-efficient sparse extent of ESXi: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.formats.sesparse import (
    SesparseConstHeader,
    SesparseGrainDirectoryEntry,
    SesparseGrainTableEntry,
    SesparseVolatileHeader,
)
from tests.strategies.support import Corruption, Values


@st.composite
def sesparse_const_headers(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> SesparseConstHeader:
    """Valid sesparse const header structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer("magic", 3405691582, 0xCAFEBABE, (0xCAFEBABE,), lambda x, v: x == 0xCAFEBABE)
    v.integer("version", 8589934593, 0x200000001, (0x200000001,), lambda x, v: x == 0x200000001)
    v.integer(
        "capacity",
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
    v.integer("grain_sectors", 8, 8, (8,), lambda x, v: x == 8)
    v.integer("grain_table_sectors", 64, 64, (64,), lambda x, v: x == 64)
    v.integer("flags", 0, 0, (0,), lambda x, v: x == 0)
    v.integer(
        "reserved_1",
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
        "reserved_2",
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
        "reserved_3",
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
        "reserved_4",
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
        "volatile_header_sector",
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
        "volatile_header_sectors",
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
        "journal_header_sector",
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
        "journal_header_sectors",
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
        "journal_sector",
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
        "journal_sectors",
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
        "grain_directory_sector",
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
        "grain_directory_sectors",
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
        "grain_tables_sector",
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
        "grain_tables_sectors",
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
        "free_bitmap_sector",
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
        "free_bitmap_sectors",
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
        "backmap_sector",
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
        "backmap_sectors",
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
        "grains_sector",
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
        "grains_sectors",
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
    v.data("padding", 304, good=None)
    return SesparseConstHeader(**v.values)


def sesparse_const_header_boundaries() -> st.SearchStrategy[SesparseConstHeader]:
    """Valid sesparse const header structures whose numbers stand at the edges of their rules."""
    return sesparse_const_headers(edges_only=True)


SESPARSE_CONST_HEADER_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "sesparse const header",
        "magic",
        2,
        "number",
        (
            0,
            1,
            0xCAFEBABD,
            0xCAFEBABE,
            0xCAFEBABF,
            0xFFFFFFFFFFFFFFFF,
        ),
        0,
        0xFFFFFFFFFFFFFFFF,
        lambda x, s: x != 3405691582,
        0,
        8,
    ),
    Corruption(
        "sesparse const header",
        "version",
        3,
        "number",
        (
            0,
            1,
            0x200000000,
            0x200000001,
            0x200000002,
            0xFFFFFFFFFFFFFFFF,
        ),
        0,
        0xFFFFFFFFFFFFFFFF,
        lambda x, s: x != 8589934593,
        8,
        8,
    ),
    Corruption(
        "sesparse const header",
        "grain_sectors",
        3,
        "number",
        (
            0,
            1,
            7,
            8,
            9,
            0xFFFFFFFFFFFFFFFF,
        ),
        0,
        0xFFFFFFFFFFFFFFFF,
        lambda x, s: x != 8,
        24,
        8,
    ),
    Corruption(
        "sesparse const header",
        "grain_table_sectors",
        3,
        "number",
        (
            0,
            1,
            63,
            64,
            65,
            0xFFFFFFFFFFFFFFFF,
        ),
        0,
        0xFFFFFFFFFFFFFFFF,
        lambda x, s: x != 64,
        32,
        8,
    ),
    Corruption(
        "sesparse const header",
        "flags",
        3,
        "number",
        (
            0,
            1,
            0xFFFFFFFFFFFFFFFF,
        ),
        0,
        0xFFFFFFFFFFFFFFFF,
        lambda x, s: x != 0,
        40,
        8,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def sesparse_volatile_headers(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> SesparseVolatileHeader:
    """Valid sesparse volatile header structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer("magic", 3405695742, 0xCAFECAFE, (0xCAFECAFE,), lambda x, v: x == 0xCAFECAFE)
    v.integer(
        "free_gt_number",
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
        "next_txn_seq_number",
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
        "replay_journal",
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
    v.data("padding", 480, good=None)
    return SesparseVolatileHeader(**v.values)


def sesparse_volatile_header_boundaries() -> st.SearchStrategy[SesparseVolatileHeader]:
    """Valid sesparse volatile header structures whose numbers stand at the edges of their rules."""
    return sesparse_volatile_headers(edges_only=True)


SESPARSE_VOLATILE_HEADER_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "sesparse volatile header",
        "magic",
        2,
        "number",
        (
            0,
            1,
            0xCAFECAFD,
            0xCAFECAFE,
            0xCAFECAFF,
            0xFFFFFFFFFFFFFFFF,
        ),
        0,
        0xFFFFFFFFFFFFFFFF,
        lambda x, s: x != 3405695742,
        0,
        8,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def sesparse_grain_directory_entries(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> SesparseGrainDirectoryEntry:
    """Valid sesparse grain directory entry structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "table",
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
        "state",
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
    return SesparseGrainDirectoryEntry(**v.values)


def sesparse_grain_directory_entry_boundaries() -> st.SearchStrategy[SesparseGrainDirectoryEntry]:
    """Valid sesparse grain directory entry structures whose numbers stand at the edges of their
    rules.
    """
    return sesparse_grain_directory_entries(edges_only=True)


SESPARSE_GRAIN_DIRECTORY_ENTRY_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def sesparse_grain_table_entries(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> SesparseGrainTableEntry:
    """Valid sesparse grain table entry structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "index_high",
        0,
        0xFFFFFFFFFFFF,
        (
            0,
            1,
            0x800000000000,
            0xFFFFFFFFFFFE,
            0xFFFFFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "index_low",
        0,
        4095,
        (
            0,
            1,
            2048,
            4094,
            4095,
        ),
        None,
    )
    v.integer(
        "state",
        0,
        15,
        (
            0,
            1,
            8,
            14,
            15,
        ),
        None,
    )
    return SesparseGrainTableEntry(**v.values)


def sesparse_grain_table_entry_boundaries() -> st.SearchStrategy[SesparseGrainTableEntry]:
    """Valid sesparse grain table entry structures whose numbers stand at the edges of their
    rules.
    """
    return sesparse_grain_table_entries(edges_only=True)


SESPARSE_GRAIN_TABLE_ENTRY_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""
