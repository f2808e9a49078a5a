# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/resize.ksy spec=f816a3ef gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the resize operation."""

from __future__ import annotations

import struct

from instar.generated.source import SourceOptions
from instar.layout import FieldError, Values
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


LEN_MEMORY = 0x4000000
"""Memory that the host gives a guest that resizes."""

if TYPE_CHECKING:

    class ResizeAction(int):
        """Values of action."""

        GROW: ClassVar[ResizeAction]
        SHRINK: ClassVar[ResizeAction]
        NOOP: ClassVar[ResizeAction]

else:
    ResizeAction = Values(GROW=0, SHRINK=1, NOOP=2)


if TYPE_CHECKING:

    class ResizeFlag(int):
        """Values of flag."""

        SHRINK: ClassVar[ResizeFlag]

else:
    ResizeFlag = Values(SHRINK=1)


if TYPE_CHECKING:

    class ResizeError(int):
        """Values of error."""

        OK: ClassVar[ResizeError]
        INVALID_OPTION: ClassVar[ResizeError]
        SIZE_MISMATCH: ClassVar[ResizeError]
        ACTION_MISMATCH: ClassVar[ResizeError]
        FORMAT: ClassVar[ResizeError]

else:
    ResizeError = Values(OK=0, INVALID_OPTION=1, SIZE_MISMATCH=2, ACTION_MISMATCH=3, FORMAT=4)


class ResizeConfig(Record, kw_only=True):
    """The image, its new size, and what may be lost for it."""

    SIZE: ClassVar[int] = 720
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<II616sIIQQI4x64s")

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
    current_virtual_size: int = 0
    """Size of the disk now, as another guest has read it."""
    new_size: int = 0
    """Size of the disk afterwards."""
    preallocation: int = 0
    """What is reserved of the space that is added."""
    entropy: bytes = bytes(64)
    """What identities are drawn from, where an image notes with them that it was written."""

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
                base + 624,
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
                base + 648,
                self.preallocation,
                "one of 0 (off), 1 (metadata), 2 (falloc), 3 (full)",
                6,
            )
        if len(self.entropy) != 64:
            raise FieldError(
                "resize config",
                "entropy",
                base + 656,
                len(self.entropy),
                "must have the length 64",
                7,
            )

    def pack(self) -> bytes:
        """Return the 720 bytes that the spec describes, checked."""
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
            self.current_virtual_size,
            self.new_size,
            self.preallocation,
            self.entropy,
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> ResizeConfig:
        """Check and return the resize config at the start of `data`."""
        if len(data) < 720:
            raise FieldError(
                "resize config", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_magic = int.from_bytes(data[0:4], "little")
        if v_magic != 0x52455349:
            raise FieldError("resize config", "magic", base, v_magic, "0x52455349", 2)
        v_version = int.from_bytes(data[4:8], "little")
        if v_version != 1:
            raise FieldError("resize config", "version", base + 4, v_version, "1", 3)
        v_source = SourceOptions.unpack(data[8:624], base=base + 8)
        v_action = int.from_bytes(data[624:628], "little")
        if v_action not in (
            0,
            1,
            2,
        ):
            raise FieldError(
                "resize config",
                "action",
                base + 624,
                v_action,
                "one of 0 (grow), 1 (shrink), 2 (noop)",
                6,
            )
        v_flags = int.from_bytes(data[628:632], "little")
        v_current_virtual_size = int.from_bytes(data[632:640], "little")
        v_new_size = int.from_bytes(data[640:648], "little")
        v_preallocation = int.from_bytes(data[648:652], "little")
        if v_preallocation not in (
            0,
            1,
            2,
            3,
        ):
            raise FieldError(
                "resize config",
                "preallocation",
                base + 648,
                v_preallocation,
                "one of 0 (off), 1 (metadata), 2 (falloc), 3 (full)",
                6,
            )
        if data[652:656] != b"\x00\x00\x00\x00":
            raise FieldError("resize config", "reserved_word", base + 652, data[652:656], "zero", 4)
        v_entropy = data[656:720]
        return cls(
            magic=v_magic,
            version=v_version,
            source=v_source,
            action=v_action,
            flags=v_flags,
            current_virtual_size=v_current_virtual_size,
            new_size=v_new_size,
            preallocation=v_preallocation,
            entropy=v_entropy,
        )
