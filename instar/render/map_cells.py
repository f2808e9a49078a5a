# SPDX-License-Identifier: Apache-2.0
"""How a disk is allocated, summed up in as many cells of equal length as a picture can show."""

from __future__ import annotations

import struct
from array import array
from enum import IntEnum

from instar.errors import SandboxError
from instar.generated.extent import ExtentFlag
from instar.layout import extents
from instar.layout.cells import file_cells, num_cells
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from instar.generated.messages import MapResult

# The picture is a square whose side is a power of two. With 128 cells along it, one is still large
# enough to be seen when it is alone.
_LARGEST_ORDER = 7
MOST_CELLS = 1 << (2 * _LARGEST_ORDER)


class State(IntEnum):
    """What a part of the disk is."""

    HOLE = 0
    """Nobody allocated it: no image of the chain, or a plain file that has a hole there."""
    ZERO = 1
    """Allocated, and known to read as zeros."""
    DATA = 2
    COMPRESSED = 3
    ENCRYPTED = 4
    BACKING_1 = 5
    """Data out of the backing image."""
    BACKING_2 = 6
    """Data out of the backing image's backing image."""
    BACKING_DEEPER = 7


class Scale(Record):
    """How a window of a disk is cut into cells, which begin where clusters do."""

    start: int
    length: int
    order: int
    """There is room for 4 to the power of this cells, the last of which may lie past the end."""
    cell: int
    """Bytes in a cell."""

    @property
    def side(self) -> int:
        """Cells along a side of the square."""
        return 1 << self.order

    @property
    def origin(self) -> int:
        """Where the first cell begins, perhaps before the window."""
        return self.start - self.start % self.cell

    @property
    def num_cells(self) -> int:
        """Cells that are not past the end."""
        return num_cells(self.start, self.length, self.cell)


def line_scale(start: int, length: int, cell: int) -> Scale:
    """Cells as they are, for lines of them."""
    return Scale(start, length, 0, max(cell, 1))


def choose_scale(start: int, length: int, cell: int) -> Scale:
    """A square for cells of this length, or of half of it where they leave half of it empty."""
    cell = max(cell, 1)
    if _fills_half(start, length, cell) or cell % 2:
        return Scale(start, length, _order(start, length, cell), cell)
    return Scale(start, length, _order(start, length, cell // 2), cell // 2)


def _order(start: int, length: int, cell: int) -> int:
    num = num_cells(start, length, cell)
    return -(-max(num - 1, 0).bit_length() // 2)


def _fills_half(start: int, length: int, cell: int) -> bool:
    return 2 * num_cells(start, length, cell) > 1 << (2 * _order(start, length, cell))


class File(Record):
    """Where the data of an image is in its file."""

    name: str
    length: int
    """Bytes of the file."""
    pieces: int
    """Runs of data that do not follow each other in the file."""
    mapped: int
    """Bytes of data in them."""
    part: int
    """Bytes of the file that a cell is of."""
    cells: Sequence[tuple[int, float]]
    """Bytes of data, and where on the disk they are on the average: 0 at its start, 1 at its end.
    """


def file_of(result: MapResult, names: Sequence[str], num: int) -> File | None:
    """What a guest found of the file, with `num` cells of the disk; None where the image has no
    data that is stored as it is.
    """
    if not result.len_part:
        return None
    last = max(num - 1, 1)
    cells = [(stored, min(place / last, 1.0)) for stored, place in file_cells(result.parts)]
    return File(
        names[result.file],
        len(cells) * result.len_part,
        result.pieces,
        result.mapped,
        result.len_part,
        cells,
    )


class Tally:
    """Bytes of each state in each cell, from the runs of a map in order."""

    def __init__(self, scale: Scale) -> None:
        self.scale = scale
        self.cells = array("Q", bytes(struct.calcsize("Q") * (scale.num_cells + 1) * len(State)))
        self.by_depth: dict[int, int] = {}
        """Bytes of data by the depth of the image that has them."""
        self.disks: dict[int, int] = {}
        """By depth, the number of a file that has data."""
        self._next = scale.start
        self._end = scale.start + scale.length
        self._states: dict[bytes, tuple[State, int]] = {}
        picked = extents.picker(("start", "length"))
        self._where = struct.Struct("<" + picked)

    def add(self, batch: extents.Batch) -> None:
        """Count the runs of a batch."""
        scale, cells, known = self.scale, self.cells, self._states
        size, width, origin = extents.LEN_STATE, len(State), self.scale.origin
        kinds = batch.states
        at = limit = base = 0
        for start, length in self._where.iter_unpack(batch.data):
            key = kinds[at : at + size]
            at += size
            state, depth = known.get(key) or self._learn(key)
            if state > State.ZERO:
                self.by_depth[depth] = self.by_depth.get(depth, 0) + length
            if start != self._next or length > self._end - start:
                raise SandboxError(
                    f"the guest sent a run of {length} bytes at {start}, expected one at "
                    f"{self._next}"
                )
            start -= origin
            end = start + length
            self._next += length
            while start < end:
                if start >= limit:
                    cell = start // scale.cell
                    limit = (cell + 1) * scale.cell
                    base = cell * width
                stop = end if end < limit else limit
                cells[base + state] += stop - start
                start = stop

    def totals(self) -> list[int]:
        """Bytes of each state."""
        width = len(State)
        return [sum(self.cells[state::width]) for state in State]

    def cell(self, number: int) -> array[int]:
        """Bytes of each state in one cell."""
        width = len(State)
        return self.cells[number * width : (number + 1) * width]

    def sum(self, first: int, last: int) -> list[int]:
        """Bytes of each state in the cells from `first` up to, not including, `last`."""
        width = len(State)
        part = self.cells[first * width : min(last, self.scale.num_cells) * width]
        return [sum(part[state::width]) for state in State]

    def _learn(self, key: bytes) -> tuple[State, int]:
        flags, depth, disk = extents.state(key)
        self._states[key] = found = (_state(flags, depth), depth)
        if flags & ExtentFlag.OFFSET_VALID:
            self.disks.setdefault(depth, disk)
        return found


def _state(flags: int, depth: int) -> State:
    if not flags & ExtentFlag.ALLOCATED:
        return State.HOLE
    if flags & ExtentFlag.ZERO:
        is_file_hole = flags & ExtentFlag.OFFSET_VALID and not flags & ExtentFlag.DATA
        return State.HOLE if is_file_hole else State.ZERO
    if depth > 0:
        return State(min(State.BACKING_1 + depth - 1, State.BACKING_DEEPER))
    if flags & ExtentFlag.COMPRESSED:
        return State.COMPRESSED
    return State.ENCRYPTED if flags & ExtentFlag.ENCRYPTED else State.DATA
