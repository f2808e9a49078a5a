# SPDX-License-Identifier: Apache-2.0
"""Files that the user names, and not an image: whole, or a part that is read as a file of its
own.
"""

from __future__ import annotations

import os
import stat

from instar.record import Record
from instar.sandbox import transfer
from instar.sandbox.disk import Disk
from instar.sandbox.errors import DiskError
from instar.sandbox.medium import Medium

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from instar.sandbox.locks import Share


class Part(Medium):
    """Bytes `start` to `start + size` of a file."""

    def __init__(self, file: Disk, start: int, size: int) -> None:
        self._file = file
        self._start = start
        self._size = size

    def read(self, buffers: Sequence[memoryview], start: int, end: int) -> None:
        """What lies past the end of the part is zeros, whatever the file has there."""
        inside = max(min(end, self._size) - start, 0)
        here = list(transfer.within(buffers, 0, inside))
        if here:
            transfer.read(self._file, here, self._start + start, self._start + start + inside)
        for rest in transfer.within(buffers, inside, end - start):
            rest[:] = bytes(len(rest))

    def ranges(self, start: int) -> Iterator[tuple[int, int]]:
        """Ranges that are no holes."""
        for at, length in transfer.data_ranges(self._file, self._start + start):
            low = max(at - self._start, 0)
            high = min(at + length - self._start, self._size)
            if low >= self._size:
                return
            if low < high:
                yield low, high - low


def _cut(disk: Disk, start: int, size: int) -> None:
    """Let the disk be a part of its file, which has that part."""
    file = disk.again(disk.name)
    disk.medium = Part(file, start, size)
    disk.size = size


class Given(Record):
    """A file that the user names: all of it, or the part that starts at `start` and has `size`
    bytes, or goes to the end.
    """

    path: str
    start: int = 0
    size: int | None = None
    must_be_device: bool = False
    files: Mapping[int, Given] = {}
    """What the user names in place of that image, by `AttachKind`."""

    @property
    def is_whole(self) -> bool:
        """Whether all of the file is meant."""
        return self.start == 0 and self.size is None

    def open(self, share: Share | None) -> Disk:
        """Open it for reading."""
        disk = Disk.open(self.path, share=share)
        try:
            disk.given = self.files
            self.check_device(disk)
            self._check_start(disk)
            if not self.is_whole:
                _cut(disk, self.start, self._length(disk))
        except BaseException:
            disk.close()
            raise
        return disk

    def check_device(self, disk: Disk) -> None:
        """Refuse a file that was said to be a device."""
        if self.must_be_device and not stat.S_ISBLK(os.fstat(disk.fd).st_mode):
            text = f"'host_device' driver requires '{self.path}' to be either a character or block"
            raise DiskError(self.path, f"{text} device")

    def _check_start(self, disk: Disk) -> None:
        if self.start > disk.size:
            text = f"Offset ({self.start}) cannot be greater than size of the containing file"
            raise DiskError(self.path, f"{text} ({disk.size})")

    def _length(self, disk: Disk) -> int:
        left = disk.size - self.start
        if self.size is None:
            return left
        if self.size > left:
            text = (
                f"The sum of offset ({self.start}) and size ({self.size}) has to be smaller or"
                f" equal to the  actual size of the containing file ({disk.size})"
            )
            raise DiskError(self.path, text)
        return self.size
