# SPDX-License-Identifier: Apache-2.0
"""The program, called as a function."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from instar.cli.main import main

MIB = 1 << 20


class Said(NamedTuple):
    """What a run printed, and its exit status."""

    status: int
    out: str
    err: str


Instar = Callable[..., Said]


@pytest.fixture
def instar(capfd: pytest.CaptureFixture[str]) -> Instar:
    """Run instar with these arguments."""

    def run(*words: str) -> Said:
        capfd.readouterr()
        status = main(words)
        return Said(status, *capfd.readouterr())

    return run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory to work in, with a raw image of 1 MiB whose first half is a hole."""
    monkeypatch.chdir(tmp_path)
    with open("half.raw", "wb") as file:
        file.seek(MIB // 2)
        file.write(b"x" * (MIB // 2))
    with open("empty.raw", "wb") as file:
        file.truncate(MIB)
    return tmp_path
