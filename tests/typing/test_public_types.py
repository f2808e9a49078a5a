# SPDX-License-Identifier: Apache-2.0
"""The public types are what users' type checkers will hold against them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("mypy", reason="mypy comes with the dev extra")

FOLDER = Path(__file__).parent


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.glob("*_api.py")))
def test_public_types_are_as_promised(name: str, tmp_path: Path) -> None:
    run = subprocess.run(
        [
            *(
                sys.executable,
                "-m",
                "mypy",
                "--strict",
                "--warn-unused-ignores",
                "--follow-imports=silent",
            ),
            *("--cache-dir", str(tmp_path), str(FOLDER / name)),
        ],
        cwd=FOLDER.parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout.startswith("Success"), run.stdout + run.stderr
