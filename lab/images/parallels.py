# SPDX-License-Identifier: Apache-2.0
"""Parallels images assembled by hand, sound or broken."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

SECTOR = 512
CLUSTER_SECTORS = 63  # as old programs wrote: not a power of two
CLUSTER = CLUSTER_SECTORS * SECTOR
NUM_ENTRIES = 8
SIZE = NUM_ENTRIES * CLUSTER
FILE_SECTORS = 10 * CLUSTER_SECTORS
EXTENSION = 9 * CLUSTER_SECTORS
BAT = 64
OLD, NEW = b"WithoutFreeSpace", b"WithouFreSpacExt"
BITMAP = 0x20385FAE252CB34A
Patch = tuple[int, str, int]


def parallels(
    path: Path,
    entries: Mapping[int, int],
    *patches: Patch,
    magic: bytes = OLD,
    extension: bytes = b"",
    file_end: int = FILE_SECTORS * SECTOR,
) -> Path:
    """An image whose table has the entries given: sectors in an old image, clusters in a new
    one.
    """
    content = bytearray(FILE_SECTORS * SECTOR)
    place = EXTENSION if extension else 0
    numbers = (
        2,
        16,
        100,
        CLUSTER_SECTORS,
        NUM_ENTRIES,
        NUM_ENTRIES * CLUSTER_SECTORS,
        0,
        0,
        0,
        place,
    )
    struct.pack_into("<16sIIIIIQIIIQ", content, 0, magic, *numbers)
    for index, entry in entries.items():
        struct.pack_into("<I", content, BAT + 4 * index, entry)
    content[EXTENSION * SECTOR : EXTENSION * SECTOR + len(extension)] = extension
    for offset, form, number in patches:
        struct.pack_into(form, content, offset, number)
    path.write_bytes(content[:file_end])
    return path


def feature(magic: int, data: bytes, *, flags: int = 0, length: int | None = None) -> bytes:
    head = struct.pack("<QQII", magic, flags, len(data) if length is None else length, 0)
    return head + data + bytes(-len(data) % 8)


def bitmap(sectors: int = SIZE // SECTOR, unit: int = 8, entries: int = 1, name: int = 1) -> bytes:
    """A dirty bitmap whose bits are all set."""
    return (
        struct.pack("<Q16sII", sectors, bytes([name] * 16), unit, entries)
        + struct.pack("<Q", 1) * entries
    )


def extension(
    features: Sequence[bytes], *, magic: int = 0xAB234CEF23DCEA87, sound: bool = True
) -> bytes:
    """The format extension: one cluster."""
    body = b"".join(features).ljust(CLUSTER - 24, b"\0")
    return struct.pack("<Q", magic) + (hashlib.md5(body).digest() if sound else bytes(16)) + body
