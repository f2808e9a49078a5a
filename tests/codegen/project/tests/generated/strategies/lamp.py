# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/abi/lamp.ksy spec=eb8885b6 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What the host tells a lantern: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.lamp import LampConfig, LampOptions, LampSpare
from tests.strategies.support import Corruption, Values


@st.composite
def lamp_spares(draw: Any, /, edges_only: bool = False, **fixed: Any) -> LampSpare:
    """Valid lamp spare structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "level",
        -5,
        5,
        (
            -5,
            -4,
            0,
            1,
            3,
            4,
            5,
        ),
        lambda x, v: -5 <= x <= 5,
    )
    return LampSpare(**v.values)


def lamp_spare_boundaries() -> st.SearchStrategy[LampSpare]:
    """Valid lamp spare structures whose numbers stand at the edges of their rules."""
    return lamp_spares(edges_only=True)


LAMP_SPARE_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "lamp spare",
        "level",
        3,
        "number",
        (
            -32768,
            -6,
            -5,
            -4,
            -3,
            -1,
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            32767,
        ),
        -32768,
        32767,
        lambda x, s: not (-5 <= x <= 5),
        0,
        2,
    ),
    Corruption("lamp spare", "reserved", 4, "contents", (), 0, 0, lambda x, s: True, 2, 6),
)
"""Each rule that can be broken alone."""


@st.composite
def lamp_configs(draw: Any, /, edges_only: bool = False, **fixed: Any) -> LampConfig:
    """Valid lamp config structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer("magic", 1279348048, 0x4C414D50, (0x4C414D50,), lambda x, v: x == 0x4C414D50)
    v.integer(
        "colour",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            7,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x
        in (
            0,
            7,
        ),
    )
    v.structure("spare", lamp_spares(edges_only=edges_only))
    return LampConfig(**v.values)


def lamp_config_boundaries() -> st.SearchStrategy[LampConfig]:
    """Valid lamp config structures whose numbers stand at the edges of their rules."""
    return lamp_configs(edges_only=True)


LAMP_CONFIG_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "lamp config",
        "magic",
        2,
        "number",
        (
            0,
            1,
            0x4C414D4F,
            0x4C414D50,
            0x4C414D51,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x != 1279348048,
        0,
        4,
    ),
    Corruption(
        "lamp config",
        "colour",
        6,
        "number",
        (
            0,
            1,
            2,
            6,
            8,
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
            7,
        ),
        4,
        4,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def lamp_optionses(draw: Any, /, edges_only: bool = False, **fixed: Any) -> LampOptions:
    """Valid lamp options structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "size",
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
        "colour",
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
    return LampOptions(**v.values)


def lamp_options_boundaries() -> st.SearchStrategy[LampOptions]:
    """Valid lamp options structures whose numbers stand at the edges of their rules."""
    return lamp_optionses(edges_only=True)


LAMP_OPTIONS_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""
