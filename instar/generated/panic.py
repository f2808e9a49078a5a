# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/panic.ksy spec=f571e4e1 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Why a guest gives up."""

from __future__ import annotations

import struct

from instar.layout import FieldError, Values
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


OFS_RECORD = 0x40
"""Where `record` is in the control region."""

if TYPE_CHECKING:

    class PanicReason(int):
        """Values of reason."""

        BAD_BOOT: ClassVar[PanicReason]
        BAD_CALL_TABLE: ClassVar[PanicReason]
        BAD_CALL: ClassVar[PanicReason]
        MESSAGE_TOO_LONG: ClassVar[PanicReason]
        DEVICE_BROKEN: ClassVar[PanicReason]
        DOORBELL_RETURNED: ClassVar[PanicReason]

else:
    PanicReason = Values(
        BAD_BOOT=1,
        BAD_CALL_TABLE=2,
        BAD_CALL=3,
        MESSAGE_TOO_LONG=4,
        DEVICE_BROKEN=5,
        DOORBELL_RETURNED=6,
    )


class PanicRecord(Record, kw_only=True):
    """Valid with the doorbell `panic`."""

    SIZE: ClassVar[int] = 16
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<I4xQ")

    reason: int = 0
    """Member of `reason`."""
    value: int = 0
    """What goes with the reason."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self) -> bytes:
        """Return the 16 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.reason, self.value)

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> PanicRecord:
        """Check and return the panic record at the start of `data`."""
        if len(data) < 16:
            raise FieldError("panic record", "", base + len(data), len(data), "needs more bytes", 1)
        v_reason = int.from_bytes(data[0:4], "little")
        if data[4:8] != b"\x00\x00\x00\x00":
            raise FieldError("panic record", "reserved", base + 4, data[4:8], "zero", 4)
        v_value = int.from_bytes(data[8:16], "little")
        return cls(reason=v_reason, value=v_value)
