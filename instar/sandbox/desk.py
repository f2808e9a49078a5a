# SPDX-License-Identifier: Apache-2.0
"""Where workers and the guest that lays out an image meet (`specs/abi/worker.ksy`): chunks of a
disk go out to workers, and what they make of them comes in, by place and length.
"""

from __future__ import annotations

from threading import Condition

from instar.generated.desk import LEN_CHUNK, LEN_STRIDE, NUM_KEPT, OFS_BYTES
from instar.sandbox.access import Output
from instar.sandbox.disk import Disk
from instar.sandbox.errors import GuestProtocolError
from instar.sandbox.medium import Medium

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_SPARE = 1
"""Chunks that are made ahead, besides one for each worker."""
_REWRITES = 2
_NO_PIECES = bytes(OFS_BYTES)


class Desk(Medium):
    """The chunks of a disk of `length` bytes, for any number of workers and one reader, in its
    order. `begin` is called when the reader wants the first.
    """

    def __init__(self, length: int, begin: Callable[[], None]) -> None:
        self._length = length
        self._num = -(-length // LEN_CHUNK)
        self._begin: Callable[[], None] | None = begin
        self._changed = Condition()
        self._made: dict[int, bytearray] = {}
        self._taken: set[int] = set()
        self._free: list[bytearray] = []
        self._next = self._limit = 0
        """The chunk to be taken next, and the first that is not wanted yet."""
        self._num_workers = 0
        self._is_closed = False
        self.error: BaseException | None = None
        """Why a worker's run failed, where that is no word on the sources."""

    @property
    def size(self) -> int:
        """Bytes that the reader sees."""
        return self._num * LEN_STRIDE

    def disk(self) -> Disk:
        """What the guest has that lays out."""
        return Disk.medium_of(self, "what workers made", self.size)

    # --- the reader ---

    def read(self, buffers: Sequence[memoryview], start: int, end: int) -> None:
        """Fill the buffers; what no worker has made reads as zeros, which says so."""
        del end
        for buffer in buffers:
            done = 0
            while done < len(buffer):
                chunk, at = divmod(start + done, LEN_STRIDE)
                step = min(len(buffer) - done, LEN_STRIDE - at)
                made = self._wait_for(chunk)
                if made is None and at + step > OFS_BYTES:
                    raise OSError("what a worker made is not kept any more")
                part = bytes(step) if made is None else memoryview(made)[at : at + step]
                buffer[done : done + step] = part
                done += step
            start += len(buffer)

    def ranges(self, start: int) -> Iterator[tuple[int, int]]:
        """All of it is data."""
        yield 0, self.size

    def _wait_for(self, chunk: int) -> bytearray | None:
        """What a worker has made of a chunk; None: none has, or will."""
        if self._begin is not None:
            begin, self._begin = self._begin, None
            begin()
        with self._changed:
            self._want(chunk)
            while chunk not in self._made:
                if self.error is not None:
                    raise OSError("a worker has failed")
                if self._num_workers == 0 or (chunk < self._next and chunk not in self._taken):
                    return None
                self._changed.wait()
            return self._made[chunk]

    def _want(self, chunk: int) -> None:
        """Have the chunk made, and some more, before others; forget those that were read."""
        for old in [number for number in self._made if number < chunk - NUM_KEPT]:
            self._free.append(self._made.pop(old))
        self._next = max(self._next, chunk)
        limit = min(chunk + 1 + self._num_workers + _SPARE, self._num)
        if limit > self._limit:
            self._limit = limit
            self._changed.notify_all()

    # --- workers ---

    def join(self) -> None:
        """One more worker, which will leave."""
        with self._changed:
            self._num_workers += 1

    def take(self) -> int | None:
        """The next chunk that is wanted, when one is; None: there is no more to do."""
        with self._changed:
            while not self._is_closed and self.error is None and self._next < self._num:
                if self._next < self._limit:
                    self._taken.add(self._next)
                    self._next += 1
                    return self._next - 1
                self._changed.wait()
        return None

    def range_of(self, chunk: int) -> tuple[int, int]:
        """Its start and length on the disk."""
        start = chunk * LEN_CHUNK
        return start, min(LEN_CHUNK, self._length - start)

    def blank(self) -> bytearray:
        """Room for what is made of a chunk, without pieces."""
        with self._changed:
            room = self._free.pop() if self._free else None
        if room is None:
            return bytearray(LEN_STRIDE)
        room[:OFS_BYTES] = _NO_PIECES
        return room

    def hand_in(self, chunk: int, made: bytearray | None) -> None:
        """A chunk is done; None: it is left."""
        with self._changed:
            self._taken.discard(chunk)
            if made is not None:
                self._made[chunk] = made
            self._changed.notify_all()

    def leave(self, error: BaseException | None) -> None:
        """A worker has ended."""
        with self._changed:
            self._num_workers -= 1
            self.error = self.error or error
            self._changed.notify_all()

    def close(self) -> None:
        """Nothing more is wanted."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()


class Seat(Medium):
    """A worker's place at the desk: one chunk at a time."""

    def __init__(self, desk: Desk, kind: str) -> None:
        self._desk = desk
        self._kind = kind
        self._chunk: int | None = None
        self._room = bytearray()
        desk.join()

    def disk(self) -> Disk:
        """What the worker has."""
        size = self._desk.size
        output = Output(size, _REWRITES * size)
        return Disk.medium_of(self, "a worker's desk", size, output=output)

    def read(self, buffers: Sequence[memoryview], start: int, end: int) -> None:
        """There is nothing to be read."""
        raise GuestProtocolError(self._kind, "a worker reads its desk")

    def write(self, buffers: Sequence[memoryview], start: int) -> None:
        """Take what the worker made of its chunk."""
        at = start - (self._chunk or 0) * LEN_STRIDE
        total = sum(map(len, buffers))
        if self._chunk is None or at < 0 or at + total > LEN_STRIDE:
            raise GuestProtocolError(
                self._kind, f"a worker puts {total} bytes at {start}, where it has no chunk"
            )
        for buffer in buffers:
            self._room[at : at + len(buffer)] = buffer
            at += len(buffer)

    def ranges(self, start: int) -> Iterator[tuple[int, int]]:
        """The next chunk; the one before is done."""
        if self._chunk is not None:
            self._desk.hand_in(self._chunk, self._room)
        self._chunk = self._desk.take()
        if self._chunk is not None:
            self._room = self._desk.blank()
            yield self._desk.range_of(self._chunk)

    def leave(self, error: BaseException | None = None) -> None:
        """The worker has ended: with a chunk in hand, it is left."""
        if self._chunk is not None:
            self._desk.hand_in(self._chunk, None)
        self._desk.leave(error)
