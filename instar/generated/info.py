# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/info.ksy spec=a6e0f91c gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the info operation."""

from __future__ import annotations

import struct

from instar.generated.source import SourceOptions
from instar.layout import FieldError, Values
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


MAX_VIRTUAL_SIZE_DEFAULT = 0x400000000000
"""Largest disk that is no finding unless the user says otherwise, 64 TiB."""
MAX_COMPRESSION_RATIO_DEFAULT = 200
"""How many times what it takes a disk may unpack to, unless the user says otherwise."""

if TYPE_CHECKING:

    class InfoError(int):
        """Values of error."""

        OK: ClassVar[InfoError]
        INVALID_OPTION: ClassVar[InfoError]
        TOO_LONG: ClassVar[InfoError]

else:
    InfoError = Values(OK=0, INVALID_OPTION=1, TOO_LONG=2)


if TYPE_CHECKING:

    class InfoFlag(int):
        """Values of flag."""

        BACKING_CHAIN: ClassVar[InfoFlag]
        SAFETY: ClassVar[InfoFlag]
        LIMITS: ClassVar[InfoFlag]

else:
    InfoFlag = Values(BACKING_CHAIN=1, SAFETY=2, LIMITS=4)


class InfoConfig(Record, kw_only=True):
    """How much to report."""

    SIZE: ClassVar[int] = 704
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<II616sIIQ64x")

    magic: int = 0x494E464F
    """`INFO`. The guest refuses anything else."""
    version: int = 1
    """Version of this structure. The guest refuses others."""
    source: SourceOptions
    """How to open the source."""
    flags: int = 0
    """Set of `flag`."""
    max_compression_ratio: int = 0
    """Ratio of virtual to stored size above which `--safety` reports a bomb."""
    max_virtual_size: int = 0
    """Virtual size above which `--safety` reports a finding."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.magic != 0x494E464F:
            raise FieldError("info config", "magic", base, self.magic, "0x494e464f", 2)
        if self.version != 1:
            raise FieldError("info config", "version", base + 4, self.version, "1", 3)
        self.source.check(base=base + 8)

    def pack(self) -> bytes:
        """Return the 704 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.magic,
            self.version,
            self.source.pack_unchecked(),
            self.flags,
            self.max_compression_ratio,
            self.max_virtual_size,
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> InfoConfig:
        """Check and return the info config at the start of `data`."""
        if len(data) < 704:
            raise FieldError("info config", "", base + len(data), len(data), "needs more bytes", 1)
        v_magic = int.from_bytes(data[0:4], "little")
        if v_magic != 0x494E464F:
            raise FieldError("info config", "magic", base, v_magic, "0x494e464f", 2)
        v_version = int.from_bytes(data[4:8], "little")
        if v_version != 1:
            raise FieldError("info config", "version", base + 4, v_version, "1", 3)
        v_source = SourceOptions.unpack(data[8:624], base=base + 8)
        v_flags = int.from_bytes(data[624:628], "little")
        v_max_compression_ratio = int.from_bytes(data[628:632], "little")
        v_max_virtual_size = int.from_bytes(data[632:640], "little")
        if data[640:704] != bytes(64):
            raise FieldError("info config", "reserved", base + 640, data[640:704], "zero", 4)
        return cls(
            magic=v_magic,
            version=v_version,
            source=v_source,
            flags=v_flags,
            max_compression_ratio=v_max_compression_ratio,
            max_virtual_size=v_max_virtual_size,
        )
