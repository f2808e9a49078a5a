# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/check_run.ksy spec=a7c56466 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the check operation."""

from __future__ import annotations

import struct

from instar.generated.check import CheckOptions
from instar.generated.source import SourceOptions
from instar.layout import FieldError, Values
from instar.record import Record, later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


RESULT_MAGIC = 0x43485253
"""`CHRS`, the number of a result in a layout of this ABI. Results travel as messages
(guest.proto), which need none.
"""
LEN_MEMORY = 0x4000000
"""The guest's memory, 64 MiB: half of it counts the users of clusters, enough for 2 TiB in
clusters of 64 KiB at once.
"""
MAX_PROBLEMS_DEFAULT = 16777216
"""Problems that are reported unless the user allows more: as many as there are clusters of 64
KiB in 1 TiB. All are counted.
"""
MAX_LISTED = 1000
"""Problems that the Python API lists unless it is asked for more. All are counted."""

if TYPE_CHECKING:

    class CheckRunError(int):
        """Values of error."""

        OK: ClassVar[CheckRunError]
        INVALID_OPTION: ClassVar[CheckRunError]

else:
    CheckRunError = Values(OK=0, INVALID_OPTION=1)


class CheckRunConfig(Record, kw_only=True):
    """Which image to check, and what to look for."""

    SIZE: ClassVar[int] = 704
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<II616s16s64x")

    magic: int = 0x43484B5F
    """`CHK_`. The guest refuses anything else."""
    version: int = 2
    """Version of this structure. The guest refuses others."""
    source: SourceOptions
    """How to open the source."""
    options: CheckOptions = later(lambda: CheckOptions())
    """What to look for."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.magic != 0x43484B5F:
            raise FieldError("check run config", "magic", base, self.magic, "0x43484b5f", 2)
        if self.version != 2:
            raise FieldError("check run config", "version", base + 4, self.version, "2", 3)
        self.source.check(base=base + 8)
        self.options.check(base=base + 624)

    def pack(self) -> bytes:
        """Return the 704 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.magic, self.version, self.source.pack_unchecked(), self.options.pack_unchecked()
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> CheckRunConfig:
        """Check and return the check run config at the start of `data`."""
        if len(data) < 704:
            raise FieldError(
                "check run config", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_magic = int.from_bytes(data[0:4], "little")
        if v_magic != 0x43484B5F:
            raise FieldError("check run config", "magic", base, v_magic, "0x43484b5f", 2)
        v_version = int.from_bytes(data[4:8], "little")
        if v_version != 2:
            raise FieldError("check run config", "version", base + 4, v_version, "2", 3)
        v_source = SourceOptions.unpack(data[8:624], base=base + 8)
        v_options = CheckOptions.unpack(data[624:640], base=base + 624)
        if data[640:704] != bytes(64):
            raise FieldError("check run config", "reserved", base + 640, data[640:704], "zero", 4)
        return cls(magic=v_magic, version=v_version, source=v_source, options=v_options)
