# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/desk.ksy spec=31353d0a gen=1
# Generated: edit the spec, then run `make codegen`.
"""The desk, where workers put what they make."""

from __future__ import annotations

import struct

from instar.layout import FieldError, Values
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


LEN_CHUNK = 0x200000
"""Of the disk; what a worker takes at once."""
OFS_BYTES = 0x10000
"""Where the bytes of a chunk's units start, after as many pieces as there can be."""
LEN_BYTES = 0x220000
"""Room for them. Streams of what does not shrink are a little longer than a chunk."""
LEN_STRIDE = 0x230000
"""From one chunk to the next on the desk."""
NUM_KEPT = 3
"""Chunks before the one that is read last whose bytes the host keeps. The guest that lays out
reads what it wants of a chunk before it goes further.
"""

if TYPE_CHECKING:

    class DeskMethod(int):
        """Values of method."""

        UNPACK: ClassVar[DeskMethod]
        DEFLATE: ClassVar[DeskMethod]
        ZSTD: ClassVar[DeskMethod]
        ZLIB: ClassVar[DeskMethod]

else:
    DeskMethod = Values(UNPACK=0, DEFLATE=1, ZSTD=2, ZLIB=3)


if TYPE_CHECKING:

    class DeskState(int):
        """Values of state."""

        LEFT: ClassVar[DeskState]
        ZERO: ClassVar[DeskState]
        STORED: ClassVar[DeskState]
        COMPRESSED: ClassVar[DeskState]

else:
    DeskState = Values(LEFT=0, ZERO=1, STORED=2, COMPRESSED=3)


class DeskPiece(Record, kw_only=True):
    """What became of one unit."""

    SIZE: ClassVar[int] = 16
    START_MAX: ClassVar[int] = 0x220000
    LEN_PIECE_MAX: ClassVar[int] = 0x220000
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<III4x")

    start: int = 0
    """Where the bytes are, from the first one of the chunk's on. At most 0x220000."""
    len_piece: int = 0
    """How many they are. At most 0x220000."""
    state: int = 0
    """How they are to be read."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.start > 0x220000:
            raise FieldError("desk piece", "start", base, self.start, "at most 0x220000", 3)
        if self.len_piece > 0x220000:
            raise FieldError(
                "desk piece", "len_piece", base + 4, self.len_piece, "at most 0x220000", 3
            )
        if self.state not in (
            0,
            1,
            2,
            3,
        ):
            raise FieldError(
                "desk piece",
                "state",
                base + 8,
                self.state,
                "one of 0 (left), 1 (zero), 2 (stored), 3 (compressed)",
                6,
            )

    def pack(self) -> bytes:
        """Return the 16 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.start, self.len_piece, self.state)

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> DeskPiece:
        """Check and return the desk piece at the start of `data`."""
        if len(data) < 16:
            raise FieldError("desk piece", "", base + len(data), len(data), "needs more bytes", 1)
        v_start = int.from_bytes(data[0:4], "little")
        if v_start > 0x220000:
            raise FieldError("desk piece", "start", base, v_start, "at most 0x220000", 3)
        v_len_piece = int.from_bytes(data[4:8], "little")
        if v_len_piece > 0x220000:
            raise FieldError(
                "desk piece", "len_piece", base + 4, v_len_piece, "at most 0x220000", 3
            )
        v_state = int.from_bytes(data[8:12], "little")
        if v_state not in (
            0,
            1,
            2,
            3,
        ):
            raise FieldError(
                "desk piece",
                "state",
                base + 8,
                v_state,
                "one of 0 (left), 1 (zero), 2 (stored), 3 (compressed)",
                6,
            )
        if data[12:16] != b"\x00\x00\x00\x00":
            raise FieldError("desk piece", "reserved", base + 12, data[12:16], "zero", 4)
        return cls(start=v_start, len_piece=v_len_piece, state=v_state)
