# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/abi/map.ksy spec=b35e6efb gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the map operation: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.map import MapConfig, MapFileCell
from tests.generated.strategies.source import source_optionses
from tests.strategies.support import Corruption, Values


@st.composite
def map_configs(draw: Any, /, edges_only: bool = False, **fixed: Any) -> MapConfig:
    """Valid map config structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer("magic", 1296126047, 0x4D41505F, (0x4D41505F,), lambda x, v: x == 0x4D41505F)
    v.integer("version", 1, 1, (1,), lambda x, v: x == 1)
    v.structure("source", source_optionses(edges_only=edges_only))
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
        "max_extents",
        1,
        0x40000000,
        (
            1,
            2,
            0x20000001,
            0x3FFFFFFF,
            0x40000000,
        ),
        lambda x, v: 1 <= x <= 1073741824,
    )
    v.integer(
        "max_cells",
        0,
        16384,
        (
            0,
            1,
            8193,
            16383,
            16384,
        ),
        lambda x, v: x <= 16384,
    )
    return MapConfig(**v.values)


def map_config_boundaries() -> st.SearchStrategy[MapConfig]:
    """Valid map config structures whose numbers stand at the edges of their rules."""
    return map_configs(edges_only=True)


MAP_CONFIG_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "map config",
        "magic",
        2,
        "number",
        (
            0,
            1,
            0x4D41505E,
            0x4D41505F,
            0x4D415060,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x != 1296126047,
        0,
        4,
    ),
    Corruption(
        "map config",
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
        "map config",
        "max_extents",
        3,
        "number",
        (
            0,
            1,
            2,
            3,
            0x20000000,
            0x20000002,
            0x3FFFFFFE,
            0x3FFFFFFF,
            0x40000000,
            0x40000001,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (1 <= x <= 1073741824),
        644,
        4,
    ),
    Corruption(
        "map config",
        "max_cells",
        3,
        "number",
        (
            0,
            1,
            2,
            8192,
            8194,
            16382,
            16383,
            16384,
            16385,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 16384),
        648,
        4,
    ),
    Corruption("map config", "reserved", 4, "contents", (), 0, 0, lambda x, s: True, 652, 60),
)
"""Each rule that can be broken alone."""


@st.composite
def map_file_cells(draw: Any, /, edges_only: bool = False, **fixed: Any) -> MapFileCell:
    """Valid map file cell structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "stored",
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
    return MapFileCell(**v.values)


def map_file_cell_boundaries() -> st.SearchStrategy[MapFileCell]:
    """Valid map file cell structures whose numbers stand at the edges of their rules."""
    return map_file_cells(edges_only=True)


MAP_FILE_CELL_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""
