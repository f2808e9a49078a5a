# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/channel.ksy spec=33c0cbab gen=1
# Generated: edit the spec, then run `make codegen`.
"""Message channel: structures."""

from __future__ import annotations

import struct

from instar.layout import FieldError
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


class ChannelState(Record, kw_only=True):
    """What the channel holds."""

    SIZE: ClassVar[int] = 8
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<II")

    len_used: int = 0
    """Bytes of whole frames in the channel region."""
    status: int = 0
    """What the operation returned, valid with the doorbell `done`."""

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
        return self._LAYOUT0.pack(self.len_used, self.status)

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> ChannelState:
        """Check and return the channel state at the start of `data`."""
        if len(data) < 8:
            raise FieldError(
                "channel state", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_len_used = int.from_bytes(data[0:4], "little")
        v_status = int.from_bytes(data[4:8], "little")
        return cls(len_used=v_len_used, status=v_status)
