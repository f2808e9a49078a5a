# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/formats/target.ksy spec=86ebd975 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What qemu-img writes into a new image: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.formats.target import TargetVmdkDescriptor
from tests.strategies.support import Corruption, Values


@st.composite
def target_vmdk_descriptors(
    draw: Any, edges_only: bool = False, **fixed: Any
) -> TargetVmdkDescriptor:
    """Valid target vmdk descriptor structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    return TargetVmdkDescriptor(**v.values)


def target_vmdk_descriptor_boundaries() -> st.SearchStrategy[TargetVmdkDescriptor]:
    """Valid target vmdk descriptor structures whose numbers stand at the edges of their rules."""
    return target_vmdk_descriptors(edges_only=True)


TARGET_VMDK_DESCRIPTOR_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""
