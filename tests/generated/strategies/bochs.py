# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/formats/bochs.ksy spec=b3f5f642 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Bochs growing disk image: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.formats.bochs import BochsCatalogEntry, BochsEnd1, BochsEnd2, BochsHeader
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
        0x100000,
        (
            0,
            1,
            0x80001,
            0xFFFFF,
            0x100000,
        ),
        lambda x, v: x <= 1048576,
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
    Corruption(
        "bochs header",
        "num_catalog_entries",
        3,
        "number",
        (
            0,
            1,
            2,
            0x80000,
            0x80002,
            0xFFFFE,
            0xFFFFF,
            0x100000,
            0x100001,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 1048576),
        72,
        4,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def bochs_end_1s(draw: Any, /, edges_only: bool = False, **fixed: Any) -> BochsEnd1:
    """Valid bochs end 1 structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "len_disk",
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
    return BochsEnd1(**v.values)


def bochs_end_1_boundaries() -> st.SearchStrategy[BochsEnd1]:
    """Valid bochs end 1 structures whose numbers stand at the edges of their rules."""
    return bochs_end_1s(edges_only=True)


BOCHS_END_1_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def bochs_end_2s(draw: Any, /, edges_only: bool = False, **fixed: Any) -> BochsEnd2:
    """Valid bochs end 2 structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "timestamp",
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
        "len_disk",
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
    return BochsEnd2(**v.values)


def bochs_end_2_boundaries() -> st.SearchStrategy[BochsEnd2]:
    """Valid bochs end 2 structures whose numbers stand at the edges of their rules."""
    return bochs_end_2s(edges_only=True)


BOCHS_END_2_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def bochs_catalog_entries(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> BochsCatalogEntry:
    """Valid bochs catalog entry structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "extent",
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
    return BochsCatalogEntry(**v.values)


def bochs_catalog_entry_boundaries() -> st.SearchStrategy[BochsCatalogEntry]:
    """Valid bochs catalog entry structures whose numbers stand at the edges of their rules."""
    return bochs_catalog_entries(edges_only=True)


BOCHS_CATALOG_ENTRY_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""
