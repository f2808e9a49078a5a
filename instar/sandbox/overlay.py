# SPDX-License-Identifier: Apache-2.0
"""What a file reads as while a change of it is in a journal."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from instar.generated.journal import JournalKind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from instar.sandbox.journal import Content, Step

FILE, ZEROS = -1, -2
"""Where bytes are that are not in the journal."""


class Overlay:
    """Ranges of a file that read as something else. `content` is the journal's."""

    __slots__ = ("_ends", "_places", "_shown", "_starts", "content", "length")

    def __init__(self, content: Content, length: int) -> None:
        self.content = content
        self.length = length
        """Of the file as it reads."""
        self._shown = length
        """So much of the file itself is still seen."""
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._places: list[int] = []

    def apply(self, step: Step) -> None:
        """From now on the file reads as after this step."""
        match step.kind:
            case JournalKind.PUT:
                self._cover(step.start, step.start + step.length, step.place)
            case JournalKind.ZERO | JournalKind.FILL:
                self._cover(step.start, step.start + step.length, ZEROS)
            case JournalKind.RESERVE:
                self.length = max(self.length, step.start + step.length)
            case JournalKind.RESIZE:
                self._cut(step.start)

    def show(self, end: int) -> None:
        """Let more of the file itself be seen, if it is not yet."""
        self._shown = max(self._shown, end)
        self.length = max(self.length, end)

    def show_to(self, end: int) -> None:
        """Let the file itself be seen up to its end, which nothing lies over."""
        self._shown = self.length = end

    def spares(self, start: int, end: int) -> bool:
        """Whether all of the range reads as the file itself."""
        at = bisect_right(self._ends, start)
        return end <= self._shown and (at == len(self._starts) or self._starts[at] >= end)

    def pieces(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """The range in pieces: first byte, end, and the place of the first byte in the journal, or
        `FILE`, or `ZEROS`.
        """
        at = bisect_right(self._ends, start)
        while start < end:
            if at == len(self._starts) or self._starts[at] >= end:
                yield from self._beneath(start, end)
                return
            low, high, place = self._starts[at], self._ends[at], self._places[at]
            if start < low:
                yield from self._beneath(start, low)
                start = low
            stop = min(high, end)
            yield start, stop, place if place == ZEROS else place + start - low
            start = stop
            at += 1

    def _beneath(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Where the journal has nothing."""
        seen = max(start, min(end, self._shown))
        if start < seen:
            yield start, seen, FILE
        if seen < end:
            yield seen, end, ZEROS

    def _cover(self, start: int, end: int, place: int) -> None:
        """One more range over all that was there."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        self.length = max(self.length, end)
        if first == last:  # nothing was there, as in most cases
            self._starts.insert(first, start)
            self._ends.insert(first, end)
            self._places.insert(first, place)
            return
        kept = [
            (low, high, at if at == ZEROS else at + low - self._starts[number])
            for number in range(first, last)
            for low, high, at in (
                (self._starts[number], min(self._ends[number], start), self._places[number]),
                (max(self._starts[number], end), self._ends[number], self._places[number]),
            )
            if low < high
        ]
        rows = sorted([*kept, (start, end, place)])
        self._starts[first:last] = [low for low, _, _ in rows]
        self._ends[first:last] = [high for _, high, _ in rows]
        self._places[first:last] = [at for _, _, at in rows]

    def _cut(self, length: int) -> None:
        if length < self.length:
            self._cover(length, self.length, ZEROS)
            number = bisect_left(self._starts, length)
            del self._starts[number:], self._ends[number:], self._places[number:]
            self._shown = min(self._shown, length)
        self.length = length
