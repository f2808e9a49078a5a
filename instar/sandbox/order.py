# SPDX-License-Identifier: Apache-2.0
"""What a guest is to do, as a file of its run: made when the guest first reads it, from what it has
said by then.
"""

from __future__ import annotations

from instar.errors import InstarError
from instar.sandbox.disk import Disk
from instar.sandbox.errors import GuestProtocolError
from instar.sandbox.medium import Medium

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


class Declined(Exception):
    """That there is no order; the run ends. An `OSError` would be the guest's to bear."""

    def __init__(self, error: InstarError) -> None:
        super().__init__(error)
        self.error = error


class Order(Medium):
    """The medium of the file. What `make` raises is `Declined`; what it returns has no more than
    `length` bytes, and is followed by zeros.
    """

    def __init__(self, kind: str, length: int, make: Callable[[], bytes]) -> None:
        self._kind = kind
        self._length = length
        self._make = make
        self._made: bytes | None = None

    def disk(self) -> Disk:
        """What the guest reads."""
        return Disk.medium_of(self, "the order", self._length)

    @property
    def is_made(self) -> bool:
        """Whether the guest has read it."""
        return self._made is not None

    def read(self, buffers: Sequence[memoryview], start: int, end: int) -> None:
        """Give the guest its order."""
        if self._made is None:
            try:
                self._made = self._make()
            except InstarError as error:
                raise Declined(error) from error
        left = self._made[start:end].ljust(end - start, b"\0")
        for buffer in buffers:
            buffer[:], left = left[: len(buffer)], left[len(buffer) :]

    def ranges(self, start: int) -> Iterator[tuple[int, int]]:
        """All of it is data."""
        if start < self._length:
            yield start, self._length - start

    def write(self, buffers: Sequence[memoryview], start: int) -> None:
        """It is not written."""
        raise GuestProtocolError(self._kind, f"write to its order at {start}")
