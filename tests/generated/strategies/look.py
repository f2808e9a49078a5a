# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/abi/look.ksy spec=f474ffb9 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Request for a change with a look before it and after it: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.look import LookRequest
from tests.generated.strategies.source import source_optionses
from tests.strategies.support import Corruption, Values


@st.composite
def look_requests(draw: Any, /, edges_only: bool = False, **fixed: Any) -> LookRequest:
    """Valid look request structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer("magic", 1263488844, 0x4B4F4F4C, (0x4B4F4F4C,), lambda x, v: x == 0x4B4F4F4C)
    v.integer("version", 1, 1, (1,), lambda x, v: x == 1)
    v.structure("source", source_optionses(edges_only=edges_only))
    v.integer(
        "order",
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
    return LookRequest(**v.values)


def look_request_boundaries() -> st.SearchStrategy[LookRequest]:
    """Valid look request structures whose numbers stand at the edges of their rules."""
    return look_requests(edges_only=True)


LOOK_REQUEST_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "look request",
        "magic",
        2,
        "number",
        (
            0,
            1,
            0x4B4F4F4B,
            0x4B4F4F4C,
            0x4B4F4F4D,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x != 1263488844,
        0,
        4,
    ),
    Corruption(
        "look request",
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
    Corruption("look request", "reserved", 4, "contents", (), 0, 0, lambda x, s: True, 628, 28),
)
"""Each rule that can be broken alone."""
