# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/create.ksy spec=27f685c5 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the create operation."""

from __future__ import annotations

import struct

from instar.generated.target import TargetImage
from instar.layout import FieldError
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


class CreateConfig(Record, kw_only=True):
    """The image that is wanted."""

    SIZE: ClassVar[int] = 8424
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<II8416s")

    magic: int = 0x43524541
    """`CREA`. The guest refuses anything else."""
    version: int = 1
    """Version of this structure. The guest refuses others."""
    image: TargetImage
    """Everything."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.magic != 0x43524541:
            raise FieldError("create config", "magic", base, self.magic, "0x43524541", 2)
        if self.version != 1:
            raise FieldError("create config", "version", base + 4, self.version, "1", 3)
        self.image.check(base=base + 8)

    def pack(self) -> bytes:
        """Return the 8424 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.magic, self.version, self.image.pack_unchecked())

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> CreateConfig:
        """Check and return the create config at the start of `data`."""
        if len(data) < 8424:
            raise FieldError(
                "create config", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_magic = int.from_bytes(data[0:4], "little")
        if v_magic != 0x43524541:
            raise FieldError("create config", "magic", base, v_magic, "0x43524541", 2)
        v_version = int.from_bytes(data[4:8], "little")
        if v_version != 1:
            raise FieldError("create config", "version", base + 4, v_version, "1", 3)
        v_image = TargetImage.unpack(data[8:8424], base=base + 8)
        return cls(magic=v_magic, version=v_version, image=v_image)
