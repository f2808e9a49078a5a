# SPDX-License-Identifier: Apache-2.0
"""Changes of a file in place, how they are made, and processes that die on the way."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from instar.generated.journal import JournalKind
from instar.sandbox import growth, transfer
from instar.sandbox.disk import Disk
from instar.sandbox.together import together
from instar.sandbox.transaction import Transaction
from tests.small import status_of

if TYPE_CHECKING:
    from instar.sandbox.together import Waiting

OLD = bytes(range(256)) * 40 + b"odd end"
FAR = 100_000

Change = Callable[[Disk], None]
Way = Callable[[Path, Change], None]

# What is changed: functions of a module, which a process finds by their names ---------------------


def put(disk: Disk, start: int, data: bytes) -> None:
    transfer.write(disk, [memoryview(data)], start)


def nothing(disk: Disk) -> None:
    """What is left over is completed all the same."""


def change(disk: Disk) -> None:
    """Something of everything, with what is written twice."""
    put(disk, 1000, b"n" * 3000)
    put(disk, len(OLD) + 700, b"grown" * 500)
    transfer.flush(disk)
    put(disk, 24, b"pointer")
    put(disk, 1500, b"again" * 100)
    transfer.zero(disk, 6000, 3000, lambda: None)
    transfer.reserve(disk, FAR, 512)
    transfer.flush(disk)
    put(disk, 24, b"POINTER")


def cut(disk: Disk) -> None:
    put(disk, 512, b"small" * 300)
    transfer.flush(disk)
    transfer.resize(disk, 4001)
    transfer.flush(disk)
    put(disk, 9000, b"back")


def one_sector(disk: Disk) -> None:
    put(disk, 520, b"12345678")


CHANGES: dict[str, Change] = {"all": change, "cut": cut, "sector": one_sector}

Step = tuple[int, int, int, bytes]


@dataclass(frozen=True, slots=True)
class Recorded:
    """The steps of a journal, made again."""

    steps: list[Step]

    def __call__(self, disk: Disk) -> None:
        assert disk.recorder is not None
        for kind, start, length, data in self.steps:
            match kind:
                case JournalKind.PUT:
                    disk.recorder.put(start, data)
                case JournalKind.ZERO:
                    disk.recorder.zero(start, length)
                case JournalKind.FILL:
                    disk.recorder.fill(start, length)
                case JournalKind.RESIZE:
                    disk.recorder.resize(start)
                case JournalKind.BARRIER:
                    disk.recorder.barrier()


# How it is changed --------------------------------------------------------------------------------


def commit(path: Path, make: Change) -> None:
    with Transaction(str(path), "test") as running:
        make(running.disk)
        running.commit()


def commit_at_once(path: Path, make: Change) -> None:
    """The same, with what lies past the old end in the file at once."""
    with Transaction(str(path), "test", take_back) as running:
        running.spread()
        make(running.disk)
        running.commit()


def take_back(disk: Disk) -> None:
    """Cut off what an interrupted change has added."""
    left = growth.left_over(disk)
    if left is not None:
        os.ftruncate(disk.fd, left.old)
        disk.size = left.old
    growth.forget(disk)


def commit_together(path: Path, make: Change) -> None:
    """All images of a directory, of which this is one."""
    together([changing(one, make) for one in sorted(path.parent.glob("image*"))])


def changing(path: Path, make: Change) -> Waiting[None]:
    with Transaction(str(path), "test") as running:
        make(running.disk)
        yield from running.committing()


# Processes that die -------------------------------------------------------------------------------

CALLS = ("pwritev", "fsync", "ftruncate", "posix_fallocate", "link", "unlink", "rename")


def killed(path: Path, make: Change, at: int, torn: int = -1, way: Way = commit) -> bool:
    """Let a child make the change, and kill it before its `at`-th call that changes a file, or in
    it, after so many bytes. Returns whether it came to that.
    """
    status = status_of(_until_killed, path, make, at, torn, way)
    assert status in (0, -signal.SIGKILL)
    return status != 0


def _until_killed(path: Path, make: Change, at: int, torn: int, way: Way) -> None:
    count = 0

    def guarded(plain: Callable[..., Any], name: str) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            nonlocal count
            count += 1
            if count > at:
                if torn >= 0 and name == "pwritev":
                    plain(given[0], [bytes(given[1][0])[:torn]], given[2])
                os.kill(os.getpid(), signal.SIGKILL)
            return plain(*given, **named)

        return call

    for name in CALLS:
        setattr(os, name, guarded(getattr(os, name), name))
    way(path, make)
