# SPDX-License-Identifier: Apache-2.0
"""Seeded faults: the same from the same seed, one line each, taken out again, kept in a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from lab import mutants
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


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ([False], mutants.NO_BUILD),
        ([True, False], "tests/guest"),
        ([True] * 6, mutants.SURVIVED),
    ],
)
def test_verdict_is_the_first_tests_that_fail(
    answers: list[bool], verdict: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "guest/io/x.c"
    source.parent.mkdir(parents=True)
    source.write_text("one\ntwo\n")
    mutant = mutants.Mutant(1, 0, "guest/io/x.c", 2, "bound", "two", "three")
    seen = []

    def run(root: Path, *line: str) -> bool:
        seen.append(source.read_text())
        return answers.pop(0)

    monkeypatch.setattr(mutants, "_runs", run)
    assert mutants.judge(tmp_path, mutant) == verdict
    assert set(seen) == {"one\nthree\n"}
    assert source.read_text() == "one\ntwo\n"


def test_table_is_read_as_it_was_written(tmp_path: Path) -> None:
    rows = [
        mutants.Mutant(1, n, "a.c", 5, "mask", '\tx & "y"', "\tx | 'y'", "survived") for n in (1, 0)
    ]
    mutants.write_table(rows, tmp_path / "table")
    assert mutants.read_table(tmp_path / "table") == rows[::-1]


def test_every_source_has_tests_that_are_there() -> None:
    for name in mutants.sources(ROOT):
        assert all((ROOT / tests).exists() for tests in mutants.tests_of(name)), name
