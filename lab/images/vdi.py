# SPDX-License-Identifier: Apache-2.0
"""VDI images assembled by hand, sound or broken."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path

MIB = 1 << 20
NUM_BLOCKS = 6
SIZE = NUM_BLOCKS * MIB
MAP, DATA = 512, 4096
UNUSED, DISCARDED = 0xFFFFFFFF, 0xFFFFFFFE
DYNAMIC, STATIC = 1, 2
Patch = tuple[int, str, int]


def vdi(
    path: Path,
    entries: Mapping[int, int],
    *patches: Patch,
    kind: int = DYNAMIC,
    file_end: int = DATA + 8 * MIB,
) -> Path:
    """An image whose map has the entries given. Every second half of a block in the file is a
    hole.
    """
    content = bytearray(DATA)
    struct.pack_into("<I", content, 0x40, 0xBEDA107F)
    struct.pack_into("<HHIII", content, 0x44, 1, 1, 0x180, kind, 0)
    struct.pack_into("<II", content, 0x154, MAP, DATA)
    struct.pack_into("<I", content, 0x168, 512)
    struct.pack_into("<QIIII", content, 0x170, SIZE, MIB, 0, NUM_BLOCKS, len(entries))
    for block in range(NUM_BLOCKS):
        struct.pack_into("<I", content, MAP + 4 * block, entries.get(block, UNUSED))
    for offset, form, number in patches:
        struct.pack_into(form, content, offset, number)
    with path.open("wb") as file:
        file.write(content[:file_end])
        for block in range(8):
            if DATA + (block + 1) * MIB <= file_end:
                file.seek(DATA + block * MIB)
                file.write(b"x" * (MIB // 2))
        file.truncate(file_end)
    return path
