# SPDX-License-Identifier: Apache-2.0
"""The work that a run's guest may ask of the host, counted in bytes."""

from __future__ import annotations

from instar.generated import block, boot
from instar.sandbox.errors import GuestLimit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.sandbox.access import Output
    from instar.sandbox.disk import Disk

READ_FLOOR = boot.WORK_FLOOR
READ_FACTOR = boot.WORK_FACTOR
"""A run may have the host work for `READ_FACTOR` times what its files hold, and `READ_FLOOR` more:
an operation reads tables once or twice, so a guest that reads on is one that would never end.
"""

WRITE_FACTOR = 4
"""The same for what may be written to an output: small writes cost more than their bytes."""

DOORBELL_COST = boot.WORK_DOORBELL
REQUEST_COST = boot.WORK_REQUEST
RANGE_COST = boot.WORK_RANGE

DOORBELL_LIMIT = DOORBELL_COST + block.MAX_REQUESTS * (REQUEST_COST + boot.LEN_REQUEST_MAX)
"""Most work of one doorbell: every request as long as may be."""

MAX_FLUSHES = 64
"""`fsync`s that a run may ask for; the last one is the host's own affair."""
WRITTEN_BETWEEN_FLUSHES = 256
"""One more for each so many bytes that are written: a disk is written over table after table."""


class Budget:
    """The work that a run's files justify; a file that is attached twice counts once."""

    __slots__ = ("_counted", "_doorbell_end", "_kind", "_outputs", "held", "limit", "spent")

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._counted: set[tuple[int, int]] = set()
        self._outputs: list[tuple[Output, int]] = []
        self.limit = READ_FLOOR
        self._doorbell_end = 0
        self.held = 0
        self.spent = 0

    def add(self, disk: Disk) -> None:
        """A file of the run."""
        if disk.identity in self._counted:
            return
        self._counted.add(disk.identity)
        self.limit += disk.reads
        if disk.output is not None and not disk.is_unbounded:
            self._outputs.append((disk.output, 0))
            self._count_outputs()
        held = min(disk.size, disk.allocated() + boot.LEN_HOLES_HELD)
        self.held += held
        self.limit += READ_FACTOR * held

    def _count_outputs(self) -> None:
        """What outputs may get, which is more once a guest has its order."""
        for number, (output, counted) in enumerate(self._outputs):
            self.limit += WRITE_FACTOR * max(output.max_written - counted, 0)
            self._outputs[number] = output, max(output.max_written, counted)

    def begin_doorbell(self, num_requests: int, num_bytes: int) -> None:
        """Charge for a batch of requests and the bytes of their buffers."""
        self._doorbell_end = self.spent + DOORBELL_LIMIT
        self.spend(DOORBELL_COST + num_requests * REQUEST_COST + num_bytes)

    def spend_taken(self, num_bytes: int) -> None:
        """What an unbounded medium takes: what was read for it was charged for."""
        self.limit += num_bytes

    def spend_moved(self, num_bytes: int, *, is_bounded: bool) -> None:
        """Charge for a copy of any length between files. Bounds of its output hold it; where that
        has none, the copy is one of the reads that a run may ask for.
        """
        self._doorbell_end += num_bytes
        if is_bounded:
            self.limit += num_bytes
        self.spend(num_bytes)

    def spend(self, work: int) -> None:
        """Charge for work, before it is done."""
        self.spent += work
        if self.spent > self.limit:
            self._count_outputs()
        if self.spent > self.limit:
            raise GuestLimit(
                self._kind, f"asked for {self.spent} bytes of work for files that hold {self.held}"
            )
        if self.spent > self._doorbell_end:
            raise GuestLimit(
                self._kind, f"asked for more than {DOORBELL_LIMIT} bytes of work at once"
            )
