# SPDX-License-Identifier: Apache-2.0
"""A Dask cluster as an engine: one that runs already, or one of this machine for as long as it is
needed. Tasks, retries and placing are Dask's.
"""

from __future__ import annotations

import os
import signal
from concurrent.futures import Future
from threading import Timer
from typing import Any
from uuid import uuid4

from instar.errors import UsageError
from instar.fleet.engine import AHEAD, LOGGER, RESOURCE, patience

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.fleet.call import Call, Recipe, Station
    from instar.fleet.engine import Answers

_RETRIES = 2

try:
    # Without their types, which say little and not the same in all releases.
    distributed: Any = __import__("distributed")
    from distributed import WorkerPlugin, get_worker
    from distributed.scheduler import KilledWorker
except ImportError as error:
    raise UsageError("--engine dask needs distributed: pip install 'instar[dask]'") from error


class Seat(WorkerPlugin):
    """A station in each worker: made when the worker begins, closed when it ends."""

    def __init__(self, name: str, recipe: Recipe) -> None:
        self.name = name
        self._recipe = recipe
        self.station: Station | None = None

    def setup(self, worker: Any) -> None:
        self.station = self._recipe()

    def teardown(self, worker: Any) -> None:
        if self.station is not None:
            self.station.close()
            self.station = None


def answer(name: str, call: Call, limit: float | None) -> list[Any]:
    """What a worker runs. One that does not end in time ends itself: nobody else can, and Dask
    gives its task to another.
    """
    seat: Any = get_worker().plugins[name]
    if limit is None:
        return call(seat.station)
    watch = Timer(limit, os.kill, (os.getpid(), signal.SIGKILL))
    watch.start()
    try:
        return call(seat.station)
    finally:
        watch.cancel()


class Dask:
    """Answers calls on the cluster of a scheduler, or with `jobs` processes of this machine.
    `limit` is how many seconds an item may take.
    """

    def __init__(
        self, recipe: Recipe, jobs: int, scheduler: str = "", limit: float | None = None
    ) -> None:
        self._limit = limit
        self._cluster: Any = None
        address: Any = scheduler
        if not scheduler:
            self._cluster = address = distributed.LocalCluster(
                n_workers=jobs,
                threads_per_worker=1,
                resources={RESOURCE: 1},
                dashboard_address=None,
            )
        self._client: Any = distributed.Client(address)
        self._name = f"instar-{uuid4().hex}"
        self._client.register_plugin(Seat(self._name, recipe), name=self._name)
        workers = self._client.scheduler_info(n_workers=-1)["workers"].values()
        self._resources = {RESOURCE: 1} if any(RESOURCE in w["resources"] for w in workers) else {}
        self.width = max(sum(worker["nthreads"] for worker in workers), 1)
        self.ahead = self.width * AHEAD

    def submit(self, call: Call) -> Answers:
        call.must_travel()
        answers: Answers = Future()
        limit = patience(self._limit, call)
        how = {"pure": False, "retries": _RETRIES, "resources": self._resources}
        task: Any = self._client.submit(answer, self._name, call, limit, **how)
        task.add_done_callback(lambda done: self._done(done, call, answers))
        return answers

    def _done(self, task: Any, call: Call, answers: Answers) -> None:
        try:
            found = task.result()
        except KilledWorker:
            LOGGER.warning("workers died while they were asked about %d images", len(call.items))
            self._ask_again(call, answers)
        except BaseException as error:
            answers.set_exception(error)
        else:
            answers.set_result(found)

    def _ask_again(self, call: Call, answers: Answers) -> None:
        """Each image alone, one after another: one that ends its workers takes no other along."""
        if len(call.items) == 1:
            answers.set_result(
                call.lost("every worker that was asked died, or did not answer in time")
            )
        else:
            self._go_on(call.parts(), [], answers)

    def _go_on(self, parts: list[Call], found: list[Any], answers: Answers) -> None:
        if not parts:
            answers.set_result(found)
            return
        first, *rest = parts

        def gather(part: Answers) -> None:
            if (error := part.exception()) is not None:
                answers.set_exception(error)
            else:
                self._go_on(rest, found + part.result(), answers)

        self.submit(first).add_done_callback(gather)

    def cancel(self, answers: Answers, *, now: bool) -> None:
        """Tasks of a client that is closed are dropped by the scheduler."""

    def close(self) -> None:
        self._client.unregister_worker_plugin(self._name)
        self._client.close()
        if self._cluster is not None:
            self._cluster.close()
