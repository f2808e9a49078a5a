# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/commit.ksy spec=28afb9ff gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the commit operation."""

from __future__ import annotations

import struct

from instar.generated.source import SourceOptions
from instar.generated.target import TargetImage
from instar.layout import FieldError, Values
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


LEN_MEMORY = 0x4000000
"""Memory that the host gives the guest."""
MIN_GRANULE = 4096
"""What is written is whole granules as long as a cluster of the backing image, no shorter than
this ...
"""
MAX_GRANULE = 65536
"""... and no longer than this, unless a cluster is; of this length where the backing image has
none.
"""
LEN_PIECE = 0x100000
"""Most that is written at once, as by qemu-img."""

if TYPE_CHECKING:

    class CommitFlag(int):
        """Values of flag."""

        EMPTY: ClassVar[CommitFlag]
        PROGRESS: ClassVar[CommitFlag]

else:
    CommitFlag = Values(EMPTY=1, PROGRESS=2)


class CommitConfig(Record, kw_only=True):
    """What is committed, and where."""

    SIZE: ClassVar[int] = 9080
    NUM_LAYERS_MIN: ClassVar[int] = 1
    NUM_LAYERS_MAX: ClassVar[int] = 64
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<II616s8416sII32x")

    magic: int = 0x54494D43
    """`CMIT`. The guest refuses anything else."""
    version: int = 1
    """Version of this structure. The guest refuses others."""
    source: SourceOptions
    """How to open the image."""
    image: TargetImage
    """What the host found the backing image to be."""
    num_layers: int
    """How many images are above the backing image. 1..64."""
    flags: int = 0
    """Set of `flag`."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.magic != 0x54494D43:
            raise FieldError("commit config", "magic", base, self.magic, "0x54494d43", 2)
        if self.version != 1:
            raise FieldError("commit config", "version", base + 4, self.version, "1", 3)
        self.source.check(base=base + 8)
        self.image.check(base=base + 624)
        if not 1 <= self.num_layers <= 64:
            raise FieldError(
                "commit config", "num_layers", base + 9040, self.num_layers, "1..64", 3
            )

    def pack(self) -> bytes:
        """Return the 9080 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.magic,
            self.version,
            self.source.pack_unchecked(),
            self.image.pack_unchecked(),
            self.num_layers,
            self.flags,
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> CommitConfig:
        """Check and return the commit config at the start of `data`."""
        if len(data) < 9080:
            raise FieldError(
                "commit config", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_magic = int.from_bytes(data[0:4], "little")
        if v_magic != 0x54494D43:
            raise FieldError("commit config", "magic", base, v_magic, "0x54494d43", 2)
        v_version = int.from_bytes(data[4:8], "little")
        if v_version != 1:
            raise FieldError("commit config", "version", base + 4, v_version, "1", 3)
        v_source = SourceOptions.unpack(data[8:624], base=base + 8)
        v_image = TargetImage.unpack(data[624:9040], base=base + 624)
        v_num_layers = int.from_bytes(data[9040:9044], "little")
        if not 1 <= v_num_layers <= 64:
            raise FieldError("commit config", "num_layers", base + 9040, v_num_layers, "1..64", 3)
        v_flags = int.from_bytes(data[9044:9048], "little")
        if data[9048:9080] != bytes(32):
            raise FieldError("commit config", "reserved", base + 9048, data[9048:9080], "zero", 4)
        return cls(
            magic=v_magic,
            version=v_version,
            source=v_source,
            image=v_image,
            num_layers=v_num_layers,
            flags=v_flags,
        )
