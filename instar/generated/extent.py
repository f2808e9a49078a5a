# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/extent.ksy spec=5724f7b4 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Extent records, what walkers yield and `map` sends."""

from __future__ import annotations

import struct

from instar.layout import FieldError, Values
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


if TYPE_CHECKING:

    class ExtentFlag(int):
        """Values of flag."""

        DATA: ClassVar[ExtentFlag]
        ZERO: ClassVar[ExtentFlag]
        ALLOCATED: ClassVar[ExtentFlag]
        OFFSET_VALID: ClassVar[ExtentFlag]
        COMPRESSED: ClassVar[ExtentFlag]
        ENCRYPTED: ClassVar[ExtentFlag]

else:
    ExtentFlag = Values(DATA=1, ZERO=2, ALLOCATED=4, OFFSET_VALID=8, COMPRESSED=16, ENCRYPTED=32)


class ExtentRecord(Record, kw_only=True):
    """A run of the virtual disk with one state."""

    SIZE: ClassVar[int] = 32
    LENGTH_MIN: ClassVar[int] = 1
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<QQQHHI")

    start: int = 0
    """First byte of the run in the virtual disk."""
    length: int
    """Bytes in the run. An empty image has no record. At least 1."""
    host_offset: int = 0
    """Where the first byte is in the file `disk`."""
    flags: int = 0
    """Set of `flag`."""
    depth: int = 0
    """0 for the image itself, 1 for its backing image, and so on."""
    disk: int = 0
    """Number of the attached file that `host_offset` counts in."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.length < 1:
            raise FieldError("extent record", "length", base + 8, self.length, "at least 1", 3)

    def pack(self) -> bytes:
        """Return the 32 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.start, self.length, self.host_offset, self.flags, self.depth, self.disk
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> ExtentRecord:
        """Check and return the extent record at the start of `data`."""
        if len(data) < 32:
            raise FieldError(
                "extent record", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_start = int.from_bytes(data[0:8], "little")
        v_length = int.from_bytes(data[8:16], "little")
        if v_length < 1:
            raise FieldError("extent record", "length", base + 8, v_length, "at least 1", 3)
        v_host_offset = int.from_bytes(data[16:24], "little")
        v_flags = int.from_bytes(data[24:26], "little")
        v_depth = int.from_bytes(data[26:28], "little")
        v_disk = int.from_bytes(data[28:32], "little")
        return cls(
            start=v_start,
            length=v_length,
            host_offset=v_host_offset,
            flags=v_flags,
            depth=v_depth,
            disk=v_disk,
        )
