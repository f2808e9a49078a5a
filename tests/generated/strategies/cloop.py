# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/formats/cloop.ksy spec=0b65e325 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Compressed loop image, version 2: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.formats.cloop import CloopHeader, CloopOffset
from tests.strategies.support import Corruption, Values


@st.composite
def cloop_headers(draw: Any, /, edges_only: bool = False, **fixed: Any) -> CloopHeader:
    """Valid cloop header structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.data("script", 45, good=None)
    v.integer(
        "len_block",
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
        "num_blocks",
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
    return CloopHeader(**v.values)


def cloop_header_boundaries() -> st.SearchStrategy[CloopHeader]:
    """Valid cloop header structures whose numbers stand at the edges of their rules."""
    return cloop_headers(edges_only=True)


CLOOP_HEADER_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption("cloop header", "magic", 2, "contents", (), 0, 0, lambda x, s: True, 0, 83),
)
"""Each rule that can be broken alone."""


@st.composite
def cloop_offsets(draw: Any, /, edges_only: bool = False, **fixed: Any) -> CloopOffset:
    """Valid cloop offset structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "place",
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
    return CloopOffset(**v.values)


def cloop_offset_boundaries() -> st.SearchStrategy[CloopOffset]:
    """Valid cloop offset structures whose numbers stand at the edges of their rules."""
    return cloop_offsets(edges_only=True)


CLOOP_OFFSET_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""
