# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/abi/snapshot.ksy spec=eff42f94 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the snapshot operation: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.snapshot import SnapshotConfig
from tests.generated.strategies.edit import edit_snapshots
from tests.generated.strategies.source import source_optionses
from tests.strategies.support import Corruption, Values


@st.composite
def snapshot_configs(draw: Any, /, edges_only: bool = False, **fixed: Any) -> SnapshotConfig:
    """Valid snapshot config structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer("magic", 1346457171, 0x50414E53, (0x50414E53,), lambda x, v: x == 0x50414E53)
    v.integer("version", 1, 1, (1,), lambda x, v: x == 1)
    v.structure("source", source_optionses(edges_only=edges_only))
    v.structure("change", edit_snapshots(edges_only=edges_only))
    return SnapshotConfig(**v.values)


def snapshot_config_boundaries() -> st.SearchStrategy[SnapshotConfig]:
    """Valid snapshot config structures whose numbers stand at the edges of their rules."""
    return snapshot_configs(edges_only=True)


SNAPSHOT_CONFIG_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "snapshot config",
        "magic",
        2,
        "number",
        (
            0,
            1,
            0x50414E52,
            0x50414E53,
            0x50414E54,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x != 1346457171,
        0,
        4,
    ),
    Corruption(
        "snapshot config",
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
    Corruption("snapshot config", "reserved", 4, "contents", (), 0, 0, lambda x, s: True, 1664, 32),
)
"""Each rule that can be broken alone."""
