# SPDX-License-Identifier: Apache-2.0
"""What a guest may ask of a file besides its bytes: each request is checked and charged for, then
handed to `transfer`.
"""

from __future__ import annotations

import struct

from instar.generated import block
from instar.sandbox import transfer
from instar.sandbox.access import admit
from instar.sandbox.budget import MAX_FLUSHES, RANGE_COST, WRITTEN_BETWEEN_FLUSHES
from instar.sandbox.errors import GuestProtocolError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from instar.sandbox.access import Output
    from instar.sandbox.budget import Budget
    from instar.sandbox.disk import Disk
    from instar.sandbox.limits import Deadline

_RESIZE = int(block.BlockRequestType.RESIZE)
_ZERO = int(block.BlockRequestType.ZERO)
_UNMAP = int(block.BlockRequestType.UNMAP)
_RESERVE = int(block.BlockRequestType.RESERVE)
_COPY = int(block.BlockRequestType.COPY)
_FLUSH = int(block.BlockRequestType.FLUSH)
_HOLES = int(block.BlockRequestType.HOLES)
CHANGES = (_RESIZE, _ZERO, _UNMAP, _RESERVE, _COPY)
"""Requests that change a file."""
RESERVED_AT_ONCE = 1 << 30
"""Bytes that the file system sets aside between two looks at the deadline."""
_RANGE = block.LEN_DATA_RANGE
_COUNT = struct.Struct("<Q")


class Requests:
    """The files of a run, and what is asked of them."""

    __slots__ = ("_budget", "_deadline", "_disks", "_kind", "_num_flushes")

    def __init__(
        self, kind: str, disks: Sequence[Disk], deadline: Deadline, budget: Budget
    ) -> None:
        self._kind = kind
        self._disks = disks
        self._deadline = deadline
        self._budget = budget
        self._num_flushes = 0

    def disk(self, number: int) -> Disk:
        """The file of that number."""
        if number >= len(self._disks):
            raise self.broken(f"request for file {number} of {len(self._disks)}")
        return self._disks[number]

    def admit(self, what: str, disk: Disk, start: int, length: int, cost: int) -> Output:
        """Let the guest change a range, when it is time for it."""
        output = admit(self._kind, what, disk, start, length, cost)
        output.pace(self._deadline.check)
        return output

    def answer(self, request_type: int, disk: Disk, place: int, buffer: memoryview) -> int:
        """Do what is asked of a file: how many bytes of the buffer were written."""
        self._deadline.check()
        action = _ACTIONS.get(request_type)
        if action is None:
            raise self.broken(f"request of type {request_type:#x}")
        return action(self, disk, place, buffer)

    def _resize(self, disk: Disk, place: int, buffer: memoryview) -> int:
        if len(buffer):
            raise self.broken("resize with data")
        self.admit("resize", disk, place, 0, 0)
        transfer.resize(disk, place)
        return 0

    def _range(self, buffer: memoryview) -> block.BlockDataRange:
        if len(buffer) != _RANGE:
            raise self.broken(f"range of {len(buffer)} bytes")
        try:
            return block.BlockDataRange.unpack(bytes(buffer))
        except ValueError as error:
            raise self.broken(str(error)) from error

    def _zero(self, disk: Disk, place: int, buffer: memoryview) -> int:
        del place
        wanted = self._range(buffer)
        inside = max(min(disk.size, wanted.start + wanted.length) - wanted.start, 0)
        self.admit("zeros", disk, wanted.start, wanted.length, inside)
        self._budget.spend(inside)
        transfer.zero(disk, wanted.start, wanted.length, self._deadline.check)
        return 0

    def _reserve(self, disk: Disk, place: int, buffer: memoryview) -> int:
        del place
        wanted = self._range(buffer)
        output = self.admit("reserve", disk, wanted.start, wanted.length, 0)
        end = wanted.start + wanted.length
        for start in range(wanted.start, end, RESERVED_AT_ONCE):
            self._deadline.check()
            length = min(RESERVED_AT_ONCE, end - start)
            transfer.reserve(disk, start, length)
            output.tell(length)
        return 0

    def _copy(self, disk: Disk, place: int, buffer: memoryview) -> int:
        del place
        if len(buffer) != block.LEN_COPY:
            raise self.broken(f"copy with {len(buffer)} bytes")
        try:
            wanted = block.BlockCopy.unpack(bytes(buffer))
        except ValueError as error:
            raise self.broken(str(error)) from error
        source = self.disk(wanted.source)
        if source.output is not None or wanted.source_start + wanted.length > source.size:
            raise self.broken(
                f"copy of {wanted.length} bytes at {wanted.source_start} of {source.name}"
            )
        self.admit("copy", disk, wanted.start, wanted.length, wanted.length)
        self._budget.spend_moved(wanted.length, is_bounded=not disk.is_unbounded)
        check = self._deadline.check
        transfer.copy(source, wanted.source_start, disk, wanted.start, wanted.length, check)
        return 0

    def _flush(self, disk: Disk, place: int, buffer: memoryview) -> int:
        del place
        if len(buffer):
            raise self.broken("flush with data")
        self._num_flushes += 1
        written = 0 if disk.output is None else disk.output.written
        most = MAX_FLUSHES + written // WRITTEN_BETWEEN_FLUSHES
        if self._num_flushes > most:
            raise self.broken(f"more than {most} flushes")
        if disk.output is not None and disk.output.barriers:
            self.admit("flush", disk, 0, 0, 0)
            transfer.flush(disk)
        return 0

    def _holes(self, disk: Disk, place: int, buffer: memoryview) -> int:
        if not buffer or len(buffer) % _RANGE:
            raise self.broken(f"holes: buffer of {len(buffer)} bytes")
        found: list[int] = []
        ranges = transfer.data_ranges(disk, place << block.SECTOR_SHIFT)
        for _ in range(len(buffer) // _RANGE):
            self._budget.spend(RANGE_COST)
            self._deadline.check()
            one = next(ranges, None)
            if one is None:
                break
            found += one
        struct.pack_into(f"<{len(found)}Q", buffer, 0, *found)
        return len(found) * _COUNT.size

    def broken(self, reason: str) -> GuestProtocolError:
        """The guest asked for what it may not."""
        return GuestProtocolError(self._kind, reason)


_ACTIONS: dict[int, Callable[[Requests, Disk, int, memoryview], int]] = {
    _FLUSH: Requests._flush,
    _HOLES: Requests._holes,
    _RESIZE: Requests._resize,
    _ZERO: Requests._zero,
    _UNMAP: Requests._zero,
    _RESERVE: Requests._reserve,
    _COPY: Requests._copy,
}
