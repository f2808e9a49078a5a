# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/formats/asif.ksy spec=71f3d058 gen=1
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
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            2,
            32767,
            32768,
            32769,
            0x10000,
            0x18000,
            0x28000,
            0x400000,
            0x3FFFFFF,
            0x4000000,
            0x4000001,
            0x8000000,
            0xC000000,
            0x14000000,
            0x80000000,
            0xFC000000,
            0xFFFF8000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: (((x >= 32768) and (x <= 0x4000000)) and ((x & (x - 1)) == 0)),
    )
    v.integer(
        "len_sector",
        0,
        65535,
        (
            0,
            1,
            2,
            7,
            8,
            9,
            16,
            24,
            31,
            32,
            33,
            40,
            64,
            96,
            160,
            511,
            512,
            513,
            1024,
            1536,
            2560,
            4095,
            4096,
            4097,
            8192,
            12288,
            20480,
            32768,
            61440,
            65024,
            65504,
            65528,
            65534,
            65535,
        ),
        lambda x, v: (
            (((x >= 512) and (x <= 4096)) and ((x & (x - 1)) == 0))
            and ((v["len_chunk"] - (32 * x)) >= 8)
        ),
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
        7,
        "number",
        (
            0,
            1,
            2,
            3,
            32766,
            32767,
            32768,
            32769,
            32770,
            65535,
            0x10001,
            0x17FFF,
            0x18001,
            0x27FFF,
            0x28001,
            0x3FFFFF,
            0x400001,
            0x3FFFFFE,
            0x3FFFFFF,
            0x4000000,
            0x4000001,
            0x4000002,
            0x7FFFFFF,
            0x8000001,
            0xBFFFFFF,
            0xC000001,
            0x13FFFFFF,
            0x14000001,
            0x7FFFFFFF,
            0x80000001,
            0xFBFFFFFF,
            0xFC000001,
            0xFFFF7FFF,
            0xFFFF8001,
            0xFFFFFFFD,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (((x >= 32768) and (x <= 0x4000000)) and ((x & (x - 1)) == 0)),
        64,
        4,
    ),
    Corruption(
        "asif header",
        "len_sector",
        7,
        "number",
        (
            0,
            1,
            2,
            3,
            6,
            7,
            8,
            9,
            10,
            15,
            17,
            23,
            25,
            30,
            31,
            32,
            33,
            34,
            39,
            41,
            63,
            65,
            95,
            97,
            159,
            161,
            510,
            511,
            512,
            513,
            514,
            1023,
            1025,
            1535,
            1537,
            2559,
            2561,
            4094,
            4095,
            4096,
            4097,
            4098,
            8191,
            8193,
            12287,
            12289,
            20479,
            20481,
            32767,
            32769,
            61439,
            61441,
            65023,
            65025,
            65503,
            65505,
            65527,
            65529,
            65533,
            65534,
            65535,
        ),
        0,
        65535,
        lambda x, s: not (
            (((x >= 512) and (x <= 4096)) and ((x & (x - 1)) == 0))
            and ((s.len_chunk - (32 * x)) >= 8)
        ),
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
