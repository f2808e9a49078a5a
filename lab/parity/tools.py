# SPDX-License-Identifier: Apache-2.0
"""What can be asked a case: instar, in this process, and a qemu-img, as a command."""

from __future__ import annotations

import contextlib
import importlib
import os
import re
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from functools import cached_property
from io import FileIO
from pathlib import Path
from types import FrameType
from typing import Protocol

from lab import limits, steady
from lab.parity.store import Answer

TIMEOUT_S = 300  # far more than an answer takes where much else runs
TIMED_OUT = 124  # the exit status recorded for a run that was killed
SIGNAL_BASE = 128  # ... and for one that died of signal n, 128 + n
MEMORY_BYTES = 4 << 30
OPEN_FILES = 256  # looping backing chains nest until descriptors run out: keep that short
_COPYRIGHT = re.compile(r"Copyright \(c\) \d+-(\d+)")
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


class Tool(Protocol):
    """Whatever answers command lines in the corpus directory."""

    folder: Path

    def ask(self, argv: Sequence[str], version: str) -> Answer:
        """Run one command line (without the program's name), as `version` would answer it."""
        ...


class Instar:
    """instar's command line in this process, so that thousands of questions share its sandboxes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.main = importlib.import_module("instar.cli.main").main
        self._out, self._err = (FileIO(os.memfd_create(name), "w+") for name in ("out", "err"))
        os.environ.update(LC_ALL="C", TZ="UTC")
        # named, because the automatic choice may say on stderr what it chose
        os.environ.setdefault("INSTAR_SANDBOX", "kvm" if _kvm_opens() else "process")
        time.tzset()

    def ask(self, argv: Sequence[str], version: str) -> Answer:
        """Without a version, in instar's own words."""
        line = [*argv[:1], *(("--qemu-version", version) if version else ()), *argv[1:]]
        with (
            _redirected(1, "stdout", self._out),
            _redirected(2, "stderr", self._err),
            contextlib.chdir(self.folder),
        ):
            rc = self._run(line)
        return Answer(rc, _untimed(_text(_taken(self._out))), _text(_taken(self._err)))

    def _run(self, line: list[str]) -> int:
        try:
            with _time_limit():
                return int(self.main(line) or 0)
        except SystemExit as end:
            return end.code if isinstance(end.code, int) else int(end.code is not None)
        except _TimeUp:
            return TIMED_OUT
        except Exception:  # a traceback is the worst answer: show it as one
            traceback.print_exc()
            return SIGNAL_BASE + signal.SIGABRT


class NoAnswer(Exception):
    """A qemu-img that does not answer the question."""


class QemuImg:
    """A real qemu-img, under the limits that the recordings were made with."""

    def __init__(self, program: Path, folder: Path) -> None:
        self.program, self.folder = program.absolute(), folder

    @property
    def banner(self) -> str:
        """The first line of --version; CalledProcessError where the program does not run."""
        return self._version.split("\n", 1)[0]

    @property
    def year(self) -> int:
        """The last year of the copyright, as --version has it."""
        found = _COPYRIGHT.search(self._version)
        if found is None:
            raise NoAnswer(f"{self.program} --version has no copyright")
        return int(found[1])

    @cached_property
    def _version(self) -> str:
        shown = subprocess.run(
            [self.program, "--version"], capture_output=True, text=True, check=True
        )
        return shown.stdout

    def ask(self, argv: Sequence[str], version: str = "") -> Answer:
        """The answer to one command line."""
        try:
            run = subprocess.run(
                [*limits.within(MEMORY_BYTES, OPEN_FILES), self.program, *argv],
                cwd=self.folder,
                env=steady.environment(ENVIRONMENT),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=TIMEOUT_S,
            )
        except subprocess.TimeoutExpired:
            return Answer(TIMED_OUT)
        rc = run.returncode if run.returncode >= 0 else SIGNAL_BASE - run.returncode
        stderr = self._clean(run.stderr)
        if argv[0] == "convert":  # its parallel reads report errors in any order
            stderr = "".join(sorted(stderr.splitlines(keepends=True)))
        return Answer(rc, self._clean(run.stdout), stderr)

    def _clean(self, data: bytes) -> str:
        """Take out what is not an answer: where the program lies, line numbers, its page of
        usage.
        """
        text = re.sub(r"[^\s'\"`(]*/qemu-img\b", "qemu-img", _text(data))
        text = _untimed(text)
        text = re.sub(r"(?<=#block)\d+", "N", text)
        text = re.sub(r"(?:\.\./)*((?:[\w-]+/)*[\w-]+\.c):\d+: ", r"\1: ", text)
        nested = "Could not open backing file: "
        text = re.sub(rf"({nested}){{3,}}", rf"{nested}[...] ", text)  # as deep as descriptors last
        if text.startswith(("qemu-img version", "Usage:")) and text.count("\n") > 1:
            return "[usage page]\n"
        return text.replace(str(self.folder), "<corpus>")


class _TimeUp(BaseException):
    """Raised by the alarm; not an Exception, so that nothing on the way swallows it."""


def _kvm_opens() -> bool:
    return os.access("/dev/kvm", os.R_OK | os.W_OK)


def _untimed(text: str) -> str:
    """An answer without the seconds that it took."""
    return re.sub(r"(?<=completed in )\d+\.\d+", "N", text)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "backslashreplace")


def _taken(file: FileIO) -> bytes:
    """What was written into a file, which is empty then."""
    file.seek(0)
    data = file.readall()
    file.seek(0)
    file.truncate()
    return data


@contextlib.contextmanager
def _redirected(descriptor: int, stream: str, target: FileIO) -> Iterator[None]:
    """Send a file descriptor, and Python's stream on it, into a file."""
    before = getattr(sys, stream)
    before.flush()
    kept = os.dup(descriptor)
    os.dup2(target.fileno(), descriptor)
    try:
        with open(
            descriptor, "w", encoding="utf-8", errors="surrogateescape", closefd=False
        ) as own:
            setattr(sys, stream, own)
            yield
    finally:
        setattr(sys, stream, before)
        os.dup2(kept, descriptor)
        os.close(kept)


@contextlib.contextmanager
def _time_limit() -> Iterator[None]:
    def up(signum: int, frame: FrameType | None) -> None:
        raise _TimeUp

    before = signal.signal(signal.SIGALRM, up)
    signal.setitimer(signal.ITIMER_REAL, TIMEOUT_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
