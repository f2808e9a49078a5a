# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/abi/boot.ksy spec=78fc3f5b gen=1
# Generated: edit the spec, then run `make codegen`.
"""What a guest finds when it starts, and how it leaves: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.boot import BootDisk, BootImageHeader, BootInfo
from tests.strategies.support import Corruption, Values


@st.composite
def boot_image_headers(draw: Any, /, edges_only: bool = False, **fixed: Any) -> BootImageHeader:
    """Valid boot image header structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer("version", 1, 1, (1,), lambda x, v: x == 1)
    v.integer(
        "kind",
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
        lambda x, v: x
        in (
            1,
            2,
        ),
    )
    v.integer(
        "specs_hash",
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
        "len_text",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            4095,
            4096,
            4097,
            8192,
            12288,
            20480,
            0x80000,
            0x8000000000000000,
            0xFFFFFFFFFFFFF000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        lambda x, v: ((x % 4096) == 0),
    )
    v.integer(
        "len_rodata",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            4095,
            4096,
            4097,
            8192,
            12288,
            20480,
            0x80000,
            0x8000000000000000,
            0xFFFFFFFFFFFFF000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        lambda x, v: ((x % 4096) == 0),
    )
    v.integer(
        "len_data",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            4095,
            4096,
            4097,
            8192,
            12288,
            20480,
            0x80000,
            0x8000000000000000,
            0xFFFFFFFFFFFFF000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        lambda x, v: ((x % 4096) == 0),
    )
    v.integer(
        "len_bss",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            4095,
            4096,
            4097,
            8192,
            12288,
            20480,
            0x80000,
            0x8000000000000000,
            0xFFFFFFFFFFFFF000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        lambda x, v: ((x % 4096) == 0),
    )
    v.integer(
        "entry",
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
    return BootImageHeader(**v.values)


def boot_image_header_boundaries() -> st.SearchStrategy[BootImageHeader]:
    """Valid boot image header structures whose numbers stand at the edges of their rules."""
    return boot_image_headers(edges_only=True)


BOOT_IMAGE_HEADER_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption("boot image header", "magic", 2, "contents", (), 0, 0, lambda x, s: True, 0, 8),
    Corruption(
        "boot image header",
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
        8,
        4,
    ),
    Corruption(
        "boot image header",
        "kind",
        6,
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
        lambda x, s: x
        not in (
            1,
            2,
        ),
        12,
        4,
    ),
    Corruption(
        "boot image header",
        "len_text",
        5,
        "number",
        (
            0,
            1,
            2,
            4094,
            4095,
            4096,
            4097,
            4098,
            8191,
            8193,
            12287,
            12289,
            20479,
            20481,
            0x7FFFF,
            0x80001,
            0x7FFFFFFFFFFFFFFF,
            0x8000000000000001,
            0xFFFFFFFFFFFFEFFF,
            0xFFFFFFFFFFFFF001,
            0xFFFFFFFFFFFFFFFD,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        0,
        0xFFFFFFFFFFFFFFFF,
        lambda x, s: x % 4096 != 0,
        24,
        8,
    ),
    Corruption(
        "boot image header",
        "len_rodata",
        5,
        "number",
        (
            0,
            1,
            2,
            4094,
            4095,
            4096,
            4097,
            4098,
            8191,
            8193,
            12287,
            12289,
            20479,
            20481,
            0x7FFFF,
            0x80001,
            0x7FFFFFFFFFFFFFFF,
            0x8000000000000001,
            0xFFFFFFFFFFFFEFFF,
            0xFFFFFFFFFFFFF001,
            0xFFFFFFFFFFFFFFFD,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        0,
        0xFFFFFFFFFFFFFFFF,
        lambda x, s: x % 4096 != 0,
        32,
        8,
    ),
    Corruption(
        "boot image header",
        "len_data",
        5,
        "number",
        (
            0,
            1,
            2,
            4094,
            4095,
            4096,
            4097,
            4098,
            8191,
            8193,
            12287,
            12289,
            20479,
            20481,
            0x7FFFF,
            0x80001,
            0x7FFFFFFFFFFFFFFF,
            0x8000000000000001,
            0xFFFFFFFFFFFFEFFF,
            0xFFFFFFFFFFFFF001,
            0xFFFFFFFFFFFFFFFD,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        0,
        0xFFFFFFFFFFFFFFFF,
        lambda x, s: x % 4096 != 0,
        40,
        8,
    ),
    Corruption(
        "boot image header",
        "len_bss",
        5,
        "number",
        (
            0,
            1,
            2,
            4094,
            4095,
            4096,
            4097,
            4098,
            8191,
            8193,
            12287,
            12289,
            20479,
            20481,
            0x7FFFF,
            0x80001,
            0x7FFFFFFFFFFFFFFF,
            0x8000000000000001,
            0xFFFFFFFFFFFFEFFF,
            0xFFFFFFFFFFFFF001,
            0xFFFFFFFFFFFFFFFD,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        0,
        0xFFFFFFFFFFFFFFFF,
        lambda x, s: x % 4096 != 0,
        48,
        8,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def boot_infos(draw: Any, /, edges_only: bool = False, **fixed: Any) -> BootInfo:
    """Valid boot info structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer("version", 1, 1, (1,), lambda x, v: x == 1)
    v.integer(
        "num_disks",
        0,
        1024,
        (
            0,
            1,
            513,
            1023,
            1024,
        ),
        lambda x, v: x <= 1024,
    )
    v.integer(
        "operation_entry",
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
        "config_address",
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
        "len_config",
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
        "len_memory",
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
        "ofs_arena",
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
        "len_request",
        512,
        0x100000,
        (
            512,
            513,
            0x80001,
            0xFFFFF,
            0x100000,
        ),
        lambda x, v: 512 <= x <= 0x100000,
    )
    v.integer(
        "len_head",
        0,
        4096,
        (
            0,
            1,
            2049,
            4095,
            4096,
        ),
        lambda x, v: x <= 4096,
    )
    return BootInfo(**v.values)


def boot_info_boundaries() -> st.SearchStrategy[BootInfo]:
    """Valid boot info structures whose numbers stand at the edges of their rules."""
    return boot_infos(edges_only=True)


BOOT_INFO_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption("boot info", "magic", 2, "contents", (), 0, 0, lambda x, s: True, 0, 8),
    Corruption(
        "boot info",
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
        8,
        4,
    ),
    Corruption(
        "boot info",
        "num_disks",
        3,
        "number",
        (
            0,
            1,
            2,
            512,
            514,
            1022,
            1023,
            1024,
            1025,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 1024),
        12,
        4,
    ),
    Corruption(
        "boot info",
        "len_request",
        3,
        "number",
        (
            0,
            1,
            511,
            512,
            513,
            514,
            0x80000,
            0x80002,
            0xFFFFE,
            0xFFFFF,
            0x100000,
            0x100001,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (512 <= x <= 0x100000),
        56,
        4,
    ),
    Corruption(
        "boot info",
        "len_head",
        3,
        "number",
        (
            0,
            1,
            2,
            2048,
            2050,
            4094,
            4095,
            4096,
            4097,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x <= 4096),
        60,
        4,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def boot_disks(draw: Any, /, edges_only: bool = False, **fixed: Any) -> BootDisk:
    """Valid boot disk structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "len_file",
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
        "allocated",
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
    return BootDisk(**v.values)


def boot_disk_boundaries() -> st.SearchStrategy[BootDisk]:
    """Valid boot disk structures whose numbers stand at the edges of their rules."""
    return boot_disks(edges_only=True)


BOOT_DISK_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption("boot disk", "reserved", 4, "contents", (), 0, 0, lambda x, s: True, 20, 4),
)
"""Each rule that can be broken alone."""
