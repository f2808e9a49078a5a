# SPDX-License-Identifier: Apache-2.0
"""Workers of a conversion: guests that unpack and compress on every core, for the one that lays the
new image out.
"""

from __future__ import annotations

import os
from threading import Thread

from instar.errors import ImageError, SandboxError, UsageError
from instar.generated.worker import WorkerConfig
from instar.record import replace
from instar.sandbox.desk import Desk, Seat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from instar.generated.messages import WorkWanted
    from instar.ops.run import Job, Runner
    from instar.sandbox.disk import Disk

LEAST = 16 << 20
"""Bytes of the smallest disk that is shared out: starting workers takes time too."""
MOST_WORKERS = 8


def num_workers(length: int) -> int:
    """How many workers a disk gets; none where one core has to do all."""
    cores = len(os.sched_getaffinity(0))
    return min(cores, MOST_WORKERS) if cores > 1 and length >= LEAST else 0


class Workers:
    """`number` workers on a disk of `length` bytes, from when they are wanted to the end of the
    `with`. They read what the job has, and write to the desk.
    """

    def __init__(
        self,
        number: int,
        length: int,
        job: Job,
        pack: Callable[[WorkWanted], WorkerConfig],
        runner: Runner,
    ) -> None:
        self.desk = Desk(length, self._begin)
        self._number = number
        self._job = job
        self._pack = pack
        self._runner = runner
        self._config = b""
        self._threads: list[Thread] = []

    def want(self, wanted: WorkWanted) -> None:
        """Hear what they are to do."""
        try:
            self._config = self._pack(wanted).pack()
        except ValueError as error:
            raise SandboxError(f"the guest wants work that there is not: {error}") from error

    def _begin(self) -> None:
        """The guest that lays out has come to the desk."""
        if not self._config:
            raise SandboxError("the guest reads what nobody was to make")
        for _ in range(self._number):
            seat = Seat(self.desk, self._runner.pool.kind)
            thread = Thread(target=self._work, args=(seat,), name="instar worker", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _work(self, seat: Seat) -> None:
        """One worker. What is wrong with a source is for the guest that lays out to find: it knows
        what is needed of it.
        """
        job = self._job
        try:
            self._runner.run(
                replace(
                    job,
                    config=self._config,
                    disk=None if job.disk is None else _again(job.disk),
                    others=tuple(_again(disk) for disk in job.others),
                    outputs=(seat.disk(),),
                )
            )
        except (ImageError, UsageError):
            seat.leave()
        except BaseException as error:
            seat.leave(error)
        else:
            seat.leave()

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *reason: object) -> None:
        self.desk.close()
        for thread in self._threads:
            thread.join()

    def blame(self) -> None:
        """Raise why a worker failed, if one did: the guest that lays out knows only that."""
        if self.desk.error is not None:
            raise self.desk.error


def _again(disk: Disk) -> Disk:
    """The same file for another run, which may follow the names in it too."""
    again = disk.again(disk.name)
    again.folder = disk.folder
    return again
