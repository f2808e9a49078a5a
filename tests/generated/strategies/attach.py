# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/abi/attach.ksy spec=f1dde835 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Attaching files that an image names: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.attach import AttachExchange
from tests.strategies.support import Corruption, Values


@st.composite
def attach_exchanges(draw: Any, /, edges_only: bool = False, **fixed: Any) -> AttachExchange:
    """Valid attach exchange structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "from_disk",
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
        "kind",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            2,
            3,
            4,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x
        in (
            1,
            2,
            3,
            4,
        ),
    )
    v.integer(
        "len_name",
        0,
        4096,
        (
            0,
            1,
            2049,
            4095,
            4096,
        ),
        lambda x, v: x <= 4096,
    )
    v.integer(
        "status",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            10,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x
        in (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            10,
        ),
    )
    v.integer(
        "disk",
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
        "len_file",
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
    v.integer(
        "allocated",
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
    v.data("name", 4096, good=None)
    return AttachExchange(**v.values)


def attach_exchange_boundaries() -> st.SearchStrategy[AttachExchange]:
    """Valid attach exchange structures whose numbers stand at the edges of their rules."""
    return attach_exchanges(edges_only=True)


ATTACH_EXCHANGE_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "attach exchange",
        "kind",
        6,
        "number",
        (
            0,
            1,
            2,
            3,
            4,
            5,
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
            3,
            4,
        ),
        4,
        4,
    ),
    Corruption(
        "attach exchange",
        "len_name",
        3,
        "number",
        (
            0,
            1,
            2,
            2048,
            2050,
            4094,
            4095,
            4096,
            4097,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 4096),
        8,
        4,
    ),
    Corruption(
        "attach exchange",
        "status",
        6,
        "number",
        (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            10,
            11,
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
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            10,
        ),
        12,
        4,
    ),
)
"""Each rule that can be broken alone."""
