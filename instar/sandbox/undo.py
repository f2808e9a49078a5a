# SPDX-License-Identifier: Apache-2.0
"""What goes back on a change of an image: a journal of the way back (`specs/abi/journal.ksy`),
which the user names and keeps.
"""

from __future__ import annotations

import errno
import os

from instar.errors import OpenError
from instar.generated.journal import LEN_SECTOR, JournalKind
from instar.sandbox import transfer
from instar.sandbox.disk import OPEN_FLAGS
from instar.sandbox.draft import Writer
from instar.sandbox.journal import NotThis, check_current, read, sums
from instar.sandbox.overlay import FILE
from instar.sandbox.together import alone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from instar.sandbox.transaction import Transaction

_PIECE = 1 << 20  # of whole sectors
_UNDO = os.O_RDONLY | os.O_NOFOLLOW | OPEN_FLAGS


def differences(change: Transaction) -> Iterator[tuple[int, bytearray, bytearray]]:
    """What the change makes of the file, in whole sectors: where, the bytes of now, those of then.
    What is past an end reads as zeros; what stays the same is left out.
    """
    with change.before() as before, change.view() as after:
        end = max(before.size, after.size)
        for low, high, place in change.recorder.overlay.pieces(0, end):
            if place == FILE:
                continue
            low -= low % LEN_SECTOR
            for start in range(low, high, _PIECE):
                stop = min(start + _PIECE, high)
                old = transfer.seen(before, start, stop)
                new = transfer.seen(after, start, stop)
                if old != new:
                    yield start, old, new


def keep(change: Transaction, path: str) -> None:
    """Put the way back from a change that is complete, and not made yet, into a new file."""
    old, new = os.fstat(change.disk.fd).st_size, change.disk.size
    if os.path.lexists(path):
        raise OpenError(path, f"'{path}' exists, and may be what undoes another change")
    writer = Writer(path, change.disk, new, "undo")
    try:
        for start, before, after in differences(change):
            data = before[: max(old - start, 0)]
            if data:
                tail = sums(after[: len(data)]) + data
                writer.record(JournalKind.PUT, start, len(data), tail)
        if old != new:
            writer.record(JournalKind.RESIZE, old)
        alone(writer.sealing(old))
    except OSError as error:
        raise _failure(path, error) from error
    finally:
        writer.close()


def restore(change: Transaction, path: str) -> None:
    """Let a change be the way back that the file has. One that is not this image's, or not that of
    its last change, is an `OpenError`.
    """
    try:
        fd = os.open(path, _UNDO)
    except OSError as error:
        raise _failure(path, error) from error
    try:
        _restore(change, fd)
    except NotThis as error:
        name = change.disk.name
        text = f"'{path}' does not undo a change of '{name}': {error}"
        raise OpenError(name, text, errno.EINVAL) from error
    finally:
        os.close(fd)


def _restore(change: Transaction, fd: int) -> None:
    journal = read(fd, change.disk.fd, anywhere=True)
    check_current(journal, change.disk)
    for step in journal.steps:
        if step.kind == JournalKind.PUT:
            for done in range(0, step.length, _PIECE):
                data = bytearray(min(_PIECE, step.length - done))
                journal.content.fill([memoryview(data)], step.place + done)
                change.recorder.put(step.start + done, bytes(data))
        elif step.kind == JournalKind.RESIZE:
            change.recorder.resize(step.start)
        else:
            raise NotThis(f"a step of kind {step.kind} undoes nothing")


def _failure(path: str, error: OSError) -> OpenError:
    code = error.errno or errno.EIO
    return OpenError(path, f"Could not use '{path}': {os.strerror(code)}", code)
