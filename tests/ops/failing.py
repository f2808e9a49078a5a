# SPDX-License-Identifier: Apache-2.0
"""Each change that a command makes to files, failing or the last one of the process."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from instar.sandbox import stable, transfer
from lab.crash.storage import State, digest, state_of
from tests.small import status_of

Make = Callable[[], object]
"""What changes files. Another process calls it, and finds no function within a function."""

CHANGES: tuple[tuple[object, tuple[str, ...]], ...] = (
    (transfer, ("write", "resize", "reserve")),
    (stable, ("sync_file_system",)),
    (os, ("fsync", "link", "rename", "unlink", "fchmod")),
)


def failing_at(monkeypatch: pytest.MonkeyPatch, number: int, action: int) -> None:
    """Let the n-th change to a file fail once, with an error, or end the process there."""
    left = [number]

    def step() -> None:
        left[0] -= 1
        if left[0] == 0:
            if action:
                raise OSError(action, os.strerror(action))
            os.kill(os.getpid(), signal.SIGKILL)

    def wrapped(module: object, name: str) -> None:
        plain = getattr(module, name)

        def call(*given: object, **named: object) -> object:
            step()
            return plain(*given, **named)

        monkeypatch.setattr(module, name, call)

    for module, names in CHANGES:
        for name in names:
            wrapped(module, name)


def _killed(make: Make, number: int) -> bool:
    """Let a process die at one of its changes; whether it was done before."""
    status = status_of(_until_killed, make, number)
    assert status in (0, -signal.SIGKILL)
    return status == 0


def _until_killed(make: Make, number: int) -> None:
    failing_at(pytest.MonkeyPatch(), number, 0)
    make()


def killed_in_every_state(make: Make, folder: Path, most: int) -> Iterator[tuple[int, bool]]:
    """The same, each on the files of a directory as they are now; but of processes that leave the
    same files, one.
    """
    before = state_of(folder)
    seen: set[bytes] = set()
    for number in range(1, most):
        restore(folder, before)
        done = _killed(make, number)
        key = digest(state_of(folder))
        if done or key not in seen:
            yield number, done
        if done:
            return
        seen.add(key)
    pytest.fail("this goes on forever")


def restore(folder: Path, state: State) -> None:
    """The files of then, with the inodes that they have."""
    for path in folder.iterdir():
        if path.name not in state:
            path.unlink()
    for name, content in state.items():
        (folder / name).write_bytes(content)


def killed_at_every_step(make: Make, most: int) -> Iterator[tuple[int, bool]]:
    """Processes that die at their first change, the second, and so on, and last one that does not:
    the number and whether this is it.
    """
    for number in range(1, most):
        done = _killed(make, number)
        yield number, done
        if done:
            return
    pytest.fail("this goes on forever")
