# SPDX-License-Identifier: Apache-2.0
"""An image while it is put together: pieces of bytes at offsets, and what the disk inside should
look like.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True)
class Image:
    """Pieces may not overlap; what none covers is a hole."""

    format: str
    """As qemu-img spells it."""
    virtual_size: int
    suffix: str
    parts: dict[int, bytes] = field(default_factory=dict)
    size: int = 0
    """Length of the file."""
    data: list[tuple[int, int]] = field(default_factory=list)
    """(start, length) of the disk's ranges that hold data which is not zero, in order."""
    disk: bytes | None = None
    """What the disk holds, where it is known to the byte."""
    snapshots: list[str] = field(default_factory=list)
    bitmaps: list[str] = field(default_factory=list)
    """Names of what the image has besides its disk."""
    beside: dict[str, Image] = field(default_factory=dict)
    """The files that it names, next to it."""

    def put(self, offset: int, data: bytes) -> None:
        """Lay bytes down."""
        assert offset not in self.parts and offset >= 0
        self.parts[offset] = data
        self.size = max(self.size, offset + len(data))

    def write(self, path: Path) -> Path:
        """The file, with holes, and those next to it."""
        for name, image in self.beside.items():
            image.write(path.with_name(name))
        end = 0
        with path.open("wb") as file:
            for offset in sorted(self.parts):
                assert offset >= end, f"pieces overlap at {offset:#x}"
                file.seek(offset)
                file.write(self.parts[offset])
                end = offset + len(self.parts[offset])
            file.truncate(self.size)
        return path

    def bytes(self) -> bytes:
        """The whole file in memory; for small ones."""
        out = bytearray(self.size)
        for offset, data in self.parts.items():
            out[offset : offset + len(data)] = data
        return bytes(out)


def round_up(value: int, unit: int) -> int:
    return (value + unit - 1) // unit * unit


def pattern(seed: int, size: int) -> bytes:
    """Bytes that are not zero, different from cluster to cluster, and compress badly enough to look
    like data.
    """
    word = bytes((seed * 37 + step * 11) % 255 + 1 for step in range(64))
    return (word * (size // len(word) + 1))[:size]
