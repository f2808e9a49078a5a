# SPDX-License-Identifier: Apache-2.0
"""What a guest read of a file, so that another file can be held against it."""

from __future__ import annotations

from instar.record import Record
from instar.sandbox import transfer
from instar.sandbox.disk import Disk
from instar.sandbox.medium import Medium

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST_BYTES = 64 << 10
"""More is not remembered."""


class Seen(Record):
    """Parts of a file, and nothing else of it."""

    parts: tuple[tuple[int, bytes], ...]

    def is_of(self, fd: int) -> bool:
        """Whether a file of the same length has the same parts."""
        return all(transfer.holds(fd, start, part) for start, part in self.parts)


class Witness(Medium):
    """The medium of a file of `size` bytes, which stays open with who has it."""

    def __init__(self, fd: int, size: int) -> None:
        self._file = Disk(fd, "", size, (-1, fd))
        self._parts: list[tuple[int, bytes]] = []
        self._left = _MOST_BYTES
        self._knows_more = False

    def disk(self, name: str) -> Disk:
        """What the guest reads."""
        disk = Disk(self._file.fd, name, self._file.size, self._file.identity)
        disk.owns_fd = False
        disk.medium = self
        return disk

    @property
    def seen(self) -> Seen | None:
        """What was read; None where the guest has learnt anything else, or too much to remember."""
        return None if self._knows_more or self._left < 0 else Seen(tuple(self._parts))

    def read(self, buffers: Sequence[memoryview], start: int, end: int) -> None:
        """Read from the file. What lies past its end is zero, and no part of it."""
        transfer.read(self._file, buffers, start, end)
        self._left -= end - start
        if self._left >= 0:
            length = max(min(end, self._file.size) - start, 0)
            self._parts.append((start, b"".join(buffers)[:length]))

    def ranges(self, start: int) -> Iterator[tuple[int, int]]:
        """Holes are not among what is remembered."""
        self._knows_more = True
        yield from transfer.data_ranges(self._file, start)
