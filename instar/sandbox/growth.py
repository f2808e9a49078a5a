# SPDX-License-Identifier: Apache-2.0
"""What goes into a file at once, and not into the journal of its change: what a change adds past
the old end, where nothing refers to it yet, and data that is written over.

Before the first byte of it a record next to the image says how long the file was, and whether data
is written over. If the change is interrupted, the next change of the image cuts off what was
added (`ops/leftover.py`). The record is a journal under another name, whose steps are not to be
made; who reads the image needs none.
"""

from __future__ import annotations

import errno
import os

from instar.generated.journal import LEN_SECTOR, JournalKind
from instar.sandbox import transfer
from instar.sandbox.disk import OPEN_FLAGS
from instar.sandbox.draft import Writer
from instar.sandbox.filesystem import growth_path
from instar.sandbox.left import left_of
from instar.sandbox.outputs import unname
from instar.sandbox.stable import sync
from instar.sandbox.together import alone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.sandbox.disk import Disk
    from instar.sandbox.left import Left
    from instar.sandbox.overlay import Overlay

_RECORD = os.O_RDONLY | os.O_NOFOLLOW | OPEN_FLAGS
_NEVER = 1 << 64


class Begun:
    """The record of a change of an open file, from `begin` on. `overwrites`: it writes over data in
    place.
    """

    def __init__(self, disk: Disk, command: str, *, overwrites: bool) -> None:
        self._disk, self._command = disk, command
        self.overwrites = overwrites
        self.old = disk.size
        self._made: Writer | None = None

    @property
    def is_begun(self) -> bool:
        """Whether the file may have changed."""
        return self._made is not None

    def begin(self) -> None:
        """The record is on stable storage before anything else."""
        if self._made is not None:
            return
        made = Writer(growth_path(self._disk.fd), self._disk, self.old, self._command)
        try:
            made.record(JournalKind.RESIZE, self.old)
            self._describe(made)
            alone(made.sealing(self.old))
        except BaseException:
            made.close()
            raise
        self._made = made

    def _describe(self, made: Writer) -> None:
        """What else the record says."""
        if self.overwrites:
            made.record(JournalKind.OVER)

    def keep(self) -> None:
        """The file stays as it is: forget how it was."""
        if self._made is not None:
            alone(self._made.removing())
            self._made.close()
            self._made = None

    def close(self) -> None:
        """Give up the record's file, if it is still there: it keeps its name."""
        if self._made is not None:
            self._made.close()


class Growth(Begun):
    """The new end of a file that is changed, of which `overlay` is what it reads as."""

    def __init__(
        self, disk: Disk, overlay: Overlay, command: str, *, overwrites: bool = False
    ) -> None:
        super().__init__(disk, command, overwrites=overwrites)
        self._fd = disk.fd
        self._start = disk.size + -disk.size % LEN_SECTOR
        self._overlay = overlay

    def inside(self, start: int, length: int) -> int:
        """How much of a range lies before it."""
        return min(max(self._start - start, 0), length)

    def takes(self, length: int) -> bool:
        """Whether a new length of the file is that of the growth. From one that is not on, all that
        is written is the journal's.
        """
        if length < self._start:
            self._start = _NEVER
        return length >= self._start

    def _begin(self) -> int:
        """Returns the file."""
        self.begin()
        return self._fd

    def put(self, start: int, data: bytes) -> None:
        """Write."""
        transfer.append(self._begin(), data, start)
        self._overlay.show(start + len(data))

    def zero(self, start: int, length: int) -> None:
        """Let a range be zero."""
        fd = self._begin()
        transfer.let_be_zero(fd, start, length, os.fstat(fd).st_size)
        self._overlay.show(start + length)

    def reserve(self, start: int, length: int) -> None:
        """Set space aside."""
        os.posix_fallocate(self._begin(), start, length)
        self._overlay.show(start + length)

    def resize(self, length: int) -> None:
        """Let the file end there."""
        os.ftruncate(self._begin(), length)
        self._overlay.show_to(length)

    def undo(self) -> None:
        """Cut it off again."""
        if self.is_begun:
            os.ftruncate(self._fd, self.old)
            sync(self._fd)
            self.keep()


def is_recorded(disk: Disk) -> bool:
    """Whether there is a record next to an open file, which may not count."""
    return os.path.lexists(growth_path(disk.fd))


def left_over(disk: Disk) -> Left | None:
    """What the record next to an open file says; None if there is none that counts, which
    `disk.remark` says.
    """
    try:
        fd = os.open(growth_path(disk.fd), _RECORD)
    except OSError as error:
        if error.errno != errno.ENOENT:
            raise
        return None
    try:
        found = left_of(disk, fd)
    finally:
        os.close(fd)
    if found is None:
        name = os.path.basename(growth_path(disk.fd))
        disk.remark = f"{disk.name}: removed {name}: it is not a record of this file"
    return found


def put_away(disk: Disk, left: Left | None) -> None:
    """Remove the record of an open file, when what it says is done; `disk.remark` says what of it
    the user should know.
    """
    if left is not None and left.overwrites:
        disk.remark = left.said(disk)
    forget(disk)


def forget(disk: Disk) -> None:
    """Remove the record of an open file, durably, whatever it says."""
    path = growth_path(disk.fd)
    if os.path.lexists(path):
        unname(path)
