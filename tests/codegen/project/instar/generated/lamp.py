# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/lamp.ksy spec=eb8885b6 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What the host tells a lantern."""

from __future__ import annotations

import struct

from instar.layout import FieldError, Values
from instar.record import Record, later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


OFS_OIL = 0x1000
"""Where the oil is."""
LEN_OIL = 2048
"""How much of it."""
OFS_WICK = 6144
"""After the oil."""
LEN_WICK = 16
"""Short."""

if TYPE_CHECKING:

    class LampColour(int):
        """Values of colour."""

        RED: ClassVar[LampColour]
        VIOLET: ClassVar[LampColour]

else:
    LampColour = Values(RED=0, VIOLET=7)


class LampSpare(Record, kw_only=True):
    """Room."""

    SIZE: ClassVar[int] = 8
    LEVEL_MIN: ClassVar[int] = -5
    LEVEL_MAX: ClassVar[int] = 5
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<h6x")

    level: int = 0
    """Degrees, negative when it leans back. -5..5."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if not -5 <= self.level <= 5:
            raise FieldError("lamp spare", "level", base, self.level, "-5..5", 3)

    def pack(self) -> bytes:
        """Return the 8 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.level)

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> LampSpare:
        """Check and return the lamp spare at the start of `data`."""
        if len(data) < 8:
            raise FieldError("lamp spare", "", base + len(data), len(data), "needs more bytes", 1)
        v_level = int.from_bytes(data[0:2], "little", signed=True)
        if not -5 <= v_level <= 5:
            raise FieldError("lamp spare", "level", base, v_level, "-5..5", 3)
        if data[2:8] != b"\x00\x00\x00\x00\x00\x00":
            raise FieldError("lamp spare", "reserved", base + 2, data[2:8], "zero", 4)
        return cls(level=v_level)


class LampConfig(Record, kw_only=True):
    """How to shine."""

    SIZE: ClassVar[int] = 16
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<II8s")

    magic: int = 0x4C414D50
    """The letters LAMP."""
    colour: int = 0
    """One of the colours."""
    spare: LampSpare = later(lambda: LampSpare())
    """What is left over."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.magic != 0x4C414D50:
            raise FieldError("lamp config", "magic", base, self.magic, "0x4c414d50", 2)
        if self.colour not in (
            0,
            7,
        ):
            raise FieldError(
                "lamp config", "colour", base + 4, self.colour, "one of 0 (red), 7 (violet)", 6
            )
        self.spare.check(base=base + 8)

    def pack(self) -> bytes:
        """Return the 16 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.magic, self.colour, self.spare.pack_unchecked())

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> LampConfig:
        """Check and return the lamp config at the start of `data`."""
        if len(data) < 16:
            raise FieldError("lamp config", "", base + len(data), len(data), "needs more bytes", 1)
        v_magic = int.from_bytes(data[0:4], "little")
        if v_magic != 0x4C414D50:
            raise FieldError("lamp config", "magic", base, v_magic, "0x4c414d50", 2)
        v_colour = int.from_bytes(data[4:8], "little")
        if v_colour not in (
            0,
            7,
        ):
            raise FieldError(
                "lamp config", "colour", base + 4, v_colour, "one of 0 (red), 7 (violet)", 6
            )
        v_spare = LampSpare.unpack(data[8:16], base=base + 8)
        return cls(magic=v_magic, colour=v_colour, spare=v_spare)


class LampOptions(Record, kw_only=True):
    """A new lamp."""

    SIZE: ClassVar[int] = 8
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<II")

    size: int = 0
    """Drops of oil."""
    colour: int = 0
    """Its colours."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self) -> bytes:
        """Return the 8 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.size, self.colour)

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> LampOptions:
        """Check and return the lamp options at the start of `data`."""
        if len(data) < 8:
            raise FieldError("lamp options", "", base + len(data), len(data), "needs more bytes", 1)
        v_size = int.from_bytes(data[0:4], "little")
        v_colour = int.from_bytes(data[4:8], "little")
        return cls(size=v_size, colour=v_colour)
