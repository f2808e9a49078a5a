# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/abi/members.ksy spec=8169baa9 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the members operation: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.members import MembersConfig
from tests.strategies.support import Corruption, Values


@st.composite
def members_configs(draw: Any, /, edges_only: bool = False, **fixed: Any) -> MembersConfig:
    """Valid members config structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer("magic", 1396852045, 0x5342454D, (0x5342454D,), lambda x, v: x == 0x5342454D)
    v.integer("version", 1, 1, (1,), lambda x, v: x == 1)
    v.integer(
        "kind",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            2,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x
        in (
            1,
            2,
        ),
    )
    return MembersConfig(**v.values)


def members_config_boundaries() -> st.SearchStrategy[MembersConfig]:
    """Valid members config structures whose numbers stand at the edges of their rules."""
    return members_configs(edges_only=True)


MEMBERS_CONFIG_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "members config",
        "magic",
        2,
        "number",
        (
            0,
            1,
            0x5342454C,
            0x5342454D,
            0x5342454E,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x != 1396852045,
        0,
        4,
    ),
    Corruption(
        "members config",
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
        "members config",
        "kind",
        6,
        "number",
        (
            0,
            1,
            2,
            3,
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
            1,
            2,
        ),
        8,
        4,
    ),
    Corruption("members config", "reserved", 4, "contents", (), 0, 0, lambda x, s: True, 12, 28),
)
"""Each rule that can be broken alone."""
