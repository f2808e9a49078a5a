# SPDX-License-Identifier: Apache-2.0
"""When guests are ended that make no progress, by a clock of the test's own."""

from __future__ import annotations

import pytest

from instar.sandbox.limits import Deadline
from instar.sandbox.watchdog import Watch, Watchdog
from tests.sandbox.inside import Clock


class Watched:
    """A run that has been in its guest since second 0, with a limit of a minute."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: float | None = None) -> None:
        self.now = 0.0
        Clock(monkeypatch, lambda: self.now)
        run = Deadline(None, "test")
        run.at = run.at if at is None else at
        self.watch = Watch(60, run, lambda: None)
        self.dog = Watchdog()
        self.dog._watches.add(self.watch)
        self.watch.resumed()

    def look(self, now: float) -> float:
        """Seconds until the watchdog looks again; the run may have expired."""
        self.now = now
        return self.dog._look()


def test_a_guest_is_ended_when_its_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    run = Watched(monkeypatch)
    assert run.look(0) == 60 and not run.watch.expired
    assert run.look(59) == 1 and not run.watch.expired
    run.look(60)
    assert run.watch.expired


def test_time_in_which_the_machine_was_stopped_does_not_count(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = Watched(monkeypatch)
    run.look(0)
    assert run.look(132) == 60 and not run.watch.expired
    assert run.look(191) == 1 and not run.watch.expired
    run.look(192)
    assert run.watch.expired


def test_a_machine_that_is_busy_gives_no_more_time(monkeypatch: pytest.MonkeyPatch) -> None:
    run = Watched(monkeypatch)
    run.look(0)
    run.look(60.9)
    assert run.watch.expired


def test_the_time_that_a_run_has_in_all_is_over_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = Watched(monkeypatch, at=100)
    run.look(0)
    assert run.look(70) == 30 and not run.watch.expired
    run.look(100)
    assert run.watch.expired


def test_a_guest_that_came_out_is_not_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    run = Watched(monkeypatch)
    run.look(0)
    run.watch.stopped()
    for now in range(60, 600, 60):
        assert run.look(now) == 60 and not run.watch.expired
