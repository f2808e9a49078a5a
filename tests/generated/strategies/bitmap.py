# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/abi/bitmap.ksy spec=1e81d95d gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the bitmap operation: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.bitmap import BitmapConfig
from tests.generated.strategies.edit import edit_bitmaps
from tests.generated.strategies.source import source_optionses
from tests.strategies.support import Corruption, Values


@st.composite
def bitmap_configs(draw: Any, /, edges_only: bool = False, **fixed: Any) -> BitmapConfig:
    """Valid bitmap config structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer("magic", 1347245122, 0x504D5442, (0x504D5442,), lambda x, v: x == 0x504D5442)
    v.integer("version", 1, 1, (1,), lambda x, v: x == 1)
    v.structure("source", source_optionses(edges_only=edges_only))
    v.structure("change", edit_bitmaps(edges_only=edges_only))
    return BitmapConfig(**v.values)


def bitmap_config_boundaries() -> st.SearchStrategy[BitmapConfig]:
    """Valid bitmap config structures whose numbers stand at the edges of their rules."""
    return bitmap_configs(edges_only=True)


BITMAP_CONFIG_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "bitmap config",
        "magic",
        2,
        "number",
        (
            0,
            1,
            0x504D5441,
            0x504D5442,
            0x504D5443,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x != 1347245122,
        0,
        4,
    ),
    Corruption(
        "bitmap config",
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
    Corruption("bitmap config", "reserved", 4, "contents", (), 0, 0, lambda x, s: True, 1656, 16),
)
"""Each rule that can be broken alone."""
