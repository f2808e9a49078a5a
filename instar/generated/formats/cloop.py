# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/cloop.ksy spec=0f86ec68 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Compressed loop image, version 2."""

from __future__ import annotations

import struct
from typing import ClassVar

from instar.layout import FieldError
from instar.record import record


# The first two lines of the script, `#!/bin/sh` and `#V2.0 Format`. At 0: 23 21 2f 62 69 6e 2f 73 68 0a 23 56 32 2e 30
# 20 46 6f 72 6d 61 74 0a

@record(kw_only=True)
class CloopHeader:
    """Start of the file."""

    SIZE: ClassVar[int] = 136
    MAGIC: ClassVar[bytes] = b'#!/bin/sh\n#V2.0 Format\n'
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">23s105sII")

    script: bytes = bytes(105)
    """The rest of the script's 128 bytes. qemu's prober wants the next line to load the module `cloop` and mount."""
    len_block: int = 0
    """Bytes in a block before compression, a multiple of 512 up to 64 MiB."""
    num_blocks: int = 0
    """Blocks of the disk. A table of `num_blocks + 1` offsets of 8 bytes follows."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's place."""
        if len(self.script) != 105:
            raise FieldError("cloop header", "script", base + 23, len(self.script), 'must have the length 105', 7)

    def pack(self) -> bytes:
        """Return the 136 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.MAGIC, self.script, self.len_block, self.num_blocks)
