# SPDX-License-Identifier: Apache-2.0
"""Batches of packed extent records, as the guest sends them, read fast enough for millions of them.

Every place and width is taken from `ExtentRecord`, which the specs give.
"""

from __future__ import annotations

import struct
import sys

from instar.errors import SandboxError
from instar.generated.extent import ExtentFlag, ExtentRecord

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from typing import Any

Row = tuple[int, int, int, int, int, int]

_LAYOUT = ExtentRecord._LAYOUT0
COLUMNS: tuple[str, ...] = tuple(vars(ExtentRecord)["__slots__"])
"""Names of a record's fields, in order: start, length, host_offset, flags, depth, disk."""
_CODES = dict(zip(COLUMNS, _LAYOUT.format.lstrip("<"), strict=False))
_PADDING = f"{ExtentRecord.SIZE - struct.calcsize('<' + ''.join(_CODES.values()))}x"

# The end of a record says what the run is, and what is before says where it is.
_WHERE = COLUMNS[: COLUMNS.index("flags")]
_WHAT = COLUMNS[COLUMNS.index("flags") :]
_LEN_WHERE = struct.calcsize("<" + "".join(_CODES[name] for name in _WHERE))
LEN_STATE = ExtentRecord.SIZE - _LEN_WHERE
"""Bytes of a record that say what the run is."""
_BEFORE_LENGTH = struct.calcsize(
    "<" + "".join(_CODES[name] for name in _WHERE[: _WHERE.index("length")])
)
_LENGTH = struct.Struct("<" + _CODES["length"])
LEN_LENGTH = _LENGTH.size
_STATE = struct.Struct("<" + "".join(_CODES[name] for name in _WHAT) + _PADDING)


class Batch:
    """Records as they came, and those of their columns that nearly everyone needs."""

    __slots__ = ("data", "lengths", "starts", "states")

    def __init__(self, data: bytes) -> None:
        if len(data) % ExtentRecord.SIZE:
            raise SandboxError(f"the guest sent extents of {len(data)} bytes")
        self.data = data
        self.starts = _column(data, 0)
        """Where the runs begin: 64 bits of each record."""
        self.lengths = _column(data, _BEFORE_LENGTH)
        """How long the runs are: `LEN_LENGTH` bytes of each record."""
        self.states = _column(data, _LEN_WHERE)
        """What the runs are: `LEN_STATE` bytes of each record."""

    def __len__(self) -> int:
        return len(self.data) // ExtentRecord.SIZE


def unpack(data: bytes) -> Iterator[Row]:
    """The records, each a tuple of its `COLUMNS`."""
    rows: Iterator[Row] = _LAYOUT.iter_unpack(data)
    return rows


def moved(batch: Batch, by: int) -> Batch:
    """The same runs, so many bytes further on in their file."""
    rows = []
    for start, length, offset, flags, depth, disk in unpack(batch.data):
        place = offset + by if flags & ExtentFlag.OFFSET_VALID else offset
        rows.append(_LAYOUT.pack(start, length, place, flags, depth, disk))
    return Batch(b"".join(rows))


