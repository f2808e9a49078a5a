# SPDX-License-Identifier: Apache-2.0
"""Engines of one machine: order, laziness, processes that die, are slow, or are not wanted."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from instar.errors import UsageError
from instar.fleet import engine as engine_module
from instar.fleet import pool as pool_module
from instar.fleet.call import Call, Recipe, WorkerLost
from instar.fleet.engine import Inline, Share, Threads, as_done, in_order
from instar.fleet.pool import Pool
from instar.fleet.processes import processes
from tests.fleet import stations

if TYPE_CHECKING:
    from instar.fleet.engine import Engine

RECIPE = Recipe(stations.Counter, {})


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    pool = processes(RECIPE, 2)
    yield pool
    pool.close()


@pytest.fixture(params=["inline", "threads", "processes"])
def engine(request: pytest.FixtureRequest, pool: Pool) -> Iterator[Engine]:
    engine: Engine = pool
    if request.param == "inline":
        engine = Inline(RECIPE)
    elif request.param == "threads":
        engine = Threads(RECIPE, 2)
    yield engine
    if engine is not pool:
        engine.close()


def test_answers_come_in_the_order_of_the_items(engine: Engine) -> None:
    found = list(in_order(engine, Call(stations.double, 7, ()), range(200)))
    assert [item for item, _ in found] == list(range(200))
    assert [answer for item, answer in found if item != 7] == [2 * i for i in range(200) if i != 7]
    assert isinstance(found[7][1], UsageError) and str(found[7][1]) == "not 7"


def test_items_are_read_a_little_ahead_only(engine: Engine) -> None:
    num_read = 0

    def items() -> Iterator[int]:
        nonlocal num_read
        for number in range(1 << 30):
            num_read += 1
            yield number

    answers = in_order(engine, Call(stations.double, None, ()), items())
    for _ in range(300):
        next(answers)
    assert num_read <= 300 + (engine.ahead + 1) * 16
    answers.close()


def test_calls_are_answered_as_they_are_done(engine: Engine) -> None:
    calls = [Call(stations.double, 5, (n, n + 1)) for n in range(0, 40, 2)]
    found = {call.items: answers for call, answers in as_done(engine, iter(calls))}
    assert found.pop((4, 5))[0] == 8
    assert found == {(n, n + 1): [2 * n, 2 * n + 2] for n in range(0, 40, 2) if n != 4}


def test_other_errors_are_the_callers(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError, match="3"):
        list(in_order(engine, Call(stations.fail, None, ()), [3]))
    assert list(in_order(engine, Call(stations.double, None, ()), [3])) == [(3, 6)]


def test_workers_stay_and_are_closed_once(tmp_path: Path) -> None:
    log = tmp_path / "log"
    pool = processes(Recipe(stations.Counter, {"log": str(log)}), 2)
    asked = [a for _, a in in_order(pool, Call(stations.who, None, ()), range(100))]
    asked += [a for _, a in in_order(pool, Call(stations.who, None, ()), range(100))]
    pids = {pid for pid, _ in asked}
    assert len(pids) <= 2 and os.getpid() not in pids
    assert sum(max(n for pid, n in asked if pid == one) for one in pids) == 200
    pool.close()
    assert sorted(log.read_text().split()[::2]) == sorted(map(str, pids))


def test_worker_that_dies_costs_only_what_killed_it(tmp_path: Path) -> None:
    pool = processes(RECIPE, 2)
    items = [*map(str, range(40)), "once", *map(str, range(40, 80)), "bad", "last"]
    found = list(in_order(pool, Call(stations.die, str(tmp_path), ()), items))
    pool.close()
    assert [item for item, _ in found] == items
    lost = {item: answer for item, answer in found if item != answer}
    assert list(lost) == ["bad"] and isinstance(lost["bad"], WorkerLost)
    assert str(lost["bad"]) == "no answer about bad: the worker died"
    assert lost["bad"].code == "worker"


def test_worker_that_never_answers_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = processes(RECIPE, 1, limit=0.2)
    call = Call(stations.hang, str(tmp_path / "pid"), ())
    assert list(in_order(pool, call, ["a"])) == [("a", "a")]
    monkeypatch.setattr(engine_module, "_SLACK_S", 0.3)
    ((_, found),) = in_order(pool, call, ["long"])
    pool.close()
    assert isinstance(found, WorkerLost)
    assert found.reason == "the worker did not answer in 0.5 seconds"


def test_a_call_has_the_time_of_its_items_and_some_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_module, "_SLACK_S", 3)
    call = Call(stations.double, None, (1, 2))
    assert engine_module.patience(0.5, call) == 4
    assert engine_module.patience(None, call) is None


def wait_for(path: Path) -> int:
    while not path.exists():
        time.sleep(0.01)
    return int(path.read_text())


def is_ended(pid: int) -> bool:
    """Whether a process comes to its end, soon or on a busy machine later."""
    until = time.monotonic() + 300
    try:
        while time.monotonic() < until:
            os.kill(pid, 0)
            time.sleep(0.01)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.parametrize("by", ["cancel", "close"])
def test_work_that_nobody_wants_is_ended(tmp_path: Path, by: str) -> None:
    pool = processes(RECIPE, 1)
    answers = pool.submit(Call(stations.hang, str(tmp_path / "pid"), ("long",)))
    waiting = pool.submit(Call(stations.hang, str(tmp_path / "pid"), ("a",)))
    pid = wait_for(tmp_path / "pid")
    if by == "cancel":
        pool.cancel(answers, now=True)
        assert waiting.result() == ["a"]
    else:
        pool.close()
        assert waiting.cancelled()
    assert isinstance(answers.result()[0], WorkerLost)
    pool.close()
    assert is_ended(pid)


def test_workers_are_where_the_call_is_and_import_no_program(tmp_path: Path, pool: Pool) -> None:
    call = Call(stations.where, None, (1,), str(tmp_path))
    ((folder, path),) = pool.submit(call).result()
    assert folder == str(tmp_path)
    assert "" not in path


def test_a_pool_that_is_closed_takes_nothing() -> None:
    pool = processes(RECIPE, 1)
    pool.close()
    with pytest.raises(ValueError, match="closed"):
        pool.submit(Call(stations.double, None, (1,)))


class Deaf:
    """A worker that answers when it is let go, and hears nothing."""

    def __init__(self) -> None:
        self.asked, self.let_go = Event(), Event()

    def ask(self, call: Call, limit: float | None) -> list[Any]:
        self.asked.set()
        self.let_go.wait()
        return list(call.items)

    def stop(self) -> None:
        pass

    def close(self) -> None:
        pass


def test_a_thread_that_never_ends_does_not_hold_up_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An interrupt may leave what it waits for locked."""
    monkeypatch.setattr(pool_module, "_PARTING_S", 0.1)
    worker = Deaf()
    pool = Pool(lambda: worker, 1)
    answers = pool.submit(Call(stations.double, None, (1,)))
    worker.asked.wait()
    pool.close()
    assert not answers.done()
    worker.let_go.set()
    assert answers.result() == [1]


