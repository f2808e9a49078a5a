# SPDX-License-Identifier: Apache-2.0
"""The virtqueue's device side (`specs/abi/block.ksy`): what a guest asks for is checked, charged
for and handed to `transfer`, which moves the bytes.

Everything the guest wrote is copied once, then checked, then used; nothing is read from shared
memory twice. The driver's placement is fixed, so descriptors are checked by comparing whole
columns, which is also what makes a request cost little.
"""

from __future__ import annotations

import struct
from time import monotonic

from instar.generated import block, boot, memory
from instar.sandbox import transfer
from instar.sandbox.budget import Budget
from instar.sandbox.guestmemory import REGIONS
from instar.sandbox.requests import CHANGES, Requests

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from instar.sandbox.disk import Disk
    from instar.sandbox.images import Segment
    from instar.sandbox.limits import Deadline

_NEXT = int(block.BlockDescriptorFlag.NEXT)
_WRITE = int(block.BlockDescriptorFlag.WRITE)
_IN = int(block.BlockRequestType.READ)
_PUT = int(block.BlockRequestType.PUT)
_OVER = int(block.BlockRequestType.PUT_OVER)
_PUTS = frozenset((_PUT, _OVER))
_MOVES = frozenset((_IN, *_PUTS))
_OK = int(block.BlockRequestStatus.OK)
_FAILED = int(block.BlockRequestStatus.IO_ERROR)

_TABLE = memory.OFS_QUEUE + block.OFS_DESCRIPTORS
_HEADERS = memory.OFS_QUEUE + block.OFS_HEADERS
_RING = memory.OFS_QUEUE + block.OFS_AVAILABLE
_STATUS = memory.OFS_QUEUE + block.OFS_STATUS
_USED = memory.OFS_QUEUE + block.OFS_USED
_HEADER = block.LEN_REQUEST
_PER = block.PER_REQUEST
_SLOT = block.LEN_DESCRIPTOR * _PER

_RING_HEAD = struct.Struct("<HH")
_TYPE_MASK, _DISK_SHIFT = block.TYPE_MASK, block.DISK_SHIFT
_FROM_GUEST = frozenset((*_PUTS, *CHANGES))
"""Requests whose buffer the host only reads."""


class _Placement:
    """What is fixed in a batch of up to `room` requests, as columns to compare with.

    Where headers and statuses are, how descriptors are linked, the ring's slots.
    """

    __slots__ = ("columns", "data_link", "ring", "room")

    def __init__(self, room: int) -> None:
        self.room = room
        link = 1 << 48
        step = _PER * link
        flagged = (_NEXT << 32) | link
        self.columns = tuple(
            memoryview(struct.pack(f"={room}Q", *column)).cast("Q")
            for column in (
                range(memory.BASE + _HEADERS, memory.BASE + _HEADERS + room * _HEADER, _HEADER),
                range(flagged | _HEADER, (flagged | _HEADER) + room * step, step),
                range(memory.BASE + _STATUS, memory.BASE + _STATUS + room),
                [_WRITE << 32 | 1] * room,
            )
        )
        first = _NEXT | _WRITE | 2 << 16
        links = range(first, first + room * (_PER << 16), _PER << 16)
        self.data_link = memoryview(struct.pack(f"={room}I", *links)).cast("I")
        self.ring = struct.pack(f"={room}H", *range(0, room * _PER, _PER))


_PLACED = ("header address", "header length or link", "status address", "status length or link")
_COLUMNS = (0, 1, 4, 5)
"""Which 64-bit words of a request's three descriptors those are; 2 is the buffer's address, 3 its
length and link.
"""

_placement = _Placement(4)
_ONE = struct.Struct("=6Q")
_LENGTH_MASK = (1 << 32) - 1
_FIRST = (
    *(_placement.columns[0][0], _placement.columns[1][0], _placement.data_link[0] << 32),
    *(_placement.columns[2][0], _placement.columns[3][0]),
)
_FIRST_RING = _placement.ring[:2]
"""What is fixed of the first request, if that is a read."""


