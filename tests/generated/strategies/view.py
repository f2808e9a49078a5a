# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/abi/view.ksy spec=ff3b2ba6 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration and answer of the view operation: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.view import ViewConfig, ViewNode, ViewRun
from tests.generated.strategies.source import source_optionses
from tests.strategies.support import Corruption, Values


@st.composite
def view_configs(draw: Any, /, edges_only: bool = False, **fixed: Any) -> ViewConfig:
    """Valid view config structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer("magic", 1464158550, 0x57454956, (0x57454956,), lambda x, v: x == 0x57454956)
    v.integer("version", 1, 1, (1,), lambda x, v: x == 1)
    v.structure("source", source_optionses(edges_only=edges_only))
    v.integer(
        "tables",
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
        "max_nodes",
        1,
        0xF42400,
        (
            1,
            2,
            0x7A1201,
            0xF423FF,
            0xF42400,
        ),
        lambda x, v: 1 <= x <= 16000000,
    )
    v.integer(
        "max_elements",
        1,
        0xF42400,
        (
            1,
            2,
            0x7A1201,
            0xF423FF,
            0xF42400,
        ),
        lambda x, v: 1 <= x <= 16000000,
    )
    v.integer(
        "first_element",
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
        "depth",
        0,
        24,
        (
            0,
            1,
            13,
            23,
            24,
        ),
        lambda x, v: x <= 24,
    )
    v.integer(
        "num_steps",
        0,
        12,
        (
            0,
            1,
            7,
            11,
            12,
        ),
        lambda x, v: x <= 12,
    )
    v.array("steps", 12, st.integers(0, 0xFFFFFFFFFFFFFFFF))
    v.integer(
        "mode",
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
            1,
            2,
            3,
        ),
    )
    v.integer(
        "rows",
        0,
        1,
        (
            0,
            1,
        ),
        lambda x, v: x <= 1,
    )
    v.integer(
        "place",
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
    return ViewConfig(**v.values)


def view_config_boundaries() -> st.SearchStrategy[ViewConfig]:
    """Valid view config structures whose numbers stand at the edges of their rules."""
    return view_configs(edges_only=True)


VIEW_CONFIG_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "view config",
        "magic",
        2,
        "number",
        (
            0,
            1,
            0x57454955,
            0x57454956,
            0x57454957,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x != 1464158550,
        0,
        4,
    ),
    Corruption(
        "view config",
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
        "view config",
        "max_nodes",
        3,
        "number",
        (
            0,
            1,
            2,
            3,
            0x7A1200,
            0x7A1202,
            0xF423FE,
            0xF423FF,
            0xF42400,
            0xF42401,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (1 <= x <= 16000000),
        632,
        4,
    ),
    Corruption(
        "view config",
        "max_elements",
        3,
        "number",
        (
            0,
            1,
            2,
            3,
            0x7A1200,
            0x7A1202,
            0xF423FE,
            0xF423FF,
            0xF42400,
            0xF42401,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (1 <= x <= 16000000),
        636,
        4,
    ),
    Corruption(
        "view config",
        "depth",
        3,
        "number",
        (
            0,
            1,
            2,
            12,
            14,
            22,
            23,
            24,
            25,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 24),
        648,
        4,
    ),
    Corruption(
        "view config",
        "num_steps",
        3,
        "number",
        (
            0,
            1,
            2,
            6,
            8,
            10,
            11,
            12,
            13,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 12),
        652,
        4,
    ),
    Corruption(
        "view config",
        "mode",
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
            0,
            1,
            2,
            3,
        ),
        752,
        4,
    ),
    Corruption(
        "view config",
        "rows",
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
        lambda x, s: not (x <= 1),
        756,
        4,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def view_runs(draw: Any, /, edges_only: bool = False, **fixed: Any) -> ViewRun:
    """Valid view run structures; a keyword fixes a field."""
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
    v.integer(
        "length",
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
        "guest",
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
        "guest_length",
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
        "owner",
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
            13,
            14,
            15,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x
        in (
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
            14,
            15,
        ),
    )
    v.integer(
        "num_steps",
        0,
        12,
        (
            0,
            1,
            7,
            11,
            12,
        ),
        lambda x, v: x <= 12,
    )
    v.array("steps", 12, st.integers(0, 0xFFFFFFFFFFFFFFFF))
    return ViewRun(**v.values)


def view_run_boundaries() -> st.SearchStrategy[ViewRun]:
    """Valid view run structures whose numbers stand at the edges of their rules."""
    return view_runs(edges_only=True)


VIEW_RUN_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "view run",
        "owner",
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
            14,
            15,
            16,
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
            14,
            15,
        ),
        32,
        4,
    ),
    Corruption(
        "view run",
        "num_steps",
        3,
        "number",
        (
            0,
            1,
            2,
            6,
            8,
            10,
            11,
            12,
            13,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 12),
        36,
        4,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def view_nodes(draw: Any, /, edges_only: bool = False, **fixed: Any) -> ViewNode:
    """Valid view node structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "owner",
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
        "attribute",
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
        "object",
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
        "kind",
        0,
        65535,
        (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            32768,
            65534,
            65535,
        ),
        lambda x, v: x
        in (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
        ),
    )
    v.integer(
        "flags",
        0,
        65535,
        (
            0,
            1,
            126,
            127,
            128,
            254,
            381,
            635,
            16256,
            32768,
            65532,
            65534,
            65535,
        ),
        lambda x, v: ((x & (~0x7F)) == 0),
    )
    v.integer(
        "depth",
        0,
        24,
        (
            0,
            1,
            13,
            23,
            24,
        ),
        lambda x, v: x <= 24,
    )
    v.integer(
        "len_data",
        0,
        512,
        (
            0,
            1,
            257,
            511,
            512,
        ),
        lambda x, v: x <= 512,
    )
    v.integer(
        "index",
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
    v.integer(
        "length",
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
        "value",
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
        "first_bit",
        0,
        63,
        (
            0,
            1,
            32,
            62,
            63,
        ),
        lambda x, v: x <= 63,
    )
    v.integer(
        "num_bits",
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
        "num_alike",
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
        "step",
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
        "means",
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
    return ViewNode(**v.values)


def view_node_boundaries() -> st.SearchStrategy[ViewNode]:
    """Valid view node structures whose numbers stand at the edges of their rules."""
    return view_nodes(edges_only=True)


VIEW_NODE_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "view node",
        "kind",
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
            0,
            1,
            2,
            3,
            4,
            5,
            6,
        ),
        12,
        2,
    ),
    Corruption(
        "view node",
        "flags",
        7,
        "number",
        (
            0,
            1,
            2,
            125,
            126,
            127,
            128,
            129,
            253,
            255,
            380,
            382,
            634,
            636,
            16255,
            16257,
            32767,
            32769,
            65531,
            65533,
            65534,
            65535,
        ),
        0,
        65535,
        lambda x, s: x & ~127 != 0,
        14,
        2,
    ),
    Corruption(
        "view node",
        "depth",
        3,
        "number",
        (
            0,
            1,
            2,
            12,
            14,
            22,
            23,
            24,
            25,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 24),
        16,
        4,
    ),
    Corruption(
        "view node",
        "len_data",
        3,
        "number",
        (
            0,
            1,
            2,
            256,
            258,
            510,
            511,
            512,
            513,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 512),
        20,
        4,
    ),
    Corruption(
        "view node",
        "first_bit",
        3,
        "number",
        (
            0,
            1,
            2,
            31,
            33,
            61,
            62,
            63,
            64,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 63),
        56,
        4,
    ),
    Corruption(
        "view node",
        "num_bits",
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
        60,
        4,
    ),
)
"""Each rule that can be broken alone."""
