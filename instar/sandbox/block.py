# SPDX-License-Identifier: Apache-2.0
"""The virtqueue's device side (`specs/abi/block.ksy`): what a guest asks for is checked, charged
for and handed to `transfer`, which moves the bytes.

Everything the guest wrote is copied once, then checked, then used; nothing is read from shared
memory twice. The driver's placement is fixed, so descriptors are checked by comparing whole
columns, which is also what makes a request cost little.
"""

from __future__ import annotations

import struct

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

_FEW = 16
"""Requests of a batch that is compared at once: a small image's have no more."""
_LENGTH_MASK = (1 << 32) - 1
_placement = _Placement(_FEW)


class _Few:
    """A batch of so few requests: what takes it apart, and what is fixed of it as one number, where
    all buffers are read, or all written.
    """

    __slots__ = ("_mask", "_read", "_ring", "_written", "headers", "table")

    def __init__(self, num: int) -> None:
        self.headers = struct.Struct(f"={2 * num}Q")
        self.table = struct.Struct(f"={6 * num}Q")
        placement, every = _placement, (1 << 64) - 1
        self._ring = placement.ring[: 2 * num]
        self._mask = self._number([every, every, 0, every ^ _LENGTH_MASK, every, every] * num)
        fixed = [0] * (6 * num)
        for place, column in zip(_COLUMNS, placement.columns, strict=True):
            fixed[place::6] = column[:num]
        fixed[3::6] = [link << 32 for link in placement.data_link[:num]]
        self._written = self._number(fixed)
        self._read = self._written - self._number([0, 0, 0, _WRITE << 32, 0, 0] * num)

    def _number(self, words: list[int]) -> int:
        return int.from_bytes(self.table.pack(*words), "little")

    def is_placed(self, table: bytes, ring: bytes, types: set[int]) -> bool:
        """Whether all is where it must be; False also where some buffers are read and some are
        written.
        """
        if types.isdisjoint(_FROM_GUEST):
            fixed = self._written
        elif types <= _FROM_GUEST:
            fixed = self._read
        else:
            return False
        return int.from_bytes(table, "little") & self._mask == fixed and ring == self._ring


