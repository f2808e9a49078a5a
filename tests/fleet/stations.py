# SPDX-License-Identifier: Apache-2.0
"""Stations and questions for pools in tests; workers import them by name."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

from instar.errors import UsageError
from instar.sandbox import draft, together


class Counter:
    """Knows how often it was asked, and in which process it is."""

    def __init__(self, log: str = "") -> None:
        self.num_asked = 0
        self.log = log

    def close(self) -> None:
        if self.log:
            with open(self.log, "a") as file:
                file.write(f"{os.getpid()} closed\n")


def double(station: Counter, given: Any, item: int) -> int:
    if item == given:
        raise UsageError(f"not {item}")
    station.num_asked += 1
    return 2 * item


def who(station: Counter, given: Any, item: Any) -> tuple[int, int]:
    station.num_asked += 1
    return os.getpid(), station.num_asked


def process(station: Any, given: Any, item: Any) -> int:
    return os.getpid()


def die(station: Counter, given: str, item: str) -> str:
    """Items called "bad" end their worker, those called "once" the first time."""
    mark = Path(given) / item
    if item == "bad" or (item == "once" and not mark.exists()):
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return item


def snapshot(client: Any, given: dict[str, str], paths: Any) -> Any:
    """A snapshot of each, in a worker that dies the first time, before anything is changed or when
    all journals are there.
    """
    mark = Path(given["mark"])
    if not mark.exists():
        mark.touch()
        kind: Any = together._Touch if given["when"] == "before" else draft._Sealed
        seal = kind.at_once

        def die_at_once(every: Any) -> None:
            if given["when"] != "before":
                seal(every)
            os.kill(os.getpid(), signal.SIGKILL)

        kind.at_once = die_at_once
    return client.snapshot_together(paths, {"action": "create", "name": "s", "format": "qcow2"})


def hang(station: Counter, given: str, item: str) -> str:
    """An item called "long" waits to be ended; its process is in the file."""
    if item == "long":
        partial = Path(given).with_suffix(".tmp")
        partial.write_text(str(os.getpid()))
        partial.rename(given)
        time.sleep(100_000)
    return item


def fail(station: Counter, given: Any, item: Any) -> None:
    raise ZeroDivisionError(item)


def where(station: Counter, given: Any, item: Any) -> tuple[str, list[str]]:
    return os.getcwd(), sys.path


_lock = threading.Lock()
_at_once = 0


def crowd(station: Counter, given: Any, item: Any) -> int:
    """How many are at work in this process."""
    global _at_once
    with _lock:
        _at_once += 1
        found = _at_once
    time.sleep(0.1)
    with _lock:
        _at_once -= 1
    return found


def stumble(station: Counter, given: str, item: str) -> str:
    """Fails the first time that it is asked of anybody."""
    mark = Path(given) / item
    if not mark.exists():
        mark.touch()
        raise ZeroDivisionError(item)
    return item
