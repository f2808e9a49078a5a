# SPDX-License-Identifier: Apache-2.0
"""How a disk is allocated, summed up in as many cells of equal length as a picture can show."""

from __future__ import annotations

import struct
from array import array
from enum import IntEnum

from instar.errors import SandboxError
from instar.generated.extent import ExtentFlag
from instar.generated.source import SECTOR_SIZE
from instar.layout import extents
from instar.record import record

# The picture is a square whose side is a power of two. With 128 cells along it, one is still large
# enough to be seen when it is alone, and an SVG file of a fragmented disk stays below a megabyte.
_SMALLEST_CELL = 8 * SECTOR_SIZE
_LARGEST_ORDER = 7


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


@record()
class Scale:
    """How a window of a disk is cut into cells."""

    start: int
    length: int
    order: int
    """There are 4 to the power of this cells, the last of which may lie past the end."""
    cell: int
    """Bytes in a cell."""

    @property
    def side(self) -> int:
        """Cells along a side of the square."""
        return 1 << self.order

    @property
    def num_cells(self) -> int:
        """Cells that are not past the end."""
        return -(-self.length // self.cell)


def choose_scale(start: int, length: int) -> Scale:
    """As many cells as there is room for, but none that is too small to mean something."""
    order = _LARGEST_ORDER
    while order > 0 and length >> (2 * order) < _SMALLEST_CELL:
        order -= 1
    cell = -(-length // (1 << (2 * order)))
    return Scale(start, length, order, max(-(-cell // SECTOR_SIZE) * SECTOR_SIZE, SECTOR_SIZE))


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
        size, width = extents.LEN_STATE, len(State)
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
            start -= scale.start
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
