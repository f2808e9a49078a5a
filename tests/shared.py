# SPDX-License-Identifier: Apache-2.0
"""What several tests need: made once for all processes of a run, or put into a copy of the tree."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lab.lock import alone

ROOT = Path(__file__).resolve().parents[1]


def with_evidence(root: Path) -> None:
    """Give a copy of the specs what their statements rest on: all of the tests that it has not."""
    (root / "tests").mkdir(exist_ok=True)
    for path in (ROOT / "tests").iterdir():
        if not (root / "tests" / path.name).exists():
            (root / "tests" / path.name).symlink_to(path)


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
