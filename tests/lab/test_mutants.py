# SPDX-License-Identifier: Apache-2.0
"""Seeded faults: the same from the same seed, one line each, taken out again, kept in a table."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from lab import mutant_stages, mutants
from lab.tools import ROOT


def test_a_seed_and_number_give_one_fault_of_one_line() -> None:
    drawn = [mutants.draw(ROOT, 3, number) for number in range(8)]
    assert drawn == [mutants.draw(ROOT, 3, number) for number in range(8)]
    assert len({(m.file, m.line) for m in drawn}) > 4
    for m in drawn:
        assert (ROOT / m.file).read_text().splitlines()[m.line - 1] == m.before != m.after
        assert "generated" not in m.file


@pytest.mark.parametrize(
    ("line", "kind", "after"),
    [
        ("\tif (len < size)", "bound", "\tif (len <= size)"),
        ("\tif (len < size)", "dropped check", "\tif (0 && (len < size))"),
        ("    if not found:", "dropped check", "    if False and (not found):"),
        ("\tend = start + 1;", "off by one", "\tend = start + 2;"),
        ("\treturn a ? b : c;", "swapped arms", "\treturn a ? c : b;"),
        ("    return x if y else z", "swapped arms", "    return x if not (y) else z"),
        ("\tflags = a & MASK;", "mask", "\tflags = a | MASK;"),
    ],
)
def test_kinds_of_faults(line: str, kind: str, after: str) -> None:
    assert (kind, after) in list(mutants._changes(line))


@pytest.mark.parametrize(
    "line", ['\tsay("a < b");', "/* a < b */", "# a < b", "def f(x: int | None) -> None:"]
)
def test_texts_and_comments_are_left_alone(line: str) -> None:
    assert list(mutants._changes(line)) == []


T = "tests/sandbox/test_runs.py::test_it"
FAILS = (1, f"FAILED {T} - no")


@pytest.mark.parametrize(
    ("answers", "verdict", "unsound"),
    [
        ([(2, "")], mutants.NO_BUILD, set()),
        ([(0, ""), FAILS, FAILS, (0, ""), (0, ""), (0, "")], T, set()),
        ([(0, ""), (0, ""), (None, "")], "undecided at tests/sandbox tests/ops", set()),
        ([(0, "")] * 5, mutants.SURVIVED, set()),
        ([(0, ""), FAILS, FAILS, (0, ""), FAILS, *([(0, "")] * 5)], mutants.SURVIVED, {T}),
        ([(0, ""), FAILS, *([(0, "")] * 5)], mutants.SURVIVED, {T}),
    ],
)
def test_verdict_is_the_first_test_that_fails_for_the_fault(
    answers: list[tuple[int | None, str]],
    verdict: str,
    unsound: set[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Building, then the stages; what fails is asked again with the fault, and without it."""
    source = tmp_path / "guest/core/x.c"
    source.parent.mkdir(parents=True)
    source.write_text("one\ntwo\n")
    mutant = mutants.Mutant(1, 0, "guest/core/x.c", 2, "bound", "two", "three")
    seen = []

    def run(root: Path, *line: str, limit: float = 0) -> tuple[int | None, str]:
        seen.append((line[-1] == T, source.read_text()))
        return answers.pop(0) if answers else (0, "")

    monkeypatch.setattr(mutants, "_run", run)
    known: set[str] = set()
    assert mutants.judge(tmp_path, mutant, known) == verdict
    assert known == unsound
    alone = [text for is_alone, text in seen if is_alone]
    assert alone in ([], ["one\nthree\n"], ["one\nthree\n", "one\ntwo\n"])
    assert seen[0] == (False, "one\nthree\n")
    assert source.read_text() == "one\ntwo\n"
    assert answers == []


