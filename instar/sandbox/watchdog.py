# SPDX-License-Identifier: Apache-2.0
"""Ends guests that make no progress: one thread for all of them, started when there is the first.

A thread that runs a guest blocks `SIGNAL`, and KVM unblocks it for as long as the guest runs. So
the signal has one effect, in any thread and without a handler: `KVM_RUN` returns with EINTR, at
once or when it is next entered.
"""

from __future__ import annotations

import _thread
import os
import time

from instar.sandbox.errors import GuestTimeout
from instar.sandbox.limits import NEVER

TYPE_CHECKING = False
if TYPE_CHECKING:
    import signal as signal
    from collections.abc import Callable

    from instar.sandbox.limits import Deadline
else:
    import _signal as signal  # `signal` adds enums to it, and so the import of `enum`

SIGNAL = signal.SIGRTMIN + 11
"""Not one that a C library keeps for itself. Who wants the same signal in a thread that runs guests
would lose it.
"""

_AGAIN = 0.1
"""Seconds until a watch that expired outside of the guest is looked at again."""

_LATE = 1.0
"""Seconds that this thread may wake too late where the machine is only busy. After more, it is
taken to have been stopped, as a virtual machine is that is moved or saved: no guest ran either.
"""


class Watch:
    """The limits of one run. `resumed` and `stopped` are called around every stay in the guest.

    `interrupt` ends a stay. It is called by the watchdog's thread, more than once if need be, and
    never after `Watchdog.finish`.
    """

    __slots__ = ("_interrupt", "_run", "deadline", "expired", "limit")

    def __init__(self, limit: float, run: Deadline, interrupt: Callable[[], None]) -> None:
        self.limit = limit
        self.deadline = NEVER
        self.expired = False
        self._run = run
        self._interrupt = interrupt

    def resumed(self) -> None:
        end, last = time.monotonic() + self.limit, self._run.at
        self.deadline = end if end < last else last

    def stopped(self) -> None:
        self.deadline = NEVER

    def due(self, back: float) -> float:
        """When it expires unless the guest comes out. The machine runs since `back`: a guest that
        was there before begins anew, within the time that its run has in all.
        """
        return max(self.deadline, min(back + self.limit, self._run.at))

    def earliest(self, now: float, back: float) -> float:
        """When it can expire at the earliest, should the guest be entered now."""
        return min(self.due(back), now + self.limit, max(self._run.at, now + _AGAIN))

    def expire(self) -> None:
        """Called under the watchdog's lock."""
        self.expired = True
        self._interrupt()

    def error(self) -> GuestTimeout:
        """What has expired."""
        if time.monotonic() >= self._run.at:
            return self._run.passed()
        return GuestTimeout(self._run.kind, f"no progress for {self.limit:g} seconds")


def interrupter() -> Callable[[], None]:
    """Interrupts the calling thread's `KVM_RUN`."""
    thread = _thread.get_ident()
    return lambda: signal.pthread_kill(thread, SIGNAL)


class Watchdog:
    """All watches of this process."""

    def __init__(self) -> None:
        self._lock = _thread.allocate_lock()
        self._wake = _thread.allocate_lock()
        self._wake.acquire()
        self._watches: set[Watch] = set()
        self._next = NEVER
        self._back = -NEVER
        self._running = False

    def start(self, watch: Watch) -> None:
        """Watch a run of the calling thread, until `finish`."""
        with self._lock:
            self._watches.add(watch)
            if not self._running:
                self._running = True
                _thread.start_new_thread(self._run, ())
            elif self._wake.locked():
                if watch.earliest(time.monotonic(), self._back) < self._next:
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
            pause = self._look()
            self._wake.acquire(timeout=pause)

    def _look(self) -> float:
        """Look at all watches; returns the seconds until the next time, -1 for never."""
        with self._lock:
            now = time.monotonic()
            if now > self._next + _LATE:
                self._back = now
            for watch in self._watches:
                if watch.due(self._back) <= now:
                    # again, should it have been between two stays in the guest
                    watch.deadline = now + _AGAIN
                    watch.expire()
            # A watch that is stopped now may start to count at any moment.
            times = [watch.earliest(now, self._back) for watch in self._watches]
            self._next = min(times, default=NEVER)
            return self._next - now if times else -1.0


_watchdog = Watchdog()


def watchdog() -> Watchdog:
    """The one of this process."""
    return _watchdog


def _after_fork() -> None:
    """A child has none of its parent's threads and runs none of its guests."""
    global _watchdog
    _watchdog = Watchdog()


os.register_at_fork(after_in_child=_after_fork)
