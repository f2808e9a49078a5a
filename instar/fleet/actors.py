# SPDX-License-Identifier: Apache-2.0
"""A Ray cluster as an engine: one that runs already, or one of this machine for as long as it is
needed. Each worker of the pool is an actor, which Ray places where there is room.
"""

from __future__ import annotations

import os
from typing import Any

from instar.errors import UsageError
from instar.fleet.engine import RESOURCE
from instar.fleet.pool import Ended, Pool

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.fleet.call import Call, Recipe, Station
    from instar.fleet.engine import Answers

MOST = 1024
"""Actors of one run, each with a thread here that waits for it."""

# Ray reports how it is used to its makers unless it is asked not to.
os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
try:
    # Without its types, which say little and not the same in all releases.
    ray: Any = __import__("ray")
    from ray.exceptions import GetTimeoutError, RayActorError, RayTaskError
except ImportError as error:
    raise UsageError("--engine ray needs ray: pip install 'instar[ray]'") from error


class Seat:
    """What runs at the other end: a station, from the first moment to the last."""

    def __init__(self, recipe: Recipe) -> None:
        self._station: Station = recipe()

    def answer(self, call: Call) -> list[Any]:
        return call(self._station)

    def close(self) -> None:
        self._station.close()


class Actor:
    """A worker of a pool."""

    def __init__(self, recipe: Recipe, placing: dict[str, Any]) -> None:
        # Ray's own pickle sends everything by name, as long as it can be imported there.
        self._actor: Any = ray.remote(Seat).options(**placing).remote(recipe)
        self._is_alive = True

    def ask(self, call: Call, limit: float | None) -> list[Any]:
        try:
            found: list[Any] = ray.get(self._actor.answer.remote(call), timeout=limit)
        except GetTimeoutError:
            raise Ended(f"the worker did not answer in {limit:g} seconds") from None
        except RayActorError:
            raise Ended("the worker died") from None
        except RayTaskError as error:
            raise error.cause from None
        return found

    def stop(self) -> None:
        self._is_alive = False
        ray.kill(self._actor)

    def close(self) -> None:
        if not self._is_alive:
            return
        try:
            ray.get(self._actor.close.remote())
        except RayActorError:  # it died since it was last asked
            return
        ray.kill(self._actor)


class Ray:
    """Answers calls on the cluster at an address, with as many actors as it has room for, or with
    `jobs` of them on this machine.
    """

    def __init__(
        self, recipe: Recipe, jobs: int, address: str = "", limit: float | None = None
    ) -> None:
        self._is_ours = not ray.is_initialized()
        if self._is_ours:
            _begin(jobs, address)
        room = ray.cluster_resources()
        guests = int(room.get(RESOURCE, 0))
        placing = {"num_cpus": 1, "resources": {RESOURCE: 1} if guests else {}}
        width = min(int(room["CPU"]), guests or MOST, MOST) if address else jobs
        self._pool = Pool(lambda: Actor(recipe, placing), width, limit)
        self.width, self.ahead = self._pool.width, self._pool.ahead

    def submit(self, call: Call) -> Answers:
        call.must_travel()
        return self._pool.submit(call)

    def cancel(self, answers: Answers, *, now: bool) -> None:
        self._pool.cancel(answers, now=now)

    def close(self) -> None:
        self._pool.close()
        if self._is_ours:
            ray.shutdown()


def _begin(jobs: int, address: str) -> None:
    quiet = {"log_to_driver": False, "configure_logging": False}
    if address:
        ray.init(address, **quiet)
    else:
        ray.init(
            "local",  # and not one of this machine that somebody else has started
            num_cpus=jobs,
            resources={RESOURCE: jobs},
            include_dashboard=False,
            _node_ip_address="127.0.0.1",
            **quiet,
        )
