# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/abi/desk.ksy spec=31353d0a gen=1
# Generated: edit the spec, then run `make codegen`.
"""The desk, where workers put what they make: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.desk import DeskPiece
from tests.strategies.support import Corruption, Values


@st.composite
def desk_pieces(draw: Any, /, edges_only: bool = False, **fixed: Any) -> DeskPiece:
    """Valid desk piece structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "start",
        0,
        0x220000,
        (
            0,
            1,
            0x110001,
            0x21FFFF,
            0x220000,
        ),
        lambda x, v: x <= 0x220000,
    )
    v.integer(
        "len_piece",
        0,
        0x220000,
        (
            0,
            1,
            0x110001,
            0x21FFFF,
            0x220000,
        ),
        lambda x, v: x <= 0x220000,
    )
    v.integer(
        "state",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            2,
            3,
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
        ),
    )
    return DeskPiece(**v.values)


def desk_piece_boundaries() -> st.SearchStrategy[DeskPiece]:
    """Valid desk piece structures whose numbers stand at the edges of their rules."""
    return desk_pieces(edges_only=True)


DESK_PIECE_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "desk piece",
        "start",
        3,
        "number",
        (
            0,
            1,
            2,
            0x110000,
            0x110002,
            0x21FFFE,
            0x21FFFF,
            0x220000,
            0x220001,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 0x220000),
        0,
        4,
    ),
    Corruption(
        "desk piece",
        "len_piece",
        3,
        "number",
        (
            0,
            1,
            2,
            0x110000,
            0x110002,
            0x21FFFE,
            0x21FFFF,
            0x220000,
            0x220001,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 0x220000),
        4,
        4,
    ),
    Corruption(
        "desk piece",
        "state",
        6,
        "number",
        (
            0,
            1,
            2,
            3,
            4,
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
        ),
        8,
        4,
    ),
    Corruption("desk piece", "reserved", 4, "contents", (), 0, 0, lambda x, s: True, 12, 4),
)
"""Each rule that can be broken alone."""
