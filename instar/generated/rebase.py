# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/rebase.ksy spec=ae359adb gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the rebase operation."""

from __future__ import annotations

import struct

from instar.generated.edit import EditBacking
from instar.generated.source import SourceOptions
from instar.layout import FieldError, Values
from instar.record import Record, later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


LEN_MEMORY = 0x6000000
"""Memory that the host gives the guest, which reads two disks at once."""

if TYPE_CHECKING:

    class RebaseFlag(int):
        """Values of flag."""

        COPY: ClassVar[RebaseFlag]
        BASED: ClassVar[RebaseFlag]
        LOOK: ClassVar[RebaseFlag]
        COMPRESS: ClassVar[RebaseFlag]
        ZSTD: ClassVar[RebaseFlag]
        PROGRESS: ClassVar[RebaseFlag]

else:
    RebaseFlag = Values(COPY=1, BASED=2, LOOK=4, COMPRESS=8, ZSTD=16, PROGRESS=32)


class RebaseConfig(Record, kw_only=True):
    """The image, and what it is to name."""

    SIZE: ClassVar[int] = 5392
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<II616s4120sI616s28x")

    magic: int = 0x45534252
    """`RBSE`. The guest refuses anything else."""
    version: int = 1
    """Version of this structure. The guest refuses others."""
    source: SourceOptions
    """How to open the image, which is disk 0."""
    backing: EditBacking = later(lambda: EditBacking())
    """The backing image from now on."""
    flags: int = 0
    """Set of `flag`."""
    onto: SourceOptions
    """How to open that image, which is disk 1, with the flag `based`."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.magic != 0x45534252:
            raise FieldError("rebase config", "magic", base, self.magic, "0x45534252", 2)
        if self.version != 1:
            raise FieldError("rebase config", "version", base + 4, self.version, "1", 3)
        self.source.check(base=base + 8)
        self.backing.check(base=base + 624)
        self.onto.check(base=base + 4748)

    def pack(self) -> bytes:
        """Return the 5392 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.magic,
            self.version,
            self.source.pack_unchecked(),
            self.backing.pack_unchecked(),
            self.flags,
            self.onto.pack_unchecked(),
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> RebaseConfig:
        """Check and return the rebase config at the start of `data`."""
        if len(data) < 5392:
            raise FieldError(
                "rebase config", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_magic = int.from_bytes(data[0:4], "little")
        if v_magic != 0x45534252:
            raise FieldError("rebase config", "magic", base, v_magic, "0x45534252", 2)
        v_version = int.from_bytes(data[4:8], "little")
        if v_version != 1:
            raise FieldError("rebase config", "version", base + 4, v_version, "1", 3)
        v_source = SourceOptions.unpack(data[8:624], base=base + 8)
        v_backing = EditBacking.unpack(data[624:4744], base=base + 624)
        v_flags = int.from_bytes(data[4744:4748], "little")
        v_onto = SourceOptions.unpack(data[4748:5364], base=base + 4748)
        if data[5364:5392] != bytes(28):
            raise FieldError("rebase config", "reserved", base + 5364, data[5364:5392], "zero", 4)
        return cls(
            magic=v_magic,
            version=v_version,
            source=v_source,
            backing=v_backing,
            flags=v_flags,
            onto=v_onto,
        )
