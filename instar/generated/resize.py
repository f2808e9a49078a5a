# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/resize.ksy spec=2bc0e682 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the resize operation."""

from __future__ import annotations

import struct
from enum import IntEnum
from typing import ClassVar

from instar.generated.source import SourceOptions
from instar.layout import FieldError
from instar.record import record

RESULT_MAGIC = 0x52524553
"""`RRES`, the number of a result in a layout of this ABI. Results travel as messages
(guest.proto), which need none.
"""


class ResizeAction(IntEnum):
    """Values of action."""

    GROW = 0
    """The disk becomes larger."""
    SHRINK = 1
    """The disk becomes smaller; needs the flag `shrink`."""
    NOOP = 2
    """The disk keeps its size."""


class ResizeFlag(IntEnum):
    """Values of flag."""

    SHRINK = 1
    """The end of the disk may be cut off."""


class ResizeError(IntEnum):
    """Values of error."""

    OK = 0
    """The image has its new size."""
    INVALID_OPTION = 1
    """A field of the configuration is not allowed; the error's `value` says which."""
    INVALID_NEW_SIZE = 2
    """The new size cannot be a disk of this format."""
    SHRINK_WITHOUT_FLAG = 3
    """The new size is smaller and the flag `shrink` is missing."""
    SHRINK_BELOW_ALLOCATED = 4
    """What would be cut off holds data that the format cannot drop."""
    FORMAT = 5
    """The image's format cannot be resized."""
    SUBFORMAT = 6
    """This variant of the format cannot be resized."""
    SHRINK_UNSUPPORTED = 7
    """Images of this format only grow."""
    PREALLOCATION_UNSUPPORTED = 8
    """The format has no such preallocation."""
    SCRATCH_TOO_SMALL = 9
    """The changes do not fit the scratch disk."""
    READ = 10
    """The image could not be read."""
    WRITE = 11
    """The image could not be written."""
    PARSE = 12
    """The image breaks a rule of its format; the error's other fields say which."""
    HEADER_MISMATCH = 13
    """The header is not the one that the plan was made for."""
    BITMAPS = 14
    """The image has bitmaps that cannot follow."""


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
    """What the host takes the change for, from the size that it was told of; the guest compares."""
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
