# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/bitmap.ksy spec=1e81d95d gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the bitmap operation."""

from __future__ import annotations

import struct

from instar.generated.edit import EditBitmap
from instar.generated.source import SourceOptions
from instar.layout import FieldError
from instar.record import Record, later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


LEN_MEMORY = 0x6000000
"""Memory that the host gives a guest that changes bitmaps."""
MAX_COPIED_BYTES = 0x40000000
"""The most bits, in bytes, that a conversion copies of all bitmaps together. Two of the largest
bitmaps have as many.
"""


class BitmapConfig(Record, kw_only=True):
    """The image and the bitmap. The actions follow, as many as `change` says."""

    SIZE: ClassVar[int] = 1672
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<II616s1032s16x")

    magic: int = 0x504D5442
    """`BTMP`. The guest refuses anything else."""
    version: int = 1
    """Version of this structure. The guest refuses others."""
    source: SourceOptions
    """How to open the image, which is disk 0."""
    change: EditBitmap = later(lambda: EditBitmap())
    """Which bitmap."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.magic != 0x504D5442:
            raise FieldError("bitmap config", "magic", base, self.magic, "0x504d5442", 2)
        if self.version != 1:
            raise FieldError("bitmap config", "version", base + 4, self.version, "1", 3)
        self.source.check(base=base + 8)
        self.change.check(base=base + 624)

    def pack(self) -> bytes:
        """Return the 1672 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.magic, self.version, self.source.pack_unchecked(), self.change.pack_unchecked()
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> BitmapConfig:
        """Check and return the bitmap config at the start of `data`."""
        if len(data) < 1672:
            raise FieldError(
                "bitmap config", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_magic = int.from_bytes(data[0:4], "little")
        if v_magic != 0x504D5442:
            raise FieldError("bitmap config", "magic", base, v_magic, "0x504d5442", 2)
        v_version = int.from_bytes(data[4:8], "little")
        if v_version != 1:
            raise FieldError("bitmap config", "version", base + 4, v_version, "1", 3)
        v_source = SourceOptions.unpack(data[8:624], base=base + 8)
        v_change = EditBitmap.unpack(data[624:1656], base=base + 624)
        if data[1656:1672] != bytes(16):
            raise FieldError("bitmap config", "reserved", base + 1656, data[1656:1672], "zero", 4)
        return cls(magic=v_magic, version=v_version, source=v_source, change=v_change)
