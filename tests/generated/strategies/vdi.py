# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/formats/vdi.ksy spec=bf6bd095 gen=1
# Generated: edit the spec, then run `make codegen`.
"""VDI, the disk image of VirtualBox: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.formats.vdi import VdiBlockMapEntry, VdiHeader, VdiHeader0
from tests.strategies.support import Corruption, Values


@st.composite
def vdi_headers(draw: Any, /, edges_only: bool = False, **fixed: Any) -> VdiHeader:
    """Valid vdi header structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.data("text", 64, good=None)
    v.integer("magic", 3201962111, 0xBEDA107F, (0xBEDA107F,), lambda x, v: x == 0xBEDA107F)
    v.integer(
        "version_minor",
        0,
        65535,
        (
            0,
            1,
            32768,
            65534,
            65535,
        ),
        None,
    )
    v.integer(
        "version_major",
        0,
        65535,
        (
            0,
            1,
            32768,
            65534,
            65535,
        ),
        None,
    )
    v.integer(
        "header_size",
        384,
        0xFFFFFFFF,
        (
            384,
            385,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x >= 384,
    )
    v.integer(
        "image_type",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            2,
            3,
            4,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x
        in (
            1,
            2,
            3,
            4,
        ),
    )
    v.integer(
        "image_flags",
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
    v.data("description", 256, good=None)
    v.integer(
        "ofs_block_map",
        456,
        0xFFFFFFFF,
        (
            456,
            457,
            511,
            512,
            513,
            1024,
            1536,
            2560,
            0x10000,
            0x80000000,
            0xFFFFFE00,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: ((x % 512) == 0) and x >= 456,
    )
    v.integer(
        "ofs_data",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            511,
            512,
            513,
            1024,
            1536,
            2560,
            0x10000,
            0x80000000,
            0xFFFFFE00,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: ((x % 512) == 0),
    )
    v.integer(
        "num_cylinders",
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
        "num_heads",
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
        "num_sectors_per_track",
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
    v.integer("sector_size", 512, 512, (512,), lambda x, v: x == 512)
    v.data("reserved", 4, good=None)
    v.integer(
        "disk_size",
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
        "block_size",
        1048576,
        0x100000,
        (0x100000,),
        lambda x, v: x == 0x100000 and ((x > 1) and ((x & (x - 1)) == 0)),
    )
    v.integer(
        "len_block_extra",
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
        lambda x, v: ((x == 0) or ((x & (x - 1)) == 0)),
    )
    v.integer(
        "blocks_in_image",
        0,
        0x1FFFFF80,
        (
            0,
            1,
            0xFFFFFC1,
            0x1FFFFF7F,
            0x1FFFFF80,
        ),
        lambda x, v: x <= 536870784,
    )
    v.integer(
        "blocks_allocated",
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
    v.data("uuid_image", 16, good=None)
    v.data("uuid_last_snap", 16, good=None)
    v.integer(
        "lchs_cylinders",
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
        "lchs_heads",
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
        "lchs_sectors_per_track",
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
        "lchs_sector_size",
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
    v.data("unused", 40, good=None)
    return VdiHeader(**v.values)


def vdi_header_boundaries() -> st.SearchStrategy[VdiHeader]:
    """Valid vdi header structures whose numbers stand at the edges of their rules."""
    return vdi_headers(edges_only=True)


VDI_HEADER_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "vdi header",
        "magic",
        2,
        "number",
        (
            0,
            1,
            0xBEDA107E,
            0xBEDA107F,
            0xBEDA1080,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x != 3201962111,
        64,
        4,
    ),
    Corruption(
        "vdi header",
        "ofs_block_map",
        5,
        "number",
        (
            0,
            1,
            455,
            456,
            457,
            458,
            510,
            511,
            512,
            513,
            514,
            1023,
            1025,
            1535,
            1537,
            2559,
            2561,
            65535,
            0x10001,
            0x7FFFFFFF,
            0x80000001,
            0xFFFFFDFF,
            0xFFFFFE01,
            0xFFFFFFFD,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x % 512 != 0,
        340,
        4,
    ),
    Corruption(
        "vdi header",
        "ofs_data",
        5,
        "number",
        (
            0,
            1,
            2,
            510,
            511,
            512,
            513,
            514,
            1023,
            1025,
            1535,
            1537,
            2559,
            2561,
            65535,
            0x10001,
            0x7FFFFFFF,
            0x80000001,
            0xFFFFFDFF,
            0xFFFFFE01,
            0xFFFFFFFD,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x % 512 != 0,
        344,
        4,
    ),
    Corruption(
        "vdi header",
        "sector_size",
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
        360,
        4,
    ),
    Corruption(
        "vdi header",
        "block_size",
        3,
        "number",
        (
            0,
            1,
            0xFFFFF,
            0x100000,
            0x100001,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x != 1048576,
        376,
        4,
    ),
    Corruption(
        "vdi header",
        "blocks_in_image",
        3,
        "number",
        (
            0,
            1,
            2,
            0xFFFFFC0,
            0xFFFFFC2,
            0x1FFFFF7E,
            0x1FFFFF7F,
            0x1FFFFF80,
            0x1FFFFF81,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 536870784),
        384,
        4,
    ),
    Corruption("vdi header", "uuid_link", 4, "contents", (), 0, 0, lambda x, s: True, 424, 16),
    Corruption("vdi header", "uuid_parent", 4, "contents", (), 0, 0, lambda x, s: True, 440, 16),
)
"""Each rule that can be broken alone."""


@st.composite
def vdi_block_map_entries(draw: Any, /, edges_only: bool = False, **fixed: Any) -> VdiBlockMapEntry:
    """Valid vdi block map entry structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "block",
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
    return VdiBlockMapEntry(**v.values)


def vdi_block_map_entry_boundaries() -> st.SearchStrategy[VdiBlockMapEntry]:
    """Valid vdi block map entry structures whose numbers stand at the edges of their rules."""
    return vdi_block_map_entries(edges_only=True)


VDI_BLOCK_MAP_ENTRY_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def vdi_header_0s(draw: Any, /, edges_only: bool = False, **fixed: Any) -> VdiHeader0:
    """Valid vdi header 0 structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.data("text", 64, good=None)
    v.integer("magic", 3201962111, 0xBEDA107F, (0xBEDA107F,), lambda x, v: x == 0xBEDA107F)
    v.integer(
        "version",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            65535,
            0x10000,
            0x10001,
            0x20000,
            0x30000,
            0x50000,
            0x800000,
            0x80000000,
            0xFFFF0000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: (x < 0x10000),
    )
    v.integer(
        "image_type",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            2,
            3,
            4,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x
        in (
            1,
            2,
            3,
            4,
        ),
    )
    v.integer(
        "image_flags",
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
    v.data("description", 256, good=None)
    v.integer(
        "num_cylinders",
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
        "num_heads",
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
        "num_sectors_per_track",
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
    v.integer("sector_size", 512, 512, (512,), lambda x, v: x == 512)
    v.integer(
        "disk_size",
        1,
        0xFFFFFFFFFFFFFFFF,
        (
            1,
            2,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        lambda x, v: x >= 1,
    )
    v.integer(
        "block_size",
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
        lambda x, v: ((x > 1) and ((x & (x - 1)) == 0)),
    )
    v.integer(
        "num_blocks",
        1,
        0xFFFFFFFF,
        (
            1,
            2,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x >= 1,
    )
    v.integer(
        "num_blocks_allocated",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: (x <= v["num_blocks"]),
    )
    v.data("uuid_image", 16, good=None)
    v.data("uuid_last_snap", 16, good=None)
    v.data("uuid_link", 16, good=None)
    return VdiHeader0(**v.values)


def vdi_header_0_boundaries() -> st.SearchStrategy[VdiHeader0]:
    """Valid vdi header 0 structures whose numbers stand at the edges of their rules."""
    return vdi_header_0s(edges_only=True)


VDI_HEADER_0_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "vdi header 0",
        "magic",
        2,
        "number",
        (
            0,
            1,
            0xBEDA107E,
            0xBEDA107F,
            0xBEDA1080,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x != 3201962111,
        64,
        4,
    ),
    Corruption(
        "vdi header 0",
        "version",
        7,
        "number",
        (
            0,
            1,
            2,
            65534,
            65535,
            0x10000,
            0x10001,
            0x10002,
            0x1FFFF,
            0x20001,
            0x2FFFF,
            0x30001,
            0x4FFFF,
            0x50001,
            0x7FFFFF,
            0x800001,
            0x7FFFFFFF,
            0x80000001,
            0xFFFEFFFF,
            0xFFFF0001,
            0xFFFFFFFD,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x < 0x10000),
        68,
        4,
    ),
    Corruption(
        "vdi header 0",
        "image_type",
        6,
        "number",
        (
            0,
            1,
            2,
            3,
            4,
            5,
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
            1,
            2,
            3,
            4,
        ),
        72,
        4,
    ),
    Corruption(
        "vdi header 0",
        "sector_size",
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
        348,
        4,
    ),
    Corruption(
        "vdi header 0",
        "disk_size",
        3,
        "number",
        (
            0,
            1,
            2,
            3,
            0x7FFFFFFFFFFFFFFF,
            0x8000000000000001,
            0xFFFFFFFFFFFFFFFD,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        0,
        0xFFFFFFFFFFFFFFFF,
        lambda x, s: not (x >= 1),
        352,
        8,
    ),
    Corruption(
        "vdi header 0",
        "block_size",
        7,
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
        lambda x, s: not ((x > 1) and ((x & (x - 1)) == 0)),
        360,
        4,
    ),
    Corruption(
        "vdi header 0",
        "num_blocks",
        3,
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
        lambda x, s: not (x >= 1),
        364,
        4,
    ),
    Corruption(
        "vdi header 0",
        "num_blocks_allocated",
        7,
        "number",
        (
            0,
            1,
            2,
            0x7FFFFFFF,
            0x80000001,
            0xFFFFFFFD,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= s.num_blocks),
        368,
        4,
    ),
)
"""Each rule that can be broken alone."""
