# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/abi/measure.ksy spec=836b5b8d gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the measure operation: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.measure import MeasureConfig
from tests.generated.strategies.source import source_optionses
from tests.generated.strategies.target import target_optionses
from tests.strategies.support import Corruption, Values


@st.composite
def measure_configs(draw: Any, /, edges_only: bool = False, **fixed: Any) -> MeasureConfig:
    """Valid measure config structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer("magic", 1296384339, 0x4D454153, (0x4D454153,), lambda x, v: x == 0x4D454153)
    v.integer("version", 2, 2, (2,), lambda x, v: x == 2)
    v.structure("source", source_optionses(edges_only=edges_only))
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
    v.structure("target", target_optionses(edges_only=edges_only))
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
            3,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x != 2,
        4,
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
        688,
        4,
    ),
    Corruption("measure config", "padding", 4, "contents", (), 0, 0, lambda x, s: True, 692, 4),
    Corruption("measure config", "reserved", 4, "contents", (), 0, 0, lambda x, s: True, 696, 56),
)
"""Each rule that can be broken alone."""
