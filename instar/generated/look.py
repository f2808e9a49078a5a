# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/look.ksy spec=f474ffb9 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Request for a change with a look before it and after it."""

from __future__ import annotations

import struct

from instar.generated.source import SourceOptions
from instar.layout import FieldError
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


class LookRequest(Record, kw_only=True):
    """How to look at the image, and where the order is."""

    SIZE: ClassVar[int] = 656
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<II616sI28x")

    magic: int = 0x4B4F4F4C
    """`LOOK`. What begins with anything else is the operation's own configuration."""
    version: int = 1
    """Version of this structure. The guest refuses others."""
    source: SourceOptions
    """How to open the image, which is disk 0, for a look."""
    order: int = 0
    """Which file is the order."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.magic != 0x4B4F4F4C:
            raise FieldError("look request", "magic", base, self.magic, "0x4b4f4f4c", 2)
        if self.version != 1:
            raise FieldError("look request", "version", base + 4, self.version, "1", 3)
        self.source.check(base=base + 8)

    def pack(self) -> bytes:
        """Return the 656 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.magic, self.version, self.source.pack_unchecked(), self.order
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> LookRequest:
        """Check and return the look request at the start of `data`."""
        if len(data) < 656:
            raise FieldError("look request", "", base + len(data), len(data), "needs more bytes", 1)
        v_magic = int.from_bytes(data[0:4], "little")
        if v_magic != 0x4B4F4F4C:
            raise FieldError("look request", "magic", base, v_magic, "0x4b4f4f4c", 2)
        v_version = int.from_bytes(data[4:8], "little")
        if v_version != 1:
            raise FieldError("look request", "version", base + 4, v_version, "1", 3)
        v_source = SourceOptions.unpack(data[8:624], base=base + 8)
        v_order = int.from_bytes(data[624:628], "little")
        if data[628:656] != bytes(28):
            raise FieldError("look request", "reserved", base + 628, data[628:656], "zero", 4)
        return cls(magic=v_magic, version=v_version, source=v_source, order=v_order)
