# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/snapshot.ksy spec=eff42f94 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the snapshot operation."""

from __future__ import annotations

import struct

from instar.generated.edit import EditSnapshot
from instar.generated.source import SourceOptions
from instar.layout import FieldError
from instar.record import Record, later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


LEN_MEMORY = 0x6000000
"""Memory that the host gives a guest that changes snapshots."""


class SnapshotConfig(Record, kw_only=True):
    """The image, and what is to become of which snapshot."""

    SIZE: ClassVar[int] = 1696
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<II616s1040s32x")

    magic: int = 0x50414E53
    """`SNAP`. The guest refuses anything else."""
    version: int = 1
    """Version of this structure. The guest refuses others."""
    source: SourceOptions
    """How to open the image, which is disk 0."""
    change: EditSnapshot = later(lambda: EditSnapshot())
    """What is to become of which snapshot."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.magic != 0x50414E53:
            raise FieldError("snapshot config", "magic", base, self.magic, "0x50414e53", 2)
        if self.version != 1:
            raise FieldError("snapshot config", "version", base + 4, self.version, "1", 3)
        self.source.check(base=base + 8)
        self.change.check(base=base + 624)

    def pack(self) -> bytes:
        """Return the 1696 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.magic, self.version, self.source.pack_unchecked(), self.change.pack_unchecked()
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> SnapshotConfig:
        """Check and return the snapshot config at the start of `data`."""
        if len(data) < 1696:
            raise FieldError(
                "snapshot config", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_magic = int.from_bytes(data[0:4], "little")
        if v_magic != 0x50414E53:
            raise FieldError("snapshot config", "magic", base, v_magic, "0x50414e53", 2)
        v_version = int.from_bytes(data[4:8], "little")
        if v_version != 1:
            raise FieldError("snapshot config", "version", base + 4, v_version, "1", 3)
        v_source = SourceOptions.unpack(data[8:624], base=base + 8)
        v_change = EditSnapshot.unpack(data[624:1664], base=base + 624)
        if data[1664:1696] != bytes(32):
            raise FieldError("snapshot config", "reserved", base + 1664, data[1664:1696], "zero", 4)
        return cls(magic=v_magic, version=v_version, source=v_source, change=v_change)
