# SPDX-License-Identifier: Apache-2.0
"""What a conversion loses of its sources, and how that is reported."""

from __future__ import annotations

import errno
import os

from instar.errors import SandboxError
from instar.faults import rule_words, told_apart
from instar.generated.source import SECTOR_SIZE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from instar.generated.messages import Error, Unreadable
    from instar.generated.profiles import Profile

MOST_LINES = 1 << 16
"""Warnings that are kept; the rest is counted."""
_WALKING = "error while reading block status at offset"
_READING = "error while reading offset"


class Losses:
    """Hears what cannot be read of a disk. With `each`, of every sector as qemu-img does."""

    def __init__(self, profile: Profile, size: int, *, each: bool) -> None:
        self._number = profile.number
        self._size = size
        self._each = each
        self._spoken: set[int] = set()
        self._sectors: list[str] = []
        self._ranges: list[tuple[int, int, str]] = []
        self._unsaid = False
        self.drivers: list[str] = []
        """What qemu's drivers say of it, once for each file."""
        self.lost = 0

    def hear(self, part: Unreadable) -> None:
        """One more part, after those before it on the disk."""
        end = part.start + part.length
        told = self._ranges[-1][1] if self._ranges else 0
        if not part.length or end > self._size or (part.read and part.start < told):
            raise SandboxError(f"the guest's answer cannot be true: {part}")
        if part.read:
            self.lost += part.length
            self._add_range(part, told)
        if self._each:
            self._add_sectors(part)

    def said(self) -> tuple[str, ...]:
        """All warnings."""
        lines = self._sectors
        if not self._each:
            lines = [
                f"bytes {start} to {end - 1} cannot be read, and are zeros{why}"
                for start, end, why in self._ranges
            ]
        more = (f"more than {MOST_LINES} parts cannot be read",) if self._unsaid else ()
        return (*lines, *more)

    def _add_range(self, part: Unreadable, told: int) -> None:
        """Parts that follow each other are one."""
        end = part.start + part.length
        if self._ranges and (part.start == told or len(self._ranges) == MOST_LINES):
            self._unsaid |= part.start != told
            start, _, why = self._ranges[-1]
            self._ranges[-1] = start, end, why
        else:
            self._ranges.append((part.start, end, _why(part.error)))

    def _add_sectors(self, part: Unreadable) -> None:
        error = part.error
        driver, reason = ("", "") if error is None else told_apart(error, self._number)
        if error is not None and driver and error.disk not in self._spoken:
            self._spoken.add(error.disk)
            self.drivers.append(driver)
        for line in _lines(part, reason or os.strerror(errno.EIO)):
            if len(self._sectors) == MOST_LINES:
                self._unsaid = True
                return
            self._sectors.append(line)


def _lines(part: Unreadable, reason: str) -> Iterator[str]:
    """As qemu-img warns of each sector."""
    for place in range(part.start, part.start + part.length, SECTOR_SIZE):
        if part.walk:
            yield f"{_WALKING} {place}: {reason}"
        if part.read:
            yield f"{_READING} {place}: {reason}"


def _why(error: Error | None) -> str:
    if error is None:
        return ""
    words = " ".join(word for word in rule_words(error) if word)
    return f": {words}" if words else ""
