# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/compare.ksy spec=82bf10e5 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the compare operation."""

from __future__ import annotations

import struct

from instar.generated.source import SourceOptions
from instar.layout import FieldError
from instar.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


LEN_WINDOW = 0x10000
"""The disk is put in pieces that start and end at multiples of this, or where the disk ends or
cannot be read any further.
"""


class CompareFlag(int):
    """Values of flag."""

    if TYPE_CHECKING:
        RUNS: ClassVar[CompareFlag]
    else:
        RUNS = 1


@record(kw_only=True)
class CompareConfig:
    """What to read, and how."""

    SIZE: ClassVar[int] = 616
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<II544sI60x")

    magic: int = 0x434D5052
    """`CMPR`. The guest refuses anything else."""
    version: int = 1
    """Version of this structure. The guest refuses others."""
    source: SourceOptions
    """How to open the image."""
    flags: int = 0
    """Set of `flag`."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.magic != 0x434D5052:
            raise FieldError("compare config", "magic", base, self.magic, "0x434d5052", 2)
        if self.version != 1:
            raise FieldError("compare config", "version", base + 4, self.version, "1", 3)
        self.source.check(base=base + 8)

    def pack(self) -> bytes:
        """Return the 616 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.magic, self.version, self.source.pack_unchecked(), self.flags
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> CompareConfig:
        """Check and return the compare config at the start of `data`."""
        if len(data) < 616:
            raise FieldError(
                "compare config", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_magic = int.from_bytes(data[0:4], "little")
        if v_magic != 0x434D5052:
            raise FieldError("compare config", "magic", base, v_magic, "0x434d5052", 2)
        v_version = int.from_bytes(data[4:8], "little")
        if v_version != 1:
            raise FieldError("compare config", "version", base + 4, v_version, "1", 3)
        v_source = SourceOptions.unpack(data[8:552], base=base + 8)
        v_flags = int.from_bytes(data[552:556], "little")
        if data[556:616] != bytes(60):
            raise FieldError("compare config", "reserved", base + 556, data[556:616], "zero", 4)
        return cls(magic=v_magic, version=v_version, source=v_source, flags=v_flags)
