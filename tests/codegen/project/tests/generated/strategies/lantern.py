# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/formats/lantern.ksy spec=d41c59d6 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Lantern image: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.formats.lantern import (
    LanternEntry,
    LanternHeader,
    LanternName,
    LanternPair,
    LanternTable,
)
from tests.strategies.support import Corruption, Values


@st.composite
def lantern_headers(draw: Any, /, edges_only: bool = False, **fixed: Any) -> LanternHeader:
    """Valid lantern header structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "version",
        0,
        65535,
        (
            0,
            1,
            2,
            32768,
            65534,
            65535,
        ),
        lambda x, v: x
        in (
            1,
            2,
        ),
    )
    v.integer(
        "block_bits",
        9,
        21,
        (
            9,
            10,
            11,
            20,
            21,
        ),
        lambda x, v: 9 <= x <= 21,
    )
    v.integer(
        "kind",
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
            1,
            0xFFFFFFFF,
        ),
    )
    v.integer(
        "ofs_table",
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
        "num_blocks",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            2,
            0x7FFFFFFFFFFFFFFE,
            0x7FFFFFFFFFFFFFFF,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        lambda x, v: ((x * (1 << v["block_bits"])) <= 0x7FFFFFFFFFFFFFFF),
    )
    v.integer(
        "num_used",
        0,
        0x100000000,
        (
            0,
            1,
            0x80000001,
            0xFFFFFFFF,
            0x100000000,
        ),
        lambda x, v: x <= 0x100000000,
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
        "delta",
        -2147483648,
        100,
        (
            -2147483648,
            -2147483647,
            0,
            1,
            51,
            99,
            100,
        ),
        lambda x, v: x <= 100,
    )
    if v["version"] >= 2:
        v.integer(
            "flags",
            0,
            0xFFFFFFFF,
            (
                0,
                1,
                2,
                3,
                4,
                6,
                9,
                15,
                384,
                0x80000000,
                0xFFFFFFFE,
                0xFFFFFFFF,
            ),
            lambda x, v: ((x & (~3)) == 0),
        )
    else:
        v.absent("flags", 0)
    if (v["version"] >= 2) and (v["flags"] == 1):
        v.integer("extra", 4660, 4660, (4660,), lambda x, v: x == 0x1234)
    else:
        v.absent("extra", 0)
    return LanternHeader(**v.values).sealed()


def lantern_header_boundaries() -> st.SearchStrategy[LanternHeader]:
    """Valid lantern header structures whose numbers stand at the edges of their rules."""
    return lantern_headers(edges_only=True)


LANTERN_HEADER_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption("lantern header", "magic", 2, "contents", (), 0, 0, lambda x, s: True, 0, 4),
    Corruption(
        "lantern header",
        "version",
        3,
        "number",
        (
            0,
            1,
            2,
            3,
            32767,
            32769,
            65533,
            65534,
            65535,
        ),
        0,
        65535,
        lambda x, s: x
        not in (
            1,
            2,
        ),
        4,
        2,
    ),
    Corruption(
        "lantern header",
        "block_bits",
        3,
        "number",
        (
            0,
            1,
            8,
            9,
            10,
            11,
            12,
            19,
            20,
            21,
            22,
            255,
        ),
        0,
        255,
        lambda x, s: not (9 <= x <= 21),
        6,
        1,
    ),
    Corruption(
        "lantern header",
        "kind",
        6,
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
            1,
            0xFFFFFFFF,
        ),
        7,
        1,
    ),
    Corruption(
        "lantern header",
        "ofs_table",
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
        8,
        8,
    ),
    Corruption(
        "lantern header",
        "num_blocks",
        7,
        "number",
        (
            0,
            1,
            2,
            3,
            0x7FFFFFFFFFFFFFFD,
            0x7FFFFFFFFFFFFFFE,
            0x7FFFFFFFFFFFFFFF,
            0x8000000000000000,
            0x8000000000000001,
            0xFFFFFFFFFFFFFFFD,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        0,
        0xFFFFFFFFFFFFFFFF,
        lambda x, s: not ((x * (1 << s.block_bits)) <= 0x7FFFFFFFFFFFFFFF),
        16,
        8,
    ),
    Corruption(
        "lantern header",
        "num_used",
        3,
        "number",
        (
            0,
            1,
            2,
            0x80000000,
            0x80000002,
            0xFFFFFFFE,
            0xFFFFFFFF,
            0x100000000,
            0x100000001,
            0xFFFFFFFFFFFFFFFF,
        ),
        0,
        0xFFFFFFFFFFFFFFFF,
        lambda x, s: not (x <= 0x100000000),
        24,
        8,
    ),
    Corruption("lantern header", "checksum", 8, "checksum", (), 0, 0, lambda x, s: True, 32, 4),
    Corruption(
        "lantern header",
        "delta",
        3,
        "number",
        (
            -2147483648,
            -2147483647,
            -2147483646,
            -1,
            0,
            1,
            2,
            50,
            52,
            98,
            99,
            100,
            101,
            0x7FFFFFFF,
        ),
        -2147483648,
        0x7FFFFFFF,
        lambda x, s: not (x <= 100),
        36,
        4,
    ),
    Corruption(
        "lantern header",
        "flags",
        7,
        "number",
        (
            0,
            1,
            2,
            3,
            4,
            5,
            7,
            8,
            10,
            14,
            16,
            383,
            385,
            0x7FFFFFFF,
            0x80000001,
            0xFFFFFFFD,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: (s.version >= 2) and x & ~3 != 0,
        40,
        4,
    ),
    Corruption(
        "lantern header",
        "extra",
        3,
        "number",
        (
            0,
            1,
            4659,
            4660,
            4661,
            65535,
        ),
        0,
        65535,
        lambda x, s: ((s.version >= 2) and (s.flags == 1)) and x != 4660,
        44,
        2,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def lantern_entries(
    draw: Any, /, edges_only: bool = False, block_bits: int = 16, **fixed: Any
) -> LanternEntry:
    """Valid lantern entry structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.boolean("used", None)
    v.integer("reserved", 0, 0, (0,), lambda x, v: x == 0)
    v.integer(
        "block",
        0,
        0xFFFFFF,
        (
            0,
            1,
            0x800000,
            0xFFFFFE,
            0xFFFFFF,
        ),
        lambda x, v: (v["used"] or (x == 0)),
    )
    return LanternEntry(**v.values)


