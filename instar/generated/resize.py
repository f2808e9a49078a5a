# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/resize.ksy spec=bdc1c641 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the resize operation."""

from __future__ import annotations

import struct

from instar.generated.source import SourceOptions
from instar.layout import FieldError
from instar.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


RESULT_MAGIC = 0x52524553
"""`RRES`, the number of a result in a layout of this ABI. Results travel as messages
(guest.proto), which need none.
"""


class ResizeAction(int):
    """Values of action."""

    if TYPE_CHECKING:
        GROW: ClassVar[ResizeAction]
        SHRINK: ClassVar[ResizeAction]
        NOOP: ClassVar[ResizeAction]
    else:
        GROW = 0
        SHRINK = 1
        NOOP = 2


class ResizeFlag(int):
    """Values of flag."""

    if TYPE_CHECKING:
        SHRINK: ClassVar[ResizeFlag]
    else:
        SHRINK = 1


class ResizeError(int):
    """Values of error."""

    if TYPE_CHECKING:
        OK: ClassVar[ResizeError]
        INVALID_OPTION: ClassVar[ResizeError]
        INVALID_NEW_SIZE: ClassVar[ResizeError]
        SHRINK_WITHOUT_FLAG: ClassVar[ResizeError]
        SHRINK_BELOW_ALLOCATED: ClassVar[ResizeError]
        FORMAT: ClassVar[ResizeError]
        SUBFORMAT: ClassVar[ResizeError]
        SHRINK_UNSUPPORTED: ClassVar[ResizeError]
        PREALLOCATION_UNSUPPORTED: ClassVar[ResizeError]
        SCRATCH_TOO_SMALL: ClassVar[ResizeError]
        READ: ClassVar[ResizeError]
        WRITE: ClassVar[ResizeError]
        PARSE: ClassVar[ResizeError]
        HEADER_MISMATCH: ClassVar[ResizeError]
        BITMAPS: ClassVar[ResizeError]
    else:
        OK = 0
        INVALID_OPTION = 1
        INVALID_NEW_SIZE = 2
        SHRINK_WITHOUT_FLAG = 3
        SHRINK_BELOW_ALLOCATED = 4
        FORMAT = 5
        SUBFORMAT = 6
        SHRINK_UNSUPPORTED = 7
        PREALLOCATION_UNSUPPORTED = 8
        SCRATCH_TOO_SMALL = 9
        READ = 10
        WRITE = 11
        PARSE = 12
        HEADER_MISMATCH = 13
        BITMAPS = 14


@record(kw_only=True)
class ResizeConfig:
    """The image, its new size, and what may be lost for it."""

    SIZE: ClassVar[int] = 640
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<II544sIIQII64x")

    magic: int = 0x52455349
    """`RESI`. The guest refuses anything else."""
    version: int = 1
    """Version of this structure. The guest refuses others."""
    source: SourceOptions
    """How to open the image, which is disk 0."""
    action: int = 0
    """What the host takes the change for, from the size that it was given; the guest compares."""
    flags: int = 0
    """Set of `flag`."""
    new_size: int = 0
    """Size of the disk afterwards."""
    preallocation: int = 0
    """What is reserved of the space that is added."""
    scratch_disk: int = 0
    """Number of the disk that changes are kept in until they are complete."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.magic != 0x52455349:
            raise FieldError("resize config", "magic", base, self.magic, "0x52455349", 2)
        if self.version != 1:
            raise FieldError("resize config", "version", base + 4, self.version, "1", 3)
        self.source.check(base=base + 8)
        if self.action not in (
            0,
            1,
            2,
        ):
            raise FieldError(
                "resize config",
                "action",
                base + 552,
                self.action,
                "one of 0 (grow), 1 (shrink), 2 (noop)",
                6,
            )
        if self.preallocation not in (
            0,
            1,
            2,
            3,
        ):
            raise FieldError(
                "resize config",
                "preallocation",
                base + 568,
                self.preallocation,
                "one of 0 (off), 1 (metadata), 2 (falloc), 3 (full)",
                6,
            )

    def pack(self) -> bytes:
        """Return the 640 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.magic,
            self.version,
            self.source.pack_unchecked(),
            self.action,
            self.flags,
            self.new_size,
            self.preallocation,
            self.scratch_disk,
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> ResizeConfig:
        """Check and return the resize config at the start of `data`."""
        if len(data) < 640:
            raise FieldError(
                "resize config", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_magic = int.from_bytes(data[0:4], "little")
        if v_magic != 0x52455349:
            raise FieldError("resize config", "magic", base, v_magic, "0x52455349", 2)
        v_version = int.from_bytes(data[4:8], "little")
        if v_version != 1:
            raise FieldError("resize config", "version", base + 4, v_version, "1", 3)
        v_source = SourceOptions.unpack(data[8:552], base=base + 8)
        v_action = int.from_bytes(data[552:556], "little")
        if v_action not in (
            0,
            1,
            2,
        ):
            raise FieldError(
                "resize config",
                "action",
                base + 552,
                v_action,
                "one of 0 (grow), 1 (shrink), 2 (noop)",
                6,
            )
        v_flags = int.from_bytes(data[556:560], "little")
        v_new_size = int.from_bytes(data[560:568], "little")
        v_preallocation = int.from_bytes(data[568:572], "little")
        if v_preallocation not in (
            0,
            1,
            2,
            3,
        ):
            raise FieldError(
                "resize config",
                "preallocation",
                base + 568,
                v_preallocation,
                "one of 0 (off), 1 (metadata), 2 (falloc), 3 (full)",
                6,
            )
        v_scratch_disk = int.from_bytes(data[572:576], "little")
        if data[576:640] != bytes(64):
            raise FieldError("resize config", "reserved", base + 576, data[576:640], "zero", 4)
        return cls(
            magic=v_magic,
            version=v_version,
            source=v_source,
            action=v_action,
            flags=v_flags,
            new_size=v_new_size,
            preallocation=v_preallocation,
            scratch_disk=v_scratch_disk,
        )
