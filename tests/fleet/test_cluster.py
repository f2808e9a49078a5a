# SPDX-License-Identifier: Apache-2.0
"""A real Dask cluster of two worker processes on this machine, one of which is killed."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import instar
from instar.errors import UsageError
from instar.fleet.call import Call, Recipe, WorkerLost
from instar.fleet.cluster import Dask
from instar.fleet.engine import as_done
from instar.options.source import Descriptor
from tests.fleet import stations
from tests.fleet.test_scan import RECIPE, answers, rows_of

MIB = 1 << 20


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A cluster that several engines use."""
    from distributed import LocalCluster

    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with LocalCluster(**options, resources={"guests": 1}) as cluster:  # type: ignore[no-untyped-call]
        yield cluster


def test_a_worker_that_is_killed_loses_nothing(cluster: Any, tmp_path: Path) -> None:
    folder = tmp_path / "images"
    folder.mkdir()
    instar.create(folder / "0.qcow2", format="qcow2", size=MIB)
    data = (folder / "0.qcow2").read_bytes()
    for number in range(1, 60):
        (folder / f"{number}.qcow2").write_bytes(data)
    (folder / "bad.qcow2").write_bytes(data[:4] + bytes(len(data) - 4))
    expected = rows_of([str(folder)], tmp_path / "here", ops=("info",))
    engine = Dask(RECIPE, 2, cluster.scheduler_address)
    assert engine.width == 2
    pids = list(engine._client.run(os.getpid).values())
    assert len(set(pids)) == 2 and os.getpid() not in pids
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


def test_stations_are_made_once_and_closed(cluster: Any, tmp_path: Path) -> None:
    log = tmp_path / "log"
    engine = Dask(Recipe(stations.Counter, {"log": str(log)}), 2, cluster.scheduler_address)
    calls = [Call(stations.who, None, (n,)) for n in range(20)]
    found = [answer for _, answers in as_done(engine, calls) for answer in answers]
    pids = {pid for pid, _ in found}
    assert sum(max(n for pid, n in found if pid == one) for one in pids) == 20
    engine.close()
    assert pids <= {int(pid) for pid in log.read_text().split()[::2]}


def test_an_image_that_ends_every_worker_is_lost_alone(cluster: Any, tmp_path: Path) -> None:
    engine = Dask(Recipe(stations.Counter, {}), 2, cluster.scheduler_address)
    cluster.scheduler.allowed_failures = 0  # at once, not after four workers
    first, bad, last = engine.submit(Call(stations.die, str(tmp_path), ("a", "bad", "b"))).result()
    engine.close()
    assert (first, last) == ("a", "b")
    assert isinstance(bad, WorkerLost)


def test_open_files_do_not_travel(cluster: Any) -> None:
    engine = Dask(Recipe(stations.Counter, {}), 2, cluster.scheduler_address)
    with pytest.raises(UsageError, match="do not travel"):
        engine.submit(Call(stations.double, None, (Descriptor(0, "/dev/fd/0"),)))
    with pytest.raises(ZeroDivisionError):
        engine.submit(Call(stations.fail, None, (1,))).result()
    engine.close()
