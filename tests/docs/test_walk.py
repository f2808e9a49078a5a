# SPDX-License-Identifier: Apache-2.0
"""The walks of docs/contributing.md, replayed on a copy of the tree: what the page says to type is
typed, and its commands print what it shows.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.docs.examples import ROOT, Example, environment, examples, matches
from tests.shared import with_evidence
from tests.wanted import needs

pytestmark = needs("cc")

PAGE = ROOT / "docs" / "contributing.md"
# A path in a line of its own, then the block: a diff, or all of a new file.
BLOCK = re.compile(r"^`(\S+)`:\n\n```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COPIED = ("specs", "codegen", "instar", "guest", "docs", "tests/generated", "tests/proofs")
# Others are left out of the copy, since they take long to build.
OPERATIONS = ("create", "info", "measure")


def copy_tree(root: Path) -> None:
    def ignored(folder: str, names: list[str]) -> set[str]:
        found = {name for name in names if name in ("__pycache__", "_guest", "build")}
        if Path(folder) == ROOT / "guest" / "ops":
            found |= set(names) - set(OPERATIONS)
        return found

    for name in COPIED:
        shutil.copytree(ROOT / name, root / name, ignore=ignored)
    for name in ("pyproject.toml", ".clang-format", ".clang-format-ignore"):
        shutil.copy(ROOT / name, root / name)
    with_evidence(root)


def edited(text: str, diff: str) -> str:
    """A text after a diff, whose pieces each fit in one place."""
    for piece in diff.split("@@\n"):
        lines = piece.splitlines(keepends=True)
        old = "".join(line[1:] for line in lines if line[0] in " -")
        assert text.count(old) == 1, f"not in one place: {old}"
        text = text.replace(old, "".join(line[1:] for line in lines if line[0] in " +"))
    return text


def type_in(root: Path) -> list[Path]:
    """Do all that the page says; the files, in its order."""
    touched = []
    for name, language, body in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        path = root / name
        path.parent.mkdir(exist_ok=True)
        assert path.exists() == (language == "diff"), name
        path.write_text(edited(path.read_text(), body) if language == "diff" else body)
        touched.append(path)
    return touched


def commands() -> list[Example]:
    """Those of the last section."""
    text = PAGE.read_text(encoding="utf-8")
    first = text[: text.index("### Run the walks")].count("\n")
    return [example for example in examples(PAGE) if example.line > first]


def run(command: str, root: Path) -> tuple[int, str]:
    """Run a command as somebody would whose directory is the copy."""
    found = environment(root) | {"PYTHONPATH": str(root), "MAKEFLAGS": ""}
    found["PATH"] = os.pathsep.join((str(Path(sys.executable).parent), found["PATH"]))
    done = subprocess.run(
        command,
        shell=True,
        cwd=root,
        env=found,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def test_walks_work_as_they_are_typed(tmp_path: Path) -> None:
    root = tmp_path / "scratch"
    root.mkdir()
    copy_tree(root)
    touched = type_in(root)
    for example in commands():
        status, printed = run(example.command, root)
        assert matches(example.shown, printed), f"{example.command}\n{printed}"
        assert status == 0, example.command
    assert "[**block_size**]" in (root / "docs/formats/lantern.md").read_text()
    assert "instar tally" in (root / "docs/commands/tally.md").read_text()
    check_style(root, touched)
    check_rule(root)


def check_style(root: Path, touched: list[Path]) -> None:
    """What is typed passes `make check`: lint, format, types."""
    python = [str(p) for p in dict.fromkeys(touched) if p.suffix == ".py"]
    c = [str(p) for p in dict.fromkeys(touched) if p.suffix in (".c", ".h")]
    for command in (
        ["ruff", "check", "-q", *python],
        ["ruff", "format", "-q", "--check", *python],
        ["clang-format", "--dry-run", "--Werror", *c],
    ):
        status, printed = run(" ".join(command), root)
        assert status == 0, printed


def check_rule(root: Path) -> None:
    """The rule of the new field is checked by the guest, and its error has a text."""
    lantern = bytearray((root / "disk.lantern").read_bytes())
    lantern[16:20] = (1000).to_bytes(4, "little")
    (root / "bad.lantern").write_bytes(lantern)
    status, printed = run("python -m instar info bad.lantern", root)
    assert status == 1
    assert "lantern header: block_size is 0x3e8, must be" in printed
