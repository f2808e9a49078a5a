# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/worker.ksy spec=437c4612 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of workers."""

from __future__ import annotations

import struct

from instar.generated.source import SourceOptions
from instar.layout import FieldError, Values
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


if TYPE_CHECKING:

    class WorkerFlag(int):
        """Values of flag."""

        KEEP_ZEROS: ClassVar[WorkerFlag]

else:
    WorkerFlag = Values(KEEP_ZEROS=1)


class WorkerConfig(Record, kw_only=True):
    """What to do with each unit."""

    SIZE: ClassVar[int] = 768
    NUM_SOURCES_MIN: ClassVar[int] = 1
    NUM_SOURCES_MAX: ClassVar[int] = 64
    LEN_UNIT_MIN: ClassVar[int] = 512
    LEN_UNIT_MAX: ClassVar[int] = 0x200000
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<II616sIIII64s64x")

    magic: int = 0x574F524B
    """`WORK`. The guest refuses anything else."""
    version: int = 1
    """Version of this structure. The guest refuses others."""
    source: SourceOptions
    """How to open each source."""
    num_sources: int
    """How many disks follow each other. 1..64."""
    len_unit: int
    """Bytes of a unit, a power of two: a cluster or grain of the new image. 512..2097152."""
    method: int = 0
    """What becomes of a unit."""
    flags: int = 0
    """Set of `flag`."""
    formats: bytes = bytes(64)
    """The `source::format` of each source, a byte each; that in `source` is not used."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.magic != 0x574F524B:
            raise FieldError("worker config", "magic", base, self.magic, "0x574f524b", 2)
        if self.version != 1:
            raise FieldError("worker config", "version", base + 4, self.version, "1", 3)
        self.source.check(base=base + 8)
        if not 1 <= self.num_sources <= 64:
            raise FieldError(
                "worker config", "num_sources", base + 624, self.num_sources, "1..64", 3
            )
        if not 512 <= self.len_unit <= 2097152:
            raise FieldError(
                "worker config", "len_unit", base + 628, self.len_unit, "512..2097152", 3
            )
        if self.method not in (
            0,
            1,
            2,
            3,
        ):
            raise FieldError(
                "worker config",
                "method",
                base + 632,
                self.method,
                "one of 0 (unpack), 1 (deflate), 2 (zstd), 3 (zlib)",
                6,
            )
        if len(self.formats) != 64:
            raise FieldError(
                "worker config",
                "formats",
                base + 640,
                len(self.formats),
                "must have the length 64",
                7,
            )

    def pack(self) -> bytes:
        """Return the 768 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.magic,
            self.version,
            self.source.pack_unchecked(),
            self.num_sources,
            self.len_unit,
            self.method,
            self.flags,
            self.formats,
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> WorkerConfig:
        """Check and return the worker config at the start of `data`."""
        if len(data) < 768:
            raise FieldError(
                "worker config", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_magic = int.from_bytes(data[0:4], "little")
        if v_magic != 0x574F524B:
            raise FieldError("worker config", "magic", base, v_magic, "0x574f524b", 2)
        v_version = int.from_bytes(data[4:8], "little")
        if v_version != 1:
            raise FieldError("worker config", "version", base + 4, v_version, "1", 3)
        v_source = SourceOptions.unpack(data[8:624], base=base + 8)
        v_num_sources = int.from_bytes(data[624:628], "little")
        if not 1 <= v_num_sources <= 64:
            raise FieldError("worker config", "num_sources", base + 624, v_num_sources, "1..64", 3)
        v_len_unit = int.from_bytes(data[628:632], "little")
        if not 512 <= v_len_unit <= 2097152:
            raise FieldError("worker config", "len_unit", base + 628, v_len_unit, "512..2097152", 3)
        v_method = int.from_bytes(data[632:636], "little")
        if v_method not in (
            0,
            1,
            2,
            3,
        ):
            raise FieldError(
                "worker config",
                "method",
                base + 632,
                v_method,
                "one of 0 (unpack), 1 (deflate), 2 (zstd), 3 (zlib)",
                6,
            )
        v_flags = int.from_bytes(data[636:640], "little")
        v_formats = data[640:704]
        if data[704:768] != bytes(64):
            raise FieldError("worker config", "reserved", base + 704, data[704:768], "zero", 4)
        return cls(
            magic=v_magic,
            version=v_version,
            source=v_source,
            num_sources=v_num_sources,
            len_unit=v_len_unit,
            method=v_method,
            flags=v_flags,
            formats=v_formats,
        )
