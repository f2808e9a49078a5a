# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/formats/bochs.ksy spec=c5d2178c gen=1
# Generated: edit the spec, then run `make codegen`.
"""Bochs growing disk image: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.formats.bochs import BochsHeader
from tests.strategies.support import Corruption, Values


@st.composite
def bochs_headers(draw: Any, /, edges_only: bool = False, **fixed: Any) -> BochsHeader:
    """Valid bochs header structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.data("unused", 9, good=None)
    v.data("unused_type", 8, good=None)
    v.data("unused_subtype", 8, good=None)
    v.integer(
        "version",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x10000,
            0x20000,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x
        in (
            0x10000,
            0x20000,
        ),
    )
    v.integer(
        "len_header",
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
        "num_catalog_entries",
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
        "len_bitmap",
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
        "len_extent",
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
    return BochsHeader(**v.values)


def bochs_header_boundaries() -> st.SearchStrategy[BochsHeader]:
    """Valid bochs header structures whose numbers stand at the edges of their rules."""
    return bochs_headers(edges_only=True)


BOCHS_HEADER_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption("bochs header", "magic", 2, "contents", (), 0, 0, lambda x, s: True, 0, 23),
    Corruption("bochs header", "type", 2, "contents", (), 0, 0, lambda x, s: True, 32, 8),
    Corruption("bochs header", "subtype", 2, "contents", (), 0, 0, lambda x, s: True, 48, 8),
    Corruption(
        "bochs header",
        "version",
        3,
        "number",
        (
            0,
            1,
            2,
            65535,
            0x10001,
            0x1FFFF,
            0x20001,
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
            0x10000,
            0x20000,
        ),
        64,
        4,
    ),
)
"""Each rule that can be broken alone."""
