# SPDX-License-Identifier: Apache-2.0
"""Block devices as the place of a new image. A device keeps its name, so it is written in place;
but only what is whole, and has been looked at, goes there.
"""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from contextlib import contextmanager

from instar.generated.source import SECTOR_SIZE
from instar.sandbox import transfer
from instar.sandbox.disk import open_failed
from instar.sandbox.outputs import NewFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_DEVICE = os.O_RDWR | os.O_EXCL | os.O_CLOEXEC


class TooSmall(OSError):
    """The image does not fit the device."""


def is_device(path: str) -> bool:
    """Whether a name leads to a block device."""
    try:
        return stat.S_ISBLK(os.stat(path).st_mode)
    except OSError:
        return False


@contextmanager
def hold(fd: int, name: str) -> Iterator[None]:
    """Keep others from an open device while it is written; one that is mounted is busy."""
    path = f"/proc/self/fd/{fd}"
    try:
        held = os.open(path, _DEVICE)
    except OSError as error:
        raise open_failed(name, name, error) from error
    try:
        yield
    finally:
        os.close(held)


class DeviceFile(NewFile):
    """A file without a name, which `name` writes over the beginning of a device.

    One that somebody has mounted or uses otherwise is busy. `is_raw` says that the bytes are the
    disk itself: then only the first sector is written, as qemu-img does, so that nothing is found
    there that looks like an image.
    """

    def __init__(self, path: str, *, is_raw: bool) -> None:
        self._is_raw = is_raw
        self._device = os.open(path, _DEVICE)
        try:
            self._size = os.lseek(self._device, 0, os.SEEK_END)
            super().__init__(os.path.join(tempfile.gettempdir(), "image"))
        except BaseException:
            os.close(self._device)
            raise

    def dress(self, mask: int) -> None:
        """The device has its owner and mode. It must be large enough for the image."""
        if os.fstat(self.fd).st_size > self._size:
            raise TooSmall(errno.ENOSPC, "Cannot grow device files")

    @property
    def replaces(self) -> bool:
        """Never another file."""
        return False

    def name(self) -> None:
        """Write the device, durably."""
        if self._is_raw:
            length = min(SECTOR_SIZE, os.fstat(self.fd).st_size)
            transfer.append(self._device, bytes(length), 0)
        else:
            transfer.lay_over(self.fd, self._device)
        os.fsync(self._device)

    def unname(self) -> None:
        """What a device had is gone."""

    def close(self) -> None:
        """Give up both files."""
        os.close(self._device)
        super().close()
