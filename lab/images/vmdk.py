# SPDX-License-Identifier: Apache-2.0
"""VMDK images assembled by hand, sound or broken."""

from __future__ import annotations

import struct
from pathlib import Path

SECTOR = 512
GRAIN = 16  # sectors
CAPACITY = 2 * 512 * GRAIN
DIRECTORY, TABLE, TABLE_2, GRAINS = 21, 22, 26, 32  # sectors
IDS = b"# Disk DescriptorFile\nversion=1\nCID=fffffffe\nparentCID=ffffffff\n"
Patch = tuple[int, str, int]


def sparse_bytes(entries: dict[int, int], *patches: Patch, text: bytes = IDS) -> bytearray:
    """A hosted sparse extent with two grain tables; each patch is an offset, a format and a
    number.
    """
    content = bytearray(SECTOR * (GRAINS + 8 * GRAIN))
    head = (b"KDMV", 2, 7, CAPACITY, GRAIN, 1, 20, 512, 0, DIRECTORY, GRAINS, b"\n \r\n", 0)
    struct.pack_into("<4sIIQQQQIQQQx4sH", content, 0, *head)
    content[SECTOR : SECTOR + len(text)] = text
    struct.pack_into("<II", content, DIRECTORY * SECTOR, TABLE, TABLE_2)
    for index, sector in entries.items():
        struct.pack_into("<I", content, TABLE * SECTOR + 4 * index, sector)
    for offset, form, number in patches:
        struct.pack_into(form, content, offset, number)
    return content


def sparse(path: Path, entries: dict[int, int], *patches: Patch, text: bytes = IDS) -> Path:
    path.write_bytes(sparse_bytes(entries, *patches, text=text))
    return path


def descriptor(path: Path, *lines: str, kind: str = "monolithicFlat", ids: bytes = IDS) -> Path:
    path.write_bytes(ids + f'createType="{kind}"\n'.encode() + "\n".join(lines).encode() + b"\n")
    return path


def grain(number: int) -> int:
    return (GRAINS + number * GRAIN) * SECTOR


def with_footer(path: Path, *patches: Patch) -> Path:
    """A stream: the directory's place is known only at the end."""
    content = sparse_bytes({0: GRAINS}, (56, "<Q", 2**64 - 1))
    end = len(content)
    footer = (
        struct.pack("<QII", 1, 0, 3).ljust(SECTOR, b"\0")
        + sparse_bytes({})[:SECTOR]
        + bytes(SECTOR)
    )
    content += footer
    for offset, form, number in patches:
        struct.pack_into(form, content, end + offset, number)
    path.write_bytes(content)
    return path


def cowd(path: Path, entries: dict[int, int], *patches: Patch) -> Path:
    """An extent of ESX: grains of one sector, tables of 4096 entries."""
    content = bytearray(SECTOR * 128)
    struct.pack_into("<4s6I", content, 0, b"COWD", 1, 3, 8192, 1, 4, 2)
    struct.pack_into("<II", content, 4 * SECTOR, 5, 0)
    for index, sector in entries.items():
        struct.pack_into("<I", content, 5 * SECTOR + 4 * index, sector)
    for offset, form, number in patches:
        struct.pack_into(form, content, offset, number)
    path.write_bytes(content)
    return path
