# SPDX-License-Identifier: Apache-2.0
"""Plain disks with partition tables assembled by hand, sound or broken."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

SECTOR = 512
SECTORS = 4096
ENTRIES, LEN_ENTRY = 128, 128
FIRST, LAST = 34, SECTORS - 34
"""Usable sectors."""
LINUX, EXTENDED, PROTECTIVE = 0x83, 0x0F, 0xEE
BACKUP = SECTORS - 1
BACKUP_ENTRIES = SECTORS - 33

Patch = tuple[int, str, int]
Slot = tuple[int, int, int]
"""Type, first sector, sectors."""


def record(*slots: Slot) -> bytes:
    """A boot record with partitions."""
    entries = b"".join(
        struct.pack("<B3sB3sII", 0, b"\0\2\0", kind, b"\xfe\xff\xff", first, count)
        for kind, first, count in slots
    )
    return bytes(446) + entries.ljust(64, b"\0") + b"\x55\xaa"


def mbr(path: Path, *slots: Slot, records: Mapping[int, bytes] | None = None) -> Path:
    """A disk with a master boot record, and others by their sectors."""
    content = bytearray(SECTORS * SECTOR)
    for sector, data in {0: record(*slots), **(records or {})}.items():
        content[sector * SECTOR : sector * SECTOR + len(data)] = data
    path.write_bytes(content)
    return path


def _table(parts: Sequence[tuple[int, int]]) -> bytes:
    return b"".join(
        struct.pack("<16s16sQQQ72s", b"T" * 16, bytes([n + 1]) * 16, first, last, 0, b"")
        for n, (first, last) in enumerate(parts)
    ).ljust(ENTRIES * LEN_ENTRY, b"\0")


def _header(mine: int, other: int, entries: int, table: bytes, patches: Sequence[Patch]) -> bytes:
    """A header; its patches are made before its checksum is."""
    content = bytearray(
        struct.pack(
            "<8sIIIIQQQQ16sQIII",
            *(b"EFI PART", 0x10000, 92, 0, 0, mine, other, FIRST, LAST, b"D" * 16),
            *(entries, ENTRIES, LEN_ENTRY, zlib.crc32(table)),
        )
    )
    for offset, form, number in patches:
        struct.pack_into(form, content, offset, number)
    struct.pack_into("<I", content, 16, zlib.crc32(content))
    return bytes(content)


def gpt(
    path: Path,
    *parts: tuple[int, int],
    first: Sequence[Patch] = (),
    second: Sequence[Patch] = (),
    patches: Sequence[Patch] = (),
    slots: Sequence[Slot] = ((PROTECTIVE, 1, SECTORS - 1),),
    unit: int = SECTOR,
) -> Path:
    """A disk with a GPT: patches of its headers, then of the file."""
    table = _table(parts)
    content = bytearray(SECTORS * unit)
    content[:SECTOR] = record(*slots)
    for sector, data in {
        1: _header(1, BACKUP, 2, table, first),
        2: table,
        BACKUP_ENTRIES: table,
        BACKUP: _header(BACKUP, 1, BACKUP_ENTRIES, table, second),
    }.items():
        content[sector * unit : sector * unit + len(data)] = data
    for offset, form, number in patches:
        struct.pack_into(form, content, offset, number)
    path.write_bytes(content)
    return path
