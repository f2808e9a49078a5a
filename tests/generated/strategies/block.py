# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/abi/block.ksy spec=aedd644b gen=1
# Generated: edit the spec, then run `make codegen`.
"""Block requests: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.block import (
    BlockAvailable,
    BlockCopy,
    BlockDataRange,
    BlockDescriptor,
    BlockRequest,
    BlockUsed,
)
from tests.strategies.support import Corruption, Values


@st.composite
def block_descriptors(draw: Any, /, edges_only: bool = False, **fixed: Any) -> BlockDescriptor:
    """Valid block descriptor structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "address",
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
        "len_buffer",
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
        "next",
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
    return BlockDescriptor(**v.values)


def block_descriptor_boundaries() -> st.SearchStrategy[BlockDescriptor]:
    """Valid block descriptor structures whose numbers stand at the edges of their rules."""
    return block_descriptors(edges_only=True)


BLOCK_DESCRIPTOR_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def block_availables(draw: Any, /, edges_only: bool = False, **fixed: Any) -> BlockAvailable:
    """Valid block available structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
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
        "index",
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
    v.array("ring", 1024, st.integers(0, 0xFFFF))
    v.integer(
        "used_event",
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
    return BlockAvailable(**v.values)


def block_available_boundaries() -> st.SearchStrategy[BlockAvailable]:
    """Valid block available structures whose numbers stand at the edges of their rules."""
    return block_availables(edges_only=True)


BLOCK_AVAILABLE_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption("block available", "reserved", 4, "contents", (), 0, 0, lambda x, s: True, 2054, 2),
)
"""Each rule that can be broken alone."""


@st.composite
def block_useds(draw: Any, /, edges_only: bool = False, **fixed: Any) -> BlockUsed:
    """Valid block used structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
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
        "index",
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
    v.array("ring", 2048, st.integers(0, 0xFFFFFFFF))
    v.integer(
        "available_event",
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
    return BlockUsed(**v.values)


def block_used_boundaries() -> st.SearchStrategy[BlockUsed]:
    """Valid block used structures whose numbers stand at the edges of their rules."""
    return block_useds(edges_only=True)


BLOCK_USED_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption("block used", "reserved", 4, "contents", (), 0, 0, lambda x, s: True, 8198, 2),
)
"""Each rule that can be broken alone."""


@st.composite
def block_requests(draw: Any, /, edges_only: bool = False, **fixed: Any) -> BlockRequest:
    """Valid block request structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "type",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            4,
            0x10000,
            0x10001,
            0x10002,
            0x10003,
            0x10004,
            0x10005,
            0x10006,
            0x10007,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x
        in (
            0,
            4,
            0x10000,
            0x10001,
            0x10002,
            0x10003,
            0x10004,
            0x10005,
            0x10006,
            0x10007,
        ),
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
    return BlockRequest(**v.values)


def block_request_boundaries() -> st.SearchStrategy[BlockRequest]:
    """Valid block request structures whose numbers stand at the edges of their rules."""
    return block_requests(edges_only=True)


BLOCK_REQUEST_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "block request",
        "type",
        6,
        "number",
        (
            0,
            1,
            2,
            3,
            5,
            65535,
            0x10000,
            0x10001,
            0x10002,
            0x10003,
            0x10004,
            0x10005,
            0x10006,
            0x10007,
            0x10008,
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
            4,
            0x10000,
            0x10001,
            0x10002,
            0x10003,
            0x10004,
            0x10005,
            0x10006,
            0x10007,
        ),
        0,
        4,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def block_data_ranges(draw: Any, /, edges_only: bool = False, **fixed: Any) -> BlockDataRange:
    """Valid block data range structures; a keyword fixes a field."""
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
    return BlockDataRange(**v.values)


def block_data_range_boundaries() -> st.SearchStrategy[BlockDataRange]:
    """Valid block data range structures whose numbers stand at the edges of their rules."""
    return block_data_ranges(edges_only=True)


BLOCK_DATA_RANGE_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "block data range",
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


@st.composite
def block_copies(draw: Any, /, edges_only: bool = False, **fixed: Any) -> BlockCopy:
    """Valid block copy structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "source_start",
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
        "source",
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
    return BlockCopy(**v.values)


def block_copy_boundaries() -> st.SearchStrategy[BlockCopy]:
    """Valid block copy structures whose numbers stand at the edges of their rules."""
    return block_copies(edges_only=True)


BLOCK_COPY_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "block copy",
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
        16,
        8,
    ),
    Corruption("block copy", "reserved", 4, "contents", (), 0, 0, lambda x, s: True, 28, 4),
)
"""Each rule that can be broken alone."""
