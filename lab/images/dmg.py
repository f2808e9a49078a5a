# SPDX-License-Identifier: Apache-2.0
"""Apple disk images assembled by hand, sound or broken."""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

Patch = tuple[int, str, int]
SECTOR = 512
TRAILER = 512
ZEROS, RAW, IGNORED, COMMENT, END = 0, 1, 2, 0x7FFFFFFE, 0xFFFFFFFF
ADC, ZLIB, BZIP2, LZFSE, LZMA = (0x80000000 + kind for kind in range(4, 9))


class Chunk(NamedTuple):
    """Of the table; `data` is what the file holds for it."""

    type: int
    start: int
    sectors: int
    data: bytes = b""


def chunks(disk: bytes, type: int = ZLIB, sectors: int = 8, start: int = 0) -> list[Chunk]:
    """A disk, cut into chunks of one kind; zeros are chunks of zeros."""
    found = []
    for at in range(0, len(disk), sectors * SECTOR):
        piece = disk[at : at + sectors * SECTOR]
        place, count = start + at // SECTOR, len(piece) // SECTOR
        if not any(piece):
            found.append(Chunk(ZEROS, place, count))
        else:
            found.append(Chunk(type, place, count, packed(piece, type)))
    return found


def packed(piece: bytes, type: int) -> bytes:
    return zlib.compress(piece) if type == ZLIB else piece


def table(listed: Iterable[Chunk], place: int, first: int = 0) -> bytes:
    """A table of blocks, whose data begins at `place`; the last entry says that it ends."""
    entries = []
    end = first
    for chunk in listed:
        entry = (chunk.type, 0, chunk.start - first, chunk.sectors, place, len(chunk.data))
        entries.append(struct.pack(">IIQQQQ", *entry))
        place += len(chunk.data)
        end = max(end, chunk.start + chunk.sectors)
    entries.append(struct.pack(">IIQQQQ", END, 0, end - first, 0, place, 0))
    header = struct.pack(">4sIQQQII", b"mish", 1, first, end - first, 0, 0x208, 0)
    return header.ljust(200, b"\0") + struct.pack(">I", len(entries)) + b"".join(entries)


def property_list(tables: Sequence[bytes]) -> bytes:
    """The resources as macOS writes them."""
    rows = b"".join(
        b"<dict><key>Attributes</key><string>0x0050</string><key>Data</key><data>\n"
        + base64.encodebytes(one)
        + b"</data><key>ID</key><string>%d</string></dict>\n" % number
        for number, one in enumerate(tables)
    )
    return (
        b'<?xml version="1.0" encoding="UTF-8"?>\n'
        b'<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" '
        b'"http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n<plist version="1.0">\n<dict>'
        b"<key>resource-fork</key><dict><key>blkx</key><array>\n"
        + rows
        + b"</array></dict></dict>\n"
        b"</plist>\n"
    )


def fork(tables: Sequence[bytes]) -> bytes:
    """The resources in a resource fork, as older releases wrote them."""
    data = b"".join(len(one).to_bytes(4, "big") + one for one in tables)
    return struct.pack(">IIII", 256, 256 + len(data), len(data), 0).ljust(256, b"\0") + data


def trailer(place: int, length: int, sectors: int, *, is_fork: bool = False) -> bytes:
    """The last 512 bytes of a file whose resources are at `place`."""
    made = bytearray(TRAILER)
    struct.pack_into(">4sIIIQQQ", made, 0, b"koly", 4, TRAILER, 1, 0, 0, place)
    struct.pack_into(">QQ", made, 40 if is_fork else 216, place, length)
    struct.pack_into(">IQ", made, 488, 1, sectors)
    return bytes(made)


def dmg_bytes(*parts: Sequence[Chunk], is_fork: bool = False, sectors: int | None = None) -> bytes:
    """An image with a table for each part, one after the other on the disk."""
    content = b"".join(chunk.data for part in parts for chunk in part)
    tables, place = [], 0
    for part in parts:
        tables.append(table(part, place, min((chunk.start for chunk in part), default=0)))
        place += sum(len(chunk.data) for chunk in part)
    if sectors is None:
        sectors = max((chunk.start + chunk.sectors for part in parts for chunk in part), default=0)
    resources = fork(tables) if is_fork else property_list(tables)
    return content + resources + trailer(len(content), len(resources), sectors, is_fork=is_fork)


def patched(image: bytes, *patches: Patch) -> bytes:
    """The image with numbers of its trailer replaced: places count from the trailer's start."""
    made = bytearray(image)
    for offset, form, value in patches:
        struct.pack_into(form, made, len(made) - TRAILER + offset, value)
    return bytes(made)


def dmg(path: Path, disk: bytes, type: int = ZLIB, *, is_fork: bool = False) -> Path:
    path.write_bytes(dmg_bytes(chunks(disk, type), is_fork=is_fork))
    return path
