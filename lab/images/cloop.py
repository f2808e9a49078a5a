# SPDX-License-Identifier: Apache-2.0
"""cloop images assembled by hand, sound or broken."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from pathlib import Path

from instar.generated.formats.cloop import CloopHeader

Patch = tuple[int, str, int]
TABLE = CloopHeader.SIZE
BLOCK = 4096


def cloop_bytes(streams: Sequence[bytes], *patches: Patch, block: int = BLOCK) -> bytes:
    """An image of these streams, each of a block."""
    at = TABLE + 8 * (len(streams) + 1)
    content = bytearray(
        CloopHeader.MAGIC.ljust(128, b"\0") + struct.pack(">II", block, len(streams))
    )
    for stream in streams:
        content += at.to_bytes(8, "big")
        at += len(stream)
    content += at.to_bytes(8, "big") + b"".join(streams)
    for offset, form, value in patches:
        struct.pack_into(form, content, offset, value)
    return bytes(content)


def packed(data: bytes, block: int = BLOCK) -> list[bytes]:
    """The streams of a disk."""
    pieces = [data[start : start + block] for start in range(0, len(data), block)]
    return [zlib.compress(piece.ljust(block, b"\0")) for piece in pieces]


def cloop(path: Path, data: bytes, *patches: Patch, block: int = BLOCK) -> Path:
    path.write_bytes(cloop_bytes(packed(data, block), *patches, block=block))
    return path
