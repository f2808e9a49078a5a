# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/abi/edit.ksy spec=24e351c9 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What changes of images in place are asked for: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.edit import (
    EditAmendment,
    EditBacking,
    EditBitmap,
    EditBitmapStep,
    EditKeySlot,
    EditSnapshot,
)
from tests.strategies.support import Corruption, Values


@st.composite
def edit_snapshots(draw: Any, /, edges_only: bool = False, **fixed: Any) -> EditSnapshot:
    """Valid edit snapshot structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "action",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            2,
            3,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x
        in (
            1,
            2,
            3,
        ),
    )
    v.integer(
        "len_name",
        0,
        1024,
        (
            0,
            1,
            513,
            1023,
            1024,
        ),
        lambda x, v: x <= 1024,
    )
    v.data("name", 1024, good=None)
    v.integer(
        "date_sec",
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
        "date_nsec",
        0,
        0x3B9AC9FF,
        (
            0,
            1,
            0x1DCD6500,
            0x3B9AC9FE,
            0x3B9AC9FF,
        ),
        lambda x, v: x <= 999999999,
    )
    return EditSnapshot(**v.values)


def edit_snapshot_boundaries() -> st.SearchStrategy[EditSnapshot]:
    """Valid edit snapshot structures whose numbers stand at the edges of their rules."""
    return edit_snapshots(edges_only=True)


EDIT_SNAPSHOT_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "edit snapshot",
        "action",
        6,
        "number",
        (
            0,
            1,
            2,
            3,
            4,
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
            1,
            2,
            3,
        ),
        0,
        4,
    ),
    Corruption(
        "edit snapshot",
        "len_name",
        3,
        "number",
        (
            0,
            1,
            2,
            512,
            514,
            1022,
            1023,
            1024,
            1025,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 1024),
        4,
        4,
    ),
    Corruption(
        "edit snapshot",
        "date_nsec",
        3,
        "number",
        (
            0,
            1,
            2,
            0x1DCD64FF,
            0x1DCD6501,
            0x3B9AC9FD,
            0x3B9AC9FE,
            0x3B9AC9FF,
            0x3B9ACA00,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 999999999),
        1036,
        4,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def edit_backings(draw: Any, /, edges_only: bool = False, **fixed: Any) -> EditBacking:
    """Valid edit backing structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "len_name",
        0,
        4096,
        (
            0,
            1,
            2049,
            4095,
            4096,
        ),
        lambda x, v: x <= 4096,
    )
    v.data("name", 4096, good=None)
    v.integer(
        "len_format",
        0,
        16,
        (
            0,
            1,
            9,
            15,
            16,
        ),
        lambda x, v: x <= 16,
    )
    v.data("format", 16, good=None)
    return EditBacking(**v.values)


def edit_backing_boundaries() -> st.SearchStrategy[EditBacking]:
    """Valid edit backing structures whose numbers stand at the edges of their rules."""
    return edit_backings(edges_only=True)


