# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/abi/resize.ksy spec=f816a3ef gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the resize operation: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.resize import ResizeConfig
from tests.generated.strategies.source import source_optionses
from tests.strategies.support import Corruption, Values


@st.composite
def resize_configs(draw: Any, /, edges_only: bool = False, **fixed: Any) -> ResizeConfig:
    """Valid resize config structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer("magic", 1380275017, 0x52455349, (0x52455349,), lambda x, v: x == 0x52455349)
    v.integer("version", 1, 1, (1,), lambda x, v: x == 1)
    v.structure("source", source_optionses(edges_only=edges_only))
    v.integer(
        "action",
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
            0,
            1,
            2,
        ),
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
        "current_virtual_size",
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
        "new_size",
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
        "preallocation",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            2,
            3,
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
        ),
    )
    v.data("entropy", 64, good=None)
    return ResizeConfig(**v.values)


def resize_config_boundaries() -> st.SearchStrategy[ResizeConfig]:
    """Valid resize config structures whose numbers stand at the edges of their rules."""
    return resize_configs(edges_only=True)


RESIZE_CONFIG_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "resize config",
        "magic",
        2,
        "number",
        (
            0,
            1,
            0x52455348,
            0x52455349,
            0x5245534A,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x != 1380275017,
        0,
        4,
    ),
    Corruption(
        "resize config",
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
        "resize config",
        "action",
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
            0,
            1,
            2,
        ),
        624,
        4,
    ),
    Corruption(
        "resize config",
        "preallocation",
        6,
        "number",
        (
            0,
            1,
            2,
            3,
            4,
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
        ),
        648,
        4,
    ),
    Corruption(
        "resize config", "reserved_word", 4, "contents", (), 0, 0, lambda x, s: True, 652, 4
    ),
)
"""Each rule that can be broken alone."""
