# SPDX-License-Identifier: Apache-2.0
"""What two runs write, held against each other as they write it: neither gets a file, nor learns of
the other. Each puts its bytes in ascending order; what it does not put is zeros.
"""

from __future__ import annotations

import ctypes
from functools import cache
from threading import Condition

from instar.sandbox.sinks import Sink

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NEVER = 1 << 64
"""Where a run is that has put everything."""

_ZEROS = memoryview(bytearray(1 << 20))


class Stopped(Exception):
    """The other side has made an end, or what is wanted is known. It ends a run, and means nothing
    else.
    """


class Meeting:
    """Two sides, and where they differ first."""

    def __init__(self, kind: str, on_settled: Callable[[], bool]) -> None:
        self.kind = kind
        self.changed = Condition()
        """Who looks at a side holds it."""
        self.sides = Side(self), Side(self)
        self.differs: int | None = None
        """The first byte that is not the same."""
        self.is_over = False
        self._on_settled = on_settled

    @property
    def settled(self) -> int:
        """Everything before this byte is known of both."""
        return min(side.reached for side in self.sides)

    def stop(self) -> None:
        """Let no side go on."""
        with self.changed:
            self._end()

    def _end(self) -> None:
        self.is_over = True
        self.changed.notify_all()

    def settle(self) -> None:
        """Compare what both sides have, and say so. The caller holds `changed`."""
        one, other = self.sides
        while self.differs is None and self._compare(one, other):
            pass
        if self._on_settled() or self.differs is not None:
            self._end()
        self.changed.notify_all()

    def _compare(self, one: Side, other: Side) -> bool:
        """One step. Returns whether there was one."""
        if not one.buffers or (other.buffers and other.start < one.start):
            one, other = other, one
        if not one.buffers:
            return False
        if other.buffers and one.start == other.start:
            buffer = one.buffers[0][: len(other.buffers[0])]
            against = other.buffers[0][: len(buffer)]
            self._hold(one.start, buffer, against)
            other.take(len(buffer))
            one.take(len(buffer))
            return True
        until = other.start if other.buffers else other.blank
        if until <= one.start:
            return self._pass(one, other)
        buffer = one.buffers[0][: min(until - one.start, len(_ZEROS))]
        self._hold(one.start, buffer, _ZEROS[: len(buffer)])
        one.take(len(buffer))
        return True

    def _pass(self, one: Side, other: Side) -> bool:
        """What cannot be read on the other side is the same as anything."""
        if other.buffers or other.reached != NEVER:
            return False
        one.take(len(one.buffers[0]))
        return True

    def _hold(self, start: int, buffer: memoryview, against: memoryview) -> None:
        found = first_difference(buffer, against)
        if found is not None:
            self.differs = start + found


class Side(Sink):
    """One of the runs: the medium of what it reads."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__(meeting.kind)
        self._meeting = meeting
        self.size: int | None = None
        """Of the disk, once it is open."""
        self.buffers: list[memoryview] = []
        """What was put last and is not compared yet; the run waits."""
        self.start = 0
        self.reached = 0
        """Everything before this is known."""
        self.limit = NEVER
        """Where the disk cannot be read any further, once that is known."""

    @property
    def blank(self) -> int:
        """Up to where it is known that nothing else is put."""
        return self.limit if self.reached == NEVER else self.reached

    def open(self, size: int) -> None:
        """The disk is so large. Wait for the other to open."""
        meeting = self._meeting
        with meeting.changed:
            self.size = size
            meeting.changed.notify_all()
            while not meeting.is_over and any(side.size is None for side in meeting.sides):
                meeting.changed.wait()
            self._go_on()

    def write(self, buffers: Sequence[memoryview], start: int) -> None:
        """Take bytes, and return when they have been compared."""
        meeting = self._meeting
        end = start + sum(map(len, buffers))
        if self.size is None or start < self.reached or end > self.size:
            raise self.refuse(end - start, start)
        with meeting.changed:
            self.start = self.reached = start
            self.buffers = list(buffers)
            meeting.settle()
            while self.buffers and not meeting.is_over:
                meeting.changed.wait()
            self._go_on()
            self.reached = end
            meeting.settle()

    def take(self, length: int) -> None:
        """So many bytes are compared."""
        self.start += length
        self.reached = self.start
        self.buffers[0] = self.buffers[0][length:]
        if not self.buffers[0]:
            del self.buffers[0]

    def reach(self, place: int) -> None:
        """Everything before `place` is put."""
        with self._meeting.changed:
            self.reached = max(self.reached, place)
            self._meeting.settle()

    def wait(self, condition: Callable[[], bool]) -> None:
        """Go on only when the condition holds."""
        meeting = self._meeting
        with meeting.changed:
            while not condition() and not meeting.is_over:
                meeting.changed.wait()
            self._go_on()

    def finish(self, limit: int = NEVER) -> None:
        """All is put that there is, or that can be read."""
        with self._meeting.changed:
            self.limit, self.reached = limit, NEVER
            self._meeting.settle()

    def _go_on(self) -> None:
        if self._meeting.is_over:
            raise Stopped


@cache
def _memcmp() -> Callable[[int, int, int], int]:
    """The C library's, which lets other threads run."""
    found = ctypes.CDLL(None).memcmp
    found.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t)
    compare: Callable[[int, int, int], int] = found
    return compare


def first_difference(one: memoryview, other: memoryview) -> int | None:
    """Where buffers of one length differ first, without a look at what is in them."""
    compare, start, length = _memcmp(), 0, len(one)
    places = [ctypes.addressof(ctypes.c_char.from_buffer(buffer)) for buffer in (one, other)]
    if compare(places[0], places[1], length) == 0:
        return None
    while length > 1:  # it is in these bytes: in the first half or, if that is equal, the second
        half = length // 2
        if compare(places[0] + start, places[1] + start, half) == 0:
            start, half = start + half, length - half
        length = half
    return start
