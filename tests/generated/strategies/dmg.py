# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/formats/dmg.ksy spec=b1f9fa81 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Apple disk image (UDIF): strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.formats.dmg import DmgTrailer
from tests.strategies.support import Corruption, Values


@st.composite
def dmg_trailers(draw: Any, /, edges_only: bool = False, **fixed: Any) -> DmgTrailer:
    """Valid dmg trailer structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer("version", 4, 4, (4,), lambda x, v: x == 4)
    v.integer("len_header", 512, 512, (512,), lambda x, v: x == 512)
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
        "ofs_running_data_fork",
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
        "ofs_data_fork",
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
        "len_data_fork",
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
        "ofs_resource_fork",
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
        "len_resource_fork",
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
        "segment_number",
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
        "num_segments",
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
    v.data("segment_id", 16, good=None)
    v.data("data_checksum", 136, good=None)
    v.integer(
        "ofs_property_list",
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
        "len_property_list",
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
    v.data("reserved", 120, good=None)
    v.data("master_checksum", 136, good=None)
    v.integer(
        "image_variant",
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
        "num_sectors",
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
    v.data("reserved_end", 12, good=None)
    return DmgTrailer(**v.values)


def dmg_trailer_boundaries() -> st.SearchStrategy[DmgTrailer]:
    """Valid dmg trailer structures whose numbers stand at the edges of their rules."""
    return dmg_trailers(edges_only=True)


DMG_TRAILER_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption("dmg trailer", "magic", 2, "contents", (), 0, 0, lambda x, s: True, 0, 4),
    Corruption(
        "dmg trailer",
        "version",
        3,
        "number",
        (
            0,
            1,
            3,
            4,
            5,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x != 4,
        4,
        4,
    ),
    Corruption(
        "dmg trailer",
        "len_header",
        3,
        "number",
        (
            0,
            1,
            511,
            512,
            513,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x != 512,
        8,
        4,
    ),
)
"""Each rule that can be broken alone."""
