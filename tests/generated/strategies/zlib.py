# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/formats/zlib.ksy spec=ddf96ded gen=1
# Generated: edit the spec, then run `make codegen`.
"""What is around a zlib stream: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.formats.zlib import ZlibHeader, ZlibTrailer
from tests.strategies.support import Corruption, Values


@st.composite
def zlib_headers(draw: Any, /, edges_only: bool = False, **fixed: Any) -> ZlibHeader:
    """Valid zlib header structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "word",
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
    return ZlibHeader(**v.values)


def zlib_header_boundaries() -> st.SearchStrategy[ZlibHeader]:
    """Valid zlib header structures whose numbers stand at the edges of their rules."""
    return zlib_headers(edges_only=True)


ZLIB_HEADER_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def zlib_trailers(draw: Any, /, edges_only: bool = False, **fixed: Any) -> ZlibTrailer:
    """Valid zlib trailer structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "checksum",
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
    return ZlibTrailer(**v.values)


def zlib_trailer_boundaries() -> st.SearchStrategy[ZlibTrailer]:
    """Valid zlib trailer structures whose numbers stand at the edges of their rules."""
    return zlib_trailers(edges_only=True)


ZLIB_TRAILER_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""
