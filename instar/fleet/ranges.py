# SPDX-License-Identifier: Apache-2.0
"""An object of a store as a disk: the ranges that a guest asks for are fetched, kept for the next
question, and counted. It goes into the guest's memory, and nobody here looks at it.
"""

from __future__ import annotations

from collections import OrderedDict

from instar.errors import InstarError, LimitError
from instar.sandbox.medium import Medium

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Protocol

    class Store(Protocol):
        """What ranges of one object come from."""

        size: int

        def fetch(self, start: int, end: int) -> bytes: ...


LEN_BLOCK = 64 << 10
"""Bytes that are fetched at least, and kept as one."""
LEN_AHEAD = 1 << 20
"""Most that is fetched with what is asked, where reads follow each other."""
MAX_KEPT = 16 << 20
DEFAULT_BUDGET = 64 << 20


class TransportError(InstarError):
    """A store did not give what it lists: no connection, a failure of its own, too few bytes."""

    code = "transport"

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(url, reason)
        self.url = url
        self.reason = reason

    def __str__(self) -> str:
        return f"cannot read {self.url}: {self.reason}"


class Changed(InstarError):
    """An object is not the one that was listed any more."""

    code = "changed"

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url

    def __str__(self) -> str:
        return f"{self.url} changed while it was read"


class OverBudget(LimitError):
    """An image made the host fetch more than it may."""

    code = "byte-budget"


class Ranges(Medium):
    """The disk. `budget` is how many bytes may be fetched, for all questions together."""

    def __init__(self, url: str, store: Store, budget: int = DEFAULT_BUDGET) -> None:
        self.size = store.size
        self._url = url
        self._store = store
        self._budget = budget
        self._blocks: OrderedDict[int, bytes] = OrderedDict()
        self._following = -1
        self._ahead = LEN_BLOCK
        self.num_bytes = 0
        self.num_requests = 0

    def read(self, buffers: Sequence[memoryview], start: int, end: int) -> None:
        """Fill the buffers; what lies past the end of the object is zero."""
        self._look_ahead(start, end)
        position = start
        for buffer in buffers:
            self._fill(buffer, position)
            position += len(buffer)

    def _look_ahead(self, start: int, end: int) -> None:
        """Fetch what is missing in one request for each gap, and more where reads follow."""
        is_next = start == self._following
        self._following = end
        self._ahead = min(2 * self._ahead, LEN_AHEAD) if is_next else LEN_BLOCK
        first, last = start // LEN_BLOCK, (min(end, self.size) - 1) // LEN_BLOCK
        gap = -1
        for block in range(first, last + 2):
            is_missing = block <= last and block not in self._blocks
            if is_missing and gap < 0:
                gap = block
            if not is_missing and gap >= 0:
                self._fetch(gap, block)
                gap = -1

    def _fetch(self, first: int, past: int) -> None:
        start = first * LEN_BLOCK
        end = min(max(past * LEN_BLOCK, start + self._ahead), self.size)
        self.num_requests += 1
        self.num_bytes += end - start
        if self.num_bytes > self._budget:
            raise OverBudget(f"more than {self._budget} bytes of {self._url} were asked for")
        data = self._store.fetch(start, end)
        if len(data) != end - start:
            raise TransportError(self._url, f"{len(data)} bytes came of {end - start}")
        for block in range(first, -(-end // LEN_BLOCK)):
            at = block * LEN_BLOCK - start
            self._blocks[block] = data[at : at + LEN_BLOCK]

    def _fill(self, buffer: memoryview, position: int) -> None:
        done = 0
        while done < len(buffer) and position + done < self.size:
            block, at = divmod(position + done, LEN_BLOCK)
            if block not in self._blocks:  # of a read that is longer than what is kept
                self._fetch(block, block + 1)
            self._blocks.move_to_end(block)
            part = memoryview(self._blocks[block])[at : at + len(buffer) - done]
            buffer[done : done + len(part)] = part
            done += len(part)
        buffer[done:] = bytes(len(buffer) - done)
        while len(self._blocks) * LEN_BLOCK > MAX_KEPT:
            self._blocks.popitem(last=False)

    def ranges(self, start: int) -> Iterator[tuple[int, int]]:
        """All of it is data."""
        if start < self.size:
            yield start, self.size - start