def test_a_command_that_runs_on_ends_with_all_that_it_started(tmp_path: Path) -> None:
    assert mutants._run(tmp_path, "echo", "a")[:] == (0, "a\n")
    assert mutants._run(tmp_path, "false")[0] == 1
    line = "sleep 6000 & echo $! > child; cat /proc/self/stat > stat; wait"
    assert mutants._run(tmp_path, "sh", "-c", line, limit=1)[0] is None
    end = time.monotonic() + 600  # the kernel ends them when it comes to it
    while left := [
        name for name in os.listdir("/proc") if name.isdigit() and _is_in(name, tmp_path)
    ]:
        assert time.monotonic() < end, left
        time.sleep(0.05)


def _is_in(process: str, folder: Path) -> bool:
    try:
        return os.readlink(f"/proc/{process}/cwd") == str(folder)
    except OSError:
        return False


def test_table_is_read_as_it_was_written(tmp_path: Path) -> None:
    rows = [
        mutants.Mutant(1, n, "a.c", 5, "mask", '\tx & "y"', "\tx | 'y'", "survived") for n in (1, 0)
    ]
    mutants.write_table(rows, tmp_path / "table")
    assert mutants.read_table(tmp_path / "table") == rows[::-1]


def test_prose_is_left_alone() -> None:
    text = '"""One.\n\nA and b, c - d.\n"""\n\nclass A:\n    x = 1\n    """Of x - 1."""\n'
    assert [line for line in mutants._code("a.py", text) if line] == ["class A:", "    x = 1"]
    text = "/* a\n * b - c\n */\nint x = y - 1; /* d */\n"
    assert [line for line in mutants._code("a.c", text) if line] == ["int x = y - 1; /* d */"]


def test_survivor_is_found_where_its_line_is_by_now(tmp_path: Path) -> None:
    (tmp_path / "a.c").write_text("x\n\n\n\ny\nx\n")
    survivor = mutants.Mutant(1, 0, "a.c", 5, "mask", "x", "z", mutants.SURVIVED)
    found = mutants.find_again(tmp_path, survivor)
    assert found is not None and (found.line, found.after) == (6, "z")
    assert mutants.find_again(tmp_path, replace(survivor, before="gone")) is None
    assert mutants.find_again(tmp_path, replace(survivor, file="b.c")) is None


def test_numbers_and_survivors_are_chosen_from_the_table() -> None:
    done = [
        mutants.Mutant(1, n, "a.c", 1, "mask", "x", "y", verdict)
        for n, verdict in enumerate(("survived", "tests/a.py::t", "equivalent: so", "undecided at"))
    ]
    assert len(mutants._survivors(done)) == 2
    assert len(mutants._drawn(1, range(2, 6), done)) == 2
    assert len(mutants._drawn(2, range(2, 6), done)) == 4


def test_sample_is_spread_over_all_tests(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(
        "import pytest\n@pytest.mark.parametrize('n', range(10))\ndef test(n): pass\n"
    )
    line = (sys.executable, "-m", "pytest", "-p", "lab.sampling", "--most=4", "-v", "test_it.py")
    found = subprocess.run(
        line,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert re.findall(r"test\[(.)\]", found.stdout) == ["0", "3", "6", "9"]


def test_every_source_has_tests_that_are_there() -> None:
    for name in mutants.sources(ROOT):
        found = mutant_stages.stages(ROOT, name)
        assert found, name
        assert all((ROOT / path).exists() for stage in found for path in stage.paths), name


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("guest/formats/qed/read.c", "tests/ops tests/guest/ops -k 'qed'"),
        (
            "guest/formats/vdi/layout.c",
            "tests/guest/formats/test_layouts.py tests/guest/ops -k 'vdi'",
        ),
        ("guest/formats/readers.c", "tests/ops tests/guest/ops"),
        ("instar/sandbox/outputs.py", "tests/sandbox/test_outputs.py"),
    ],
)
def test_tests_of_a_file_are_chosen_by_its_name(name: str, first: str) -> None:
    assert str(mutant_stages.stages(ROOT, name)[0]) == first
