# SPDX-License-Identifier: Apache-2.0
"""Files next to an image that a change of it adds, or makes longer, as those of a VMDK's disk.

Nothing refers to what is added before the image itself changes, so it is added first. Before that,
a record next to the image names the files, as they are (`growth.py`): if the change is interrupted,
the next one takes back what was added, unless somebody has changed the image since.
"""

from __future__ import annotations

import os
import stat

from instar.generated.journal import JournalCompanion, JournalKind
from instar.generated.target import TargetPreallocation
from instar.record import Record
from instar.sandbox import transfer
from instar.sandbox.filesystem import growth_path
from instar.sandbox.growth import Begun
from instar.sandbox.journal import sums
from instar.sandbox.stable import sync

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from instar.sandbox.disk import Disk
    from instar.sandbox.draft import Writer
    from instar.sandbox.outputs import NewFile
    from instar.sandbox.together import Waiting

_OPENED = os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class Longer(Record, kw_only=True):
    """An open file that becomes `length` bytes long."""

    fd: int
    name: str
    length: int
    preallocation: int = TargetPreallocation.OFF


class Companions(Begun):
    """Such files, from `making` on, which puts their record next to the image."""

    def __init__(
        self, disk: Disk, command: str, new: Sequence[NewFile], longer: Sequence[Longer]
    ) -> None:
        super().__init__(disk, command, overwrites=False)
        self._fd = disk.fd
        self.old = os.fstat(disk.fd).st_size
        self._new = new
        self._longer = [(one, os.fstat(one.fd)) for one in longer]

    def _describe(self, made: Writer) -> None:
        whole = bytearray(self.old)
        transfer.fill(self._fd, [memoryview(whole)], 0)
        made.record(JournalKind.PUT, 0, len(whole), sums(whole) + whole)
        for file in self._new:
            _name(made, file.name_to_be, os.fstat(file.fd), is_new=1)
        for one, status in self._longer:
            _name(made, one.name, status, is_new=0)

    def making(self) -> Waiting[None]:
        """Add all, durably."""
        self.begin()
        from instar.sandbox.outputs import umask

        mask = umask()
        for file in self._new:
            file.dress(mask)
        for one, status in self._longer:
            lengthen(one.fd, status.st_size, one.length, one.preallocation)
        yield [*(file.fd for file in self._new), *(one.fd for one, _ in self._longer)]
        for file in self._new:
            file.name_first()
        yield [file.folder for file in self._new[:1]]

    def undo(self) -> None:
        """Take back what was added, unless it is kept."""
        if not self.is_begun:
            return
        for file in self._new:
            file.unname()
        for one, status in self._longer:
            os.ftruncate(one.fd, status.st_size)
            sync(one.fd)
        for file in self._new[:1]:
            sync(file.folder)
        self.keep()


def lengthen(fd: int, old: int, length: int, preallocation: int) -> None:
    """Let a file become longer by zeros."""
    match preallocation:
        case TargetPreallocation.FALLOC:
            os.posix_fallocate(fd, old, length - old)
        case TargetPreallocation.FULL:
            transfer.fill_with_zeros(fd, old, length - old)
        case _:
            os.ftruncate(fd, length)


def _name(made: Writer, name: str, status: os.stat_result, *, is_new: int) -> None:
    raw = os.fsencode(name)
    room = len(JournalCompanion().name)
    one = JournalCompanion(
        inode=status.st_ino,
        len_old=0 if is_new else status.st_size,
        is_new=is_new,
        name=raw.ljust(room, b"\0"),
    )
    made.record(JournalKind.COMPANION, 0, JournalCompanion.SIZE, one.pack())


def take_back(disk: Disk, added: Sequence[JournalCompanion]) -> None:
    """What a change of an open file that was interrupted has added next to it. Those of that name
    which are others by now stay.
    """
    folder = os.open(os.path.dirname(growth_path(disk.fd)), os.O_RDONLY | os.O_DIRECTORY)
    try:
        for one in added:
            _take_back(folder, one)
        sync(folder)
    finally:
        os.close(folder)


def _take_back(folder: int, one: JournalCompanion) -> None:
    name = os.fsdecode(one.name.rstrip(b"\0"))
    try:
        fd = os.open(name, _OPENED, dir_fd=folder)
    except OSError:  # it never had its name, or has lost it
        return
    try:
        status = os.fstat(fd)
        if not stat.S_ISREG(status.st_mode) or status.st_ino != one.inode:
            return
        if one.is_new:
            os.unlink(name, dir_fd=folder)
        elif status.st_size > one.len_old:
            os.ftruncate(fd, one.len_old)
            sync(fd)
    finally:
        os.close(fd)
