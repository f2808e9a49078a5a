# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/formats/iso9660.ksy spec=ed6664fa gen=1
# Generated: edit the spec, then run `make codegen`.
"""Optical disc file systems (ECMA-119, and how UDF is recognised): strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.formats.iso9660 import Iso9660VolumeDescriptor
from tests.strategies.support import Corruption, Values


@st.composite
def iso9660_volume_descriptors(
    draw: Any, /, edges_only: bool = False, **fixed: Any
) -> Iso9660VolumeDescriptor:
    """Valid iso9660 volume descriptor structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "type",
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
        "version",
        1,
        2,
        (
            1,
            2,
        ),
        lambda x, v: 1 <= x <= 2,
    )
    return Iso9660VolumeDescriptor(**v.values)


def iso9660_volume_descriptor_boundaries() -> st.SearchStrategy[Iso9660VolumeDescriptor]:
    """Valid iso9660 volume descriptor structures whose numbers stand at the edges of their
    rules.
    """
    return iso9660_volume_descriptors(edges_only=True)


ISO9660_VOLUME_DESCRIPTOR_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "iso9660 volume descriptor", "identifier", 2, "contents", (), 0, 0, lambda x, s: True, 1, 5
    ),
    Corruption(
        "iso9660 volume descriptor",
        "version",
        3,
        "number",
        (
            0,
            1,
            2,
            3,
            255,
        ),
        0,
        255,
        lambda x, s: not (1 <= x <= 2),
        6,
        1,
    ),
)
"""Each rule that can be broken alone."""
