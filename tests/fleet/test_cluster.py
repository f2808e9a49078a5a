# SPDX-License-Identifier: Apache-2.0
"""A real Dask cluster and a real Ray cluster of two worker processes on this machine, one of which
is killed.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import instar
from instar.cli import main
from instar.errors import UsageError
from instar.fleet.call import Call, Recipe, WorkerLost
from instar.fleet.engine import as_done
from instar.options.source import Descriptor
from tests import wanted
from tests.fleet import stations
from tests.fleet.test_scan import RECIPE, answers, rows_of

if TYPE_CHECKING:
    from instar.fleet.engine import Engine

MIB = 1 << 20
COUNTER = Recipe(stations.Counter, {})


@dataclass
class Cluster:
    """What several engines use."""

    begin: Callable[..., Engine]
    """Makes one for a recipe, for how many workers a call may end, and for how long it may take."""
    words: tuple[str, ...]
    """What a command line says."""


@contextmanager
def dask() -> Iterator[Cluster]:
    from distributed import LocalCluster

    from instar.fleet.cluster import Dask

    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with LocalCluster(**options, resources={"guests": 1}) as cluster:  # type: ignore[no-untyped-call]

        def begin(recipe: Recipe, tries: int = 4, limit: float | None = None) -> Engine:
            cluster.scheduler.allowed_failures = tries - 1
            return Dask(recipe, 2, cluster.scheduler_address, limit)

        yield Cluster(begin, ("--engine", "dask", "--scheduler", cluster.scheduler_address))


@contextmanager
def ray() -> Iterator[Cluster]:
    """The first engine begins the cluster and is the last to be closed."""
    from instar.fleet.actors import Ray

    first = Ray(COUNTER, 2)

    def begin(recipe: Recipe, tries: int = 2, limit: float | None = None) -> Engine:
        return Ray(recipe, 2, limit=limit)

    yield Cluster(begin, ("--engine", "ray"))
    first.close()


CLUSTERS = {"dask": dask, "ray": ray}


@pytest.fixture(
    scope="module",
    params=["dask", pytest.param("ray", marks=wanted.needs("ray"))],
)
def cluster(request: pytest.FixtureRequest) -> Iterator[Cluster]:
    with CLUSTERS[request.param]() as cluster:
        yield cluster


def workers(engine: Engine) -> list[int]:
    """The processes of both workers."""
    found: set[int] = set()
    while len(found) < 2:
        calls = [Call(stations.process, None, (n,)) for n in range(8)]
        found |= {pid for _, answers in as_done(engine, calls) for pid in answers}
    return sorted(found)


def test_a_worker_that_is_killed_loses_nothing(cluster: Cluster, tmp_path: Path) -> None:
    folder = tmp_path / "images"
    folder.mkdir()
    instar.create(folder / "0.qcow2", format="qcow2", size=MIB)
    data = (folder / "0.qcow2").read_bytes()
    for number in range(1, 60):
        (folder / f"{number}.qcow2").write_bytes(data)
    (folder / "bad.qcow2").write_bytes(data[:4] + bytes(len(data) - 4))
    expected = rows_of([str(folder)], tmp_path / "here", ops=("info",))
    engine = cluster.begin(RECIPE)
    assert engine.width == 2
    pids = workers(engine)
    assert len(pids) == 2 and os.getpid() not in pids
    submit, num_calls = engine.submit, 0

    def killing(call: Call) -> Any:
        nonlocal num_calls
        num_calls += 1
        if num_calls == 3:
            os.kill(pids[0], signal.SIGKILL)
        return submit(call)

    engine.submit = killing  # type: ignore[method-assign]
    found = rows_of([str(folder)], tmp_path / "there", engine, ops=("info",), batch=4)
    assert answers(found) == answers(expected)
    assert len(found) == 61 and num_calls == 16


def test_command_asks_the_cluster(
    cluster: Cluster, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder, rows = tmp_path / "images", str(tmp_path / "rows")
    folder.mkdir()
    for number in range(3):
        instar.create(folder / f"{number}.qcow2", format="qcow2", size=MIB)
    words = ("scan", str(folder), "-o", rows, "--ops", "info", "--sandbox", "process")
    assert main.main((*words, *cluster.words)) == 0
    assert capfd.readouterr().out.startswith("3 images asked, 0 with an error")


def test_stations_are_made_once_and_closed(cluster: Cluster, tmp_path: Path) -> None:
    log = tmp_path / "log"
    engine = cluster.begin(Recipe(stations.Counter, {"log": str(log)}))
    calls = [Call(stations.who, None, (n,)) for n in range(20)]
    found = [answer for _, answers in as_done(engine, calls) for answer in answers]
    pids = {pid for pid, _ in found}
    assert sum(max(n for pid, n in found if pid == one) for one in pids) == 20
    engine.close()
    assert pids <= {int(pid) for pid in log.read_text().split()[::2]}


def test_an_image_that_ends_every_worker_is_lost_alone(cluster: Cluster, tmp_path: Path) -> None:
    engine = cluster.begin(COUNTER, tries=1)
    first, bad, last = engine.submit(Call(stations.die, str(tmp_path), ("a", "bad", "b"))).result()
    engine.close()
    assert (first, last) == ("a", "b")
    assert isinstance(bad, WorkerLost)


def test_open_files_do_not_travel(cluster: Cluster) -> None:
    engine = cluster.begin(COUNTER)
    with pytest.raises(UsageError, match="do not travel"):
        engine.submit(Call(stations.double, None, (Descriptor(0, "/dev/fd/0"),)))
    with pytest.raises(ZeroDivisionError):
        engine.submit(Call(stations.fail, None, (1,))).result()
    engine.close()


def test_a_worker_that_never_answers_is_ended(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def patience(limit: float | None, call: Call) -> float | None:
        """An actor begins when it likes; the one that never answers may not take long."""
        return limit if "long" in call.items else None

    for module in ("pool", "cluster"):
        monkeypatch.setattr(f"instar.fleet.{module}.patience", patience)
    engine = cluster.begin(COUNTER, tries=1, limit=2)
    call = Call(stations.hang, str(tmp_path / "pid"), ("a", "long"))
    first, long = engine.submit(call).result(timeout=600)
    engine.close()
    assert first == "a"
    assert isinstance(long, WorkerLost) and "not answer in" in long.reason


def test_dask_tries_again_and_heeds_the_resource(tmp_path: Path) -> None:
    """A worker of two threads that declares one guest has one call at a time."""
    from distributed import LocalCluster

    from instar.fleet.cluster import Dask

    options = {"n_workers": 1, "threads_per_worker": 2, "dashboard_address": None}
    with LocalCluster(**options, resources={"guests": 1}) as one:  # type: ignore[no-untyped-call]
        engine = Dask(COUNTER, 1, one.scheduler_address)
        calls = [Call(stations.crowd, None, (n,)) for n in range(6)]
        assert [most for _, answers in as_done(engine, calls) for most in answers] == [1] * 6
        again = engine.submit(Call(stations.stumble, str(tmp_path), ("a",)))
        assert again.result(timeout=600) == ["a"]
        engine.close()
