# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/abi/compare.ksy spec=1da6430c gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the compare operation: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.compare import CompareConfig
from tests.generated.strategies.source import source_optionses
from tests.strategies.support import Corruption, Values


@st.composite
def compare_configs(draw: Any, /, edges_only: bool = False, **fixed: Any) -> CompareConfig:
    """Valid compare config structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer("magic", 1129140306, 0x434D5052, (0x434D5052,), lambda x, v: x == 0x434D5052)
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
        "num_sources",
        1,
        64,
        (
            1,
            2,
            33,
            63,
            64,
        ),
        lambda x, v: 1 <= x <= 64,
    )
    v.data("formats", 64, good=None)
    v.integer(
        "start",
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
    return CompareConfig(**v.values)


def compare_config_boundaries() -> st.SearchStrategy[CompareConfig]:
    """Valid compare config structures whose numbers stand at the edges of their rules."""
    return compare_configs(edges_only=True)


COMPARE_CONFIG_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "compare config",
        "magic",
        2,
        "number",
        (
            0,
            1,
            0x434D5051,
            0x434D5052,
            0x434D5053,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x != 1129140306,
        0,
        4,
    ),
    Corruption(
        "compare config",
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
        "compare config",
        "num_sources",
        3,
        "number",
        (
            0,
            1,
            2,
            3,
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
        lambda x, s: not (1 <= x <= 64),
        628,
        4,
    ),
    Corruption("compare config", "reserved", 4, "contents", (), 0, 0, lambda x, s: True, 712, 40),
)
"""Each rule that can be broken alone."""
