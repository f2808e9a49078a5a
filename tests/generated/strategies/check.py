# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/abi/check.ksy spec=6de10d81 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What checks look for and report: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.check import CheckOptions, CheckProblem
from tests.strategies.support import Corruption, Values


@st.composite
def check_optionses(draw: Any, /, edges_only: bool = False, **fixed: Any) -> CheckOptions:
    """Valid check options structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
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
        "max_problems",
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
        "max_counters",
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
    return CheckOptions(**v.values)


def check_options_boundaries() -> st.SearchStrategy[CheckOptions]:
    """Valid check options structures whose numbers stand at the edges of their rules."""
    return check_optionses(edges_only=True)


CHECK_OPTIONS_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def check_problems(draw: Any, /, edges_only: bool = False, **fixed: Any) -> CheckProblem:
    """Valid check problem structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "fault",
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
        "effect",
        0,
        255,
        (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            128,
            254,
            255,
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
        "depth",
        0,
        255,
        (
            0,
            1,
            128,
            254,
            255,
        ),
        None,
    )
    v.integer(
        "disk",
        0,
        65535,
        (
            0,
            1,
            32768,
            65534,
            65535,
        ),
        None,
    )
    v.integer(
        "offset",
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
    v.integer(
        "extra0",
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
        "extra1",
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
        "extra2",
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
    return CheckProblem(**v.values)


def check_problem_boundaries() -> st.SearchStrategy[CheckProblem]:
    """Valid check problem structures whose numbers stand at the edges of their rules."""
    return check_problems(edges_only=True)


CHECK_PROBLEM_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "check problem",
        "effect",
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
            127,
            129,
            253,
            254,
            255,
        ),
        0,
        255,
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
        4,
        1,
    ),
)
"""Each rule that can be broken alone."""
