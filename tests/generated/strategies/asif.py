# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/formats/asif.ksy spec=0db4f7fb gen=1
# Generated: edit the spec, then run `make codegen`.
"""Apple sparse image (ASIF): strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.formats.asif import (
    AsifDirectory,
    AsifDirectoryEntry,
    AsifHeader,
    AsifTableEntry,
)
from tests.strategies.support import Corruption, Values


@st.composite
def asif_headers(draw: Any, /, edges_only: bool = False, **fixed: Any) -> AsifHeader:
    """Valid asif header structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer("version", 1, 1, (1,), lambda x, v: x == 1)
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
        "flags",
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
    v.array("ofs_directories", 2, st.integers(0, 0xFFFFFFFFFFFFFFFF))
    v.data("uuid", 16, good=None)
    v.integer(
        "num_sectors",
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
        "max_sectors",
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
        "len_chunk",
        32768,
        0x4000000,
        (
            32768,
            32769,
            0x2000001,
            0x3FFFFFF,
            0x4000000,
        ),
        lambda x, v: 32768 <= x <= 0x4000000 and ((x & (x - 1)) == 0),
    )
    v.integer(
        "len_sector",
        512,
        4096,
        (
            512,
            513,
            1024,
            2049,
            4095,
            4096,
        ),
        lambda x, v: 512 <= x <= 4096
        and (((x & (x - 1)) == 0) and ((v["len_chunk"] - (32 * x)) >= 8)),
    )
    v.integer(
        "num_segments",
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
        "metadata_chunk",
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
    v.data("reserved", 16, good=None)
    v.integer(
        "read_only_flags",
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
        "metadata_flags",
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
        "metadata_read_only_flags",
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
    return AsifHeader(**v.values)


def asif_header_boundaries() -> st.SearchStrategy[AsifHeader]:
    """Valid asif header structures whose numbers stand at the edges of their rules."""
    return asif_headers(edges_only=True)


ASIF_HEADER_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption("asif header", "magic", 2, "contents", (), 0, 0, lambda x, s: True, 0, 4),
    Corruption(
        "asif header",
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
        4,
        4,
    ),
    Corruption(
        "asif header",
        "len_chunk",
        3,
        "number",
        (
            0,
            1,
            32767,
            32768,
            32769,
            32770,
            0x2000000,
            0x2000002,
            0x3FFFFFE,
            0x3FFFFFF,
            0x4000000,
            0x4000001,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (32768 <= x <= 0x4000000),
        64,
        4,
    ),
    Corruption(
        "asif header",
        "len_chunk",
        7,
        "number",
        (
            0,
            1,
            32767,
            32768,
            32769,
            32770,
            0x2000000,
            0x2000002,
            0x3FFFFFE,
            0x3FFFFFF,
            0x4000000,
            0x4000001,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: 32768 <= x <= 0x4000000 and x & x - 1 != 0,
        64,
        4,
    ),
    Corruption(
        "asif header",
        "len_sector",
        3,
        "number",
        (
            0,
            1,
            511,
            512,
            513,
            514,
            1023,
            1025,
            2048,
            2050,
            4094,
            4095,
            4096,
            4097,
            65535,
        ),
        0,
        65535,
        lambda x, s: not (512 <= x <= 4096),
        68,
        2,
    ),
    Corruption(
        "asif header",
        "len_sector",
        7,
        "number",
        (
            0,
            1,
            511,
            512,
            513,
            514,
            1023,
            1025,
            2048,
            2050,
            4094,
            4095,
            4096,
            4097,
            65535,
        ),
        0,
        65535,
        lambda x, s: 512 <= x <= 4096
        and not (((x & (x - 1)) == 0) and ((s.len_chunk - (32 * x)) >= 8)),
        68,
        2,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def asif_directories(draw: Any, /, edges_only: bool = False, **fixed: Any) -> AsifDirectory:
    """Valid asif directory structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "sequence",
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
    return AsifDirectory(**v.values)


def asif_directory_boundaries() -> st.SearchStrategy[AsifDirectory]:
    """Valid asif directory structures whose numbers stand at the edges of their rules."""
    return asif_directories(edges_only=True)


ASIF_DIRECTORY_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def asif_directory_entries(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> AsifDirectoryEntry:
    """Valid asif directory entry structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "chunk",
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
    return AsifDirectoryEntry(**v.values)


def asif_directory_entry_boundaries() -> st.SearchStrategy[AsifDirectoryEntry]:
    """Valid asif directory entry structures whose numbers stand at the edges of their rules."""
    return asif_directory_entries(edges_only=True)


ASIF_DIRECTORY_ENTRY_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def asif_table_entries(draw: Any, /, edges_only: bool = False, **fixed: Any) -> AsifTableEntry:
    """Valid asif table entry structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "state",
        0,
        3,
        (
            0,
            1,
            2,
            3,
        ),
        None,
    )
    v.integer(
        "reserved",
        0,
        127,
        (
            0,
            1,
            64,
            126,
            127,
        ),
        None,
    )
    v.integer(
        "chunk",
        0,
        0x7FFFFFFFFFFFFF,
        (
            0,
            1,
            0x40000000000000,
            0x7FFFFFFFFFFFFE,
            0x7FFFFFFFFFFFFF,
        ),
        None,
    )
    return AsifTableEntry(**v.values)


def asif_table_entry_boundaries() -> st.SearchStrategy[AsifTableEntry]:
    """Valid asif table entry structures whose numbers stand at the edges of their rules."""
    return asif_table_entries(edges_only=True)


ASIF_TABLE_ENTRY_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""