def lantern_entry_boundaries(block_bits: int = 16) -> st.SearchStrategy[LanternEntry]:
    """Valid lantern entry structures whose numbers stand at the edges of their rules."""
    return lantern_entries(edges_only=True, block_bits=block_bits)


LANTERN_ENTRY_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def lantern_pairs(draw: Any, /, edges_only: bool = False, **fixed: Any) -> LanternPair:
    """Valid lantern pair structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.structure("left", lantern_entries(edges_only=edges_only, block_bits=12))
    v.integer(
        "high",
        0,
        4095,
        (
            0,
            1,
            2048,
            4094,
            4095,
        ),
        None,
    )
    v.integer(
        "low",
        0,
        9,
        (
            0,
            1,
            5,
            8,
            9,
        ),
        lambda x, v: x <= 9,
    )
    v.structure(
        "right",
        lantern_entries(edges_only=edges_only, block_bits=9 if (v["left"].block > 3) else 10),
    )
    return LanternPair(**v.values)


def lantern_pair_boundaries() -> st.SearchStrategy[LanternPair]:
    """Valid lantern pair structures whose numbers stand at the edges of their rules."""
    return lantern_pairs(edges_only=True)


LANTERN_PAIR_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "lantern pair",
        "low",
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
            10,
            15,
        ),
        0,
        15,
        lambda x, s: not (x <= 9),
        4,
        2,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def lantern_names(draw: Any, /, edges_only: bool = False, **fixed: Any) -> LanternName:
    """Valid lantern name structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "len_name",
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
        is_length=True,
    )
    v.integer(
        "num_pairs",
        0,
        3,
        (
            0,
            1,
            2,
            3,
        ),
        lambda x, v: x <= 3,
        is_length=True,
    )
    v.data("name", v["len_name"], good=None)
    v.data("padding", (4 - (v["len_name"] % 4)) % 4, good=None)
    v.array("pairs", v["num_pairs"], lantern_pairs(edges_only=edges_only))
    v.data("rest", v["len_name"] - 2, good=None)
    v.data("title", 24, terminated=True, good=None)
    return LanternName(**v.values)


def lantern_name_boundaries() -> st.SearchStrategy[LanternName]:
    """Valid lantern name structures whose numbers stand at the edges of their rules."""
    return lantern_names(edges_only=True)


LANTERN_NAME_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "lantern name",
        "num_pairs",
        3,
        "number",
        (
            0,
            1,
            2,
            3,
            4,
            255,
        ),
        0,
        255,
        lambda x, s: not (x <= 3),
        2,
        1,
    ),
    Corruption(
        "lantern name",
        "name",
        3,
        "length",
        (
            64,
            65,
            130,
            260,
            520,
            1040,
            2080,
            4160,
            8320,
            65534,
            65535,
        ),
        0,
        65535,
        lambda x, s: not 0 <= s.len_name <= 64,
        3,
        None,
        ("len_name",),
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def lantern_tables(draw: Any, /, edges_only: bool = False, **fixed: Any) -> LanternTable:
    """Valid lantern table structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.choice(
        "word",
        (
            b"glow",
            b"dim",
        ),
    )
    v.array("numbers", 3, st.integers(0, 0xFFFF))
    v.array("entries", 2, lantern_entries(edges_only=edges_only, block_bits=9))
    v.array("blob", 2, st.binary(min_size=2, max_size=2))
    v.integer(
        "sum",
        0,
        255,
        (
            0,
            1,
            2,
            3,
            4,
            6,
            10,
            128,
            254,
            255,
        ),
        lambda x, v: (x == ((v["numbers"][0] + v["numbers"][2]) // 2)),
    )
    return LanternTable(**v.values)


def lantern_table_boundaries() -> st.SearchStrategy[LanternTable]:
    """Valid lantern table structures whose numbers stand at the edges of their rules."""
    return lantern_tables(edges_only=True)


LANTERN_TABLE_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "lantern table",
        "word",
        3,
        "contents",
        (),
        0,
        0,
        lambda x, s: x
        not in (
            b"glow",
            b"dim",
        ),
        0,
        4,
    ),
    Corruption(
        "lantern table",
        "sum",
        7,
        "number",
        (
            0,
            1,
            2,
            3,
            4,
            5,
            7,
            9,
            11,
            127,
            129,
            253,
            254,
            255,
        ),
        0,
        255,
        lambda x, s: x != (s.numbers[0] + s.numbers[2]) // 2,
        22,
        1,
    ),
)
"""Each rule that can be broken alone."""
