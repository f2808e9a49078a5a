# SPDX-License-Identifier: Apache-2.0
"""A pool of workers that are kept warm between calls, wherever they are. One that dies costs what
it was asked at that moment, and another takes its place.

`concurrent.futures` has one too. That one gives up altogether when a process dies, cannot end one
that is at work, hands no open files over, and has every worker import the caller's program.
"""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import Future
from threading import Condition, Thread

from instar.fleet.engine import AHEAD, LOGGER, patience
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Protocol

    from instar.fleet.call import Call
    from instar.fleet.engine import Answers

    class Worker(Protocol):
        """What answers one call at a time, elsewhere."""

        def ask(self, call: Call, limit: float | None) -> list[Any]:
            """The answers. A worker that has none within the limit is an `Ended`."""
            ...

        def stop(self) -> None:
            """End it, whatever it does; another thread may be asking it."""
            ...

        def close(self) -> None:
            """Let it end, and wait for that."""
            ...


_PARTING_S = 10.0
"""How long a thread may take to part with its worker. One that waits for a lock which an interrupt
left locked never does; its worker ends with this process.
"""


class Ended(Exception):
    """A worker that has no answer any more. `touched`: files may have been changed."""

    def __init__(self, reason: str, *, touched: bool = True) -> None:
        super().__init__(reason)
        self.touched = touched


class _Ticket(Record):
    call: Call
    answers: Answers


class Pool:
    """Answers calls with `jobs` workers, which begin when there is work for them.

    `limit` is how many seconds an item may take; a worker is given somewhat more. What a worker was
    asked when it died is asked again, item by item, of a new one; an item that ends that as well is
    answered by a `WorkerLost`, and so is each item of a call that changes files, if its worker had
    begun to.
    """

    def __init__(self, hire: Callable[[], Worker], jobs: int, limit: float | None = None) -> None:
        self.width = jobs
        self.ahead = jobs * AHEAD
        self._hire = hire
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
            thread.join(_PARTING_S)

    def _take(self, seat: _Seat) -> _Ticket | None:
        """The next call, which is the seat's until it is forgotten."""
        with self._wake:
            self._num_idle += 1
            while not self._queue and not self._closed:
                self._wake.wait()
            self._num_idle -= 1
            if not self._queue:
                return None
            ticket = self._queue.popleft()
            self._running[ticket.answers] = seat
            return ticket

    def _manage(self) -> None:
        """What one thread does: it has one worker at a time, and asks it."""
        seat = _Seat(self._hire, self._limit)
        while (ticket := self._take(seat)) is not None:
            if not ticket.answers.set_running_or_notify_cancel():
                self._forget(ticket.answers)
                continue
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

    def __init__(self, hire: Callable[[], Worker], limit: float | None) -> None:
        self._hire = hire
        self._limit = limit
        self._worker: Worker | None = None
        self.is_unwanted = False
        """Whether nobody waits for what is being worked on."""

    def answer(self, call: Call) -> list[Any]:
        """The answers; those that nobody could give are `WorkerLost`."""
        try:
            return self._ask(call)
        except Ended as reason:
            if self.is_unwanted:
                return call.lost("nobody waits for it")
            if call.once and reason.touched:
                return call.lost(str(reason))
            LOGGER.warning("%s; asking again about %d images", reason, len(call.items))
        return [answer for part in call.parts() for answer in self._answer_one(part)]

    def _answer_one(self, part: Call) -> list[Any]:
        try:
            return self._ask(part)
        except Ended as reason:
            found = part.lost(str(reason))
            LOGGER.error("%s", found[0])
            return found

    def _ask(self, call: Call) -> list[Any]:
        if self._worker is None:
            self._worker = self._hire()
        try:
            if self.is_unwanted:
                raise Ended("nobody waits for it")
            return self._worker.ask(call, patience(self._limit, call))
        except Ended:
            self._worker.stop()
            self._worker.close()
            self._worker = None
            raise

    def give_up(self) -> None:
        """End what is being worked on."""
        self.is_unwanted = True
        if self._worker is not None:
            self._worker.stop()

    def close(self) -> None:
        if self._worker is not None:
            self._worker.close()
            self._worker = None
