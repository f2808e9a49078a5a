# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/members.ksy spec=8169baa9 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the members operation."""

from __future__ import annotations

import struct

from instar.layout import FieldError
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


class MembersConfig(Record, kw_only=True):
    """Which kind of archive file 0 is."""

    SIZE: ClassVar[int] = 40
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<III28x")

    magic: int = 0x5342454D
    """`MEBS`. The guest refuses anything else."""
    version: int = 1
    """Version of this structure. The guest refuses others."""
    kind: int = 0
    """What to read the file as."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.magic != 0x5342454D:
            raise FieldError("members config", "magic", base, self.magic, "0x5342454d", 2)
        if self.version != 1:
            raise FieldError("members config", "version", base + 4, self.version, "1", 3)
        if self.kind not in (
            1,
            2,
        ):
            raise FieldError(
                "members config", "kind", base + 8, self.kind, "one of 1 (tar), 2 (zip)", 6
            )

    def pack(self) -> bytes:
        """Return the 40 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.magic, self.version, self.kind)

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> MembersConfig:
        """Check and return the members config at the start of `data`."""
        if len(data) < 40:
            raise FieldError(
                "members config", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_magic = int.from_bytes(data[0:4], "little")
        if v_magic != 0x5342454D:
            raise FieldError("members config", "magic", base, v_magic, "0x5342454d", 2)
        v_version = int.from_bytes(data[4:8], "little")
        if v_version != 1:
            raise FieldError("members config", "version", base + 4, v_version, "1", 3)
        v_kind = int.from_bytes(data[8:12], "little")
        if v_kind not in (
            1,
            2,
        ):
            raise FieldError(
                "members config", "kind", base + 8, v_kind, "one of 1 (tar), 2 (zip)", 6
            )
        if data[12:40] != bytes(28):
            raise FieldError("members config", "reserved", base + 12, data[12:40], "zero", 4)
        return cls(magic=v_magic, version=v_version, kind=v_kind)
