# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/formats/vmdk.ksy spec=c13498ea gen=1
# Generated: edit the spec, then run `make codegen`.
"""VMDK, the virtual disk of VMware products: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.formats.vmdk import (
    VmdkCowdHeader,
    VmdkDescriptor,
    VmdkFooter,
    VmdkGrainDirectoryEntry,
    VmdkGrainMarker,
    VmdkGrainTableEntry,
    VmdkMarker,
    VmdkNewDescriptor,
    VmdkSparseHeader,
)
from tests.strategies.support import Corruption, Values


@st.composite
def vmdk_sparse_headers(draw: Any, /, edges_only: bool = False, **fixed: Any) -> VmdkSparseHeader:
    """Valid vmdk sparse header structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "version",
        0,
        3,
        (
            0,
            1,
            2,
            3,
        ),
        lambda x, v: x <= 3,
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
        "capacity",
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
        "grain_sectors",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            2,
            7,
            8,
            9,
            16,
            24,
            40,
            1024,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFF8,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        lambda x, v: ((x > 8) and ((x & (x - 1)) == 0)),
    )
    v.integer(
        "descriptor_sector",
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
        "descriptor_sectors",
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
    v.integer("num_gtes_per_gt", 512, 512, (512,), lambda x, v: x <= 512 and x == 512)
    v.integer(
        "redundant_gd_sector",
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
        "gd_sector",
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
        "overhead_sectors",
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
        "unclean_shutdown",
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
        "single_end_line_char",
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
        "non_end_line_char",
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
        "double_end_line_char_1",
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
        "double_end_line_char_2",
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
        "compress_algorithm",
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
    v.data("padding", 433, good=None)
    return VmdkSparseHeader(**v.values)


def vmdk_sparse_header_boundaries() -> st.SearchStrategy[VmdkSparseHeader]:
    """Valid vmdk sparse header structures whose numbers stand at the edges of their rules."""
    return vmdk_sparse_headers(edges_only=True)


VMDK_SPARSE_HEADER_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption("vmdk sparse header", "magic", 2, "contents", (), 0, 0, lambda x, s: True, 0, 4),
    Corruption(
        "vmdk sparse header",
        "version",
        3,
        "number",
        (
            0,
            1,
            2,
            3,
            4,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 3),
        4,
        4,
    ),
    Corruption(
        "vmdk sparse header",
        "num_gtes_per_gt",
        3,
        "number",
        (
            0,
            1,
            511,
            512,
            513,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 512),
        44,
        4,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def vmdk_cowd_headers(draw: Any, /, edges_only: bool = False, **fixed: Any) -> VmdkCowdHeader:
    """Valid vmdk cowd header structures; a keyword fixes a field."""
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
        "num_sectors",
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
        "grain_sectors",
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
        "gd_sector",
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
        "num_gd_entries",
        0,
        0x2000000,
        (
            0,
            1,
            0x1000001,
            0x1FFFFFF,
            0x2000000,
        ),
        lambda x, v: x <= 0x2000000,
    )
    v.integer(
        "free_sector",
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
        "num_cylinders",
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
        "num_heads",
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
        "num_sectors_per_track",
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
    v.data("padding_root", 1012, good=None)
    v.integer(
        "parent_generation",
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
        "generation",
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
    v.data("name", 60, good=None)
    v.data("description", 512, good=None)
    v.integer(
        "saved_generation",
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
    v.data("reserved", 8, good=None)
    v.integer(
        "unclean_shutdown",
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
    v.data("padding", 396, good=None)
    return VmdkCowdHeader(**v.values)


def vmdk_cowd_header_boundaries() -> st.SearchStrategy[VmdkCowdHeader]:
    """Valid vmdk cowd header structures whose numbers stand at the edges of their rules."""
    return vmdk_cowd_headers(edges_only=True)


VMDK_COWD_HEADER_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption("vmdk cowd header", "magic", 2, "contents", (), 0, 0, lambda x, s: True, 0, 4),
    Corruption(
        "vmdk cowd header",
        "num_gd_entries",
        3,
        "number",
        (
            0,
            1,
            2,
            0x1000000,
            0x1000002,
            0x1FFFFFE,
            0x1FFFFFF,
            0x2000000,
            0x2000001,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 0x2000000),
        24,
        4,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def vmdk_markers(draw: Any, /, edges_only: bool = False, **fixed: Any) -> VmdkMarker:
    """Valid vmdk marker structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
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
        "marker_type",
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
    v.data("padding", 496, good=None)
    return VmdkMarker(**v.values)


def vmdk_marker_boundaries() -> st.SearchStrategy[VmdkMarker]:
    """Valid vmdk marker structures whose numbers stand at the edges of their rules."""
    return vmdk_markers(edges_only=True)


VMDK_MARKER_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def vmdk_grain_markers(draw: Any, /, edges_only: bool = False, **fixed: Any) -> VmdkGrainMarker:
    """Valid vmdk grain marker structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "lba",
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
    return VmdkGrainMarker(**v.values)


def vmdk_grain_marker_boundaries() -> st.SearchStrategy[VmdkGrainMarker]:
    """Valid vmdk grain marker structures whose numbers stand at the edges of their rules."""
    return vmdk_grain_markers(edges_only=True)


VMDK_GRAIN_MARKER_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def vmdk_footers(draw: Any, /, edges_only: bool = False, **fixed: Any) -> VmdkFooter:
    """Valid vmdk footer structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.structure("footer_marker", vmdk_markers(edges_only=edges_only))
    v.structure("header", vmdk_sparse_headers(edges_only=edges_only))
    v.structure("end_of_stream", vmdk_markers(edges_only=edges_only))
    return VmdkFooter(**v.values)


def vmdk_footer_boundaries() -> st.SearchStrategy[VmdkFooter]:
    """Valid vmdk footer structures whose numbers stand at the edges of their rules."""
    return vmdk_footers(edges_only=True)


VMDK_FOOTER_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def vmdk_grain_directory_entries(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> VmdkGrainDirectoryEntry:
    """Valid vmdk grain directory entry structures; a keyword fixes a field."""
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
    return VmdkGrainDirectoryEntry(**v.values)


def vmdk_grain_directory_entry_boundaries() -> st.SearchStrategy[VmdkGrainDirectoryEntry]:
    """Valid vmdk grain directory entry structures whose numbers stand at the edges of their
    rules.
    """
    return vmdk_grain_directory_entries(edges_only=True)


VMDK_GRAIN_DIRECTORY_ENTRY_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def vmdk_grain_table_entries(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> VmdkGrainTableEntry:
    """Valid vmdk grain table entry structures; a keyword fixes a field."""
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
    return VmdkGrainTableEntry(**v.values)


def vmdk_grain_table_entry_boundaries() -> st.SearchStrategy[VmdkGrainTableEntry]:
    """Valid vmdk grain table entry structures whose numbers stand at the edges of their rules."""
    return vmdk_grain_table_entries(edges_only=True)


VMDK_GRAIN_TABLE_ENTRY_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def vmdk_descriptors(
    draw: Any, /, edges_only: bool = False, len_text: int = 16, **fixed: Any
) -> VmdkDescriptor:
    """Valid vmdk descriptor structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.data("text", len_text, good=None)
    return VmdkDescriptor(**v.values)


def vmdk_descriptor_boundaries(len_text: int = 16) -> st.SearchStrategy[VmdkDescriptor]:
    """Valid vmdk descriptor structures whose numbers stand at the edges of their rules."""
    return vmdk_descriptors(edges_only=True, len_text=len_text)


VMDK_DESCRIPTOR_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def vmdk_new_descriptors(draw: Any, /, edges_only: bool = False, **fixed: Any) -> VmdkNewDescriptor:
    """Valid vmdk new descriptor structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    return VmdkNewDescriptor(**v.values)


def vmdk_new_descriptor_boundaries() -> st.SearchStrategy[VmdkNewDescriptor]:
    """Valid vmdk new descriptor structures whose numbers stand at the edges of their rules."""
    return vmdk_new_descriptors(edges_only=True)


VMDK_NEW_DESCRIPTOR_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""
