# SPDX-License-Identifier: Apache-2.0
"""What two runs write, held against each other as they write it: neither gets a file, nor learns of
the other. Each puts its bytes in ascending order, or has parts of its files taken; the rest is
zeros.
"""

from __future__ import annotations

from threading import Condition

from instar.sandbox.difference import (
    LEN_PIECE,
    FilePart,
    first_difference,
    first_difference_of,
    room,
)
from instar.sandbox.sinks import Sink

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from instar.sandbox.disk import Disk

NEVER = 1 << 64
"""Where a run is that has put everything."""

_ZEROS = memoryview(bytearray(1 << 20))
_LEN_STEP = 64 << 20
"""Bytes of a file after which an interrupt is heard."""


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
        try:
            while self.differs is None and self._compare(one, other):
                pass
        except Unread:
            self._end()
        if self._on_settled() or self.differs is not None:
            self._end()
        self.changed.notify_all()

    def _compare(self, one: Side, other: Side) -> bool:
        """One step. Returns whether there was one."""
        if not one.has_bytes or (other.has_bytes and other.start < one.start):
            one, other = other, one
        if not one.has_bytes:
            return False
        if other.has_bytes and one.start == other.start:
            return self._compare_files(one, other) or self._compare_buffers(one, other)
        until = other.start if other.has_bytes else other.blank
        if until <= one.start:
            return self._pass(one, other)
        one.load()
        buffer = one.buffers[0][: min(until - one.start, len(_ZEROS))]
        self._hold(one.start, buffer, _ZEROS[: len(buffer)])
        one.take(len(buffer))
        return True

    def _compare_buffers(self, one: Side, other: Side) -> bool:
        one.load()
        other.load()
        buffer = one.buffers[0][: len(other.buffers[0])]
        against = other.buffers[0][: len(buffer)]
        self._hold(one.start, buffer, against)
        other.take(len(buffer))
        one.take(len(buffer))
        return True

    def _compare_files(self, one: Side, other: Side) -> bool:
        """Where both are next to take parts of files."""
        if one.buffers or other.buffers or one.file is None or other.file is None:
            return False
        length = min(one.file.length, other.file.length)
        try:
            found = first_difference_of(one.file, other.file, length)
        except OSError as error:
            one.is_unread = other.is_unread = True
            raise Unread from error
        if found is not None:
            self.differs = one.start + found
        one.skip(length)
        other.skip(length)
        return True

    def _pass(self, one: Side, other: Side) -> bool:
        """What cannot be read on the other side is the same as anything."""
        if other.has_bytes or other.reached != NEVER:
            return False
        one.load()
        one.take(len(one.buffers[0]))
        return True

    def _hold(self, start: int, buffer: memoryview, against: memoryview) -> None:
        found = first_difference(buffer, against)
        if found is not None:
            self.differs = start + found


class Unread(Exception):
    """A file of a side cannot be read."""


class Side(Sink):
    """One of the runs: the medium of what it reads."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__(meeting.kind)
        self._meeting = meeting
        self.size: int | None = None
        """Of the disk, once it is open."""
        self.buffers: list[memoryview] = []
        """What was put last and is not compared yet."""
        self.start = 0
        self.is_unread = False
        """Whether a file, of which a part was to be taken, could not be read."""
        self.file: FilePart | None = None
        """What is taken of a file, after the buffers."""
        self._piece = memoryview(b"")
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
        self._check(start, sum(map(len, buffers)))
        with self._meeting.changed:
            self.buffers = list(buffers)
            self._settle(start)

    def copy(
        self, source: Disk, at: int, length: int, start: int, check: Callable[[], None]
    ) -> None:
        """The same of bytes of a file."""
        self._check(start, length)
        for done in range(0, length, _LEN_STEP):
            check()
            step = min(length - done, _LEN_STEP)
            with self._meeting.changed:
                self.file = FilePart(source, at + done, step)
                self._settle(start + done)

    def _check(self, start: int, length: int) -> None:
        if self.size is None or start < self.reached or start + length > self.size:
            raise self.refuse(length, start)

    def _settle(self, start: int) -> None:
        """Return when all has been compared that is there, which begins at `start`."""
        meeting = self._meeting
        self.start = self.reached = start
        meeting.settle()
        while self.has_bytes and not meeting.is_over:
            meeting.changed.wait()
        self._go_on()

    @property
    def has_bytes(self) -> bool:
        """Whether something is not compared yet; the run waits."""
        return bool(self.buffers) or self.file is not None

    def load(self) -> None:
        """Have the next of the bytes in a buffer."""
        if self.buffers or self.file is None:
            return
        if not self._piece:
            self._piece = room()
        found = self._piece[: min(self.file.length, LEN_PIECE)]
        try:
            self.file.read(found, 0)
        except OSError as error:
            self.is_unread = True
            raise Unread from error
        self.file = self.file.rest(len(found))
        self.buffers = [found]

    def skip(self, length: int) -> None:
        """So many bytes of the file are compared."""
        assert self.file is not None
        self.file = self.file.rest(length)
        self.start += length
        self.reached = self.start

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
