# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/zlib.ksy spec=ddf96ded gen=1
# Generated: edit the spec, then run `make codegen`.
"""What is around a zlib stream."""

from __future__ import annotations

import struct

from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


class ZlibHeader(Record, kw_only=True):
    """Before the raw stream."""

    SIZE: ClassVar[int] = 2
    DEFAULT: ClassVar[int] = 0x789C
    """What zlib writes at its default level, with a window of 32 KiB."""
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">H")

    word: int = 0
    """From the most significant bit on: window (4 bits: its binary logarithm less 8, up to 7),
    method (4 bits: 8 is deflate), level (2 bits), whether a dictionary is needed, and 5 bits
    that make the word a multiple of 31.
    """

    @property
    def is_sound(self) -> bool:
        """Whether a raw deflate stream follows that needs nothing else."""
        return (
            (((self.word % 31) == 0) and (((self.word >> 8) % 16) == 8)) and ((self.word >> 12) < 8)
        ) and (((self.word >> 5) % 2) == 0)

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self) -> bytes:
        """Return the 2 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.word)


class ZlibTrailer(Record, kw_only=True):
    """After the raw stream."""

    SIZE: ClassVar[int] = 4
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">I")

    checksum: int = 0
    """Adler-32 of what the stream holds."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self) -> bytes:
        """Return the 4 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.checksum)
