# SPDX-License-Identifier: Apache-2.0
"""What several tests need: made once for all processes of a run, or put into a copy of the tree."""

from __future__ import annotations

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
