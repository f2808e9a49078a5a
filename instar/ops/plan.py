# SPDX-License-Identifier: Apache-2.0
"""What a repair writes, and why: the bytes are compared as they are, the guest says the reasons."""

from __future__ import annotations

import os
from bisect import bisect_left, bisect_right

from instar.record import Record
from instar.sandbox.undo import differences

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from instar.ops.problems import Problem
    from instar.sandbox.transaction import Transaction

_WORD = 8
MOST_SHOWN = 512
"""Bytes of a write that are shown; of longer ones only where and how many."""


class Write(Record, kw_only=True):
    """Bytes that a repair changes, and why. `old` and `new` are in hexadecimal, empty for more than
    512 bytes; both are zeros past the end of the file.
    """

    offset: int
    length: int
    old: str
    new: str
    reasons: tuple[str, ...]


class Reasons:
    """Why something is written, by where that is."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        found = sorted(
            (problem.offset, number)
            for number, problem in enumerate(problems)
            if problem.is_written and problem.depth == 0
        )
        self._places = [place for place, _ in found]
        self._texts = [problems[number].why for _, number in found]

    def is_one_at(self, start: int, end: int) -> bool:
        """Whether one is about this place."""
        return bisect_left(self._places, start) < bisect_left(self._places, end)

    def of(self, start: int, end: int) -> tuple[str, ...]:
        """Those of a range; of one without its own those of what begins before it."""
        low, high = bisect_left(self._places, start), bisect_left(self._places, end)
        if low == high and self._places:
            place = self._places[max(low - 1, 0)]
            low, high = bisect_left(self._places, place), bisect_right(self._places, place)
        return tuple(dict.fromkeys(self._texts[low:high]))


def writes(change: Transaction, problems: Sequence[Problem]) -> Iterator[Write]:
    """The changes of a file, each with its reasons, and last that of its length."""
    reasons = Reasons(problems)
    for start, old, new in differences(change):
        for low, high in _runs(start, old, new, reasons):
            before, after = old[low:high], new[low:high]
            is_long = high - low > MOST_SHOWN
            yield Write(
                offset=start + low,
                length=high - low,
                old="" if is_long else before.hex(),
                new="" if is_long else after.hex(),
                reasons=reasons.of(start + low, start + high),
            )


def lengths(change: Transaction) -> tuple[int, int]:
    """Of the file, before and after."""
    return os.fstat(change.disk.fd).st_size, change.disk.size


def _runs(
    start: int, old: bytearray, new: bytearray, reasons: Reasons
) -> Iterator[tuple[int, int]]:
    """Words that differ and follow each other, up to the next that has a reason of its own."""
    begun = -1
    for at in range(0, len(old), _WORD):
        differs = old[at : at + _WORD] != new[at : at + _WORD]
        ends = not differs or reasons.is_one_at(start + at, start + at + _WORD)
        if begun >= 0 and ends:
            yield begun, at
            begun = -1
        if differs and begun < 0:
            begun = at
    if begun >= 0:
        yield begun, len(old)
