# SPDX-License-Identifier: Apache-2.0
"""What is known of a guest while it runs, from another thread and from another process."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from instar.sandbox import watchdog
from instar.sandbox.limits import NEVER
from instar.sandbox.sandbox import Sandbox

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


class Clock:
    """A clock for what this thread has watched. The watchdog of earlier runs goes by the real one:
    it would remember an hour that is still to come.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, read: Callable[[], float]) -> None:
        self._read = read
        self._threads = {threading.get_ident()}
        monkeypatch.setattr(watchdog, "time", self)

    def join(self) -> None:
        """Let the calling thread go by it too."""
        self._threads.add(threading.get_ident())

    def monotonic(self) -> float:
        return self._read() if threading.get_ident() in self._threads else time.monotonic()


def signalling(sandbox: Sandbox, number: int) -> threading.Thread:
    """Send this process a signal as soon as the sandbox's guest runs."""

    def send() -> None:
        while (machine := sandbox._machine) is None or not is_in_guest(machine):
            time.sleep(0.001)
        os.kill(os.getpid(), number)

    thread = threading.Thread(target=send)
    thread.start()
    return thread


def is_in_guest(machine: Any) -> bool:
    watch = machine._watch
    return watch is not None and watch.deadline != NEVER


def guest_pid(sandbox: Sandbox) -> int:
    """The process of the sandbox's guest, once it is locked in."""
    machine: Any = sandbox._machine
    while True:
        pid = _pid_of(machine._process)
        if pid and "Seccomp:\t2\n" in _read(f"/proc/{pid}/status"):
            return pid
        time.sleep(0.001)


def _pid_of(descriptor: int) -> int:
    """0 where there is no process yet."""
    lines = (line.split(":") for line in _read(f"/proc/self/fdinfo/{descriptor}").splitlines())
    return next((int(number) for name, number in lines if name == "Pid"), 0)


def _read(path: str) -> str:
    try:
        return Path(path).read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def is_at_work(pid: int) -> bool:
    """Whether there is such a process that has not ended."""
    state = _read(f"/proc/{pid}/stat").split()
    return bool(state) and state[2] != "Z"
