# SPDX-License-Identifier: Apache-2.0
"""Worker processes on this machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from time import monotonic

import instar
from instar.fleet import wire
from instar.fleet.engine import LOGGER
from instar.fleet.pool import Ended, Pool

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from instar.fleet.call import Call, Recipe

_START = "import sys; sys.path[:0] = [sys.argv[1]]; from instar.fleet.worker import main; main({})"


def processes(recipe: Recipe, jobs: int, limit: float | None = None) -> Pool:
    """A pool of `jobs` processes. `limit` is how many seconds an item may take."""
    return Pool(lambda: Process(recipe), jobs, limit)


class Process:
    """A worker of a pool: one process, and the socket to it."""

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
        until = None if limit is None else monotonic() + limit
        touched = False
        try:
            self._channel.settimeout(limit)
            wire.send(self._channel, call, call.descriptors())
            while (reply := self._reply(until)) == wire.TOUCHED:
                touched = True
        except TimeoutError:
            reason = f"the worker did not answer in {limit:g} seconds"
            raise Ended(reason, touched=touched) from None
        except (EOFError, ConnectionError):
            raise Ended("the worker died", touched=touched) from None
        is_answer, found = reply
        if not is_answer:
            raise found
        answers: list[Any] = found
        return answers

    def _reply(self, until: float | None) -> Any:
        """What it says next."""
        if until is not None:
            left = until - monotonic()
            if left <= 0:
                raise TimeoutError
            self._channel.settimeout(left)
        return wire.receive(self._channel)[0]

    def stop(self) -> None:
        self.process.kill()

    def close(self) -> None:
        self._channel.close()
        self.process.wait()
        LOGGER.debug("worker %d ended", self.process.pid)
