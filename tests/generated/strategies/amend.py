# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/abi/amend.ksy spec=98f5ecb2 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the amend operation: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.amend import AmendConfig
from tests.generated.strategies.edit import edit_amendments
from tests.generated.strategies.source import source_optionses
from tests.strategies.support import Corruption, Values


@st.composite
def amend_configs(draw: Any, /, edges_only: bool = False, **fixed: Any) -> AmendConfig:
    """Valid amend config structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer("magic", 1145982273, 0x444E4D41, (0x444E4D41,), lambda x, v: x == 0x444E4D41)
    v.integer("version", 1, 1, (1,), lambda x, v: x == 1)
    v.structure("source", source_optionses(edges_only=edges_only))
    v.structure("change", edit_amendments(edges_only=edges_only))
    return AmendConfig(**v.values)


def amend_config_boundaries() -> st.SearchStrategy[AmendConfig]:
    """Valid amend config structures whose numbers stand at the edges of their rules."""
    return amend_configs(edges_only=True)


AMEND_CONFIG_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "amend config",
        "magic",
        2,
        "number",
        (
            0,
            1,
            0x444E4D40,
            0x444E4D41,
            0x444E4D42,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x != 1145982273,
        0,
        4,
    ),
    Corruption(
        "amend config",
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
    Corruption("amend config", "reserved", 4, "contents", (), 0, 0, lambda x, s: True, 8944, 16),
)
"""Each rule that can be broken alone."""