class Hasty(Future[list[Any]]):
    """Answers that nobody wants any more as soon as they are being worked on."""

    pool: Pool

    def set_running_or_notify_cancel(self) -> bool:
        is_running = super().set_running_or_notify_cancel()
        self.pool.cancel(self, now=True)
        return is_running


def test_work_that_nobody_wants_is_ended_as_soon_as_it_begins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pool_module, "Future", Hasty)
    workers = [Deaf(), Deaf()]
    waiting = iter(workers)
    Hasty.pool = pool = Pool(lambda: next(waiting), 1)
    for worker in workers:
        worker.let_go.set()
        (lost,) = pool.submit(Call(stations.double, None, (1,))).result()
        assert isinstance(lost, WorkerLost) and not worker.asked.is_set()
    pool.close()


def test_questions_that_cannot_travel_are_an_error(pool: Pool) -> None:
    given: Any = lambda: None  # noqa: E731
    with pytest.raises(Exception, match="pickle"):
        pool.submit(Call(stations.double, given, (1,))).result()
    assert pool.submit(Call(stations.double, None, (1,))).result() == [2]


def test_calls_grow_and_the_last_ones_are_equal() -> None:
    def sizes(share: Share, total: int) -> list[int]:
        found: list[int] = []
        while sum(found) < total:
            found.append(min(share.size(2, len(found), sum(found)), total - sum(found)))
        return found

    assert sizes(Share(16, 1), 40) == [1, 1, 2, 2, 4, 4, 8, 8, 10]
    assert sizes(Share(16, 1, known=40), 40) == [1, 1, 2, 2, 4, 4, 8, 8, 5, 5]
    assert sizes(Share(128, 128, known=400), 400) == [128, 128, 72, 72]
    assert sizes(Share(16, 16, known=3), 20) == [2, 1, 16, 1]  # a hint may be wrong
