# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/abi/extent.ksy spec=5724f7b4 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Extent records, what walkers yield and `map` sends: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.extent import ExtentRecord
from tests.strategies.support import Corruption, Values


@st.composite
def extent_records(draw: Any, /, edges_only: bool = False, **fixed: Any) -> ExtentRecord:
    """Valid extent record structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "start",
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
        1,
        0xFFFFFFFFFFFFFFFF,
        (
            1,
            2,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        lambda x, v: x >= 1,
    )
    v.integer(
        "host_offset",
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
        "flags",
        0,
        65535,
        (
            0,
            1,
            32768,
            65534,
            65535,
        ),
        None,
    )
    v.integer(
        "depth",
        0,
        65535,
        (
            0,
            1,
            32768,
            65534,
            65535,
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
    return ExtentRecord(**v.values)


def extent_record_boundaries() -> st.SearchStrategy[ExtentRecord]:
    """Valid extent record structures whose numbers stand at the edges of their rules."""
    return extent_records(edges_only=True)


EXTENT_RECORD_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "extent record",
        "length",
        3,
        "number",
        (
            0,
            1,
            2,
            3,
            0x7FFFFFFFFFFFFFFF,
            0x8000000000000001,
            0xFFFFFFFFFFFFFFFD,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        0,
        0xFFFFFFFFFFFFFFFF,
        lambda x, s: not (x >= 1),
        8,
        8,
    ),
)
"""Each rule that can be broken alone."""
