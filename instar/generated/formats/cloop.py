# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/cloop.ksy spec=0b65e325 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Compressed loop image, version 2."""

from __future__ import annotations

import struct

from instar.layout import FieldError
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


SECTOR_SIZE = 512
"""Blocks are a multiple of this."""
MAX_BLOCK_BYTES = 0x4000000
"""Longest block, 64 MiB."""
MAX_STORED_BYTES = 0x8000000
"""Most bytes that a block takes in the file. Some grow when they are compressed."""
MAX_ADDRESSED_BLOCKS = 536870911
"""Most blocks that 32 bits can count the table of, in bytes."""
MAX_TABLE_BYTES = 0x20000000
"""Longest table of offsets, 512 MiB."""
# The first three lines of the script, the third of which loads the module `cloop` and mounts the
# image. At 0: 23 21 2f 62 69 6e 2f 73 68 0a 23 56 32 2e 30 20 46 6f 72 6d 61 74 0a 6d 6f 64 70
# 72 6f 62 65 20 63 6c 6f 6f 70 20 66 69 6c 65 3d 24 30 20 26 26 20 6d 6f 75 6e 74 20 2d 72 20 2d
# 74 20 69 73 6f 39 36 36 30 20 2f 64 65 76 2f 63 6c 6f 6f 70 20 24 31 0a


class CloopHeader(Record, kw_only=True):
    """Start of the file."""

    SIZE: ClassVar[int] = 136
    MAGIC: ClassVar[bytes] = (
        b"#!/bin/sh\n#V2.0 Format\nmodprobe cloop file=$0 && mount -r -t iso9660 /dev/cloop $1\n"
    )
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">83s45sII")

    script: bytes = bytes(45)
    """The rest of the script's 128 bytes."""
    len_block: int = 0
    """Bytes in a block before compression, a multiple of 512 up to 64 MiB."""
    num_blocks: int = 0
    """Blocks of the disk. A table of `num_blocks + 1` offsets of 8 bytes follows."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if len(self.script) != 45:
            raise FieldError(
                "cloop header", "script", base + 83, len(self.script), "must have the length 45", 7
            )

    def pack(self) -> bytes:
        """Return the 136 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.MAGIC, self.script, self.len_block, self.num_blocks)


class CloopOffset(Record, kw_only=True):
    """Where a block starts in the file, which is where the one before ends."""

    SIZE: ClassVar[int] = 8
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">Q")

    place: int = 0
    """Bytes from the start of the file."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self) -> bytes:
        """Return the 8 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.place)
