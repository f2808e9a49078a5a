# SPDX-License-Identifier: Apache-2.0
"""The locks by which qemu's programs keep off each other's images.

They are shared record locks of open files (OFD): for each permission, one byte says that its holder
uses it, another that its holder lets nobody else use it. A program that opens an image takes its
own bytes, then looks whether another holds one that is against them. A lock ends when the file is
closed.
"""

from __future__ import annotations

import errno
import fcntl
import os
import struct

from instar.record import Record

CONSISTENT_READ, WRITE, WRITE_UNCHANGED, RESIZE = range(4)
"""Permissions, by qemu's numbers."""

_NAMES = ("consistent read", "write", "write unchanged", "resize")
_USED = 100
"""Byte of permission 0 for those who use it; the others follow."""
_KEPT = 200
"""Byte of permission 0 for those who keep it from others."""
_FLOCK = struct.Struct("hhqqi4x")
_TAKEN = (errno.EAGAIN, errno.EACCES)
_NO_LOCKS = (errno.ENOLCK, errno.EINVAL, errno.EOPNOTSUPP, errno.ENOSYS, errno.EPERM)
"""A file system without locks: qemu does without, too."""


class Share(Record):
    """What somebody does with an image, and what nobody else may do meanwhile."""

    uses: tuple[int, ...]
    keeps: tuple[int, ...]


READER = Share(uses=(CONSISTENT_READ,), keeps=(WRITE, RESIZE))
WRITER = Share(uses=(CONSISTENT_READ, WRITE, RESIZE), keeps=(WRITE, RESIZE))


def take(fd: int, share: Share) -> str:
    """Lock an open file. Returns what keeps it from that, in qemu's words, and then holds nothing;
    empty when nothing does.
    """
    try:
        refused = _take(fd, share)
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
        return ""
    if refused:
        _set(fd, fcntl.F_UNLCK, _USED, _KEPT + len(_NAMES) - _USED)
    return refused


def _take(fd: int, share: Share) -> str:
    for byte in (*(_USED + one for one in share.uses), *(_KEPT + one for one in share.keeps)):
        try:
            _set(fd, fcntl.F_RDLCK, byte)
        except OSError as error:
            if error.errno not in _TAKEN:
                raise
            return f"Failed to lock byte {byte}"
    for one in share.uses:
        if _is_held(fd, _KEPT + one):
            return f'Failed to get "{_NAMES[one]}" lock'
    for one in share.keeps:
        if _is_held(fd, _USED + one):
            return f'Failed to get shared "{_NAMES[one]}" lock'
    return ""


def _set(fd: int, kind: int, byte: int, length: int = 1) -> None:
    fcntl.fcntl(fd, fcntl.F_OFD_SETLK, _FLOCK.pack(kind, os.SEEK_SET, byte, length, 0))


def _is_held(fd: int, byte: int) -> bool:
    """Whether anybody else holds the byte."""
    asked = _FLOCK.pack(fcntl.F_WRLCK, os.SEEK_SET, byte, 1, 0)
    answer: bytes = fcntl.fcntl(fd, fcntl.F_OFD_GETLK, asked)
    kind: int = _FLOCK.unpack(answer)[0]
    return kind != fcntl.F_UNLCK
