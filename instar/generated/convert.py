# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/convert.ksy spec=f76bf298 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the convert operation."""

from __future__ import annotations

import struct

from instar.generated.source import SourceOptions
from instar.generated.target import TargetImage
from instar.layout import FieldError, Values
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


LEN_SPARSE_DEFAULT = 4096
"""The shortest run of zeros that is not written, unless another is asked for."""

if TYPE_CHECKING:

    class ConvertFlag(int):
        """Values of flag."""

        PROGRESS: ClassVar[ConvertFlag]
        BACKED: ClassVar[ConvertFlag]
        IN_PLACE: ClassVar[ConvertFlag]
        TARGET_IS_ZERO: ClassVar[ConvertFlag]
        UNSCANNED: ClassVar[ConvertFlag]
        OLD_TAILS: ClassVar[ConvertFlag]
        SALVAGE: ClassVar[ConvertFlag]
        MOVES: ClassVar[ConvertFlag]
        WORKERS: ClassVar[ConvertFlag]
        ORDERED: ClassVar[ConvertFlag]

else:
    ConvertFlag = Values(
        PROGRESS=1,
        BACKED=2,
        IN_PLACE=4,
        TARGET_IS_ZERO=8,
        UNSCANNED=16,
        OLD_TAILS=32,
        SALVAGE=64,
        MOVES=128,
        WORKERS=256,
        ORDERED=512,
    )


class ConvertConfig(Record, kw_only=True):
    """Where from, where to, and how."""

    SIZE: ClassVar[int] = 9176
    NUM_SOURCES_MIN: ClassVar[int] = 1
    NUM_SOURCES_MAX: ClassVar[int] = 64
    LEN_SPARSE_MAX: ClassVar[int] = 0x1000000
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<II616s8416sIIIIQ64sQQQI20x")

    magic: int = 0x434F4E56
    """`CONV`. The guest refuses anything else."""
    version: int = 1
    """Version of this structure. The guest refuses others."""
    source: SourceOptions
    """How to open each source."""
    image: TargetImage
    """The new image."""
    num_sources: int
    """How many disks follow each other in the new image. 1..64."""
    len_sparse: int = 0
    """Length of the runs of zeros that are not written, a multiple of a sector; 0 writes
    everything, also what is known to be zeros. At most 16777216.
    """
    flags: int = 0
    """Set of `flag`."""
    backing_depth: int = 0
    """With the flag `backed`: how far below the source the image is that the new one has as its
    backing file. What that image and those below it say need not be written.
    """
    backing_size: int = 0
    """With the flag `backed`: where the backing file's disk ends. After that the new image reads
    as zeros.
    """
    formats: bytes = bytes(64)
    """The `source::format` of each source, a byte each; that in `source` is not used."""
    len_sources: int = 0
    """The size of all sources together, as it was looked at."""
    start: int = 0
    """Where in the sources the new image begins: any byte of the first one."""
    length: int = 0
    """How many bytes of the sources the new image has. It is as long in whole sectors, or
    longer: then it goes on with zeros, unless it has a backing file.
    """
    len_block: int = 0
    """Other than 0: read and write everything in blocks of this length, as data, whatever the
    sources say about zeros.
    """

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.magic != 0x434F4E56:
            raise FieldError("convert config", "magic", base, self.magic, "0x434f4e56", 2)
        if self.version != 1:
            raise FieldError("convert config", "version", base + 4, self.version, "1", 3)
        self.source.check(base=base + 8)
        self.image.check(base=base + 624)
        if not 1 <= self.num_sources <= 64:
            raise FieldError(
                "convert config", "num_sources", base + 9040, self.num_sources, "1..64", 3
            )
        if self.len_sparse > 16777216:
            raise FieldError(
                "convert config", "len_sparse", base + 9044, self.len_sparse, "at most 16777216", 3
            )
        if len(self.formats) != 64:
            raise FieldError(
                "convert config",
                "formats",
                base + 9064,
                len(self.formats),
                "must have the length 64",
                7,
            )

    def pack(self) -> bytes:
        """Return the 9176 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.magic,
            self.version,
            self.source.pack_unchecked(),
            self.image.pack_unchecked(),
            self.num_sources,
            self.len_sparse,
            self.flags,
            self.backing_depth,
            self.backing_size,
            self.formats,
            self.len_sources,
            self.start,
            self.length,
            self.len_block,
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> ConvertConfig:
        """Check and return the convert config at the start of `data`."""
        if len(data) < 9176:
            raise FieldError(
                "convert config", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_magic = int.from_bytes(data[0:4], "little")
        if v_magic != 0x434F4E56:
            raise FieldError("convert config", "magic", base, v_magic, "0x434f4e56", 2)
        v_version = int.from_bytes(data[4:8], "little")
        if v_version != 1:
            raise FieldError("convert config", "version", base + 4, v_version, "1", 3)
        v_source = SourceOptions.unpack(data[8:624], base=base + 8)
        v_image = TargetImage.unpack(data[624:9040], base=base + 624)
        v_num_sources = int.from_bytes(data[9040:9044], "little")
        if not 1 <= v_num_sources <= 64:
            raise FieldError(
                "convert config", "num_sources", base + 9040, v_num_sources, "1..64", 3
            )
        v_len_sparse = int.from_bytes(data[9044:9048], "little")
        if v_len_sparse > 16777216:
            raise FieldError(
                "convert config", "len_sparse", base + 9044, v_len_sparse, "at most 16777216", 3
            )
        v_flags = int.from_bytes(data[9048:9052], "little")
        v_backing_depth = int.from_bytes(data[9052:9056], "little")
        v_backing_size = int.from_bytes(data[9056:9064], "little")
        v_formats = data[9064:9128]
        v_len_sources = int.from_bytes(data[9128:9136], "little")
        v_start = int.from_bytes(data[9136:9144], "little")
        v_length = int.from_bytes(data[9144:9152], "little")
        v_len_block = int.from_bytes(data[9152:9156], "little")
        if data[9156:9176] != bytes(20):
            raise FieldError("convert config", "reserved", base + 9156, data[9156:9176], "zero", 4)
        return cls(
            magic=v_magic,
            version=v_version,
            source=v_source,
            image=v_image,
            num_sources=v_num_sources,
            len_sparse=v_len_sparse,
            flags=v_flags,
            backing_depth=v_backing_depth,
            backing_size=v_backing_size,
            formats=v_formats,
            len_sources=v_len_sources,
            start=v_start,
            length=v_length,
            len_block=v_len_block,
        )
