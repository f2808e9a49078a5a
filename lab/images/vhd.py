# SPDX-License-Identifier: Apache-2.0
"""VHD images assembled by hand, sound or broken. The layout is typed here once more on purpose, so
that writer and parser cannot share a mistake."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

SECTOR = 512
BLOCK = 1 << 16
BITMAP = SECTOR
NUM_BLOCKS = 8
SIZE = NUM_BLOCKS * BLOCK
HEADER, BAT, DATA = 512, 1536, 8 * SECTOR
UNUSED = 0xFFFFFFFF
FIXED, DYNAMIC, DIFFERENCING = 2, 3, 4
LOCATOR = HEADER + 576
"""The first of the parent locators, in the file."""

Patch = tuple[int, str, int]


def _checked(content: bytearray, at: int, start: int = 0, size: int = 512) -> None:
    struct.pack_into(">I", content, start + at, 0)
    sum_of_bytes = sum(content[start : start + size])
    struct.pack_into(">I", content, start + at, ~sum_of_bytes & 0xFFFFFFFF)


def footer(size: int, kind: int, patches: Sequence[Patch] = ()) -> bytearray:
    """A footer; its patches are made before its checksum is."""
    place = 0xFFFFFFFFFFFFFFFF if kind == FIXED else HEADER
    content = bytearray(
        struct.pack(
            ">8sIIQI4sI4sQQHBBII16s",
            *(b"conectix", 2, 0x10000, place, 0, b"win ", 0x10000, b"Wi2k"),
            *(size, size, 17, 4, 17, kind, 0, bytes(range(16))),
        ).ljust(512, b"\0")
    )
    for offset, form, number in patches:
        struct.pack_into(form, content, offset, number)
    _checked(content, 64)
    return content


def place(slot: int) -> int:
    """The BAT entry of the block that is `slot` blocks after the first."""
    return (DATA + slot * (BITMAP + BLOCK)) // SECTOR


def host(slot: int) -> int:
    """Where the data of that block begins."""
    return place(slot) * SECTOR + BITMAP


def dynamic(
    path: Path,
    entries: Mapping[int, int],
    *patches: Patch,
    footer_patches: Sequence[Patch] = (),
    bitmaps: Mapping[int, bytes] | None = None,
    kind: int = DYNAMIC,
    parent: Mapping[int, str] | None = None,
    parent_name: str = "",
    file_end: int | None = None,
) -> Path:
    """An image whose BAT entries are those given. `parent` gives the texts of locators by their
    platform code.
    """
    content = bytearray(DATA + NUM_BLOCKS * (BITMAP + BLOCK) + 512)
    end = footer(SIZE, kind, footer_patches)
    content[:512] = content[-512:] = end
    head = b"cxsparse" + struct.pack(">QQIII", 0xFFFFFFFFFFFFFFFF, BAT, 0x10000, NUM_BLOCKS, BLOCK)
    content[HEADER : HEADER + len(head)] = head
    name = parent_name.encode("utf-16-be")
    content[HEADER + 64 : HEADER + 64 + len(name)] = name
    at = BAT + SECTOR
    for number, (code, text) in enumerate((parent or {}).items()):
        raw = text.encode("utf-16-le")
        struct.pack_into(">IIIIQ", content, LOCATOR + 24 * number, code, 512, len(raw), 0, at)
        content[at : at + len(raw)] = raw
        at += SECTOR
    _checked(content, 36, HEADER, 1024)
    for block in range(NUM_BLOCKS):
        struct.pack_into(">I", content, BAT + 4 * block, entries.get(block, UNUSED))
    for slot in range(NUM_BLOCKS):
        bits = (bitmaps or {}).get(slot, b"\xff" * (BLOCK // SECTOR // 8))
        content[place(slot) * SECTOR : place(slot) * SECTOR + len(bits)] = bits
    for offset, form, number in patches:
        struct.pack_into(form, content, offset, number)
    path.write_bytes(content[:file_end])
    return path


def fixed(path: Path, size: int, *patches: Patch) -> Path:
    """Data from the second sector on, then the footer."""
    with path.open("wb") as file:
        file.seek(size // 2)
        file.write(b"x" * (size - size // 2))
        file.write(footer(size, FIXED, patches))
    return path
