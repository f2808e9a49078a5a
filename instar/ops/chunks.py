# SPDX-License-Identifier: Apache-2.0
"""The steps in which qemu-img compares two disks. They end where a run of either disk does, and say
where a difference counts as being, and which of several is the first.
"""

from __future__ import annotations

from collections import deque

from instar.generated.extent import ExtentFlag
from instar.generated.source import SECTOR_SIZE
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from instar.layout.extents import Row
    from instar.sandbox.meeting import Meeting

_ROOM = 1 << 14
"""Runs that may wait for those of the other disk: more than come at once."""
_ZERO = int(ExtentFlag.ZERO)
_ALLOCATED = int(ExtentFlag.ALLOCATED)


class Verdict(Record):
    """How a comparison ended: equal, different at `offset` for a reason, or with a disk that could
    not be read there.
    """

    reason: str | None = None
    offset: int | None = None
    failed: int | None = None
    """The number of the disk that could not be read."""


class Queue:
    """Runs of a disk that no step has come to the end of."""

    def __init__(self) -> None:
        self._runs: deque[tuple[int, int]] = deque()
        self.end = 0
        """Where they end."""
        self.failed: int | None = None
        """Where no run can be found."""

    def add(self, rows: Iterator[Row]) -> None:
        """More of them, which follow those before."""
        for start, length, _, flags, _, _ in rows:
            self.end = start + length
            self._runs.append((self.end, flags))

    def has_room(self) -> bool:
        """Whether more may come."""
        return len(self._runs) < _ROOM

    def at(self, place: int) -> tuple[int, int] | None:
        """Where the run that `place` is in ends, and its flags. Places only go up."""
        runs = self._runs
        while runs and runs[0][0] <= place:
            runs.popleft()
        return runs[0] if runs else None


class Chunks:
    """Goes on as far as the runs and the contents of both disks are known."""

    def __init__(
        self,
        meeting: Meeting,
        queues: tuple[Queue, Queue],
        *,
        most: int,
        ignored: int | None,
        on_progress: Callable[[int, int], None],
        on_longer: Callable[[], None],
    ) -> None:
        self._meeting = meeting
        self._queues = queues
        self._most = most
        self._ignored = ignored
        """Flags that need not be the same in a strict comparison; None where it is not strict."""
        self._on_progress = on_progress
        self._on_longer = on_longer
        self._at = 0
        self._is_longer = False
        sizes = [side.size or 0 for side in meeting.sides]
        self._shorter, self._longer = min(sizes), max(sizes)
        self._number_of_longer = sizes.index(self._longer)
        self.verdict: Verdict | None = None
        if ignored is not None and self._shorter != self._longer:
            self.verdict = Verdict("size")

    def advance(self) -> bool:
        """Take the steps that can be taken; whether the answer is known."""
        while self.verdict is None and self._step():
            pass
        return self.verdict is not None

    def _step(self) -> bool:
        if self._at == self._longer:
            self.verdict = Verdict()
            return True
        if self._at < self._shorter:
            return self._step_in_both()
        if not self._is_longer:
            self._is_longer = True
            self._on_longer()
        return self._step_in_longer()

    def _step_in_both(self) -> bool:
        found = [self._run(number) for number in (0, 1)]
        if self.verdict is not None:
            return True
        one, other = found
        if one is None or other is None:
            return False
        if self._ignored is not None and self._unlike(one, other):
            self.verdict = Verdict("status", self._at)
            return True
        end = min(one[0], other[0], self._shorter)
        if not one[1] & other[1] & _ZERO and (one[1] | other[1]) & _ALLOCATED:
            end = min(end, self._at + self._most)
        return self._close(end, (0, 1))

    def _unlike(self, one: tuple[int, int], other: tuple[int, int]) -> bool:
        """A run that the disk ends with is another thing than one that goes on."""
        assert self._ignored is not None
        if (one[1] ^ other[1]) & ~self._ignored:
            return True
        return (one[0] == self._longer) != (other[0] == self._longer)

    def _step_in_longer(self) -> bool:
        number = self._number_of_longer
        run = self._run(number)
        if run is None:
            return self.verdict is not None
        end, flags = run
        if flags & _ALLOCATED and not flags & _ZERO:
            end = min(end, self._at + self._most)
        return self._close(end, (number,))

    def _run(self, number: int) -> tuple[int, int] | None:
        """The run of a disk here; None when it is not known yet, or cannot be."""
        queue = self._queues[number]
        found = queue.at(self._at)
        if found is None and queue.failed == self._at and self.verdict is None:
            self.verdict = Verdict(None, self._at, number)
        return found

    def _close(self, end: int, numbers: tuple[int, ...]) -> bool:
        """Come to the end of a step, if what it reads is known and the same."""
        sides = [(number, self._meeting.sides[number]) for number in numbers]
        failed = [number for number, side in sides if side.limit < end]
        differs = self._meeting.differs
        if any(side.reached < end for _, side in sides) and (differs is None or differs >= end):
            return False
        if failed:
            self.verdict = Verdict(None, self._at, failed[0])
        elif differs is not None and differs < end:
            past = (differs - self._at) % SECTOR_SIZE
            self.verdict = Verdict("content", differs - past)
        else:
            self._on_progress(end - self._at, self._longer)
            self._at = end
        return True
