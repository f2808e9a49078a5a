# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/abi/convert.ksy spec=f76bf298 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the convert operation: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.convert import ConvertConfig
from tests.generated.strategies.source import source_optionses
from tests.generated.strategies.target import target_images
from tests.strategies.support import Corruption, Values


@st.composite
def convert_configs(draw: Any, /, edges_only: bool = False, **fixed: Any) -> ConvertConfig:
    """Valid convert config structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer("magic", 1129270870, 0x434F4E56, (0x434F4E56,), lambda x, v: x == 0x434F4E56)
    v.integer("version", 1, 1, (1,), lambda x, v: x == 1)
    v.structure("source", source_optionses(edges_only=edges_only))
    v.structure("image", target_images(edges_only=edges_only))
    v.integer(
        "num_sources",
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
        "len_sparse",
        0,
        0x1000000,
        (
            0,
            1,
            0x800001,
            0xFFFFFF,
            0x1000000,
        ),
        lambda x, v: x <= 16777216,
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
        "backing_depth",
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
        "backing_size",
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
    v.data("formats", 64, good=None)
    v.integer(
        "len_sources",
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
        "start",
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
        "length",
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
        "len_block",
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
    return ConvertConfig(**v.values)


def convert_config_boundaries() -> st.SearchStrategy[ConvertConfig]:
    """Valid convert config structures whose numbers stand at the edges of their rules."""
    return convert_configs(edges_only=True)


CONVERT_CONFIG_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "convert config",
        "magic",
        2,
        "number",
        (
            0,
            1,
            0x434F4E55,
            0x434F4E56,
            0x434F4E57,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x != 1129270870,
        0,
        4,
    ),
    Corruption(
        "convert config",
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
        "convert config",
        "num_sources",
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
        9040,
        4,
    ),
    Corruption(
        "convert config",
        "len_sparse",
        3,
        "number",
        (
            0,
            1,
            2,
            0x800000,
            0x800002,
            0xFFFFFE,
            0xFFFFFF,
            0x1000000,
            0x1000001,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 16777216),
        9044,
        4,
    ),
    Corruption("convert config", "reserved", 4, "contents", (), 0, 0, lambda x, s: True, 9156, 20),
)
"""Each rule that can be broken alone."""
