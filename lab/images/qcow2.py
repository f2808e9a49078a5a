# SPDX-License-Identifier: Apache-2.0
"""A small sound qcow2, byte by byte, to be broken.

The layout is typed here once more on purpose, so that writer and parser cannot share a mistake.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from pathlib import Path

CLUSTER = 4096
CLUSTERS = 16
SIZE = 64 * CLUSTER
TABLE, BLOCK, L1, L2, DATA = (n * CLUSTER for n in range(1, 6))
SPARE = 8 * CLUSTER
"""Free clusters, for snapshot tables, bitmap directories and so on."""
NAME = 1024
"""Where a backing file's name is."""
COPIED, COMPRESSED = 1 << 63, 1 << 62

BACKING_FORMAT, BITMAPS, DATA_FILE, ENCRYPTION = 0xE2792ACA, 0x23852875, 0x44415441, 0x0537BE77

Patch = tuple[int, str, int]


def extension(kind: int, content: bytes, length: int | None = None) -> bytes:
    """A header extension; `length` is what it claims."""
    return (
        struct.pack(">II", kind, len(content) if length is None else length)
        + content
        + bytes(-len(content) % 8)
    )


def qcow2_bytes(
    *patches: Patch,
    entries: Mapping[int, int] | None = None,
    extensions: bytes = b"",
    backing: bytes = b"",
    pieces: Mapping[int, bytes] | None = None,
    version: int = 3,
) -> bytearray:
    """The image. `entries` are L2 entries; `pieces` are laid over it; a patch is an offset, a
    format and a number.
    """
    content = bytearray(CLUSTERS * CLUSTER)
    fields = (b"QFI\xfb", version, 0, 0, 12, SIZE, 0, 1, L1, TABLE, 1, 0, 0)
    struct.pack_into(">4sIQIIQIIQQIIQ", content, 0, *fields)
    if version == 3:
        struct.pack_into(">QQQII", content, 72, 0, 0, 0, 4, 112)
        content[112 : 112 + len(extensions)] = extensions
    if backing:
        struct.pack_into(">QI", content, 8, NAME, len(backing))
        content[NAME : NAME + len(backing)] = backing
    struct.pack_into(">Q", content, TABLE, BLOCK)
    content[BLOCK : BLOCK + 2 * CLUSTERS] = b"\0\1" * CLUSTERS
    struct.pack_into(">Q", content, L1, L2 | COPIED)
    for index, entry in (entries if entries is not None else {0: DATA | COPIED}).items():
        struct.pack_into(">Q", content, L2 + 8 * index, entry)
    content[DATA : DATA + CLUSTER] = b"data" * (CLUSTER // 4)
    for offset, piece in (pieces or {}).items():
        content[offset : offset + len(piece)] = piece
    for offset, form, number in patches:
        struct.pack_into(form, content, offset, number)
    return content


def qcow2(
    *patches: Patch,
    entries: Mapping[int, int] | None = None,
    extensions: bytes = b"",
    backing: bytes = b"",
    pieces: Mapping[int, bytes] | None = None,
    version: int = 3,
) -> Callable[[Path], object]:
    """What lays that image down at a path."""
    return lambda path: path.write_bytes(
        qcow2_bytes(
            *patches,
            entries=entries,
            extensions=extensions,
            backing=backing,
            pieces=pieces,
            version=version,
        )
    )


def over(backing: bytes, format: bytes = b"") -> Callable[[Path], object]:
    """An empty image over the backing file of that name."""
    return qcow2(
        entries={}, backing=backing, extensions=extension(BACKING_FORMAT, format) if format else b""
    )


def beside_data_file(name: bytes) -> Callable[[Path], object]:
    """An image whose data is in the file of that name."""
    return qcow2((72, ">Q", 4), extensions=extension(DATA_FILE, name))
