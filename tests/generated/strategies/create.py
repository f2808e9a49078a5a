# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/abi/create.ksy spec=27f685c5 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the create operation: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.create import CreateConfig
from tests.generated.strategies.target import target_images
from tests.strategies.support import Corruption, Values


@st.composite
def create_configs(draw: Any, /, edges_only: bool = False, **fixed: Any) -> CreateConfig:
    """Valid create config structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer("magic", 1129465153, 0x43524541, (0x43524541,), lambda x, v: x == 0x43524541)
    v.integer("version", 1, 1, (1,), lambda x, v: x == 1)
    v.structure("image", target_images(edges_only=edges_only))
    return CreateConfig(**v.values)


def create_config_boundaries() -> st.SearchStrategy[CreateConfig]:
    """Valid create config structures whose numbers stand at the edges of their rules."""
    return create_configs(edges_only=True)


CREATE_CONFIG_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "create config",
        "magic",
        2,
        "number",
        (
            0,
            1,
            0x43524540,
            0x43524541,
            0x43524542,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x != 1129465153,
        0,
        4,
    ),
    Corruption(
        "create config",
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
)
"""Each rule that can be broken alone."""
