# SPDX-License-Identifier: Apache-2.0
"""A pool of worker processes on this machine, kept warm between calls.

`concurrent.futures` has one too. That one gives up altogether when a process dies, cannot end one
that is at work, hands no open files over, and has every worker import the caller's program.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections import deque
from concurrent.futures import Future
from threading import Condition, Thread

import instar
from instar.fleet import wire
from instar.fleet.engine import AHEAD, LOGGER
from instar.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from instar.fleet.call import Call, Recipe
    from instar.fleet.engine import Answers

_START = "import sys; sys.path[:0] = [sys.argv[1]]; from instar.fleet.worker import main; main({})"
_SLACK_S = 30.0
"""How much later than its own deadline a worker is taken for dead."""


@record()
class _Ticket:
    call: Call
    answers: Answers


class _Ended(Exception):
    """A worker that has no answer any more."""


class Worker:
    """One process, and the socket to it."""

    def __init__(self, recipe: Recipe) -> None:
        ours, theirs = socket.socketpair()
        package = os.path.dirname(os.path.dirname(os.path.abspath(instar.__file__)))
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-c", _START.format(theirs.fileno()), package],
                stdin=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
            )
        self._channel = ours
        wire.send(ours, recipe)
        LOGGER.debug("worker %d started", self.process.pid)

    def ask(self, call: Call, limit: float | None) -> list[Any]:
        """The answers of a call. A worker that has none within the limit is an `_Ended`."""
        self._channel.settimeout(limit)
        try:
            wire.send(self._channel, call, call.descriptors())
            reply: Any = wire.receive(self._channel)[0]
        except TimeoutError:
            raise _Ended(f"the worker did not answer in {limit:g} seconds") from None
        except (EOFError, ConnectionError):
            raise _Ended("the worker died") from None
        is_answer, found = reply
        if not is_answer:
            raise found
        answers: list[Any] = found
        return answers

    def kill(self) -> None:
        """End it, whatever it does."""
        self.process.kill()
        self.close()

    def close(self) -> None:
        """Let it end, and wait for that."""
        self._channel.close()
        self.process.wait()
        LOGGER.debug("worker %d ended", self.process.pid)


class Processes:
    """Answers calls in `jobs` processes, which are started when there is work for them.

    `limit` is how many seconds an item may take; a worker is given somewhat more. What a worker was
    asked when it died is asked again, item by item, of a new one; an item that ends that as well is
    answered by a `WorkerLost`.
    """

    def __init__(self, recipe: Recipe, jobs: int, limit: float | None = None) -> None:
        self.width = jobs
        self.ahead = jobs * AHEAD
        self._recipe = recipe
        self._limit = limit
        self._begin()

    def _begin(self) -> None:
        self._owner = os.getpid()
        self._wake = Condition()
        self._queue: deque[_Ticket] = deque()
        self._threads: list[Thread] = []
        self._running: dict[Answers, _Seat] = {}
        self._num_idle = 0
        self._closed = False

    def submit(self, call: Call) -> Answers:
        if self._owner != os.getpid():  # threads do not come along when a process forks
            self._begin()
        ticket = _Ticket(call, Future())
        with self._wake:
            if self._closed:
                raise ValueError("the pool is closed")
            self._queue.append(ticket)
            if self._num_idle < len(self._queue) and len(self._threads) < self.width:
                thread = Thread(target=self._manage, name="instar-fleet", daemon=True)
                self._threads.append(thread)
                thread.start()
            self._wake.notify()
        return ticket.answers

    def cancel(self, answers: Answers, *, now: bool) -> None:
        """Drop a call that waits; `now` also ends the worker of one that runs."""
        if answers.cancel() or not now:
            return
        with self._wake:
            if (seat := self._running.get(answers)) is not None:
                seat.give_up()

    def close(self) -> None:
        """End the workers; calls that wait are dropped."""
        if self._owner != os.getpid():
            return
        with self._wake:
            self._closed = True
            while self._queue:
                self._queue.pop().answers.cancel()
            for seat in self._running.values():
                seat.give_up()
            self._wake.notify_all()
        for thread in self._threads:
            thread.join()

    def _take(self) -> _Ticket | None:
        with self._wake:
            self._num_idle += 1
            while not self._queue and not self._closed:
                self._wake.wait()
            self._num_idle -= 1
            return self._queue.popleft() if self._queue else None

    def _manage(self) -> None:
        """What one thread does: it has one worker at a time, and asks it."""
        seat = _Seat(self._recipe, self._limit)
        while (ticket := self._take()) is not None:
            if not ticket.answers.set_running_or_notify_cancel():
                continue
            with self._wake:
                self._running[ticket.answers] = seat
            try:
                found = seat.answer(ticket.call)
            except BaseException as error:
                self._forget(ticket.answers)
                ticket.answers.set_exception(error)
            else:
                self._forget(ticket.answers)
                ticket.answers.set_result(found)
        seat.close()

    def _forget(self, answers: Answers) -> None:
        with self._wake:
            self._running.pop(answers).is_unwanted = False


class _Seat:
    """A worker, and after it died another one."""

    def __init__(self, recipe: Recipe, limit: float | None) -> None:
        self._recipe = recipe
        self._limit = limit
        self._worker: Worker | None = None
        self.is_unwanted = False
        """Whether nobody waits for what is being worked on."""

    def answer(self, call: Call) -> list[Any]:
        """The answers; those that nobody could give are `WorkerLost`."""
        try:
            return self._ask(call)
        except _Ended as reason:
            if self.is_unwanted:
                return call.lost("nobody waits for it")
            LOGGER.warning("%s; asking again about %d images", reason, len(call.items))
        return [answer for part in call.parts() for answer in self._answer_one(part)]

    def _answer_one(self, part: Call) -> list[Any]:
        try:
            return self._ask(part)
        except _Ended as reason:
            found = part.lost(str(reason))
            LOGGER.error("%s", found[0])
            return found

    def _ask(self, call: Call) -> list[Any]:
        if self.is_unwanted:
            raise _Ended("nobody waits for it")
        if self._worker is None:
            self._worker = Worker(self._recipe)
        limit = None if self._limit is None else self._limit * len(call.items) + _SLACK_S
        try:
            return self._worker.ask(call, limit)
        except _Ended:
            self._worker.kill()
            self._worker = None
            raise

    def give_up(self) -> None:
        """End what is being worked on."""
        self.is_unwanted = True
        if self._worker is not None:
            self._worker.process.kill()

    def close(self) -> None:
        if self._worker is not None:
            self._worker.close()
            self._worker = None
