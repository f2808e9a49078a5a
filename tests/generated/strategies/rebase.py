# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/abi/rebase.ksy spec=ae359adb gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the rebase operation: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.rebase import RebaseConfig
from tests.generated.strategies.edit import edit_backings
from tests.generated.strategies.source import source_optionses
from tests.strategies.support import Corruption, Values


@st.composite
def rebase_configs(draw: Any, /, edges_only: bool = False, **fixed: Any) -> RebaseConfig:
    """Valid rebase config structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer("magic", 1163084370, 0x45534252, (0x45534252,), lambda x, v: x == 0x45534252)
    v.integer("version", 1, 1, (1,), lambda x, v: x == 1)
    v.structure("source", source_optionses(edges_only=edges_only))
    v.structure("backing", edit_backings(edges_only=edges_only))
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
    v.structure("onto", source_optionses(edges_only=edges_only))
    return RebaseConfig(**v.values)


def rebase_config_boundaries() -> st.SearchStrategy[RebaseConfig]:
    """Valid rebase config structures whose numbers stand at the edges of their rules."""
    return rebase_configs(edges_only=True)


REBASE_CONFIG_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "rebase config",
        "magic",
        2,
        "number",
        (
            0,
            1,
            0x45534251,
            0x45534252,
            0x45534253,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x != 1163084370,
        0,
        4,
    ),
    Corruption(
        "rebase config",
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
    Corruption("rebase config", "reserved", 4, "contents", (), 0, 0, lambda x, s: True, 5364, 28),
)
"""Each rule that can be broken alone."""
