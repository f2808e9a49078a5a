# SPDX-License-Identifier: Apache-2.0
"""Bochs' growing images assembled by hand, sound or broken."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path

from instar.generated.formats.bochs import BochsCatalogEntry, BochsHeader

Patch = tuple[int, str, int]
CATALOG = 512
EXTENT = 4096
BITMAP = 512
NUM_ENTRIES = 8
SIZE = 6 * EXTENT
DATA = CATALOG + 4 * NUM_ENTRIES


def place(number: int) -> int:
    """Where the data of an extent is in the file."""
    return DATA + number * (BITMAP + EXTENT) + BITMAP


def bochs_bytes(
    entries: Mapping[int, int],
    *patches: Patch,
    version: int = 2,
    size: int = SIZE,
    sectors: int = 0xFF,
) -> bytes:
    """`entries` are numbers of extents, by their place on the disk; all have the bits `sectors`."""
    head = BochsHeader.MAGIC.ljust(32, b"\0")
    head += BochsHeader.TYPE.ljust(16, b"\0") + BochsHeader.SUBTYPE.ljust(16, b"\0")
    head += struct.pack("<IIIII", version << 16, CATALOG, NUM_ENTRIES, BITMAP, EXTENT)
    head += struct.pack("<Q", size) if version == 1 else struct.pack("<IQ", 0, size)
    content = bytearray(head.ljust(CATALOG, b"\0"))
    for index in range(NUM_ENTRIES):
        content += struct.pack("<I", entries.get(index, BochsCatalogEntry.UNUSED))
    for number in range(max(entries.values(), default=-1) + 1):
        content += bytes([sectors]).ljust(BITMAP, b"\0") + bytes([65 + number % 26]) * EXTENT
    for offset, form, value in patches:
        struct.pack_into(form, content, offset, value)
    return bytes(content)


def bochs(
    path: Path, entries: Mapping[int, int], *patches: Patch, version: int = 2, sectors: int = 0xFF
) -> Path:
    path.write_bytes(bochs_bytes(entries, *patches, version=version, sectors=sectors))
    return path
