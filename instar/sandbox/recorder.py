# SPDX-License-Identifier: Apache-2.0
"""What takes the changes of a file down in a journal."""

from __future__ import annotations

import os

from instar.generated.journal import LEN_SECTOR, JournalKind
from instar.sandbox import transfer
from instar.sandbox.draft import Writer
from instar.sandbox.journal import Journal, Step, sums
from instar.sandbox.overlay import Overlay

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from instar.sandbox.companions import Companions
    from instar.sandbox.disk import Disk
    from instar.sandbox.growth import Growth
    from instar.sandbox.together import Waiting


class Recorder:
    """Takes the changes of a file down in a journal that has no name yet, and will be `path`. The
    file reads as if they were made.
    """

    def __init__(self, disk: Disk, command: str, path: str) -> None:
        self._disk = disk
        self._writer = Writer(path, disk, disk.size, command)
        self._filled = 0, 0
        self.steps: list[Step] = []
        self.overlay = Overlay(self._writer.draft, disk.size)
        self.growth: Growth | None = None
        """What takes all that lies past the old end; None: the journal does."""
        self.companions: Companions | None = None
        """Files next to the image that this change adds, or makes longer."""

    def _take(self, kind: int, start: int = 0, length: int = 0, tail: bytes = b"") -> None:
        if self._filled[1]:
            self._end_fill()
        step = self._writer.record(kind, start, length, tail)
        self.steps.append(step)
        self.overlay.apply(step)
        self._disk.size = self.overlay.length

    def put(self, start: int, data: bytes) -> None:
        """Write."""
        if self.growth is None:
            self._put(start, data)
            return
        self._split(
            start,
            len(data),
            lambda inside: self._put(start, data[:inside]),
            lambda growth, inside: growth.put(start + inside, data[inside:]),
        )

    def takes_over(self, start: int, length: int) -> bool:
        """Whether data that is written over goes into the file itself: nothing lies over it."""
        growth = self.growth
        if growth is None or not growth.overwrites or growth.inside(start, length) < length:
            return False
        if not self.overlay.spares(start, start + length):
            return False
        growth.begin()
        return True

    def _split(
        self,
        start: int,
        length: int,
        inside: Callable[[int], None],
        rest: Callable[[Growth, int], None],
    ) -> None:
        """Change a range: `inside` as much of it as is the journal's, and `rest` what lies past
        that.
        """
        own = length if self.growth is None else self.growth.inside(start, length)
        if own:
            inside(own)
        if self.growth is not None and own < length:
            rest(self.growth, own)
            self._disk.size = self.overlay.length

    def _put(self, start: int, data: bytes) -> None:
        """Write in whole sectors. Zeros past the end of the file as it was are not kept as data:
        preallocation writes any number of them.
        """
        if start >= self._disk.size and data.count(0) == len(data):
            self.fill(start, len(data))
            return
        low = start - start % LEN_SECTOR
        end = start + len(data)
        high = max(min(end + -end % LEN_SECTOR, self._disk.size), end)
        before = transfer.seen(self._disk, low, high)
        checksums = sums(before)
        before[start - low : end - low] = data
        self._take(JournalKind.PUT, low, high - low, checksums + before)

    def fill(self, start: int, length: int) -> None:
        """Write zeros. Those that follow each other become one record."""
        first, before = self._filled
        if before and first + before == start:
            start, length = first, before + length
        else:
            self._end_fill()
        self._filled = start, length
        self.overlay.apply(Step(JournalKind.FILL, start, length))
        self._disk.size = self.overlay.length

    def _end_fill(self) -> None:
        start, length = self._filled
        self._filled = 0, 0
        if length:
            self._take(JournalKind.FILL, start, length)

    def zero(self, start: int, length: int) -> None:
        """Let a range be zero."""
        self._split(
            start,
            length,
            lambda inside: self._zero(start, inside),
            lambda growth, inside: growth.zero(start + inside, length - inside),
        )

    def _zero(self, start: int, length: int) -> None:
        """Let whole sectors be zero; what remains at either end is written."""
        end = start + length
        low = min(start + -start % LEN_SECTOR, end)
        high = max(end - end % LEN_SECTOR, low)
        if start < low:
            self._put(start, bytes(low - start))
        if low < high:
            self._take(JournalKind.ZERO, low, high - low)
        if high < end:
            self._put(high, bytes(end - high))

    def resize(self, length: int) -> None:
        """Set the length."""
        if self.growth is None or not self.growth.takes(length):
            self._take(JournalKind.RESIZE, length)
            return
        self.growth.resize(length)
        self._disk.size = self.overlay.length

    def reserve(self, start: int, length: int) -> None:
        """Set space aside."""
        self._split(
            start,
            length,
            lambda inside: self._take(JournalKind.RESERVE, start, inside),
            lambda growth, inside: growth.reserve(start + inside, length - inside),
        )

    def barrier(self) -> None:
        """Keep what follows apart from what came before."""
        self._take(JournalKind.BARRIER)

    def all_steps(self) -> list[Step]:
        """What was taken down."""
        self._end_fill()
        return self.steps

    def sealing(self) -> Waiting[Journal]:
        """The change is complete: put the journal on stable storage, and give it its name."""
        if self.growth is not None and self.growth.is_begun:
            end = os.fstat(self._disk.fd).st_size
            self._take(JournalKind.GROWN, self.growth.old, max(end - self.growth.old, 0))
            yield [self._disk.fd]
        steps = tuple(self.all_steps())
        yield from self._writer.sealing(self._disk.size)
        writer = self._writer
        return Journal(writer.draft, writer.header, self._disk.size, steps)

    def removing(self) -> Waiting[None]:
        """The change is on stable storage."""
        return self._writer.removing()

    def close(self) -> None:
        """Give it up; what has no name goes with that, and so does what was added."""
        try:
            every: list[Companions | Growth | None] = [self.companions, self.growth]
            for added in every:
                if added is not None:
                    added.close() if self._writer.is_kept else added.undo()
        finally:
            self._writer.close()