EDIT_BACKING_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "edit backing",
        "len_name",
        3,
        "number",
        (
            0,
            1,
            2,
            2048,
            2050,
            4094,
            4095,
            4096,
            4097,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 4096),
        0,
        4,
    ),
    Corruption(
        "edit backing",
        "len_format",
        3,
        "number",
        (
            0,
            1,
            2,
            8,
            10,
            14,
            15,
            16,
            17,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 16),
        4100,
        4,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def edit_key_slots(draw: Any, /, edges_only: bool = False, **fixed: Any) -> EditKeySlot:
    """Valid edit key slot structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "action",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            2,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x
        in (
            0,
            1,
            2,
        ),
    )
    v.integer(
        "slot",
        0,
        8,
        (
            0,
            1,
            5,
            7,
            8,
        ),
        lambda x, v: x <= 8,
    )
    v.integer(
        "iterations",
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
    v.data("entropy", 64, good=None)
    return EditKeySlot(**v.values)


def edit_key_slot_boundaries() -> st.SearchStrategy[EditKeySlot]:
    """Valid edit key slot structures whose numbers stand at the edges of their rules."""
    return edit_key_slots(edges_only=True)


EDIT_KEY_SLOT_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "edit key slot",
        "action",
        6,
        "number",
        (
            0,
            1,
            2,
            3,
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
            1,
            2,
        ),
        0,
        4,
    ),
    Corruption(
        "edit key slot",
        "slot",
        3,
        "number",
        (
            0,
            1,
            2,
            4,
            6,
            7,
            8,
            9,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 8),
        4,
        4,
    ),
    Corruption("edit key slot", "reserved", 4, "contents", (), 0, 0, lambda x, s: True, 76, 4),
)
"""Each rule that can be broken alone."""


@st.composite
def edit_amendments(draw: Any, /, edges_only: bool = False, **fixed: Any) -> EditAmendment:
    """Valid edit amendment structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
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
        "version",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            2,
            3,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x
        in (
            0,
            2,
            3,
        ),
    )
    v.integer(
        "refcount_bits",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            2,
            4,
            8,
            16,
            32,
            64,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x
        in (
            0,
            1,
            2,
            4,
            8,
            16,
            32,
            64,
        ),
    )
    v.integer(
        "len_data_file",
        0,
        4096,
        (
            0,
            1,
            2049,
            4095,
            4096,
        ),
        lambda x, v: x <= 4096,
    )
    v.integer(
        "size",
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
    v.data("data_file", 4096, good=None)
    v.structure("backing", edit_backings(edges_only=edges_only))
    v.structure("key_slot", edit_key_slots(edges_only=edges_only))
    return EditAmendment(**v.values)


def edit_amendment_boundaries() -> st.SearchStrategy[EditAmendment]:
    """Valid edit amendment structures whose numbers stand at the edges of their rules."""
    return edit_amendments(edges_only=True)


EDIT_AMENDMENT_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "edit amendment",
        "version",
        3,
        "number",
        (
            0,
            1,
            2,
            3,
            4,
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
            2,
            3,
        ),
        4,
        4,
    ),
    Corruption(
        "edit amendment",
        "refcount_bits",
        3,
        "number",
        (
            0,
            1,
            2,
            3,
            5,
            7,
            9,
            15,
            17,
            31,
            33,
            63,
            65,
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
            1,
            2,
            4,
            8,
            16,
            32,
            64,
        ),
        8,
        4,
    ),
    Corruption(
        "edit amendment",
        "len_data_file",
        3,
        "number",
        (
            0,
            1,
            2,
            2048,
            2050,
            4094,
            4095,
            4096,
            4097,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 4096),
        12,
        4,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def edit_bitmaps(draw: Any, /, edges_only: bool = False, **fixed: Any) -> EditBitmap:
    """Valid edit bitmap structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "len_name",
        0,
        1024,
        (
            0,
            1,
            513,
            1023,
            1024,
        ),
        lambda x, v: x <= 1024,
    )
    v.data("name", 1024, good=None)
    v.integer(
        "num_actions",
        0,
        32,
        (
            0,
            1,
            17,
            31,
            32,
        ),
        lambda x, v: x <= 32,
    )
    return EditBitmap(**v.values)


def edit_bitmap_boundaries() -> st.SearchStrategy[EditBitmap]:
    """Valid edit bitmap structures whose numbers stand at the edges of their rules."""
    return edit_bitmaps(edges_only=True)


EDIT_BITMAP_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "edit bitmap",
        "len_name",
        3,
        "number",
        (
            0,
            1,
            2,
            512,
            514,
            1022,
            1023,
            1024,
            1025,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 1024),
        0,
        4,
    ),
    Corruption(
        "edit bitmap",
        "num_actions",
        3,
        "number",
        (
            0,
            1,
            2,
            16,
            18,
            30,
            31,
            32,
            33,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 32),
        1028,
        4,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def edit_bitmap_steps(draw: Any, /, edges_only: bool = False, **fixed: Any) -> EditBitmapStep:
    """Valid edit bitmap step structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "action",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            10,
            11,
            12,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x
        in (
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            10,
            11,
            12,
        ),
    )
    v.integer(
        "granularity_bits",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            9,
            10,
            11,
            12,
            13,
            14,
            15,
            16,
            17,
            18,
            19,
            20,
            21,
            22,
            23,
            24,
            25,
            26,
            27,
            28,
            29,
            30,
            31,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x
        in (
            0,
            9,
            10,
            11,
            12,
            13,
            14,
            15,
            16,
            17,
            18,
            19,
            20,
            21,
            22,
            23,
            24,
            25,
            26,
            27,
            28,
            29,
            30,
            31,
        ),
    )
    v.integer(
        "disk",
        0,
        64,
        (
            0,
            1,
            33,
            63,
            64,
        ),
        lambda x, v: x <= 64,
    )
    v.integer(
        "len_name",
        0,
        1024,
        (
            0,
            1,
            513,
            1023,
            1024,
        ),
        lambda x, v: x <= 1024,
    )
    v.data("name", 1024, good=None)
    return EditBitmapStep(**v.values)


def edit_bitmap_step_boundaries() -> st.SearchStrategy[EditBitmapStep]:
    """Valid edit bitmap step structures whose numbers stand at the edges of their rules."""
    return edit_bitmap_steps(edges_only=True)


EDIT_BITMAP_STEP_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "edit bitmap step",
        "action",
        6,
        "number",
        (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            10,
            11,
            12,
            13,
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
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            10,
            11,
            12,
        ),
        0,
        4,
    ),
    Corruption(
        "edit bitmap step",
        "granularity_bits",
        3,
        "number",
        (
            0,
            1,
            2,
            8,
            9,
            10,
            11,
            12,
            13,
            14,
            15,
            16,
            17,
            18,
            19,
            20,
            21,
            22,
            23,
            24,
            25,
            26,
            27,
            28,
            29,
            30,
            31,
            32,
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
            9,
            10,
            11,
            12,
            13,
            14,
            15,
            16,
            17,
            18,
            19,
            20,
            21,
            22,
            23,
            24,
            25,
            26,
            27,
            28,
            29,
            30,
            31,
        ),
        4,
        4,
    ),
    Corruption(
        "edit bitmap step",
        "disk",
        3,
        "number",
        (
            0,
            1,
            2,
            32,
            34,
            62,
            63,
            64,
            65,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 64),
        8,
        4,
    ),
    Corruption(
        "edit bitmap step",
        "len_name",
        3,
        "number",
        (
            0,
            1,
            2,
            512,
            514,
            1022,
            1023,
            1024,
            1025,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 1024),
        12,
        4,
    ),
)
"""Each rule that can be broken alone."""
