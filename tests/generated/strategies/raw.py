# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/formats/raw.ksy spec=4f1f39de gen=1
# Generated: edit the spec, then run `make codegen`.
"""Plain disk, and the partition tables by which one is recognised: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.formats.raw import (
    RawGptEntry,
    RawGptHeader,
    RawMbr,
    RawMbrPartition,
    RawProtectiveMbr,
)
from tests.strategies.support import Corruption, Values


@st.composite
def raw_mbr_partitions(draw: Any, /, edges_only: bool = False, **fixed: Any) -> RawMbrPartition:
    """Valid raw mbr partition structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "boot_indicator",
        0,
        255,
        (
            0,
            1,
            128,
            254,
            255,
        ),
        lambda x, v: x
        in (
            0,
            0x80,
        ),
    )
    v.data("start_chs", 3, good=None)
    v.integer(
        "type",
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
    v.data("end_chs", 3, good=None)
    v.integer(
        "start_sector",
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
    return RawMbrPartition(**v.values)


def raw_mbr_partition_boundaries() -> st.SearchStrategy[RawMbrPartition]:
    """Valid raw mbr partition structures whose numbers stand at the edges of their rules."""
    return raw_mbr_partitions(edges_only=True)


RAW_MBR_PARTITION_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "raw mbr partition",
        "boot_indicator",
        3,
        "number",
        (
            0,
            1,
            2,
            127,
            129,
            253,
            254,
            255,
        ),
        0,
        255,
        lambda x, s: x
        not in (
            0,
            0x80,
        ),
        0,
        1,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def raw_mbrs(draw: Any, /, edges_only: bool = False, **fixed: Any) -> RawMbr:
    """Valid raw mbr structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.data("boot_code", 440, good=None)
    v.integer(
        "disk_signature",
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
    v.data("reserved", 2, good=None)
    v.array("partitions", 4, raw_mbr_partitions(edges_only=edges_only))
    return RawMbr(**v.values)


def raw_mbr_boundaries() -> st.SearchStrategy[RawMbr]:
    """Valid raw mbr structures whose numbers stand at the edges of their rules."""
    return raw_mbrs(edges_only=True)


RAW_MBR_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption("raw mbr", "signature", 2, "contents", (), 0, 0, lambda x, s: True, 510, 2),
)
"""Each rule that can be broken alone."""


@st.composite
def raw_protective_mbrs(draw: Any, /, edges_only: bool = False, **fixed: Any) -> RawProtectiveMbr:
    """Valid raw protective mbr structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.data("boot_code", 440, good=None)
    v.integer(
        "disk_signature",
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
    v.data("reserved", 2, good=None)
    v.integer(
        "boot_indicator",
        0,
        255,
        (
            0,
            1,
            128,
            254,
            255,
        ),
        lambda x, v: x
        in (
            0,
            0x80,
        ),
    )
    v.data("start_chs", 3, good=None)
    v.integer("type", 238, 238, (238,), lambda x, v: x == 238)
    v.data("end_chs", 3, good=None)
    v.integer("start_sector", 1, 1, (1,), lambda x, v: x == 1)
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
    v.data("other_partitions", 48, good=None)
    return RawProtectiveMbr(**v.values)


def raw_protective_mbr_boundaries() -> st.SearchStrategy[RawProtectiveMbr]:
    """Valid raw protective mbr structures whose numbers stand at the edges of their rules."""
    return raw_protective_mbrs(edges_only=True)


RAW_PROTECTIVE_MBR_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "raw protective mbr",
        "boot_indicator",
        3,
        "number",
        (
            0,
            1,
            2,
            127,
            129,
            253,
            254,
            255,
        ),
        0,
        255,
        lambda x, s: x
        not in (
            0,
            0x80,
        ),
        446,
        1,
    ),
    Corruption(
        "raw protective mbr",
        "type",
        3,
        "number",
        (
            0,
            1,
            237,
            238,
            239,
            255,
        ),
        0,
        255,
        lambda x, s: x != 238,
        450,
        1,
    ),
    Corruption(
        "raw protective mbr",
        "start_sector",
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
        454,
        4,
    ),
    Corruption(
        "raw protective mbr", "signature", 2, "contents", (), 0, 0, lambda x, s: True, 510, 2
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def raw_gpt_headers(draw: Any, /, edges_only: bool = False, **fixed: Any) -> RawGptHeader:
    """Valid raw gpt header structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "revision",
        65536,
        0x1FFFF,
        (
            0x10000,
            0x10001,
            0x1FFFE,
            0x1FFFF,
        ),
        lambda x, v: 0x10000 <= x <= 0x1FFFF,
    )
    v.integer(
        "len_header",
        92,
        4096,
        (
            92,
            93,
            2049,
            4095,
            4096,
        ),
        lambda x, v: 92 <= x <= 4096,
    )
    v.integer(
        "header_crc32",
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
        "my_sector",
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
        "alternate_sector",
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
        "first_usable_sector",
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
        "last_usable_sector",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        lambda x, v: (x >= v["first_usable_sector"]),
    )
    v.data("disk_guid", 16, good=None)
    v.integer(
        "entries_sector",
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
        "num_entries",
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
        "len_entry",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            128,
            256,
            512,
            1024,
            2048,
            4096,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x
        in (
            128,
            256,
            512,
            1024,
            2048,
            4096,
        ),
    )
    v.integer(
        "entries_crc32",
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
    return RawGptHeader(**v.values)


def raw_gpt_header_boundaries() -> st.SearchStrategy[RawGptHeader]:
    """Valid raw gpt header structures whose numbers stand at the edges of their rules."""
    return raw_gpt_headers(edges_only=True)


RAW_GPT_HEADER_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption("raw gpt header", "signature", 2, "contents", (), 0, 0, lambda x, s: True, 0, 8),
    Corruption(
        "raw gpt header",
        "revision",
        3,
        "number",
        (
            0,
            1,
            65535,
            0x10000,
            0x10001,
            0x10002,
            0x1FFFD,
            0x1FFFE,
            0x1FFFF,
            0x20000,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (0x10000 <= x <= 0x1FFFF),
        8,
        4,
    ),
    Corruption(
        "raw gpt header",
        "len_header",
        3,
        "number",
        (
            0,
            1,
            91,
            92,
            93,
            94,
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
        lambda x, s: not (92 <= x <= 4096),
        12,
        4,
    ),
    Corruption("raw gpt header", "reserved", 4, "contents", (), 0, 0, lambda x, s: True, 20, 4),
    Corruption(
        "raw gpt header",
        "last_usable_sector",
        7,
        "number",
        (
            0,
            1,
            2,
            0x7FFFFFFFFFFFFFFF,
            0x8000000000000001,
            0xFFFFFFFFFFFFFFFD,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        0,
        0xFFFFFFFFFFFFFFFF,
        lambda x, s: not (x >= s.first_usable_sector),
        48,
        8,
    ),
    Corruption(
        "raw gpt header",
        "entries_sector",
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
        72,
        8,
    ),
    Corruption(
        "raw gpt header",
        "len_entry",
        3,
        "number",
        (
            0,
            1,
            2,
            127,
            129,
            255,
            257,
            511,
            513,
            1023,
            1025,
            2047,
            2049,
            4095,
            4097,
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
            128,
            256,
            512,
            1024,
            2048,
            4096,
        ),
        84,
        4,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def raw_gpt_entries(draw: Any, /, edges_only: bool = False, **fixed: Any) -> RawGptEntry:
    """Valid raw gpt entry structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.data("type_guid", 16, good=None)
    v.data("partition_guid", 16, good=None)
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
        "last_sector",
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
        "attributes",
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
    v.data("name", 72, good=None)
    return RawGptEntry(**v.values)


def raw_gpt_entry_boundaries() -> st.SearchStrategy[RawGptEntry]:
    """Valid raw gpt entry structures whose numbers stand at the edges of their rules."""
    return raw_gpt_entries(edges_only=True)


RAW_GPT_ENTRY_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""
