# SPDX-License-Identifier: Apache-2.0
"""A small project, `tests/codegen/project`, whose specs have one of everything; copies of it with
one thing changed.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from codegen.lint import lint
from codegen.load.files import load_all

PROJECT = Path(__file__).resolve().parent / "project"
LANTERN = "specs/formats/lantern.ksy"
LAMP = "specs/abi/lamp.ksy"


def copied(folder: Path, file: str = "", old: str = "", new: str = "") -> Path:
    """A copy of the project in which `old`, which is once in `file`, is `new`."""
    root = folder / "project"
    shutil.copytree(PROJECT / "specs", root / "specs")
    if file:
        text = (root / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {file}"
        (root / file).write_text(text.replace(old, new), encoding="utf-8")
    return root


def line_of(root: Path, file: str, part: str) -> int:
    """The line on which `part` first occurs."""
    text = (root / file).read_text(encoding="utf-8")
    return text[: text.index(part)].count("\n") + 1


def complaints(root: Path) -> list[str]:
    return [str(p) for p in lint(load_all(root))]
