# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/formats/hdd.ksy spec=6b95a47a gen=1
# Generated: edit the spec, then run `make codegen`.
"""Parallels disk bundle (DiskDescriptor.xml): strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.formats.hdd import HddDescriptor
from tests.strategies.support import Corruption, Values


@st.composite
def hdd_descriptors(draw: Any, /, edges_only: bool = False, **fixed: Any) -> HddDescriptor:
    """Valid hdd descriptor structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.data("text", 1, good=None)
    return HddDescriptor(**v.values)


def hdd_descriptor_boundaries() -> st.SearchStrategy[HddDescriptor]:
    """Valid hdd descriptor structures whose numbers stand at the edges of their rules."""
    return hdd_descriptors(edges_only=True)


HDD_DESCRIPTOR_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""
