# SPDX-License-Identifier: Apache-2.0
"""What several tests need: made once for all processes of a run, or put into a copy of the tree."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest

from lab.lock import alone

T = TypeVar("T")

ROOT = Path(__file__).resolve().parents[1]


def with_evidence(root: Path) -> None:
    """Give a copy of the specs what their statements rest on: all of the tests that it has not."""
    (root / "tests").mkdir(exist_ok=True)
    for path in (ROOT / "tests").iterdir():
        if not (root / "tests" / path.name).exists():
            (root / "tests" / path.name).symlink_to(path)


WHOLE = "INSTAR_EXAMPLES" in os.environ
"""Nothing is left out: `make samples` asks."""


def day() -> int:
    """The number of the day, by which samples move."""
    return date.today().toordinal()


def synced(path: Path) -> Path:
    """A file whose blocks are where they stay, and as many: until it is written they may differ."""
    with open(path, "rb") as file:
        os.fsync(file.fileno())
    return path


class Descriptors:
    """What this process has open now, and what it has opened since. Descriptors that are closed
    meanwhile do not count: threads of other tests, and the garbage that those left, close theirs.
    """

    def __init__(self) -> None:
        gc.collect()
        self._before = _descriptors()

    def new(self) -> list[str]:
        """The files that are open now and were not."""
        new = _descriptors() - self._before
        return [os.readlink(f"/proc/self/fd/{number}") for number, *_ in sorted(new)]


def _descriptors() -> set[tuple[int, int, int]]:
    """Each with the file that it is of."""
    found = set()
    for number in map(int, os.listdir("/proc/self/fd")):
        try:
            status = os.fstat(number)
        except OSError:  # that by which the directory was listed
            continue
        found.add((number, status.st_dev, status.st_ino))
    return found


def some(items: Iterable[T], every: int) -> list[T]:
    """Every so many-th, others each day; all in `make samples`."""
    found = list(items)
    return found if WHOLE else found[day() % every :: every]


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A directory that `make` fills, in whichever process asks first; the others wait for it."""
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    place = base / "shared" / name
    folder, mark = place / "made", place / "whole"
    with alone(place):
        if not mark.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            mark.touch()
    return folder
