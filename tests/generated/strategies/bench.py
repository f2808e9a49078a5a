# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/abi/bench.ksy spec=e6e7948f gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the bench operation: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.bench import BenchConfig
from tests.generated.strategies.source import source_optionses
from tests.generated.strategies.target import target_images
from tests.strategies.support import Corruption, Values


@st.composite
def bench_configs(draw: Any, /, edges_only: bool = False, **fixed: Any) -> BenchConfig:
    """Valid bench config structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer("magic", 1212370498, 0x48434E42, (0x48434E42,), lambda x, v: x == 0x48434E42)
    v.integer("version", 1, 1, (1,), lambda x, v: x == 1)
    v.structure("source", source_optionses(edges_only=edges_only))
    v.structure("image", target_images(edges_only=edges_only))
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
        "num_requests",
        0,
        0x7FFFFFFF,
        (
            0,
            1,
            0x40000000,
            0x7FFFFFFE,
            0x7FFFFFFF,
        ),
        lambda x, v: x <= 0x7FFFFFFF,
    )
    v.integer(
        "depth",
        1,
        0x7FFFFFFF,
        (
            1,
            2,
            0x40000000,
            0x7FFFFFFE,
            0x7FFFFFFF,
        ),
        lambda x, v: 1 <= x <= 0x7FFFFFFF,
    )
    v.integer(
        "len_request",
        0,
        0x7FFFFFFF,
        (
            0,
            1,
            0x40000000,
            0x7FFFFFFE,
            0x7FFFFFFF,
        ),
        lambda x, v: x <= 0x7FFFFFFF,
    )
    v.integer(
        "step",
        0,
        0x7FFFFFFF,
        (
            0,
            1,
            0x40000000,
            0x7FFFFFFE,
            0x7FFFFFFF,
        ),
        lambda x, v: x <= 0x7FFFFFFF,
    )
    v.integer(
        "flush_interval",
        0,
        0x7FFFFFFF,
        (
            0,
            1,
            0x40000000,
            0x7FFFFFFE,
            0x7FFFFFFF,
        ),
        lambda x, v: x <= 0x7FFFFFFF,
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
        "pattern",
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
    return BenchConfig(**v.values)


def bench_config_boundaries() -> st.SearchStrategy[BenchConfig]:
    """Valid bench config structures whose numbers stand at the edges of their rules."""
    return bench_configs(edges_only=True)


BENCH_CONFIG_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "bench config",
        "magic",
        2,
        "number",
        (
            0,
            1,
            0x48434E41,
            0x48434E42,
            0x48434E43,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x != 1212370498,
        0,
        4,
    ),
    Corruption(
        "bench config",
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
        "bench config",
        "num_requests",
        3,
        "number",
        (
            0,
            1,
            2,
            0x3FFFFFFF,
            0x40000001,
            0x7FFFFFFD,
            0x7FFFFFFE,
            0x7FFFFFFF,
            0x80000000,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 0x7FFFFFFF),
        9044,
        4,
    ),
    Corruption(
        "bench config",
        "depth",
        3,
        "number",
        (
            0,
            1,
            2,
            3,
            0x3FFFFFFF,
            0x40000001,
            0x7FFFFFFD,
            0x7FFFFFFE,
            0x7FFFFFFF,
            0x80000000,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (1 <= x <= 0x7FFFFFFF),
        9048,
        4,
    ),
    Corruption(
        "bench config",
        "len_request",
        3,
        "number",
        (
            0,
            1,
            2,
            0x3FFFFFFF,
            0x40000001,
            0x7FFFFFFD,
            0x7FFFFFFE,
            0x7FFFFFFF,
            0x80000000,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 0x7FFFFFFF),
        9052,
        4,
    ),
    Corruption(
        "bench config",
        "step",
        3,
        "number",
        (
            0,
            1,
            2,
            0x3FFFFFFF,
            0x40000001,
            0x7FFFFFFD,
            0x7FFFFFFE,
            0x7FFFFFFF,
            0x80000000,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 0x7FFFFFFF),
        9056,
        4,
    ),
    Corruption(
        "bench config",
        "flush_interval",
        3,
        "number",
        (
            0,
            1,
            2,
            0x3FFFFFFF,
            0x40000001,
            0x7FFFFFFD,
            0x7FFFFFFE,
            0x7FFFFFFF,
            0x80000000,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 0x7FFFFFFF),
        9060,
        4,
    ),
    Corruption("bench config", "reserved", 4, "contents", (), 0, 0, lambda x, s: True, 9073, 31),
)
"""Each rule that can be broken alone."""
