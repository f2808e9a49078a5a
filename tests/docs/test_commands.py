# SPDX-License-Identifier: Apache-2.0
"""What README and `docs/` show is what happens: commands print it, Python runs, and make has the
targets.
"""

from __future__ import annotations

import importlib.util
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from lab.bench import run as bench
from tests.docs.examples import (
    CHECKED,
    PAPERS,
    ROOT,
    Example,
    all_pages,
    blocks,
    environment,
    examples,
    matches,
    run,
    stage,
)

ALL = [example for page in all_pages() for example in examples(page)]
RUN = [e for e in ALL if e.runs]
NOT_RUN = [e for e in ALL if e.program in CHECKED]
GUIDE = (
    "README.md",
    "docs/measure.md",
    "docs/map.md",
    "docs/info.md",
    "docs/sandbox.md",
    "docs/quickstart.md",
)
# Python that is an excerpt of a file of the tree: another test compares it
# (tests/codegen/test_example.py).
EXCERPTS = ("docs/codegen.md", "docs/contributing.md")
PYTHON = [
    (page, line, text)
    for page in all_pages()
    for line, text in blocks(page.read_text(encoding="utf-8"), "python")
    if page.relative_to(ROOT).as_posix() not in EXCERPTS
]


@pytest.mark.parametrize("page", sorted({example.page for example in RUN}))
def test_commands_print_what_is_shown(page: str, tmp_path: Path) -> None:
    """One after the other, as a reader runs them: some need what was made before."""
    stage(tmp_path)
    for example in RUN:
        if example.page == page:
            status, printed = run(example, tmp_path)
            assert matches(example.shown, printed), (example.line, printed)
            assert status == int(example.shown.startswith("instar: ")), (example.line, printed)


@pytest.mark.parametrize(
    ("page", "line", "text"), PYTHON, ids=lambda v: v.name if isinstance(v, Path) else str(v)[:8]
)
def test_python_runs(tmp_path: Path, page: Path, line: int, text: str) -> None:
    stage(tmp_path)
    program = "\n" * (line - 1) + text
    done = subprocess.run(
        [sys.executable, "-c", f"exec(compile({program!r}, {str(page)!r}, 'exec'))"],
        cwd=tmp_path,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr


def make_targets() -> set[str]:
    return set(
        re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )


@pytest.mark.parametrize("example", NOT_RUN, ids=lambda e: f"{e.page}:{e.line}")
def test_command_exists(example: Example) -> None:
    for command in example.command.split(" && "):
        words = [
            w for w in shlex.split(command, comments=True) if not re.fullmatch(r"[A-Z_]+=\S*", w)
        ]
        if words[0] == "make" and "-C" not in words:
            assert set(words[1:]) <= make_targets(), command
        elif words[0].endswith("python") and words[1] == "-m":
            assert importlib.util.find_spec(words[2]) is not None, command
        elif words[0].endswith("python") and words[1] != "-c":
            assert (ROOT / words[1]).is_file(), command


@pytest.mark.parametrize("page", all_pages(), ids=lambda p: p.name)
def test_no_command_hides_from_these_tests(page: Path) -> None:
    """A command for a terminal is after `$ ` in a console block, where the tests above find
    it.
    """
    text = page.read_text(encoding="utf-8")
    assert not re.search(r"^    \$ ", text, re.MULTILINE)
    for _, block in blocks(text, "", "sh", "bash", "shell", "text"):
        hidden = [
            line
            for line in block.splitlines()
            if re.match(r"(\$ |make |pip |python |\.venv/)", line)
        ]
        assert hidden == []


@pytest.mark.parametrize("name", GUIDE)
def test_each_page_of_the_guide_shows_commands(name: str) -> None:
    assert any(e.page == name for e in RUN)


def test_links_of_papers_lead_somewhere() -> None:
    wrong = []
    for page in [*(ROOT / name for name in PAPERS), *sorted((ROOT / "docs").rglob("*.md"))]:
        for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
            path = target.partition("#")[0]
            if "://" not in target and path and not (page.parent / path).exists():
                wrong.append(f"{page.relative_to(ROOT)}: {target}")
    assert wrong == []


# Files that a walk through the tree would make.
IMAGINED = re.compile(r"\b(lantern|tally)\b")
FOLDERS = "specs|guest|instar|codegen|tests|docs"


@pytest.mark.parametrize("page", all_pages(), ids=lambda p: p.name)
def test_files_that_pages_name_exist(page: Path) -> None:
    named = re.findall(rf"`((?:{FOLDERS})/[A-Za-z0-9_./-]+)`", page.read_text(encoding="utf-8"))
    assert [n for n in named if not IMAGINED.search(n) and not (ROOT / n).exists()] == []


def test_figures_of_the_page_are_those_of_the_data() -> None:
    data = json.loads(bench.DATA.read_text(encoding="utf-8"))
    assert bench.as_table(data) in bench.PAGE.read_text(encoding="utf-8")


def test_examples_can_fail() -> None:
    assert matches("a ... c\n", "a b c\n")
    assert not matches("a ... c\n", "a b\n")
    assert not matches("", "a\n")
