# SPDX-License-Identifier: Apache-2.0
"""Waiting for stable storage. Threads that wait at the same time wait together: while one sync
runs, others gather, and the next one is for all of them.
"""

from __future__ import annotations

import errno
import os
from _thread import allocate_lock

from instar.sandbox.filesystem import sync_file_system

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FEW = 8
"""As many files of a file system are synced one by one; of more, the file system is."""


class _Waiter:
    """One thread that wants a file synced. `turn` is held until it is, or until it is to lead."""

    __slots__ = ("error", "fd", "is_done", "leads", "turn")

    def __init__(self, fd: int) -> None:
        self.fd = fd
        self.turn = allocate_lock()
        self.turn.acquire()
        self.leads = False
        self.is_done = False
        self.error: OSError | None = None


_lock = allocate_lock()
_waiting: list[_Waiter] = []
_leaders: list[_Waiter] = []
"""Who syncs now; nobody or one."""


def sync(fd: int) -> None:
    """What was written to an open file is on stable storage when this returns."""
    own = _Waiter(fd)
    with _lock:
        _waiting.append(own)
        if not _leaders:
            _promote(own)
    try:
        own.turn.acquire()
    except BaseException:
        with _lock:
            if own in _waiting and not own.leads:
                _waiting.remove(own)
        if own.leads:
            _lead(own)
        raise
    if not own.is_done:
        _lead(own)
    if own.error is not None:
        raise own.error


def _promote(waiter: _Waiter) -> None:
    waiter.leads = True
    _leaders.append(waiter)
    waiter.turn.release()


def _lead(own: _Waiter) -> None:
    """Sync for all that wait now, and let the first of those who came since lead after that."""
    with _lock:
        group = _waiting[:]
        _waiting.clear()
    try:
        _sync_together(group)
    except BaseException:
        for one in group:
            one.error = one.error or OSError(errno.EIO, os.strerror(errno.EIO))
        raise
    finally:
        with _lock:
            _leaders.clear()
            if _waiting:
                _promote(_waiting[0])
        for one in group:
            one.is_done = True
            if one is not own:
                one.turn.release()


def _sync_together(group: Sequence[_Waiter]) -> None:
    """Each file once. An error is that of who asked for the file."""
    files: dict[tuple[int, int], list[_Waiter]] = {}
    for one in group:
        status = os.fstat(one.fd)
        files.setdefault((status.st_dev, status.st_ino), []).append(one)
    by_device: dict[int, list[list[_Waiter]]] = {}
    for (device, _), some in files.items():
        by_device.setdefault(device, []).append(some)
    for found in by_device.values():
        if len(found) > FEW:
            every = [one for some in found for one in some]
            _try(every, sync_file_system)
        else:
            for some in found:
                _try(some, os.fsync)


def _try(waiters: Sequence[_Waiter], how: Callable[[int], None]) -> None:
    try:
        how(waiters[0].fd)
    except OSError as error:
        for one in waiters:
            one.error = error
