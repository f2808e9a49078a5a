# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/abi/commit.ksy spec=28afb9ff gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the commit operation: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.commit import CommitConfig
from tests.generated.strategies.source import source_optionses
from tests.generated.strategies.target import target_images
from tests.strategies.support import Corruption, Values


@st.composite
def commit_configs(draw: Any, /, edges_only: bool = False, **fixed: Any) -> CommitConfig:
    """Valid commit config structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer("magic", 1414090051, 0x54494D43, (0x54494D43,), lambda x, v: x == 0x54494D43)
    v.integer("version", 1, 1, (1,), lambda x, v: x == 1)
    v.structure("source", source_optionses(edges_only=edges_only))
    v.structure("image", target_images(edges_only=edges_only))
    v.integer(
        "num_layers",
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
    return CommitConfig(**v.values)


def commit_config_boundaries() -> st.SearchStrategy[CommitConfig]:
    """Valid commit config structures whose numbers stand at the edges of their rules."""
    return commit_configs(edges_only=True)


COMMIT_CONFIG_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "commit config",
        "magic",
        2,
        "number",
        (
            0,
            1,
            0x54494D42,
            0x54494D43,
            0x54494D44,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x != 1414090051,
        0,
        4,
    ),
    Corruption(
        "commit config",
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
        "commit config",
        "num_layers",
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
        9040,
        4,
    ),
    Corruption("commit config", "reserved", 4, "contents", (), 0, 0, lambda x, s: True, 9048, 32),
)
"""Each rule that can be broken alone."""
