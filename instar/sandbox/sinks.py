# SPDX-License-Identifier: Apache-2.0
"""What takes the bytes that a run writes, in place of a file."""

from __future__ import annotations

from instar.sandbox.access import Output
from instar.sandbox.disk import Disk
from instar.sandbox.errors import GuestProtocolError
from instar.sandbox.medium import Medium
from instar.widths import INT64_MAX

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Sink(Medium):
    """A medium of a run in a sandbox of this kind, which is only written, in ascending order."""

    is_unbounded = True

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def disk(self) -> Disk:
        """What the guest writes to."""
        output = Output(INT64_MAX, INT64_MAX)
        return Disk.medium_of(self, "what is read", 0, output=output)

    def read(self, buffers: Sequence[memoryview], start: int, end: int) -> None:
        """There is nothing to be read."""
        raise GuestProtocolError(self.kind, "a read of what is only taken")

    def ranges(self, start: int) -> Iterator[tuple[int, int]]:
        """There is nothing to be read."""
        yield from ()

    def refuse(self, length: int, start: int) -> GuestProtocolError:
        """The error of a guest that writes where it should not."""
        return GuestProtocolError(self.kind, f"put of {length} bytes at {start}, out of order")
