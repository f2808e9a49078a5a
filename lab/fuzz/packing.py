# SPDX-License-Identifier: Apache-2.0
"""Files with holes as inputs of the fuzzers (native/packed.h), and back."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

MAX_FILE = 32 << 20
MAX_INPUT = 1 << 16
_HEAD = struct.Struct("<BI")
_PIECE = struct.Struct("<IH")
_BLOCK = 512
_HOLE = bytes(1 << 16)
"""So much is skipped at once."""
FIRST_PIECE = _HEAD.size + _PIECE.size
"""Where the bytes of an input's first piece are."""


def pieces_of(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Runs of blocks that are not all zero; each without the zeros at its end, and shorter than 64
    KiB.
    """
    start, at = None, -_BLOCK
    zero = bytes(_BLOCK)
    while at < len(content):
        at += _BLOCK
        while start is None and content.startswith(_HOLE, at):
            at += len(_HOLE)
        empty = at >= len(content) or content[at : at + _BLOCK] == zero[: len(content) - at]
        full = start is not None and at - start >= (1 << 16) - _BLOCK
        if start is not None and (empty or full):
            yield start, content[start:at].rstrip(b"\0")
            start = None
        if start is None and not empty:
            start = at


def pack(content: bytes, choice: int = 0) -> bytes:
    """Long data is left out once the input is full: the tables of an image mostly come first."""
    out = _HEAD.pack(choice, len(content))
    for offset, run in pieces_of(content):
        if len(out) + _PIECE.size + len(run) > MAX_INPUT:
            run = run[: max(0, min(_BLOCK, MAX_INPUT - len(out) - _PIECE.size))]
        if run:
            out += piece(offset, run)
    return out


def piece(offset: int, content: bytes) -> bytes:
    """One more piece, for the end of an input: it lies over those before it."""
    return _PIECE.pack(offset, len(content)) + content


def resize(data: bytearray, size: int) -> None:
    """Give a packed file another length."""
    _HEAD.pack_into(data, 0, data[0], size)


def pack_file(path: Path) -> bytes | None:
    """None: too large."""
    return pack(path.read_bytes()) if path.stat().st_size <= MAX_FILE else None


def unpack(data: bytes) -> tuple[int, int, list[tuple[int, bytes]]]:
    """How to ask, the file's length, its pieces: as native/packed.c has it."""
    if len(data) < _HEAD.size:
        return 0, 0, []
    choice, size = _HEAD.unpack_from(data)
    pieces = []
    at = _HEAD.size
    while at + _PIECE.size < len(data):
        offset, length = _PIECE.unpack_from(data, at)
        at += _PIECE.size
        pieces.append((offset % MAX_FILE, data[at : at + length]))
        at += length
    return choice, size % (MAX_FILE + 1), pieces


def write(data: bytes, path: Path) -> None:
    """The file itself."""
    _, size, pieces = unpack(data)
    with path.open("wb") as file:
        for offset, content in pieces:
            if offset < size:
                file.seek(offset)
                file.write(content[: size - offset])
        file.truncate(size)
