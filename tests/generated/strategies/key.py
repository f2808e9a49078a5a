# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/abi/key.ksy spec=ee0a4515 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Deriving keys: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.key import KeyRequest
from tests.strategies.support import Corruption, Values


@st.composite
def key_requests(draw: Any, /, edges_only: bool = False, **fixed: Any) -> KeyRequest:
    """Valid key request structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "secret",
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
        "method",
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
            0,
            1,
            2,
            3,
            4,
        ),
    )
    v.integer(
        "hash",
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
        ),
    )
    v.integer(
        "iterations",
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
        "len_password",
        0,
        64,
        (
            0,
            1,
            33,
            63,
            64,
        ),
        lambda x, v: x <= 64,
    )
    v.integer(
        "len_key",
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
        "status",
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
            0,
            1,
            2,
            3,
            4,
        ),
    )
    v.integer(
        "len_salt",
        0,
        64,
        (
            0,
            1,
            33,
            63,
            64,
        ),
        lambda x, v: x <= 64,
    )
    v.data("salt", 64, good=None)
    v.integer(
        "memory",
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
        "lanes",
        0,
        16,
        (
            0,
            1,
            9,
            15,
            16,
        ),
        lambda x, v: x <= 16,
    )
    return KeyRequest(**v.values)


def key_request_boundaries() -> st.SearchStrategy[KeyRequest]:
    """Valid key request structures whose numbers stand at the edges of their rules."""
    return key_requests(edges_only=True)


KEY_REQUEST_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "key request",
        "method",
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
            0,
            1,
            2,
            3,
            4,
        ),
        4,
        4,
    ),
    Corruption(
        "key request",
        "hash",
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
        ),
        8,
        4,
    ),
    Corruption(
        "key request",
        "len_password",
        3,
        "number",
        (
            0,
            1,
            2,
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
        lambda x, s: not (x <= 64),
        16,
        4,
    ),
    Corruption(
        "key request",
        "len_key",
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
        20,
        4,
    ),
    Corruption(
        "key request",
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
        ),
        24,
        4,
    ),
    Corruption(
        "key request",
        "len_salt",
        3,
        "number",
        (
            0,
            1,
            2,
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
        lambda x, s: not (x <= 64),
        28,
        4,
    ),
    Corruption(
        "key request",
        "lanes",
        3,
        "number",
        (
            0,
            1,
            2,
            8,
            10,
            14,
            15,
            16,
            17,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 16),
        100,
        4,
    ),
)
"""Each rule that can be broken alone."""
