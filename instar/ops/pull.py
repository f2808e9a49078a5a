# SPDX-License-Identifier: Apache-2.0
"""Turns a call that hands out its results one by one into an iterator."""

from __future__ import annotations

import queue
import threading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from typing import TypeVar

    T = TypeVar("T")

# How many results may wait for the caller's loop. A batch of extents is 128 KiB.
_AHEAD = 4


class _Enough(Exception):
    """The iterator has left."""


class _End:
    """What comes after the last result."""

    def __init__(self, error: BaseException | None) -> None:
        self.error = error


def pull(run: Callable[[Callable[[T], None]], object]) -> Generator[T, None, None]:
    """Iterate over what `run` hands to the function that it is called with.

    `run` works in a thread, a few results ahead. Its exception is raised here, after the results
    that came before it. Leaving the iteration ends it.
    """
    results: queue.SimpleQueue[T | _End] = queue.SimpleQueue()
    room = threading.Semaphore(_AHEAD)
    left = threading.Event()

    def hand_out(result: T) -> None:
        room.acquire()
        if left.is_set():
            raise _Enough
        results.put(result)

    def work() -> None:
        try:
            run(hand_out)
        except BaseException as error:  # raised again in the other thread
            results.put(_End(error))
        else:
            results.put(_End(None))

    worker = threading.Thread(target=work, name="instar-pull", daemon=True)
    worker.start()
    try:
        while True:
            result = results.get()
            if isinstance(result, _End):
                if result.error is not None:
                    raise result.error
                return
            room.release()
            yield result
    finally:
        left.set()
        room.release()
        worker.join()
