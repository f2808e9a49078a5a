# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/formats/qed.ksy spec=d4cf34e4 gen=1
# Generated: edit the spec, then run `make codegen`.
"""QEMU enhanced disk: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.formats.qed import QedHeader, QedTableEntry
from tests.strategies.support import Corruption, Values


@st.composite
def qed_headers(draw: Any, /, edges_only: bool = False, **fixed: Any) -> QedHeader:
    """Valid qed header structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "cluster_size",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            4096,
            8192,
            16384,
            32768,
            0x10000,
            0x20000,
            0x40000,
            0x80000,
            0x100000,
            0x200000,
            0x400000,
            0x800000,
            0x1000000,
            0x2000000,
            0x4000000,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x
        in (
            0x1000,
            0x2000,
            0x4000,
            0x8000,
            0x10000,
            0x20000,
            0x40000,
            0x80000,
            0x100000,
            0x200000,
            0x400000,
            0x800000,
            0x1000000,
            0x2000000,
            0x4000000,
        ),
    )
    v.integer(
        "table_size",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            2,
            4,
            8,
            16,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x
        in (
            1,
            2,
            4,
            8,
            16,
        ),
    )
    v.integer(
        "num_header_clusters",
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
        "features",
        0,
        7,
        (
            0,
            1,
            4,
            6,
            7,
        ),
        lambda x, v: x <= 7,
    )
    v.integer(
        "compat_features",
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
        "autoclear_features",
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
        "ofs_l1_table",
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
        "image_size",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            511,
            512,
            513,
            1024,
            1536,
            2560,
            0x10000,
            0x8000000000000000,
            0xFFFFFFFFFFFFFE00,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        lambda x, v: ((x % 512) == 0),
    )
    v.integer(
        "ofs_backing_file",
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
        "len_backing_file",
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
    return QedHeader(**v.values)


def qed_header_boundaries() -> st.SearchStrategy[QedHeader]:
    """Valid qed header structures whose numbers stand at the edges of their rules."""
    return qed_headers(edges_only=True)


QED_HEADER_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption("qed header", "magic", 2, "contents", (), 0, 0, lambda x, s: True, 0, 4),
    Corruption(
        "qed header",
        "cluster_size",
        3,
        "number",
        (
            0,
            1,
            2,
            4095,
            4097,
            8191,
            8193,
            16383,
            16385,
            32767,
            32769,
            65535,
            0x10001,
            0x1FFFF,
            0x20001,
            0x3FFFF,
            0x40001,
            0x7FFFF,
            0x80001,
            0xFFFFF,
            0x100001,
            0x1FFFFF,
            0x200001,
            0x3FFFFF,
            0x400001,
            0x7FFFFF,
            0x800001,
            0xFFFFFF,
            0x1000001,
            0x1FFFFFF,
            0x2000001,
            0x3FFFFFF,
            0x4000001,
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
            0x1000,
            0x2000,
            0x4000,
            0x8000,
            0x10000,
            0x20000,
            0x40000,
            0x80000,
            0x100000,
            0x200000,
            0x400000,
            0x800000,
            0x1000000,
            0x2000000,
            0x4000000,
        ),
        4,
        4,
    ),
    Corruption(
        "qed header",
        "table_size",
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
            4,
            8,
            16,
        ),
        8,
        4,
    ),
    Corruption(
        "qed header",
        "features",
        3,
        "number",
        (
            0,
            1,
            2,
            3,
            5,
            6,
            7,
            8,
            0xFFFFFFFFFFFFFFFF,
        ),
        0,
        0xFFFFFFFFFFFFFFFF,
        lambda x, s: not (x <= 7),
        16,
        8,
    ),
    Corruption(
        "qed header",
        "image_size",
        5,
        "number",
        (
            0,
            1,
            2,
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
            0x7FFFFFFFFFFFFFFF,
            0x8000000000000001,
            0xFFFFFFFFFFFFFDFF,
            0xFFFFFFFFFFFFFE01,
            0xFFFFFFFFFFFFFFFD,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        0,
        0xFFFFFFFFFFFFFFFF,
        lambda x, s: x % 512 != 0,
        48,
        8,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def qed_table_entries(draw: Any, /, edges_only: bool = False, **fixed: Any) -> QedTableEntry:
    """Valid qed table entry structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "offset",
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
    return QedTableEntry(**v.values)


def qed_table_entry_boundaries() -> st.SearchStrategy[QedTableEntry]:
    """Valid qed table entry structures whose numbers stand at the edges of their rules."""
    return qed_table_entries(edges_only=True)


QED_TABLE_ENTRY_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""
