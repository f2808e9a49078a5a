# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/abi/call_table.ksy spec=2ce66f76 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Call table: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.call_table import CallTableFailure, CallTableTable, CallTableTransfer
from tests.strategies.support import Corruption, Values


@st.composite
def call_table_transfers(draw: Any, /, edges_only: bool = False, **fixed: Any) -> CallTableTransfer:
    """Valid call table transfer structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "buffer",
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
        "offset",
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
        "length",
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
        "disk",
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
    return CallTableTransfer(**v.values)


def call_table_transfer_boundaries() -> st.SearchStrategy[CallTableTransfer]:
    """Valid call table transfer structures whose numbers stand at the edges of their rules."""
    return call_table_transfers(edges_only=True)


CALL_TABLE_TRANSFER_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def call_table_failures(draw: Any, /, edges_only: bool = False, **fixed: Any) -> CallTableFailure:
    """Valid call table failure structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "disk",
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
        "status",
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
        "offset",
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
    return CallTableFailure(**v.values)


def call_table_failure_boundaries() -> st.SearchStrategy[CallTableFailure]:
    """Valid call table failure structures whose numbers stand at the edges of their rules."""
    return call_table_failures(edges_only=True)


CALL_TABLE_FAILURE_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def call_table_tables(draw: Any, /, edges_only: bool = False, **fixed: Any) -> CallTableTable:
    """Valid call table table structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer("version", 1, 1, (1,), lambda x, v: x == 1)
    v.integer(
        "len_table",
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
        "read",
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
        "put",
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
        "flush",
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
        "allocated",
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
        "data_ranges",
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
        "attach",
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
        "num_disks",
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
        "disk_size",
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
        "disk_flags",
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
        "request_size",
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
        "emit",
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
        "flush_messages",
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
        "alloc",
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
        "mark",
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
        "release",
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
        "panic",
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
        "resize",
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
        "change",
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
        "copy",
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
        "derive",
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
    return CallTableTable(**v.values)


def call_table_table_boundaries() -> st.SearchStrategy[CallTableTable]:
    """Valid call table table structures whose numbers stand at the edges of their rules."""
    return call_table_tables(edges_only=True)


CALL_TABLE_TABLE_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption("call table table", "magic", 2, "contents", (), 0, 0, lambda x, s: True, 0, 8),
    Corruption(
        "call table table",
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
)
"""Each rule that can be broken alone."""
