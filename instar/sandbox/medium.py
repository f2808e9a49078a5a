# SPDX-License-Identifier: Apache-2.0
"""What a disk of a run is that is no file."""

from __future__ import annotations

import errno
from abc import ABC, abstractmethod

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from instar.sandbox.disk import Disk


class Medium(ABC):
    """Most are only read; a run writes to those that it has as outputs."""

    is_unbounded = False
    """Whether a run may write as much as it can read: the bound is the medium's own."""

    @abstractmethod
    def read(self, buffers: Sequence[memoryview], start: int, end: int) -> None:
        """Fill the buffers; what lies past the end is zero."""

    @abstractmethod
    def ranges(self, start: int) -> Iterator[tuple[int, int]]:
        """Ranges that are no holes, from the first that ends after `start`."""

    def write(self, buffers: Sequence[memoryview], start: int) -> None:
        """Take bytes."""
        raise AssertionError(f"{type(self).__name__} is no output")

    def copy(
        self, source: Disk, at: int, length: int, start: int, check: Callable[[], None]
    ) -> None:
        """Take bytes of a file, with a look at the run's deadline now and then."""
        raise OSError(errno.EOPNOTSUPP, f"{type(self).__name__} takes no copies")
