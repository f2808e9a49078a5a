# SPDX-License-Identifier: Apache-2.0
"""Space-efficient sparse extents of ESXi, sound or broken, and the descriptor before them."""

from __future__ import annotations

import struct
from pathlib import Path

from lab.images.vmdk import IDS, SECTOR, Patch, descriptor

GRAIN = 8  # sectors
NUM_GTES = 4096
COVERAGE = GRAIN * NUM_GTES  # sectors of the disk in one grain table
CAPACITY = COVERAGE + 100 * GRAIN
VOLATILE, DIRECTORY, TABLES, GRAINS = 1, 2, 3, 3 + 2 * 64  # sectors
ALLOCATED = 1 << 60
"""Of an entry of the directory."""
UNMAPPED, ZERO, DATA = 1 << 60, 2 << 60, 3 << 60
"""Of an entry of a grain table."""


def data(grain: int) -> int:
    """The entry of a grain in the file."""
    return DATA | (grain & 0xFFF) << 48 | grain >> 12


def sesparse_bytes(entries: dict[int, int], *patches: Patch) -> bytearray:
    """Two grain tables and eight grains; each patch is an offset, a format and a number."""
    content = bytearray(SECTOR * (GRAINS + 8 * GRAIN))
    areas = (VOLATILE, 1, 0, 0, 0, 0, DIRECTORY, 1, TABLES, 128, 0, 0, 0, 0, GRAINS, 8 * GRAIN)
    struct.pack_into("<6Q", content, 0, 0xCAFEBABE, 0x200000001, CAPACITY, GRAIN, 64, 0)
    struct.pack_into("<16Q", content, 80, *areas)
    struct.pack_into("<4Q", content, VOLATILE * SECTOR, 0xCAFECAFE, 0, 0, 0)
    struct.pack_into("<2Q", content, DIRECTORY * SECTOR, ALLOCATED, ALLOCATED | 1)
    for index, entry in entries.items():
        struct.pack_into("<Q", content, TABLES * SECTOR + 8 * index, entry)
    for number in range(8):
        start = (GRAINS + number * GRAIN) * SECTOR
        content[start : start + GRAIN * SECTOR] = bytes([number + 1]) * (GRAIN * SECTOR)
    for offset, form, number in patches:
        struct.pack_into(form, content, offset, number)
    return content


def sesparse(
    path: Path, entries: dict[int, int], *patches: Patch, name: str = "", ids: bytes = IDS
) -> Path:
    """The descriptor at `path`, and the extent next to it."""
    extent = path.with_name(name or f"{path.stem}-sesparse.vmdk")
    extent.write_bytes(sesparse_bytes(entries, *patches))
    return descriptor(path, f'RW {CAPACITY} SESPARSE "{extent.name}"', kind="seSparse", ids=ids)