_few: dict[int, _Few] = {}
"""By the number of requests."""


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
            (memory.BASE + start, memory.BASE + start + length)
            for start, length in (
                (arena, self._size - arena),
                *((start, length) for start, length, can_write, _ in writable if can_write),
            )
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
        headers = bytes(view[_HEADERS : _HEADERS + num * _HEADER])
        ring = bytes(view[_RING + _RING_HEAD.size : _RING + _RING_HEAD.size + 2 * num])
        kinds: Sequence[int]
        places: Sequence[int]
        addresses: Sequence[int]
        if num <= _FEW:
            few = _few.get(num) or _few.setdefault(num, _Few(num))
            heads, quads = few.headers.unpack(headers), few.table.unpack(table)
            kinds, places, addresses = heads[0::2], heads[1::2], quads[2::6]
            lengths = [data & _LENGTH_MASK for data in quads[3::6]]
            types = {kind & _TYPE_MASK for kind in kinds}
            if not few.is_placed(table, ring, types):
                self._check_placement(num, table, ring, kinds)
        else:
            words = memoryview(headers).cast("Q")
            kinds, places = words[0::2].tolist(), words[1::2].tolist()
            addresses = memoryview(table).cast("Q")[2::6].tolist()
            lengths = memoryview(table).cast("I")[6::12].tolist()
            types = {kind & _TYPE_MASK for kind in set(kinds)}
            self._check_placement(num, table, ring, kinds)
        self._check_buffers(addresses, lengths)
        num_bytes = sum(lengths)
        self.budget.begin_doorbell(num, num_bytes)
        self.num_bytes += num_bytes

        failed: dict[int, int] = {}
        written: Sequence[int] = lengths
        if types == {_IN}:
            self._read_all(kinds, places, addresses, lengths, failed)
        elif types <= _PUTS:
            self._put_all(kinds, places, addresses, lengths, failed)
            written = [0] * num
        else:
            written = self._serve_each(kinds, places, addresses, lengths, failed)
        self._complete(num, written, failed)

    def _check_placement(self, num: int, table: bytes, ring: bytes, kinds: Sequence[int]) -> None:
        """Compare what is fixed with what it must be, column by column."""
        global _placement
        if num > _placement.room:
            _placement = _Placement(min(4 * num, block.MAX_REQUESTS))
        placement = _placement
        words, quads = memoryview(table).cast("I"), memoryview(table).cast("Q")
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

    def _check_buffers(self, addresses: Sequence[int], lengths: Sequence[int]) -> None:
        """Every buffer lies in memory that the guest may write, and is no longer than a request may
        be.
        """
        longest = max(lengths)
        if longest > boot.LEN_REQUEST_MAX:
            raise self._requests.broken(
                f"request of {longest} bytes, must be at most {boot.LEN_REQUEST_MAX}"
            )
        low, high = memory.BASE + self._arena, memory.BASE + self._size
        if min(addresses) >= low and max(addresses) + longest <= high:
            return
        for address, length in zip(addresses, lengths, strict=True):
            if length and not (low <= address and address + length <= high):
                low, high = self._region_of(address, length)

    def _region_of(self, address: int, length: int) -> tuple[int, int]:
        """The memory that a buffer lies in, which the guest may write."""
        for low, high in self._regions:
            if low <= address and address + length <= high:
                return low, high
        raise self._requests.broken(
            f"buffer of {length} bytes at {address:#x} is not in the guest's memory"
        )

    def _read_all(
        self,
        kinds: Sequence[int],
        sectors: Sequence[int],
        addresses: Sequence[int],
        lengths: Sequence[int],
        failed: dict[int, int],
    ) -> None:
        """Reads that follow each other in a file go into one `preadv`."""
        view, base = self._view, memory.BASE
        last = following = -1
        start = first = limit = 0
        disk: Disk | None = None
        buffers: list[memoryview] = []
        batch = zip(kinds, sectors, addresses, lengths, strict=True)
        for i, (kind, sector, address, length) in enumerate(batch):
            if length % block.LEN_SECTOR or not length:
                raise self._requests.broken("read of a length that is not whole sectors")
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
        self._deadline.check()
        try:
            transfer.read(disk, buffers, start, end)
        except OSError as error:
            disk.error = error
            failed.update(dict.fromkeys(range(first, first + len(buffers)), _FAILED))

    def _put_all(
        self,
        kinds: Sequence[int],
        offsets: Sequence[int],
        addresses: Sequence[int],
        lengths: Sequence[int],
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
                if kind != last:
                    disk = self._requests.disk(kind >> _DISK_SHIFT)
                    last = kind
                start, buffers = offset, []
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
        if disk.medium is not None and disk.is_unbounded:
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
        kinds: Sequence[int],
        places: Sequence[int],
        addresses: Sequence[int],
        lengths: Sequence[int],
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

    def _complete(self, num: int, written: Sequence[int], failed: dict[int, int]) -> None:
        """Statuses first, then the used ring, as a driver would look."""
        view = self._view
        self.num_requests += num
        statuses = bytes(num)
        if failed:
            statuses = bytes(failed.get(i, _OK) for i in range(num))
        view[_STATUS : _STATUS + num] = statuses
        entries = [
            slot | (length + 1) << 32
            for slot, length in zip(range(0, _PER * num, _PER), written, strict=True)
        ]
        struct.pack_into(f"<HH{num}Q", view, _USED, 0, num, *entries)


def writable_regions(segments: Sequence[Segment]) -> list[Segment]:
    """Where data may go: the memory map's writable regions and the images' data."""
    return [segment for segment in (*REGIONS, *segments) if segment[2]]
