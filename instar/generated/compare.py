# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/compare.ksy spec=1da6430c gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the compare operation."""

from __future__ import annotations

import struct

from instar.generated.source import SourceOptions
from instar.layout import FieldError, Values
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


LEN_WINDOW = 0x10000
"""The part is put in pieces that start and end at multiples of this, or where it ends or cannot
be read any further.
"""
LEN_COPIED = 0x40000
"""The shortest part that is copied."""

if TYPE_CHECKING:

    class CompareFlag(int):
        """Values of flag."""

        RUNS: ClassVar[CompareFlag]
        COPIES: ClassVar[CompareFlag]

else:
    CompareFlag = Values(RUNS=1, COPIES=2)


class CompareConfig(Record, kw_only=True):
    """What to read, and how."""

    SIZE: ClassVar[int] = 752
    NUM_SOURCES_MIN: ClassVar[int] = 1
    NUM_SOURCES_MAX: ClassVar[int] = 64
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<II616sII64sQQ40x")

    magic: int = 0x434D5052
    """`CMPR`. The guest refuses anything else."""
    version: int = 1
    """Version of this structure. The guest refuses others."""
    source: SourceOptions
    """How to open each image."""
    flags: int = 0
    """Set of `flag`."""
    num_sources: int
    """How many images follow each other on the disk. 1..64."""
    formats: bytes = bytes(64)
    """The `source::format` of each image, a byte each; that in `source` is not used."""
    start: int = 0
    """Where the part begins."""
    length: int = 0
    """How long the part is."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.magic != 0x434D5052:
            raise FieldError("compare config", "magic", base, self.magic, "0x434d5052", 2)
        if self.version != 1:
            raise FieldError("compare config", "version", base + 4, self.version, "1", 3)
        self.source.check(base=base + 8)
        if not 1 <= self.num_sources <= 64:
            raise FieldError(
                "compare config", "num_sources", base + 628, self.num_sources, "1..64", 3
            )
        if len(self.formats) != 64:
            raise FieldError(
                "compare config",
                "formats",
                base + 632,
                len(self.formats),
                "must have the length 64",
                7,
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
            self.flags,
            self.num_sources,
            self.formats,
            self.start,
            self.length,
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> CompareConfig:
        """Check and return the compare config at the start of `data`."""
        if len(data) < 752:
            raise FieldError(
                "compare config", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_magic = int.from_bytes(data[0:4], "little")
        if v_magic != 0x434D5052:
            raise FieldError("compare config", "magic", base, v_magic, "0x434d5052", 2)
        v_version = int.from_bytes(data[4:8], "little")
        if v_version != 1:
            raise FieldError("compare config", "version", base + 4, v_version, "1", 3)
        v_source = SourceOptions.unpack(data[8:624], base=base + 8)
        v_flags = int.from_bytes(data[624:628], "little")
        v_num_sources = int.from_bytes(data[628:632], "little")
        if not 1 <= v_num_sources <= 64:
            raise FieldError("compare config", "num_sources", base + 628, v_num_sources, "1..64", 3)
        v_formats = data[632:696]
        v_start = int.from_bytes(data[696:704], "little")
        v_length = int.from_bytes(data[704:712], "little")
        if data[712:752] != bytes(40):
            raise FieldError("compare config", "reserved", base + 712, data[712:752], "zero", 4)
        return cls(
            magic=v_magic,
            version=v_version,
            source=v_source,
            flags=v_flags,
            num_sources=v_num_sources,
            formats=v_formats,
            start=v_start,
            length=v_length,
        )
