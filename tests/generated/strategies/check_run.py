# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/abi/check_run.ksy spec=a7c56466 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the check operation: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.check_run import CheckRunConfig
from tests.generated.strategies.check import check_optionses
from tests.generated.strategies.source import source_optionses
from tests.strategies.support import Corruption, Values


@st.composite
def check_run_configs(draw: Any, /, edges_only: bool = False, **fixed: Any) -> CheckRunConfig:
    """Valid check run config structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer("magic", 1128811359, 0x43484B5F, (0x43484B5F,), lambda x, v: x == 0x43484B5F)
    v.integer("version", 2, 2, (2,), lambda x, v: x == 2)
    v.structure("source", source_optionses(edges_only=edges_only))
    v.structure("options", check_optionses(edges_only=edges_only))
    return CheckRunConfig(**v.values)


def check_run_config_boundaries() -> st.SearchStrategy[CheckRunConfig]:
    """Valid check run config structures whose numbers stand at the edges of their rules."""
    return check_run_configs(edges_only=True)


CHECK_RUN_CONFIG_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "check run config",
        "magic",
        2,
        "number",
        (
            0,
            1,
            0x43484B5E,
            0x43484B5F,
            0x43484B60,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x != 1128811359,
        0,
        4,
    ),
    Corruption(
        "check run config",
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
    Corruption("check run config", "reserved", 4, "contents", (), 0, 0, lambda x, s: True, 640, 64),
)
"""Each rule that can be broken alone."""
