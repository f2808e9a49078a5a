# SPDX-License-Identifier: Apache-2.0
"""A terminal that a test types into and reads from."""

from __future__ import annotations

import codecs
import fcntl
import os
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from types import TracebackType

INSTAR = (sys.executable, "-m", "instar")
LIMIT_S = 300
# A shell starts what it runs in the background with the interrupt ignored, and so do its children.
_HEARS = ("env", "--default-signal=INT")


class Terminal:
    """A program on a terminal of `columns`. `text` is all that it printed so far."""

    def __init__(
        self, command: Sequence[str], *, columns: int = 100, env: Mapping[str, str] | None = None
    ) -> None:
        self._fd, inside = os.openpty()
        fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        plain = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
        self._run = subprocess.Popen(
            [*_HEARS, "setsid", "--ctty", *command],
            stdin=inside,
            stdout=inside,
            stderr=inside,
            env={**plain, **(env or {})},
        )
        os.close(inside)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.text = ""

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._run.poll() is None:
            self._run.kill()
        self._run.wait()
        os.close(self._fd)

    def type(self, text: str) -> None:
        """Press keys."""
        os.write(self._fd, text.encode())

    def interrupt(self) -> None:
        """Press Ctrl-C, whatever the program made of its terminal."""
        self._run.send_signal(signal.SIGINT)

    def wait_for(self, text: str) -> str:
        """All that was printed, once `text` is part of it."""
        until = time.monotonic() + LIMIT_S
        while text not in self.text:
            if not self._read(until):
                raise AssertionError(f"no {text!r} in {self.text!r}")
        return self.text

    def end(self) -> tuple[int, str]:
        """The exit status and all that was printed."""
        until = time.monotonic() + LIMIT_S
        while self._read(until):
            pass
        return self._run.wait(LIMIT_S), self.text

    def _read(self, until: float) -> bool:
        ready, _, _ = select.select([self._fd], [], [], max(until - time.monotonic(), 0))
        if not ready:
            raise AssertionError(f"nothing more after {self.text!r}")
        try:
            data = os.read(self._fd, 65536)
        except OSError:  # the other end is closed
            return False
        self.text += self._decoder.decode(data)
        return bool(data)


def on_terminal(
    *words: str, columns: int = 100, env: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """What a run of instar prints to a terminal, with plain line ends, and its status."""
    with Terminal((*INSTAR, *words), columns=columns, env=env) as terminal:
        status, text = terminal.end()
    return status, text.replace("\r\n", "\n")
