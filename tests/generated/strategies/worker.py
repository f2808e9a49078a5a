# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/abi/worker.ksy spec=437c4612 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of workers: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.worker import WorkerConfig
from tests.generated.strategies.source import source_optionses
from tests.strategies.support import Corruption, Values


@st.composite
def worker_configs(draw: Any, /, edges_only: bool = False, **fixed: Any) -> WorkerConfig:
    """Valid worker config structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer("magic", 1464816203, 0x574F524B, (0x574F524B,), lambda x, v: x == 0x574F524B)
    v.integer("version", 1, 1, (1,), lambda x, v: x == 1)
    v.structure("source", source_optionses(edges_only=edges_only))
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
        "len_unit",
        512,
        0x200000,
        (
            512,
            513,
            0x100001,
            0x1FFFFF,
            0x200000,
        ),
        lambda x, v: 512 <= x <= 2097152,
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
    v.data("formats", 64, good=None)
    return WorkerConfig(**v.values)


def worker_config_boundaries() -> st.SearchStrategy[WorkerConfig]:
    """Valid worker config structures whose numbers stand at the edges of their rules."""
    return worker_configs(edges_only=True)


WORKER_CONFIG_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "worker config",
        "magic",
        2,
        "number",
        (
            0,
            1,
            0x574F524A,
            0x574F524B,
            0x574F524C,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x != 1464816203,
        0,
        4,
    ),
    Corruption(
        "worker config",
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
        "worker config",
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
        624,
        4,
    ),
    Corruption(
        "worker config",
        "len_unit",
        3,
        "number",
        (
            0,
            1,
            511,
            512,
            513,
            514,
            0x100000,
            0x100002,
            0x1FFFFE,
            0x1FFFFF,
            0x200000,
            0x200001,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (512 <= x <= 2097152),
        628,
        4,
    ),
    Corruption(
        "worker config",
        "method",
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
        632,
        4,
    ),
    Corruption("worker config", "reserved", 4, "contents", (), 0, 0, lambda x, s: True, 704, 64),
)
"""Each rule that can be broken alone."""
