# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/measure.ksy spec=836b5b8d gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the measure operation."""

from __future__ import annotations

import struct

from instar.generated.source import SourceOptions
from instar.generated.target import TargetOptions
from instar.layout import FieldError
from instar.record import Record, later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


RESULT_MAGIC = 0x4D524553
"""`MRES`, the number of a result in a layout of this ABI. Results travel as messages
(guest.proto), which need none.
"""


class MeasureConfig(Record, kw_only=True):
    """Target format and options, and the source or the size."""

    SIZE: ClassVar[int] = 752
    HAS_SOURCE_MAX: ClassVar[int] = 1
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<II616sQ56sI4x56x")

    magic: int = 0x4D454153
    """`MEAS`. The guest refuses anything else."""
    version: int = 2
    """Version of this structure. The guest refuses others."""
    source: SourceOptions
    """How to open the source; unused when `has_source` is 0."""
    virtual_size: int = 0
    """Size of the disk when there is no source."""
    target: TargetOptions = later(lambda: TargetOptions())
    """What to measure for."""
    has_source: int = 0
    """1 when disk 0 is the source image, 0 when `virtual_size` is given instead. At most 1."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.magic != 0x4D454153:
            raise FieldError("measure config", "magic", base, self.magic, "0x4d454153", 2)
        if self.version != 2:
            raise FieldError("measure config", "version", base + 4, self.version, "2", 3)
        self.source.check(base=base + 8)
        self.target.check(base=base + 632)
        if self.has_source > 1:
            raise FieldError(
                "measure config", "has_source", base + 688, self.has_source, "at most 1", 3
            )

    def pack(self) -> bytes:
        """Return the 752 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.magic,
            self.version,
            self.source.pack_unchecked(),
            self.virtual_size,
            self.target.pack_unchecked(),
            self.has_source,
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> MeasureConfig:
        """Check and return the measure config at the start of `data`."""
        if len(data) < 752:
            raise FieldError(
                "measure config", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_magic = int.from_bytes(data[0:4], "little")
        if v_magic != 0x4D454153:
            raise FieldError("measure config", "magic", base, v_magic, "0x4d454153", 2)
        v_version = int.from_bytes(data[4:8], "little")
        if v_version != 2:
            raise FieldError("measure config", "version", base + 4, v_version, "2", 3)
        v_source = SourceOptions.unpack(data[8:624], base=base + 8)
        v_virtual_size = int.from_bytes(data[624:632], "little")
        v_target = TargetOptions.unpack(data[632:688], base=base + 632)
        v_has_source = int.from_bytes(data[688:692], "little")
        if v_has_source > 1:
            raise FieldError(
                "measure config", "has_source", base + 688, v_has_source, "at most 1", 3
            )
        if data[692:696] != b"\x00\x00\x00\x00":
            raise FieldError("measure config", "padding", base + 692, data[692:696], "zero", 4)
        if data[696:752] != bytes(56):
            raise FieldError("measure config", "reserved", base + 696, data[696:752], "zero", 4)
        return cls(
            magic=v_magic,
            version=v_version,
            source=v_source,
            virtual_size=v_virtual_size,
            target=v_target,
            has_source=v_has_source,
        )
