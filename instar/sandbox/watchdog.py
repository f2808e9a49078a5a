# SPDX-License-Identifier: Apache-2.0
"""Ends guests that make no progress: one thread for all of them, started when there is the first.

A thread that runs a guest blocks `SIGNAL`, and KVM unblocks it for as long as the guest runs. So
the signal has one effect, in any thread and without a handler: `KVM_RUN` returns with EINTR, at
once or when it is next entered.
"""

from __future__ import annotations

import _thread
import os
import signal
import time

SIGNAL = signal.SIGRTMIN + 11
"""Not one that a C library keeps for itself. Who wants the same signal in a thread that runs guests
would lose it.
"""

NEVER = float("inf")


class Watch:
    """The limit of one run. `resumed` and `stopped` are called around every stay in the guest."""

    __slots__ = ("_thread", "deadline", "expired", "limit")

    def __init__(self, limit: float) -> None:
        self.limit = limit
        self.deadline = NEVER
        self.expired = False
        self._thread = _thread.get_ident()

    def resumed(self) -> None:
        self.deadline = time.monotonic() + self.limit

    def stopped(self) -> None:
        self.deadline = NEVER

    def expire(self) -> None:
        """Called by the watchdog's thread, under its lock."""
        self.expired = True
        signal.pthread_kill(self._thread, SIGNAL)


class Watchdog:
    """All watches of this process."""

    def __init__(self) -> None:
        self._lock = _thread.allocate_lock()
        self._wake = _thread.allocate_lock()
        self._wake.acquire()
        self._watches: set[Watch] = set()
        self._next = NEVER
        self._running = False

    def start(self, watch: Watch) -> None:
        """Watch a run of the calling thread, until `finish`."""
        with self._lock:
            self._watches.add(watch)
            if not self._running:
                self._running = True
                _thread.start_new_thread(self._run, ())
            elif time.monotonic() + watch.limit < self._next and self._wake.locked():
                self._wake.release()

    def finish(self, watch: Watch) -> None:
        """No signal is sent for this run any more; one that was sent is taken."""
        with self._lock:
            self._watches.discard(watch)
        if watch.expired:
            while signal.sigtimedwait((SIGNAL,), 0) is not None:
                pass

    def _run(self) -> None:
        while True:
            with self._lock:
                now = time.monotonic()
                for watch in self._watches:
                    if watch.deadline <= now:
                        watch.deadline = (
                            now + 0.1
                        )  # again, should it have been between two stays in the guest
                        watch.expire()
                # A watch that is stopped now may start to count at any moment, with its whole
                # limit.
                times = [min(watch.deadline, now + watch.limit) for watch in self._watches]
                self._next = min(times, default=NEVER)
                pause = self._next - now if times else -1.0
            self._wake.acquire(timeout=pause)


_watchdog = Watchdog()


def watchdog() -> Watchdog:
    """The one of this process."""
    return _watchdog


def _after_fork() -> None:
    """A child has none of its parent's threads and runs none of its guests."""
    global _watchdog
    _watchdog = Watchdog()


os.register_at_fork(after_in_child=_after_fork)
