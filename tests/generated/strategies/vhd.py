# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/formats/vhd.ksy spec=5ab5e4b6 gen=1
# Generated: edit the spec, then run `make codegen`.
"""VHD, the virtual hard disk of Virtual PC, Virtual Server and early Hyper-V: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.formats.vhd import (
    VhdBatEntry,
    VhdBatmapHeader,
    VhdDynamicHeader,
    VhdFooter,
    VhdGeometry,
    VhdParentLocator,
    VhdSectorBitmapByte,
)
from tests.strategies.support import Corruption, Values


@st.composite
def vhd_geometries(draw: Any, /, edges_only: bool = False, **fixed: Any) -> VhdGeometry:
    """Valid vhd geometry structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "num_cylinders",
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
        "num_heads",
        0,
        255,
        (
            0,
            1,
            128,
            254,
            255,
        ),
        None,
    )
    v.integer(
        "num_sectors_per_track",
        0,
        255,
        (
            0,
            1,
            128,
            254,
            255,
        ),
        None,
    )
    return VhdGeometry(**v.values)


def vhd_geometry_boundaries() -> st.SearchStrategy[VhdGeometry]:
    """Valid vhd geometry structures whose numbers stand at the edges of their rules."""
    return vhd_geometries(edges_only=True)


VHD_GEOMETRY_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def vhd_footers(draw: Any, /, edges_only: bool = False, **fixed: Any) -> VhdFooter:
    """Valid vhd footer structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "features",
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
    v.integer("format_version", 65536, 0x10000, (0x10000,), lambda x, v: x == 0x10000)
    v.integer(
        "data_offset",
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
        "time_stamp",
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
        "creator_application",
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
        "creator_version",
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
        "creator_host_os",
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
        "original_size",
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
        "current_size",
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
    v.structure("disk_geometry", vhd_geometries(edges_only=edges_only))
    v.integer(
        "disk_type",
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
    v.data("unique_id", 16, good=None)
    v.integer(
        "saved_state",
        0,
        255,
        (
            0,
            1,
            128,
            254,
            255,
        ),
        None,
    )
    v.integer(
        "hidden",
        0,
        255,
        (
            0,
            1,
            128,
            254,
            255,
        ),
        None,
    )
    v.data("reserved", 426, good=None)
    return VhdFooter(**v.values).sealed()


def vhd_footer_boundaries() -> st.SearchStrategy[VhdFooter]:
    """Valid vhd footer structures whose numbers stand at the edges of their rules."""
    return vhd_footers(edges_only=True)


VHD_FOOTER_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption("vhd footer", "cookie", 2, "contents", (), 0, 0, lambda x, s: True, 0, 8),
    Corruption("vhd footer", "checksum", 8, "checksum", (), 0, 0, lambda x, s: True, 64, 4),
)
"""Each rule that can be broken alone."""


@st.composite
def vhd_parent_locators(draw: Any, /, edges_only: bool = False, **fixed: Any) -> VhdParentLocator:
    """Valid vhd parent locator structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "platform_code",
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
        "platform_data_space",
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
        "platform_data_length",
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
    v.data("reserved", 4, good=None)
    v.integer(
        "platform_data_offset",
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
    return VhdParentLocator(**v.values)


def vhd_parent_locator_boundaries() -> st.SearchStrategy[VhdParentLocator]:
    """Valid vhd parent locator structures whose numbers stand at the edges of their rules."""
    return vhd_parent_locators(edges_only=True)


VHD_PARENT_LOCATOR_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def vhd_dynamic_headers(draw: Any, /, edges_only: bool = False, **fixed: Any) -> VhdDynamicHeader:
    """Valid vhd dynamic header structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "data_offset",
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
        "table_offset",
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
    v.integer("header_version", 65536, 0x10000, (0x10000,), lambda x, v: x == 0x10000)
    v.integer(
        "max_table_entries",
        0,
        0x1FFFFFFF,
        (
            0,
            1,
            0x10000000,
            0x1FFFFFFE,
            0x1FFFFFFF,
        ),
        lambda x, v: x <= 0x1FFFFFFF,
    )
    v.integer(
        "block_size",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            2,
            511,
            512,
            513,
            1024,
            1536,
            2560,
            0x10000,
            0x80000000,
            0xFFFFFE00,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: ((x >= 512) and ((x & (x - 1)) == 0)),
    )
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
    v.data("parent_unique_id", 16, good=None)
    v.integer(
        "parent_time_stamp",
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
    v.data("reserved", 4, good=None)
    v.data("parent_unicode_name", 512, good=None)
    v.array("parent_locators", 8, vhd_parent_locators(edges_only=edges_only))
    v.data("reserved_2", 256, good=None)
    return VhdDynamicHeader(**v.values)


def vhd_dynamic_header_boundaries() -> st.SearchStrategy[VhdDynamicHeader]:
    """Valid vhd dynamic header structures whose numbers stand at the edges of their rules."""
    return vhd_dynamic_headers(edges_only=True)


VHD_DYNAMIC_HEADER_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption("vhd dynamic header", "cookie", 2, "contents", (), 0, 0, lambda x, s: True, 0, 8),
    Corruption(
        "vhd dynamic header",
        "max_table_entries",
        3,
        "number",
        (
            0,
            1,
            2,
            0xFFFFFFF,
            0x10000001,
            0x1FFFFFFD,
            0x1FFFFFFE,
            0x1FFFFFFF,
            0x20000000,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 0x1FFFFFFF),
        28,
        4,
    ),
    Corruption(
        "vhd dynamic header",
        "block_size",
        7,
        "number",
        (
            0,
            1,
            2,
            3,
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
            65535,
            0x10001,
            0x7FFFFFFF,
            0x80000001,
            0xFFFFFDFF,
            0xFFFFFE01,
            0xFFFFFFFD,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not ((x >= 512) and ((x & (x - 1)) == 0)),
        32,
        4,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def vhd_bat_entries(draw: Any, /, edges_only: bool = False, **fixed: Any) -> VhdBatEntry:
    """Valid vhd bat entry structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "sector",
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
    return VhdBatEntry(**v.values)


def vhd_bat_entry_boundaries() -> st.SearchStrategy[VhdBatEntry]:
    """Valid vhd bat entry structures whose numbers stand at the edges of their rules."""
    return vhd_bat_entries(edges_only=True)


VHD_BAT_ENTRY_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def vhd_sector_bitmap_bytes(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> VhdSectorBitmapByte:
    """Valid vhd sector bitmap byte structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.boolean("sector_0", None)
    v.boolean("sector_1", None)
    v.boolean("sector_2", None)
    v.boolean("sector_3", None)
    v.boolean("sector_4", None)
    v.boolean("sector_5", None)
    v.boolean("sector_6", None)
    v.boolean("sector_7", None)
    return VhdSectorBitmapByte(**v.values)


def vhd_sector_bitmap_byte_boundaries() -> st.SearchStrategy[VhdSectorBitmapByte]:
    """Valid vhd sector bitmap byte structures whose numbers stand at the edges of their rules."""
    return vhd_sector_bitmap_bytes(edges_only=True)


VHD_SECTOR_BITMAP_BYTE_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def vhd_batmap_headers(draw: Any, /, edges_only: bool = False, **fixed: Any) -> VhdBatmapHeader:
    """Valid vhd batmap header structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "ofs_batmap",
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
        "batmap_sectors",
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
        "version",
        0,
        0x10002,
        (
            0,
            1,
            32770,
            0x10001,
            0x10002,
        ),
        lambda x, v: x <= 0x10002,
    )
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
    v.integer(
        "marker",
        0,
        255,
        (
            0,
            1,
            128,
            254,
            255,
        ),
        None,
    )
    v.data("padding", 483, good=None)
    return VhdBatmapHeader(**v.values)


def vhd_batmap_header_boundaries() -> st.SearchStrategy[VhdBatmapHeader]:
    """Valid vhd batmap header structures whose numbers stand at the edges of their rules."""
    return vhd_batmap_headers(edges_only=True)


VHD_BATMAP_HEADER_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption("vhd batmap header", "cookie", 2, "contents", (), 0, 0, lambda x, s: True, 0, 8),
    Corruption(
        "vhd batmap header",
        "version",
        3,
        "number",
        (
            0,
            1,
            2,
            32769,
            32771,
            0x10000,
            0x10001,
            0x10002,
            0x10003,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 0x10002),
        20,
        4,
    ),
)
"""Each rule that can be broken alone."""
