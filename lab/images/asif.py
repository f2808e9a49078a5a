# SPDX-License-Identifier: Apache-2.0
"""Apple's sparse images assembled by hand, sound or broken."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path

Patch = tuple[int, str, int]
SECTOR = 512
CHUNK = 65536
GROUP = 4 * SECTOR
"""Chunks of data in a group of entries."""
TABLE_BYTES = CHUNK // (8 * (GROUP + 1)) * GROUP * CHUNK
"""Of the disk, in a table."""
MAX_SECTORS = 8 * TABLE_BYTES // SECTOR
DIRECTORIES = (512, 4096)
TABLE = CHUNK
"""Where the first table is."""
WRITTEN, UNKNOWN, PARTIAL = (state << 62 for state in (1, 2, 3))


def asif_bytes(
    entries: Mapping[int, int],
    data: bytes = b"",
    *patches: Patch,
    sectors: int = 4 * CHUNK // SECTOR,
    bitmap: bytes | None = None,
) -> bytes:
    """The table is chunk 1, the bitmap of its first group chunk 2, and data follows."""
    content = bytearray(3 * CHUNK)
    header = struct.pack(">4sIIIQQ", b"shdw", 1, 512, 0, *DIRECTORIES)
    header += struct.pack(">16sQQIHHQ", b"\x11" * 16, sectors, MAX_SECTORS, CHUNK, SECTOR, 1, 0)
    content[: len(header)] = header
    struct.pack_into(">Q", content, DIRECTORIES[0], 1)
    struct.pack_into(">QQ", content, DIRECTORIES[1], 2, 1)
    for index, entry in entries.items():
        place = index + index // GROUP
        struct.pack_into(">Q", content, TABLE + 8 * place, entry)
    if bitmap is not None:
        struct.pack_into(">Q", content, TABLE + 8 * GROUP, 2)
        content[2 * CHUNK : 2 * CHUNK + len(bitmap)] = bitmap
    content += data
    for offset, form, value in patches:
        struct.pack_into(form, content, offset, value)
    return bytes(content)


def asif(path: Path, disk: bytes, *patches: Patch) -> Path:
    """An image of this disk, whose chunks of zeros are not there."""
    entries, data = {}, b""
    for index, at in enumerate(range(0, len(disk), CHUNK)):
        piece = disk[at : at + CHUNK].ljust(CHUNK, b"\0")
        if any(piece):
            entries[index] = WRITTEN | 3 + len(data) // CHUNK
            data += piece
    path.write_bytes(asif_bytes(entries, data, *patches, sectors=len(disk) // SECTOR))
    return path
