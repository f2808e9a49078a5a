# SPDX-License-Identifier: Apache-2.0
"""Hashes of what runs put, block by block. Nothing is read into the bytes."""

from __future__ import annotations

import hashlib

from instar.sandbox.sinks import Sink

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LEN_BLOCK = 1 << 20
"""Bytes of each block but the last. Part of what the hash is: docs/python.md has it."""
NAME = "sha256-1m"
_ZEROS = memoryview(bytes(LEN_BLOCK))
_MANY = 1 << 12
"""Equal hashes that are taken in at once."""


class Part(Sink):
    """A part of a disk, which begins with a block. Blocks that nothing is put of are
    zeros, and only counted.
    """

    def __init__(self, kind: str, length: int) -> None:
        super().__init__(kind)
        self._length = length
        self._at = 0
        self._block = hashlib.sha256()
        self._digests: list[bytearray | int] = []
        """Hashes that follow each other, or of how many blocks of zeros."""

    def write(self, buffers: Sequence[memoryview], start: int) -> None:
        """Take bytes in."""
        length = sum(map(len, buffers))
        if start < self._at or start + length > self._length:
            raise self.refuse(length, start)
        self._skip(start)
        for buffer in buffers:
            self._add(buffer)

    def finish(self) -> list[bytearray | int]:
        """The hashes of all blocks: those that follow each other, or of how many of zeros."""
        self._skip(self._length)
        if self._at % LEN_BLOCK:
            self._close()
        return self._digests

    def _add(self, buffer: memoryview) -> None:
        while buffer:
            some = buffer[: LEN_BLOCK - self._at % LEN_BLOCK]
            self._block.update(some)
            self._at += len(some)
            if self._at % LEN_BLOCK == 0:
                self._close()
            buffer = buffer[len(some) :]

    def _close(self) -> None:
        found = self._block.digest()
        self._block = hashlib.sha256()
        last = self._digests[-1] if self._digests else 0
        if isinstance(last, bytearray):
            last += found
        else:
            self._digests.append(bytearray(found))

    def _skip(self, end: int) -> None:
        """Nothing is put before `end`."""
        self._add(_ZEROS[: min(-self._at % LEN_BLOCK, end - self._at)])
        blocks = (end - self._at) // LEN_BLOCK
        if blocks:
            self._digests.append(blocks)
            self._at += blocks * LEN_BLOCK
        self._add(_ZEROS[: end - self._at])


def join(parts: Iterable[Part]) -> str:
    """The hash of a disk of these parts: that of its blocks' hashes."""
    found, blank = hashlib.sha256(), hashlib.sha256(_ZEROS).digest()
    for part in parts:
        for digests in part.finish():
            if isinstance(digests, bytearray):
                found.update(digests)
                continue
            for done in range(0, digests, _MANY):
                found.update(blank * min(_MANY, digests - done))
    return f"{NAME}:{found.hexdigest()}"
