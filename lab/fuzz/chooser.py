# SPDX-License-Identifier: Apache-2.0
"""Decisions out of an input: `random.Random`'s calls, answered by bytes.

The same bytes decide the same, wherever they come from: a generator of random numbers, a fuzzer
that looks at coverage, or a file of a finding. When they are used up, every decision is the first
of its choices.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chooser:
    """As much of `random.Random` as the drivers need."""

    __slots__ = ("_at", "_data")

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def randbytes(self, num: int) -> bytes:
        """The next bytes of the input, zeros past its end."""
        start, self._at = self._at, self._at + num
        return self._data[start : self._at].ljust(num, b"\0")

    def getrandbits(self, num: int) -> int:
        return int.from_bytes(self.randbytes((num + 7) // 8), "little") & ((1 << num) - 1)

    def randrange(self, start: int, stop: int | None = None) -> int:
        low, high = (0, start) if stop is None else (start, stop)
        if high <= low:
            raise ValueError(f"nothing from {low} to {high}")
        return low + self.getrandbits((high - low).bit_length() + 7 & ~7) % (high - low)

    def chance(self, percent: int) -> bool:
        """Whether something that happens so often happens; it does not when the input is used
        up.
        """
        return self.randrange(256) >= 256 - 256 * percent // 100

    def choice(self, items: Sequence[T]) -> T:
        return items[self.randrange(len(items))]

    def choices(self, items: Sequence[T], num: int) -> list[T]:
        return [self.choice(items) for _ in range(num)]

    def rest(self) -> bytes:
        """All that was not used yet."""
        start, self._at = self._at, len(self._data)
        return self._data[start:]
