# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/abi/measure.ksy spec=94106210 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the measure operation: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.measure import MeasureConfig
from tests.generated.strategies.source import source_optionses
from tests.strategies.support import Corruption, Values


@st.composite
def measure_configs(draw: Any, /, edges_only: bool = False, **fixed: Any) -> MeasureConfig:
    """Valid measure config structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer("magic", 1296384339, 0x4D454153, (0x4D454153,), lambda x, v: x == 0x4D454153)
    v.integer("version", 1, 1, (1,), lambda x, v: x == 1)
    v.structure("source", source_optionses(edges_only=edges_only))
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
        "target",
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
            16,
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
            16,
        ),
    )
    v.integer(
        "has_source",
        0,
        1,
        (
            0,
            1,
        ),
        lambda x, v: x <= 1,
    )
    v.integer(
        "subformat",
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
        ),
    )
    v.integer(
        "virtual_size",
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
        "cluster_size",
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
        "refcount_bits",
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
        "table_size",
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
        "log_size",
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
        "len_payload",
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
        "len_text",
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
        "options",
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
    return MeasureConfig(**v.values)


def measure_config_boundaries() -> st.SearchStrategy[MeasureConfig]:
    """Valid measure config structures whose numbers stand at the edges of their rules."""
    return measure_configs(edges_only=True)


MEASURE_CONFIG_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "measure config",
        "magic",
        2,
        "number",
        (
            0,
            1,
            0x4D454152,
            0x4D454153,
            0x4D454154,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x != 1296384339,
        0,
        4,
    ),
    Corruption(
        "measure config",
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
        "measure config",
        "target",
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
        ),
        556,
        4,
    ),
    Corruption(
        "measure config",
        "has_source",
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
        560,
        4,
    ),
    Corruption(
        "measure config",
        "subformat",
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
        ),
        564,
        4,
    ),
    Corruption("measure config", "reserved", 4, "contents", (), 0, 0, lambda x, s: True, 616, 64),
)
"""Each rule that can be broken alone."""