class BlockDevice:
    """All files of one run, with one queue."""

    __slots__ = (
        "_arena",
        "_deadline",
        "_regions",
        "_requests",
        "_size",
        "_view",
        "budget",
        "num_bytes",
        "num_requests",
    )

    def __init__(
        self,
        view: memoryview,
        kind: str,
        disks: Sequence[Disk],
        writable: Sequence[Segment],
        deadline: Deadline,
        arena: int = memory.OFS_ARENA,
    ) -> None:
        self._view = view
        self._size = len(view)
        self._arena = arena
        self._regions = [
            (start, start + length) for start, length, can_write, _ in writable if can_write
        ]
        self._deadline = deadline
        self.budget = Budget(kind)
        for disk in disks:
            self.budget.add(disk)
        self._requests = Requests(kind, disks, deadline, self.budget)
        self.num_requests = 0
        self.num_bytes = 0

    def serve(self) -> None:
        """Do what the queue holds. When this returns, every request has its status."""
        view = self._view
        _, num = _RING_HEAD.unpack_from(view, _RING)
        if not 0 < num <= block.MAX_REQUESTS:
            raise self._requests.broken(
                f"queue holds {num} requests, must be 1..{block.MAX_REQUESTS}"
            )
        table = bytes(view[_TABLE : _TABLE + num * _SLOT])
        headers = memoryview(bytes(view[_HEADERS : _HEADERS + num * _HEADER])).cast("Q")
        ring = bytes(view[_RING + _RING_HEAD.size : _RING + _RING_HEAD.size + 2 * num])
        if num == 1 and ring == _FIRST_RING and self._read_one(table, headers):
            return
        words = memoryview(table).cast("I")
        quads = memoryview(table).cast("Q")
        kinds = headers[0::2].tolist()
        places = headers[1::2].tolist()
        addresses = quads[2::6].tolist()
        lengths = words[6::12].tolist()
        self._check_placement(num, words, quads, ring, kinds)
        self._check_buffers(addresses, lengths)
        num_bytes = sum(lengths)
        self.budget.begin_doorbell(num, num_bytes)
        self.num_bytes += num_bytes

        failed: dict[int, int] = {}
        written = lengths
        types = {kind & _TYPE_MASK for kind in set(kinds)}
        if types == {_IN}:
            self._read_all(kinds, places, addresses, lengths, failed)
        elif types <= _PUTS:
            self._put_all(kinds, places, addresses, lengths, failed)
            written = [0] * num
        else:
            written = self._serve_each(kinds, places, addresses, lengths, failed)
        self._complete(num, written, failed)

    def _read_one(self, table: bytes, headers: memoryview) -> bool:
        """Serve a batch that is one read as it should be: most of a small image's are. Returns
        whether it is.
        """
        kind, sector = headers
        first, header, address, data, status, last = _ONE.unpack(table)
        length = data & _LENGTH_MASK
        start = address - memory.BASE
        if (
            (first, header, data - length, status, last) != _FIRST
            or kind & _TYPE_MASK != _IN
            or length > boot.LEN_REQUEST_MAX
            or not self._is_writable(start, start + length)
        ):
            return False
        self.budget.begin_doorbell(1, length)
        self.num_bytes += length
        failed: dict[int, int] = {}
        self._read_all([kind], [sector], [address], [length], failed)
        self._complete(1, [length], failed)
        return True

    def _check_placement(
        self, num: int, words: memoryview, quads: memoryview, ring: bytes, kinds: list[int]
    ) -> None:
        """Compare what is fixed with what it must be, column by column."""
        global _placement
        if num > _placement.room:
            _placement = _Placement(min(4 * num, block.MAX_REQUESTS))
        placement = _placement
        if placement.ring[: 2 * num] != ring:
            raise self._requests.broken("ring slots are not those of the requests in order")
        for name, place, column in zip(_PLACED, _COLUMNS, placement.columns, strict=True):
            if quads[place::6] != column[:num]:
                self._misplaced(name, quads[place::6].tolist(), column[:num].tolist())
        if words[7::12] != placement.data_link[:num]:
            expected = [
                link - _WRITE if kind & _TYPE_MASK in _FROM_GUEST else link
                for link, kind in zip(placement.data_link[:num].tolist(), kinds, strict=True)
            ]
            self._misplaced("data link", words[7::12].tolist(), expected)

    def _misplaced(self, name: str, found: list[int], expected: list[int]) -> None:
        for i, (is_there, must_be) in enumerate(zip(found, expected, strict=True)):
            if is_there != must_be:
                raise self._requests.broken(
                    f"request {i}: {name} is {is_there:#x}, must be {must_be:#x}"
                )

    def _check_buffers(self, addresses: list[int], lengths: list[int]) -> None:
        """Every buffer lies in memory that the guest may write, and is no longer than a request may
        be.
        """
        longest = max(lengths)
        if longest > boot.LEN_REQUEST_MAX:
            raise self._requests.broken(
                f"request of {longest} bytes, must be at most {boot.LEN_REQUEST_MAX}"
            )
        if (
            min(addresses) >= memory.BASE + self._arena
            and max(addresses) + longest <= memory.BASE + self._size
        ):
            return
        for address, length in zip(addresses, lengths, strict=True):
            start = address - memory.BASE
            if length and not self._is_writable(start, start + length):
                raise self._requests.broken(
                    f"buffer of {length} bytes at {address:#x} is not in the guest's memory"
                )

    def _is_writable(self, start: int, end: int) -> bool:
        if start >= self._arena and end <= self._size:
            return True
        for low, high in self._regions:  # noqa: SIM110 (any() takes twice the time, for each buffer)
            if low <= start and end <= high:
                return True
        return False

    def _read_all(
        self,
        kinds: list[int],
        sectors: list[int],
        addresses: list[int],
        lengths: list[int],
        failed: dict[int, int],
    ) -> None:
        """Reads that follow each other in a file go into one `preadv`."""
        if any(length % block.LEN_SECTOR or not length for length in set(lengths)):
            raise self._requests.broken("read of a length that is not whole sectors")
        view, base = self._view, memory.BASE
        last = following = -1
        start = first = limit = 0
        disk: Disk | None = None
        buffers: list[memoryview] = []
        batch = zip(kinds, sectors, addresses, lengths, strict=True)
        for i, (kind, sector, address, length) in enumerate(batch):
            offset = sector << block.SECTOR_SHIFT
            at = address - base
            if offset != following or kind != last or len(buffers) == transfer.MAX_BUFFERS:
                if disk is not None:
                    self._read(disk, buffers, start, following, first, failed)
                if kind != last:
                    disk = self._requests.disk(kind >> _DISK_SHIFT)
                    limit = disk.size + -disk.size % block.LEN_SECTOR
                    last = kind
                start, first, buffers = offset, i, []
            buffers.append(view[at : at + length])
            following = offset + length
            if following > limit:
                number = kind >> _DISK_SHIFT
                raise self._requests.broken(
                    f"read of {length} bytes at {offset}, past the end of file {number}"
                )
        if disk is not None:
            self._read(disk, buffers, start, following, first, failed)

    def _read(
        self,
        disk: Disk,
        buffers: list[memoryview],
        start: int,
        end: int,
        first: int,
        failed: dict[int, int],
    ) -> None:
        """Fill the buffers with the bytes from `start` to `end`; what lies past the end of the file
        is zero.
        """
        if monotonic() > self._deadline.at:
            raise self._deadline.passed()
        try:
            transfer.read(disk, buffers, start, end)
        except OSError as error:
            disk.error = error
            failed.update(dict.fromkeys(range(first, first + len(buffers)), _FAILED))

    def _put_all(
        self,
        kinds: list[int],
        offsets: list[int],
        addresses: list[int],
        lengths: list[int],
        failed: dict[int, int],
    ) -> None:
        """Requests that follow each other in an output go into one `pwritev`. After one that failed
        none is tried.
        """
        start = following = 0
        last = -1
        disk: Disk | None = None
        buffers: list[memoryview] = []
        batch = zip(kinds, offsets, addresses, lengths, strict=True)
        for i, (kind, offset, address, length) in enumerate(batch):
            if offset != following or kind != last or len(buffers) == transfer.MAX_BUFFERS:
                if disk is not None and not self._put(disk, buffers, start, last):
                    failed.update(dict.fromkeys(range(i - len(buffers), len(kinds)), _FAILED))
                    return
                disk = self._requests.disk(kind >> _DISK_SHIFT)
                last, start, buffers = kind, offset, []
            if not length:
                raise self._requests.broken("put of no bytes")
            assert disk is not None
            self._requests.admit("write", disk, offset, length, length)
            at = address - memory.BASE
            buffers.append(self._view[at : at + length])
            following = offset + length
        if disk is not None and not self._put(disk, buffers, start, last):
            failed.update(dict.fromkeys(range(len(kinds) - len(buffers), len(kinds)), _FAILED))

    def _put(self, disk: Disk, buffers: list[memoryview], start: int, kind: int) -> bool:
        self._deadline.check()
        if disk.is_unbounded:
            self.budget.spend_taken(sum(map(len, buffers)))
        try:
            (transfer.write_over if kind & _TYPE_MASK == _OVER else transfer.write)(
                disk, buffers, start
            )
        except OSError as error:
            assert disk.output is not None
            disk.output.failure = error
            return False
        return True

    def _serve_each(
        self,
        kinds: list[int],
        places: list[int],
        addresses: list[int],
        lengths: list[int],
        failed: dict[int, int],
    ) -> list[int]:
        """Requests of unlike types: reads and puts as far as they follow each other, the others one
        by one. Returns how many bytes each wrote.
        """
        num, first = len(kinds), 0
        written = [0] * num
        is_over = False
        while first < num and not is_over:
            kind = kinds[first] & _TYPE_MASK
            end = first + 1
            if kind in _MOVES:
                while end < num and kinds[end] & _TYPE_MASK == kind:
                    end += 1
            some = slice(first, end)
            bad: dict[int, int] = {}
            if kind == _IN:
                self._read_all(kinds[some], places[some], addresses[some], lengths[some], bad)
                written[some] = lengths[some]
            elif kind in _PUTS:
                self._put_all(kinds[some], places[some], addresses[some], lengths[some], bad)
                is_over = bool(bad)
            else:
                disk = self._requests.disk(kinds[first] >> _DISK_SHIFT)
                at, length = addresses[first] - memory.BASE, lengths[first]
                buffer = self._view[at : at + length] if length else memoryview(b"")
                try:
                    written[first] = self._requests.answer(kind, disk, places[first], buffer)
                except OSError as error:
                    is_over = self._note(disk, error)
                    bad[0] = _FAILED
            failed.update((first + number, status) for number, status in bad.items())
            first = end
        failed.update(dict.fromkeys(range(first, num), _FAILED))
        return written

    def _note(self, disk: Disk, error: OSError) -> bool:
        """A request failed. Returns whether the run has failed with it."""
        if disk.output is None:
            disk.error = error
            return False
        disk.output.failure = error
        return True

    def _complete(self, num: int, written: list[int], failed: dict[int, int]) -> None:
        """Statuses first, then the used ring, as a driver would look."""
        view = self._view
        self.num_requests += num
        statuses = bytes(num)
        if failed:
            statuses = bytes(failed.get(i, _OK) for i in range(num))
        view[_STATUS : _STATUS + num] = statuses
        pairs = [0] * (2 * num)
        pairs[0::2] = range(0, _PER * num, _PER)
        pairs[1::2] = [length + 1 for length in written]
        struct.pack_into(f"<HH{2 * num}I", view, _USED, 0, num, *pairs)


def writable_regions(segments: Sequence[Segment]) -> list[Segment]:
    """Where data may go: the memory map's writable regions and the images' data."""
    return [segment for segment in (*REGIONS, *segments) if segment[2]]
