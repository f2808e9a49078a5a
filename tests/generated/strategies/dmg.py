# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/formats/dmg.ksy spec=0b9c7d10 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Apple disk image (UDIF): strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.formats.dmg import (
    DmgChunk,
    DmgForkHeader,
    DmgPropertyList,
    DmgResource,
    DmgTableHeader,
    DmgTrailer,
)
from tests.strategies.support import Corruption, Values


@st.composite
def dmg_trailers(draw: Any, /, edges_only: bool = False, **fixed: Any) -> DmgTrailer:
    """Valid dmg trailer structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "version",
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
    v.integer(
        "ofs_running_data_fork",
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
        "ofs_data_fork",
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
        "len_data_fork",
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
        "ofs_resource_fork",
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
        "len_resource_fork",
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
        "segment_number",
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
        "num_segments",
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
    v.data("segment_id", 16, good=None)
    v.data("data_checksum", 136, good=None)
    v.integer(
        "ofs_property_list",
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
        "len_property_list",
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
    v.data("reserved", 120, good=None)
    v.data("master_checksum", 136, good=None)
    v.integer(
        "image_variant",
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
    v.data("reserved_end", 12, good=None)
    return DmgTrailer(**v.values)


def dmg_trailer_boundaries() -> st.SearchStrategy[DmgTrailer]:
    """Valid dmg trailer structures whose numbers stand at the edges of their rules."""
    return dmg_trailers(edges_only=True)


DMG_TRAILER_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption("dmg trailer", "magic", 2, "contents", (), 0, 0, lambda x, s: True, 0, 4),
)
"""Each rule that can be broken alone."""


@st.composite
def dmg_property_lists(draw: Any, /, edges_only: bool = False, **fixed: Any) -> DmgPropertyList:
    """Valid dmg property list structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.data("text", 1, good=None)
    return DmgPropertyList(**v.values)


def dmg_property_list_boundaries() -> st.SearchStrategy[DmgPropertyList]:
    """Valid dmg property list structures whose numbers stand at the edges of their rules."""
    return dmg_property_lists(edges_only=True)


DMG_PROPERTY_LIST_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def dmg_fork_headers(draw: Any, /, edges_only: bool = False, **fixed: Any) -> DmgForkHeader:
    """Valid dmg fork header structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "ofs_data",
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
        "ofs_map",
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
        "len_data",
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
        "len_map",
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
    return DmgForkHeader(**v.values)


def dmg_fork_header_boundaries() -> st.SearchStrategy[DmgForkHeader]:
    """Valid dmg fork header structures whose numbers stand at the edges of their rules."""
    return dmg_fork_headers(edges_only=True)


DMG_FORK_HEADER_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def dmg_resources(draw: Any, /, edges_only: bool = False, **fixed: Any) -> DmgResource:
    """Valid dmg resource structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "len_body",
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
    return DmgResource(**v.values)


def dmg_resource_boundaries() -> st.SearchStrategy[DmgResource]:
    """Valid dmg resource structures whose numbers stand at the edges of their rules."""
    return dmg_resources(edges_only=True)


DMG_RESOURCE_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def dmg_table_headers(draw: Any, /, edges_only: bool = False, **fixed: Any) -> DmgTableHeader:
    """Valid dmg table header structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "version",
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
        "first_sector",
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
        "ofs_data",
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
        "num_buffer_sectors",
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
        "num_descriptors",
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
    v.data("reserved", 24, good=None)
    v.data("checksum", 136, good=None)
    v.integer(
        "num_chunks",
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
    return DmgTableHeader(**v.values)


def dmg_table_header_boundaries() -> st.SearchStrategy[DmgTableHeader]:
    """Valid dmg table header structures whose numbers stand at the edges of their rules."""
    return dmg_table_headers(edges_only=True)


DMG_TABLE_HEADER_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption("dmg table header", "magic", 2, "contents", (), 0, 0, lambda x, s: True, 0, 4),
)
"""Each rule that can be broken alone."""


@st.composite
def dmg_chunks(draw: Any, /, edges_only: bool = False, **fixed: Any) -> DmgChunk:
    """Valid dmg chunk structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "type",
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
    v.data("comment", 4, good=None)
    v.integer(
        "first_sector",
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
        "ofs_data",
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
        "len_data",
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
    return DmgChunk(**v.values)


def dmg_chunk_boundaries() -> st.SearchStrategy[DmgChunk]:
    """Valid dmg chunk structures whose numbers stand at the edges of their rules."""
    return dmg_chunks(edges_only=True)


DMG_CHUNK_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""
