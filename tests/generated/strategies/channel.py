# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/abi/channel.ksy spec=33c0cbab gen=1
# Generated: edit the spec, then run `make codegen`.
"""Message channel: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.channel import ChannelState
from tests.strategies.support import Corruption, Values


@st.composite
def channel_states(draw: Any, /, edges_only: bool = False, **fixed: Any) -> ChannelState:
    """Valid channel state structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "len_used",
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
        "status",
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
    return ChannelState(**v.values)


def channel_state_boundaries() -> st.SearchStrategy[ChannelState]:
    """Valid channel state structures whose numbers stand at the edges of their rules."""
    return channel_states(edges_only=True)


CHANNEL_STATE_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""
