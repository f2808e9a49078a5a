# SPDX-License-Identifier: Apache-2.0
"""What a change that was interrupted has left of itself in a file, by the record of `growth.py`."""

from __future__ import annotations

import fcntl
import os

from instar.generated.journal import JournalCompanion, JournalKind
from instar.record import Record
from instar.sandbox.journal import NotThis, check_current, read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.sandbox.disk import Disk
    from instar.sandbox.journal import Journal


_NOISE = "bench"
"""The command whose content nobody misses: what it has written over is gone."""


class Left(Record):
    """What a change that was interrupted has left of itself in a file."""

    command: str
    old: int
    """How long the file was before."""
    overwrites: bool
    """Whether data may have been written over."""
    companions: tuple[JournalCompanion, ...] = ()
    """Files next to it that are new or longer, as they were; none if somebody has changed the file
    since, and may use them.
    """

    def said(self, disk: Disk) -> str:
        """What the user should know."""
        again = "" if self.command == _NOISE else "; run it again"
        return (
            f"{disk.name}: {self.command} was interrupted while it wrote over this disk, which has"
            f" old and new content{again}"
        )


def left_of(disk: Disk, fd: int) -> Left | None:
    """What an open record says of an open file; None if it does not count."""
    try:
        found = read(fd, disk.fd)
    except NotThis:
        return None
    old = found.header.len_old
    if found.cuts != [old] or not 0 < old <= os.fstat(disk.fd).st_size:
        return None
    overwrites = any(step.kind == JournalKind.OVER for step in found.steps)
    return Left(found.command, old, overwrites, _companions(found, disk))


def _companions(found: Journal, disk: Disk) -> tuple[JournalCompanion, ...]:
    steps = [step for step in found.steps if step.kind == JournalKind.COMPANION]
    if not steps:
        return ()
    try:
        check_current(found, disk)
        return tuple(JournalCompanion.unpack(found.bytes_of(step)) for step in steps)
    except (NotThis, ValueError):
        return ()


def mention(disk: Disk, fd: int) -> None:
    """Let who reads the file know. A record that is locked is of a change that is being made."""
    try:
        fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
        left = left_of(disk, fd)
    except OSError:
        return
    if left is not None and left.overwrites:
        disk.remark = left.said(disk)
