# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/abi/info.ksy spec=a6e0f91c gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the info operation: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.info import InfoConfig
from tests.generated.strategies.source import source_optionses
from tests.strategies.support import Corruption, Values


@st.composite
def info_configs(draw: Any, /, edges_only: bool = False, **fixed: Any) -> InfoConfig:
    """Valid info config structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer("magic", 1229866575, 0x494E464F, (0x494E464F,), lambda x, v: x == 0x494E464F)
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
        "max_compression_ratio",
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
        "max_virtual_size",
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
    return InfoConfig(**v.values)


def info_config_boundaries() -> st.SearchStrategy[InfoConfig]:
    """Valid info config structures whose numbers stand at the edges of their rules."""
    return info_configs(edges_only=True)


INFO_CONFIG_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "info config",
        "magic",
        2,
        "number",
        (
            0,
            1,
            0x494E464E,
            0x494E464F,
            0x494E4650,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x != 1229866575,
        0,
        4,
    ),
    Corruption(
        "info config",
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
    Corruption("info config", "reserved", 4, "contents", (), 0, 0, lambda x, s: True, 640, 64),
)
"""Each rule that can be broken alone."""
