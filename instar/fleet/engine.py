# SPDX-License-Identifier: Apache-2.0
"""What answers calls, and the two ways to hand them to it: answers in the order of the items, or
calls as they are done. Neither ever holds more than a few calls for each that is at work.
"""

from __future__ import annotations

import logging
from collections import deque
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice

from instar.record import Record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from typing import Any, Protocol

    from instar.fleet.call import Call, Recipe, Station

    Answers = Future[list[Any]]

    class Engine(Protocol):
        """Answers calls, `width` of them at once. `ahead` is how many it may have, with those that
        wait.
        """

        width: int
        ahead: int

        def submit(self, call: Call) -> Answers: ...

        def cancel(self, answers: Answers, *, now: bool) -> None:
            """Nobody wants these any more; `now` also ends what is being worked on."""
            ...

        def close(self) -> None: ...


LOGGER = logging.getLogger("instar")
LOGGER.addHandler(logging.NullHandler())

MOST_AT_ONCE = 16
"""Items of a call where answers come in order: they wait for the slowest."""
MOST_WEIGHT = 512 << 20
"""Of a call, where items are weighed, which are bytes then: no worker waits long for another's."""
RESOURCE = "guests"
"""What machines of a cluster may declare to say how many calls they take at once."""
AHEAD = 4
"""Calls that wait for each that is at work."""
_GROWTH = 16
"""Calls double their size so often at most."""
_SLACK_S = 30.0
"""How much later than its own deadline a worker is taken for dead."""


def patience(limit: float | None, call: Call) -> float | None:
    """How long a worker may take for a call of whose items each has a limit."""
    return None if limit is None else limit * len(call.items) + _SLACK_S


class Inline:
    """Answers in this process, one call after another."""

    width = ahead = 1

    def __init__(self, recipe: Recipe) -> None:
        self._recipe = recipe
        self._station: Station | None = None

    def submit(self, call: Call) -> Answers:
        if self._station is None:
            self._station = self._recipe()
        answers: Answers = Future()
        try:
            answers.set_result(call(self._station))
        except BaseException as error:
            answers.set_exception(error)
        return answers

    def cancel(self, answers: Answers, *, now: bool) -> None:
        """There is nothing left to be ended."""

    def close(self) -> None:
        if self._station is not None:
            self._station.close()
            self._station = None


class Threads:
    """Answers in threads of this process, with one station: for what cannot travel, as secrets."""

    def __init__(self, recipe: Recipe, jobs: int) -> None:
        self.width = jobs
        self.ahead = jobs * AHEAD
        self._station = recipe()
        self._executor = ThreadPoolExecutor(jobs, "instar")

    def submit(self, call: Call) -> Answers:
        return self._executor.submit(call, self._station)

    def cancel(self, answers: Answers, *, now: bool) -> None:
        answers.cancel()

    def close(self) -> None:
        self._executor.shutdown(cancel_futures=True)
        self._station.close()


class Share(Record):
    """How many items calls get: `least` at first, so that all workers have one, then more. Where
    there are `known` items, the last calls are equal, so that all workers end together. Where items
    are weighed, a call that has `MOST_WEIGHT` gets no more.
    """

    most: int = MOST_AT_ONCE
    least: int = 1
    known: int = 0
    weigh: Callable[[Any], int] | None = None

    def size(self, width: int, num_calls: int, num_taken: int) -> int:
        """Of the next call, where so many went to `width` workers."""
        grown = min(self.least << min(num_calls // width, _GROWTH), self.most)
        left = self.known - num_taken
        calls_left = width - num_calls % width  # of those that `width` workers have at once
        return grown if left <= 0 else min(grown, -(-left // calls_left))


class Window:
    """Calls that are on their way, in the order of their items."""

    def __init__(
        self,
        engine: Engine,
        call: Call,
        items: Iterable[Any],
        share: Share,
    ) -> None:
        self._engine = engine
        self._call = call
        self._items = iter(items)
        self._share = share
        self._num_calls = self._num_taken = 0
        self._waiting: deque[tuple[tuple[Any, ...], Answers]] = deque()

    def next(self) -> tuple[tuple[Any, ...], Answers] | None:
        """The items of the next call, and their answers to come; None at the end."""
        while len(self._waiting) < self._engine.ahead:
            size = self._share.size(self._engine.width, self._num_calls, self._num_taken)
            items = tuple(self._take(size))
            if not items:
                break
            self._waiting.append((items, self._engine.submit(replace(self._call, items=items))))
            self._num_calls += 1
            self._num_taken += len(items)
        return self._waiting.popleft() if self._waiting else None

    def _take(self, size: int) -> Iterator[Any]:
        """The next items, so many at most."""
        weight = 0
        for item in islice(self._items, size):
            yield item
            weight += self._share.weigh(item) if self._share.weigh else 0
            if weight >= MOST_WEIGHT:
                return

    def cancel(self, *, now: bool) -> None:
        """Give up what is on its way."""
        while self._waiting:
            self._engine.cancel(self._waiting.pop()[1], now=now)


def in_order(
    engine: Engine,
    call: Call,
    items: Iterable[Any],
    share: Share | None = None,
) -> Generator[tuple[Any, Any], None, None]:
    """Each item with its answer or error, in order."""
    window = Window(engine, call, items, share or Share())
    try:
        while (head := window.next()) is not None:
            yield from zip(head[0], head[1].result(), strict=True)
    finally:
        window.cancel(now=False)


def as_done(engine: Engine, calls: Iterable[Call]) -> Iterator[tuple[Call, list[Any]]]:
    """Each call with its answers, as they come."""
    source = iter(calls)
    running: dict[Answers, Call] = {}
    try:
        while True:
            for call in islice(source, max(engine.ahead - len(running), 0)):
                running[engine.submit(call)] = call
            if not running:
                return
            for answers in wait(running, return_when=FIRST_COMPLETED).done:
                yield running.pop(answers), answers.result()
    finally:
        for answers in running:
            engine.cancel(answers, now=False)
