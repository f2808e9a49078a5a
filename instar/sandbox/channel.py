# SPDX-License-Identifier: Apache-2.0
"""Frames out of the guest's channel -> messages, bounded and checked."""

from __future__ import annotations

import struct
from time import monotonic

from instar.generated import channel, memory
from instar.generated.messages import MessageError, counted
from instar.sandbox.errors import GuestLimit, GuestProtocolError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from instar.generated.messages import GuestMessage
    from instar.sandbox.limits import Deadline

MAX_MESSAGES = 1 << 20
MAX_BYTES = 1 << 35
"""Messages of one run, and bytes in them: as many extents as may be asked for, in batches of
thousands. How many are asked for, those who asked count.
"""

MAX_KEPT = 1 << 14
MAX_KEPT_BYTES = 8 << 20
"""Messages other than extents, and bytes in them: what a caller keeps, as texts of twice that size
at worst. Extents are used as they come.
"""

MAX_KEPT_ELEMENTS = 1 << 16
"""Elements of all their repeated fields, in all messages of a run. An empty one takes two bytes in
a message, and a hundred on the host. As many as an image may have snapshots.
"""

LAST_MESSAGES = 8
"""How many are remembered for `--debug`."""

_HANDED_OUT = ("ExtentBatch", "Opened", "ProblemBatch", "Unreadable", "ViewBatch", "ViewRuns")
"""What those who asked use as it comes, by the names of classes: most runs make few of them."""

_STATE = struct.Struct("<II")
_PREFIX = struct.Struct("<I")
_OFS_STATE = memory.OFS_CONTROL + channel.OFS_STATE


class Channel:
    """The message channel of one run."""

    __slots__ = (
        "_deadline",
        "_kept",
        "_kept_bytes",
        "_kept_elements",
        "_kind",
        "_num",
        "_num_bytes",
        "_on_message",
        "_view",
        "last",
    )

    def __init__(
        self,
        view: memoryview,
        kind: str,
        on_message: Callable[[GuestMessage], None],
        deadline: Deadline,
    ) -> None:
        self._deadline = deadline
        self._view = view
        self._kind = kind
        self._on_message = on_message
        self._num = self._num_bytes = 0
        self._kept = self._kept_bytes = self._kept_elements = 0
        self.last: list[GuestMessage] = []

    def status(self) -> int:
        """What the operation returned."""
        return int(_STATE.unpack_from(self._view, _OFS_STATE)[1])

    def drain(self) -> bool:
        """Take all frames out; whether there were any. They are copied before anything is looked
        at.
        """
        used: int = _STATE.unpack_from(self._view, _OFS_STATE)[0]
        if not used:
            return False
        if used > memory.LEN_CHANNEL:
            raise self._broken(f"channel holds {used} bytes of {memory.LEN_CHANNEL}")
        data = bytes(self._view[memory.OFS_CHANNEL : memory.OFS_CHANNEL + used])
        _PREFIX.pack_into(self._view, _OFS_STATE, 0)
        start = 0
        while start < used:
            start = self._frame(data, start, used)
        return True

    def _frame(self, data: bytes, start: int, used: int) -> int:
        body = start + channel.LEN_PREFIX
        if body > used:
            raise self._broken(f"frame at {start} of the channel is truncated")
        length: int = _PREFIX.unpack_from(data, start)[0]
        if length > channel.MAX_MESSAGE:
            raise self._broken(f"frame of {length} bytes, must be at most {channel.MAX_MESSAGE}")
        end = body + length
        if end > used:
            raise self._broken(f"frame at {start} of the channel is truncated")
        self._num += 1
        self._num_bytes += length
        if self._num > MAX_MESSAGES:
            raise self._broken(f"more than {MAX_MESSAGES} messages")
        if self._num_bytes > MAX_BYTES:
            raise self._broken(f"more than {MAX_BYTES} bytes of messages")
        try:
            message, num_elements = counted(data[body:end])
        except MessageError as error:
            raise self._broken(f"message {self._num} is malformed: {error}") from error
        self.last.append(message)
        del self.last[:-LAST_MESSAGES]
        if type(message).__name__ in _HANDED_OUT:
            self._hand_out(message)
        else:
            self._keep(length, num_elements)
            self._on_message(message)
        return end

    def _hand_out(self, message: GuestMessage) -> None:
        """Extents, what goes before them, problems and nodes are for a pipe, or a loop over
        `instar.map`. How long that takes is not the run's affair.
        """
        start = monotonic()
        self._on_message(message)
        self._deadline.extend(monotonic() - start)

    def _keep(self, length: int, num_elements: int) -> None:
        self._kept += 1
        self._kept_bytes += length
        self._kept_elements += num_elements
        if self._kept > MAX_KEPT:
            raise self._excess(f"more than {MAX_KEPT} messages that are no extents")
        if self._kept_bytes > MAX_KEPT_BYTES:
            raise self._excess(f"more than {MAX_KEPT_BYTES} bytes of messages that are no extents")
        if self._kept_elements > MAX_KEPT_ELEMENTS:
            raise self._excess(f"its answer lists more than {MAX_KEPT_ELEMENTS} things")

    def _excess(self, reason: str) -> GuestLimit:
        return GuestLimit(self._kind, reason)

    def _broken(self, reason: str) -> GuestProtocolError:
        return GuestProtocolError(self._kind, reason)
