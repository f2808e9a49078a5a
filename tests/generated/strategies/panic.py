# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/abi/panic.ksy spec=f571e4e1 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Why a guest gives up: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.panic import PanicRecord
from tests.strategies.support import Corruption, Values


@st.composite
def panic_records(draw: Any, /, edges_only: bool = False, **fixed: Any) -> PanicRecord:
    """Valid panic record structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "reason",
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
        "value",
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
    return PanicRecord(**v.values)


def panic_record_boundaries() -> st.SearchStrategy[PanicRecord]:
    """Valid panic record structures whose numbers stand at the edges of their rules."""
    return panic_records(edges_only=True)


PANIC_RECORD_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption("panic record", "reserved", 4, "contents", (), 0, 0, lambda x, s: True, 4, 4),
)
"""Each rule that can be broken alone."""
