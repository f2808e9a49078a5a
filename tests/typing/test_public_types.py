# SPDX-License-Identifier: Apache-2.0
"""The public types are what users' type checkers will hold against them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import instar

pytest.importorskip("mypy", reason="mypy comes with the dev extra")

FOLDER = Path(__file__).parent
PROGRAMS = sorted(FOLDER.glob("*_api.py"))
FLAGS = ("--strict", "--warn-unused-ignores", "--follow-imports=silent")


def test_public_types_are_as_promised(tmp_path: Path) -> None:
    """All programs in one run: most of it is reading the package."""
    run = subprocess.run(
        [sys.executable, "-m", "mypy", *FLAGS, "--cache-dir", str(tmp_path), *map(str, PROGRAMS)],
        cwd=FOLDER.parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    expected = f"Success: no issues found in {len(PROGRAMS)} source files\n"
    assert run.stdout == expected, run.stdout + run.stderr


def test_every_public_name_is_pinned() -> None:
    """Functions are called and types are asserted, in one of these files."""
    text = "".join(path.read_text() for path in FOLDER.glob("*_api.py"))
    public = {name for name in instar.__all__ if not name.startswith("__")}
    assert {name for name in public if not re.search(rf"\binstar\.{name}\b", text)} == set()
