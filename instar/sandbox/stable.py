# SPDX-License-Identifier: Apache-2.0
"""Waiting for stable storage. Threads that wait at the same time wait together: while one sync
runs, others gather, and the next one is for all of them.
"""

from __future__ import annotations

import errno
import os
from _thread import allocate_lock

from instar.sandbox.filesystem import sync_file_system, syncs_tell_errors

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FEW = 8
"""As many files of a file system are synced one by one; of more, the file system is, where that
tells errors.
"""


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
        errors = sync_each([one.fd for one in group])
        for one, error in zip(group, errors, strict=True):
            one.error = error
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


def sync_all(files: Sequence[int]) -> None:
    """What was written to open files is on stable storage when this returns."""
    if len(files) <= FEW:
        for fd in files:
            sync(fd)
        return
    for error in sync_each(files):
        if error is not None:
            raise error


def sync_each(files: Sequence[int]) -> list[OSError | None]:
    """The same, with the error of each. Each file is synced once, whatever it is open as."""
    by_device: dict[int, dict[int, list[int]]] = {}
    for number, fd in enumerate(files):
        status = os.fstat(fd)
        by_device.setdefault(status.st_dev, {}).setdefault(status.st_ino, []).append(number)
    errors: list[OSError | None] = [None] * len(files)
    for found in by_device.values():
        groups = list(found.values())
        is_many = len(groups) > FEW and syncs_tell_errors()
        if is_many:
            groups = [[number for some in groups for number in some]]
        for some in groups:
            error = _try(files[some[0]], sync_file_system if is_many else os.fsync)
            for number in some:
                errors[number] = error
    return errors


def _try(fd: int, how: Callable[[int], None]) -> OSError | None:
    try:
        how(fd)
    except OSError as error:
        return error
    return None
