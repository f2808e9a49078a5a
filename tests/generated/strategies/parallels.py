# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/formats/parallels.ksy spec=ca4f037f gen=1
# Generated: edit the spec, then run `make codegen`.
"""Parallels expandable disk image (HDD): strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.formats.parallels import (
    ParallelsBatEntry,
    ParallelsDirtyBitmap,
    ParallelsDirtyBitmapL1Entry,
    ParallelsExtensionFeature,
    ParallelsExtensionHeader,
    ParallelsHeader,
)
from tests.strategies.support import Corruption, Values


@st.composite
def parallels_headers(draw: Any, /, edges_only: bool = False, **fixed: Any) -> ParallelsHeader:
    """Valid parallels header structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.choice(
        "magic",
        (
            b"WithoutFreeSpace",
            b"WithouFreSpacExt",
        ),
    )
    v.integer("version", 2, 2, (2,), lambda x, v: x == 2)
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
        "cluster_sectors",
        1,
        0x3FE00F,
        (
            1,
            2,
            0x1FF008,
            0x3FE00E,
            0x3FE00F,
        ),
        lambda x, v: x <= 4186127 and x >= 1,
    )
    v.integer(
        "num_bat_entries",
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
        "in_use",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x312E3276,
            0x746F6E59,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x
        in (
            0x746F6E59,
            0x312E3276,
            0,
        ),
    )
    v.integer(
        "data_sector",
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
        "extension_sector",
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
    return ParallelsHeader(**v.values)


def parallels_header_boundaries() -> st.SearchStrategy[ParallelsHeader]:
    """Valid parallels header structures whose numbers stand at the edges of their rules."""
    return parallels_headers(edges_only=True)


PARALLELS_HEADER_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "parallels header",
        "magic",
        2,
        "contents",
        (),
        0,
        0,
        lambda x, s: x
        not in (
            b"WithoutFreeSpace",
            b"WithouFreSpacExt",
        ),
        0,
        16,
    ),
    Corruption(
        "parallels header",
        "version",
        3,
        "number",
        (
            0,
            1,
            2,
            3,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x != 2,
        16,
        4,
    ),
    Corruption(
        "parallels header",
        "cluster_sectors",
        3,
        "number",
        (
            0,
            1,
            2,
            3,
            0x1FF007,
            0x1FF009,
            0x3FE00D,
            0x3FE00E,
            0x3FE00F,
            0x3FE010,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 4186127),
        28,
        4,
    ),
    Corruption(
        "parallels header",
        "num_bat_entries",
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
        32,
        4,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def parallels_bat_entries(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> ParallelsBatEntry:
    """Valid parallels bat entry structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "place",
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
    return ParallelsBatEntry(**v.values)


def parallels_bat_entry_boundaries() -> st.SearchStrategy[ParallelsBatEntry]:
    """Valid parallels bat entry structures whose numbers stand at the edges of their rules."""
    return parallels_bat_entries(edges_only=True)


PARALLELS_BAT_ENTRY_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def parallels_extension_headers(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> ParallelsExtensionHeader:
    """Valid parallels extension header structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "magic",
        12331784794653125255,
        0xAB234CEF23DCEA87,
        (0xAB234CEF23DCEA87,),
        lambda x, v: x == 0xAB234CEF23DCEA87,
    )
    v.data("checksum", 16, good=None)
    return ParallelsExtensionHeader(**v.values)


def parallels_extension_header_boundaries() -> st.SearchStrategy[ParallelsExtensionHeader]:
    """Valid parallels extension header structures whose numbers stand at the edges of their
    rules.
    """
    return parallels_extension_headers(edges_only=True)


PARALLELS_EXTENSION_HEADER_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "parallels extension header",
        "magic",
        2,
        "number",
        (
            0,
            1,
            0xAB234CEF23DCEA86,
            0xAB234CEF23DCEA87,
            0xAB234CEF23DCEA88,
            0xFFFFFFFFFFFFFFFF,
        ),
        0,
        0xFFFFFFFFFFFFFFFF,
        lambda x, s: x != 12331784794653125255,
        0,
        8,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def parallels_extension_features(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> ParallelsExtensionFeature:
    """Valid parallels extension feature structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "magic",
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
    v.data("reserved", 4, good=None)
    return ParallelsExtensionFeature(**v.values)


def parallels_extension_feature_boundaries() -> st.SearchStrategy[ParallelsExtensionFeature]:
    """Valid parallels extension feature structures whose numbers stand at the edges of their
    rules.
    """
    return parallels_extension_features(edges_only=True)


PARALLELS_EXTENSION_FEATURE_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def parallels_dirty_bitmaps(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> ParallelsDirtyBitmap:
    """Valid parallels dirty bitmap structures; a keyword fixes a field."""
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
    v.data("uuid", 16, good=None)
    v.integer(
        "granularity",
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
        "num_l1_entries",
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
    return ParallelsDirtyBitmap(**v.values)


def parallels_dirty_bitmap_boundaries() -> st.SearchStrategy[ParallelsDirtyBitmap]:
    """Valid parallels dirty bitmap structures whose numbers stand at the edges of their rules."""
    return parallels_dirty_bitmaps(edges_only=True)


PARALLELS_DIRTY_BITMAP_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def parallels_dirty_bitmap_l1_entries(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> ParallelsDirtyBitmapL1Entry:
    """Valid parallels dirty bitmap l1 entry structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "sector",
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
    return ParallelsDirtyBitmapL1Entry(**v.values)


def parallels_dirty_bitmap_l1_entry_boundaries() -> st.SearchStrategy[ParallelsDirtyBitmapL1Entry]:
    """Valid parallels dirty bitmap l1 entry structures whose numbers stand at the edges of their
    rules.
    """
    return parallels_dirty_bitmap_l1_entries(edges_only=True)


PARALLELS_DIRTY_BITMAP_L1_ENTRY_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""
