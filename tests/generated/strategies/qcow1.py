# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/formats/qcow1.ksy spec=e6f25dc2 gen=1
# Generated: edit the spec, then run `make codegen`.
"""QEMU copy-on-write image, version 1 ("qcow"): strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.formats.qcow1 import (
    Qcow1CompressedEntry,
    Qcow1Header,
    Qcow1L1Entry,
    Qcow1L2Entry,
)
from tests.strategies.support import Corruption, Values


@st.composite
def qcow1_headers(draw: Any, /, edges_only: bool = False, **fixed: Any) -> Qcow1Header:
    """Valid qcow1 header structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer("version", 1, 1, (1,), lambda x, v: x == 1)
    v.integer(
        "ofs_backing_file",
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
    v.integer(
        "mtime",
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
        "virtual_size",
        2,
        0xFFFFFFFFFFFFFFFF,
        (
            2,
            3,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        lambda x, v: x >= 2,
    )
    v.integer(
        "cluster_bits",
        9,
        16,
        (
            9,
            10,
            15,
            16,
        ),
        lambda x, v: 9 <= x <= 16,
    )
    v.integer(
        "l2_bits",
        6,
        13,
        (
            6,
            7,
            12,
            13,
        ),
        lambda x, v: 6 <= x <= 13,
    )
    v.integer(
        "reserved",
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
        "crypt_method",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x
        in (
            0,
            1,
        ),
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
    return Qcow1Header(**v.values)


def qcow1_header_boundaries() -> st.SearchStrategy[Qcow1Header]:
    """Valid qcow1 header structures whose numbers stand at the edges of their rules."""
    return qcow1_headers(edges_only=True)


QCOW1_HEADER_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption("qcow1 header", "magic", 2, "contents", (), 0, 0, lambda x, s: True, 0, 4),
    Corruption(
        "qcow1 header",
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
        "qcow1 header",
        "virtual_size",
        3,
        "number",
        (
            0,
            1,
            2,
            3,
            4,
            0x7FFFFFFFFFFFFFFF,
            0x8000000000000001,
            0xFFFFFFFFFFFFFFFD,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        0,
        0xFFFFFFFFFFFFFFFF,
        lambda x, s: not (x >= 2),
        24,
        8,
    ),
    Corruption(
        "qcow1 header",
        "cluster_bits",
        3,
        "number",
        (
            0,
            1,
            8,
            9,
            10,
            11,
            14,
            15,
            16,
            17,
            255,
        ),
        0,
        255,
        lambda x, s: not (9 <= x <= 16),
        32,
        1,
    ),
    Corruption(
        "qcow1 header",
        "l2_bits",
        3,
        "number",
        (
            0,
            1,
            5,
            6,
            7,
            8,
            11,
            12,
            13,
            14,
            255,
        ),
        0,
        255,
        lambda x, s: not (6 <= x <= 13),
        33,
        1,
    ),
    Corruption(
        "qcow1 header",
        "crypt_method",
        6,
        "number",
        (
            0,
            1,
            2,
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
        ),
        36,
        4,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def qcow1_l1_entries(draw: Any, /, edges_only: bool = False, **fixed: Any) -> Qcow1L1Entry:
    """Valid qcow1 l1 entry structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "ofs_l2_table",
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
    return Qcow1L1Entry(**v.values)


def qcow1_l1_entry_boundaries() -> st.SearchStrategy[Qcow1L1Entry]:
    """Valid qcow1 l1 entry structures whose numbers stand at the edges of their rules."""
    return qcow1_l1_entries(edges_only=True)


QCOW1_L1_ENTRY_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def qcow1_l2_entries(draw: Any, /, edges_only: bool = False, **fixed: Any) -> Qcow1L2Entry:
    """Valid qcow1 l2 entry structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.boolean("compressed", None)
    v.integer(
        "host_offset",
        0,
        0x7FFFFFFFFFFFFFFF,
        (
            0,
            1,
            0x4000000000000000,
            0x7FFFFFFFFFFFFFFE,
            0x7FFFFFFFFFFFFFFF,
        ),
        None,
    )
    return Qcow1L2Entry(**v.values)


def qcow1_l2_entry_boundaries() -> st.SearchStrategy[Qcow1L2Entry]:
    """Valid qcow1 l2 entry structures whose numbers stand at the edges of their rules."""
    return qcow1_l2_entries(edges_only=True)


QCOW1_L2_ENTRY_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def qcow1_compressed_entries(
    draw: Any, /, edges_only: bool = False, cluster_bits: int = 16, **fixed: Any
) -> Qcow1CompressedEntry:
    """Valid qcow1 compressed entry structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.boolean("compressed", None)
    v.integer(
        "descriptor",
        0,
        0x7FFFFFFFFFFFFFFF,
        (
            0,
            1,
            0x4000000000000000,
            0x7FFFFFFFFFFFFFFE,
            0x7FFFFFFFFFFFFFFF,
        ),
        None,
    )
    return Qcow1CompressedEntry(**v.values)


def qcow1_compressed_entry_boundaries(
    cluster_bits: int = 16,
) -> st.SearchStrategy[Qcow1CompressedEntry]:
    """Valid qcow1 compressed entry structures whose numbers stand at the edges of their rules."""
    return qcow1_compressed_entries(edges_only=True, cluster_bits=cluster_bits)


QCOW1_COMPRESSED_ENTRY_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""