def _column(data: bytes, place: int) -> bytes:
    """The 64 bits at `place` of each record, unchanged."""
    cells = memoryview(data).cast("Q")
    return cells[place // cells.itemsize :: ExtentRecord.SIZE // cells.itemsize].tobytes()


class Order:
    """Holds batches against each other and against what the host knows, whole columns at once: each
    run follows the one before, none is empty or past the end, and none has a flag, a depth or a
    file that there is not. Where some runs are left out, `gaps`, they need only not overlap.

    What one batch has in common with the one before it is not looked at again: most images have
    many batches of the same lengths and states.
    """

    __slots__ = ("_end", "_first", "_gaps", "_known", "_next", "_sizes", "_states")

    def __init__(self, start: int, end: int, *, gaps: bool) -> None:
        self._first = self._next = start
        self._end = end
        self._gaps = gaps
        self._known: set[int] = set()
        self._states = b""
        self._sizes = _Sizes(b"")

    def hold(self, batch: Batch, num_files: int, max_depth: int) -> None:
        """One more batch, of at least one record. Files and depths only become more."""
        if batch.lengths != self._sizes.column:
            self._sizes = _Sizes(batch.lengths)
        end = self._sizes.end_of(batch.starts, self._next, gaps=self._gaps)
        if end is None or end > self._end:
            raise self._misplaced(batch)
        self._next = end
        if batch.states != self._states:
            self._hold_states(batch.states, num_files, max_depth)

    def finish(self, size: int) -> None:
        """There are no more, and the guest says that the disk is so large."""
        end = min(self._end, size)
        if self._next > max(end, self._first) or (not self._gaps and self._next < end):
            raise SandboxError(f"the guest sent runs up to {self._next}, expected them up to {end}")

    def _hold_states(self, column: bytes, num_files: int, max_depth: int) -> None:
        states = set(memoryview(column).cast("Q").tolist())
        for word in states - self._known:
            _check_state(word.to_bytes(LEN_STATE, sys.byteorder), num_files, max_depth)
        self._known |= states
        self._states = column

    def _misplaced(self, batch: Batch) -> SandboxError:
        place = self._next
        for start, length, *_ in unpack(batch.data):
            wrong = start < place if self._gaps else start != place
            if wrong or not length or start + length > self._end:
                break
            place = start + length
        return SandboxError(
            f"the guest sent a run of {length} bytes at {start}, expected one at {place}"
        )


_LANE_BITS = 64


class _Lanes:
    """Constants for numbers that hold `num` lanes of 64 bits."""

    __slots__ = ("below_top", "shift", "top", "without_last")

    def __init__(self, num: int) -> None:
        one = int.from_bytes((1).to_bytes(_LANE_BITS // 8, "little") * num, "little")
        self.top = one << (_LANE_BITS - 1)
        self.below_top = self.top - one
        self.shift = _LANE_BITS * max(num - 1, 0)
        self.without_last = (1 << self.shift) - 1

    def none_before(self, first: int, places: int) -> bool:
        """Whether no lane is less than the other's; no lane of the difference borrows from its
        neighbour's top bit.
        """
        return ((first | self.top) - places) & self.top == self.top


class _Sizes:
    """A column of lengths, and where runs of these lengths may be.

    Each column is one long number, so that a few operations hold all runs: a lane never carries
    into the next while no start and no length has the top bit of its lane, which no disk reaches.
    """

    __slots__ = ("_are_usable", "_lanes", "_lengths", "column")

    def __init__(self, column: bytes) -> None:
        self.column = column
        self._lanes = lanes = _lanes(len(column))
        self._lengths = lengths = int.from_bytes(column, "little")
        self._are_usable = not lengths & lanes.top and (
            (lengths + lanes.below_top) & lanes.top == lanes.top
        )

    def end_of(self, starts: bytes, place: int, *, gaps: bool) -> int | None:
        """Where the runs end, the first of them not before `place`; None where one is out of its
        place.
        """
        if not self._are_usable:
            return None
        lanes = self._lanes
        first = int.from_bytes(starts, "little")
        ends = first + self._lengths
        if (first | ends) & lanes.top:
            return None
        places = (ends & lanes.without_last) << _LANE_BITS | place
        ordered = lanes.none_before(first, places) if gaps else first == places
        return ends >> lanes.shift if ordered else None


_made: dict[int, _Lanes] = {}


def _lanes(num_bytes: int) -> _Lanes:
    """Those for columns of so many bytes; nearly all batches are of one length."""
    made = _made.get(num_bytes)
    if made is None:
        _made.clear()
        made = _made[num_bytes] = _Lanes(num_bytes * 8 // _LANE_BITS)
    return made


_ALL_FLAGS = sum(value for name, value in vars(ExtentFlag).items() if name.isupper())


def _check_state(data: bytes, num_files: int, max_depth: int) -> None:
    flags, depth, disk = state(data)
    if flags & ~_ALL_FLAGS:
        raise SandboxError(
            f"the guest sent a run with flags {flags:#x}, of which some mean nothing"
        )
    if depth > max_depth:
        raise SandboxError(f"the guest sent a run of depth {depth}, and the chain has {max_depth}")
    if flags & ExtentFlag.OFFSET_VALID and disk >= num_files:
        raise SandboxError(f"the guest speaks of file {disk}, and has {num_files}")


def state(data: bytes) -> tuple[int, int, int]:
    """Flags, depth and number of the file, out of one record's bytes of `states`."""
    flags, depth, disk = _STATE.unpack(data)
    return flags, depth, disk


def length(data: bytes) -> int:
    """The number in one record's bytes of `lengths`."""
    return int(_LENGTH.unpack(data)[0])


def picker(names: Collection[str]) -> str:
    """What `struct` needs to take only some fields of a record."""
    wanted = (
        _CODES[name] if name in names else f"{struct.calcsize('<' + _CODES[name])}x"
        for name in COLUMNS
    )
    return "".join(wanted) + _PADDING


def numpy_columns() -> Any:
    """The record as NumPy's `dtype` takes it."""
    places = [
        struct.calcsize("<" + "".join(list(_CODES.values())[:n])) for n in range(len(COLUMNS))
    ]
    formats = [f"<u{struct.calcsize('<' + code)}" for code in _CODES.values()]
    return {"names": COLUMNS, "formats": formats, "offsets": places, "itemsize": ExtentRecord.SIZE}
