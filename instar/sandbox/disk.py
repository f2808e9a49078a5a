# SPDX-License-Identifier: Apache-2.0
"""Files as a run sees them: opened, checked for what they are, never read here."""

from __future__ import annotations

import errno
import os
import stat
from types import TracebackType

from instar.sandbox.errors import DiskError

OPEN_FLAGS = os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY
"""Opening must never wait for a FIFO's writer nor take a terminal."""

_NOT_REGULAR = {
    stat.S_IFIFO: "a FIFO",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a character device",
    stat.S_IFDIR: "a directory",
    stat.S_IFBLK: "a block device",
}


def special_kind(mode: int) -> str:
    """What a file that is not a regular one is, in words."""
    return _NOT_REGULAR.get(stat.S_IFMT(mode), "not a regular file")


def split_protocol(name: str) -> tuple[str, str]:
    """`nbd:host` -> `("nbd", "host")`. A colon counts when no slash comes before it, as for
    qemu-img.
    """
    protocol, colon, rest = name.partition(":")
    if not colon or "/" in protocol:
        return "", name
    return protocol, rest


class Disk:
    """An open file. `name` is how messages call it; `number` is its place in the run."""

    __slots__ = (
        "depth",
        "error",
        "fd",
        "folder",
        "identity",
        "name",
        "origin",
        "path",
        "place",
        "size",
        "writable",
    )

    def __init__(
        self, fd: int, name: str, size: int, identity: tuple[int, int], *, writable: bool = False
    ) -> None:
        self.fd = fd
        self.name = name
        self.size = size
        self.identity = identity
        self.writable = writable
        self.depth = 0
        self.origin: Disk | None = None
        self.path = name
        """What to open to reach the file again, for one that the user named."""
        self.place: tuple[Disk | str, str] | None = None
        """For one that an image named: beside which file or below which allowed folder it was
        found, and as what.
        """
        self.folder = -1
        """Open while names are resolved beside this file."""
        self.error: OSError | None = None
        """The last read that failed."""

    @classmethod
    def open(cls, name: str, *, writable: bool = False) -> Disk:
        """Open what the user names: a regular file or a block device."""
        path = _plain_path(name)
        flags = OPEN_FLAGS | (os.O_RDWR if writable else os.O_RDONLY)
        try:
            _refuse_special(name, os.stat(path))
            fd = os.open(path, flags)
        except OSError as error:
            raise open_failed(name, path, error) from error
        try:
            status = os.fstat(fd)
            _refuse_special(name, status)
            size = os.lseek(fd, 0, os.SEEK_END) if stat.S_ISBLK(status.st_mode) else status.st_size
        except BaseException:
            os.close(fd)
            raise
        disk = cls(fd, name, size, (status.st_dev, status.st_ino), writable=writable)
        disk.path = path
        return disk

    def close(self) -> None:
        """Close the file and the folder that was opened for its references. Name and size stay."""
        self.close_folder()
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1

    def close_folder(self) -> None:
        if self.folder >= 0:
            os.close(self.folder)
            self.folder = -1

    def __enter__(self) -> Disk:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Disk({self.name!r}, size={self.size})"


def open_failed(name: str, path: str, error: OSError) -> DiskError:
    """The words of qemu-img for a file that does not open."""
    code = error.errno or errno.EIO
    return DiskError(name, f"Could not open '{path}': {os.strerror(code)}", code)


def _plain_path(name: str) -> str:
    if name == "-":
        raise DiskError(
            name,
            "standard input cannot be read as an image, as images are read at any offset; './-' is a file",
            errno.ESPIPE,
        )
    if not name:
        raise DiskError(name, "The 'file' block driver requires a file name", errno.EINVAL)
    if "\0" in name:
        raise DiskError(name, "a file name has no zero byte", errno.EINVAL)
    protocol, rest = split_protocol(name)
    if protocol and protocol != "file":
        raise DiskError(name, f"Unknown protocol '{protocol}'", errno.EPROTONOSUPPORT)
    return rest


def _refuse_special(name: str, status: os.stat_result) -> None:
    mode = status.st_mode
    if stat.S_ISREG(mode) or stat.S_ISBLK(mode):
        return
    if stat.S_ISDIR(mode):
        text = f"'file' driver requires '{name}' to be a regular file"
    else:
        text = f"'{name}' is {special_kind(mode)}, not a regular file or block device"
    raise DiskError(name, text, errno.EINVAL)
