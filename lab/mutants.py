# SPDX-License-Identifier: Apache-2.0
"""Do the tests notice? Seeds one fault at a time into the sources and runs the tests that concern
the file, cheapest first.

    python -m lab.mutants --seed 7 --count 20      those of 0 to 19 not in the table
    python -m lab.mutants --survivors              what no test noticed

A mutant is drawn from its seed and number: a file written by hand in guest/ or instar/, weighted by
its length, then a place in it. Each runs in a scratch copy of the committed tree. Verdicts go into
lab/mutants.tsv as they come, so that an interrupted run resumes; a survivor wants a test, or a line
here that says why the fault changes nothing.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from lab.tools import ROOT

TABLE = ROOT / "lab" / "mutants.tsv"
STAGE_LIMIT_S = 600
SURVIVED, NO_BUILD = "survived", "does not build"

SWAPS = {
    "bound": ((" < ", " <= "), (" <= ", " < "), (" > ", " >= "), (" >= ", " > ")),
    "sign": ((" + ", " - "), (" - ", " + "), (" += ", " -= ")),
    "mask": ((" & ", " | "), (" | ", " & "), (" << ", " >> "), (" >> ", " << ")),
    "equality": ((" == ", " != "), (" != ", " == ")),
    "connective": ((" && ", " || "), (" || ", " && "), (" and ", " or "), (" or ", " and ")),
}
REWRITES: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    ("off by one", re.compile(r"(?<=[-+(=] )(\d+)(?=[;,): ]|u?$)"), lambda m: str(int(m[1]) + 1)),
    ("dropped check", re.compile(r"\bif \((.+)\)(?=$| \{$)"), lambda m: f"if (0 && ({m[1]}))"),
    ("dropped check", re.compile(r"\bif (?!\()(.+):$"), lambda m: f"if False and ({m[1]}):"),
    (
        "swapped arms",
        re.compile(r" \? ([^?:]+) : ([^?:;]+)(?=[;),])"),
        lambda m: f" ? {m[2]} : {m[1]}",
    ),
    ("swapped arms", re.compile(r" if ([^:]+?) else "), lambda m: f" if not ({m[1]}) else "),
)
NOT_CODE = re.compile(
    r'^\s*(#|//|/\*|\*|"""|from |import |@|def |class |static_assert|_Static_assert)'
)
TEXT = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|/\*.*|//.*|\s# .*|\| None")

ALL_OF_GUEST = ("tests/guest", "tests/ops", "tests/sandbox", "tests/hostile", "tests/parity")
CONCERNED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("guest/core/", ("tests/sandbox", "tests/ops", "tests/fuzz")),
    ("guest/formats/", ("tests/guest", "tests/ops", "tests/hostile", "tests/parity")),
    ("guest/ops/measure/", ("tests/guest/ops", "tests/proofs", "tests/ops", "tests/parity")),
    ("guest/ops/", ("tests/ops", "tests/cli", "tests/hostile", "tests/parity")),
    ("guest/", ALL_OF_GUEST),
    ("instar/cli/", ("tests/cli", "tests/options", "tests/parity", "tests/docs/test_commands.py")),
    ("instar/options/", ("tests/options", "tests/cli", "tests/parity")),
    ("instar/render/", ("tests/render", "tests/cli", "tests/parity")),
    ("instar/sandbox/", ("tests/sandbox", "tests/ops", "tests/cli", "tests/hostile")),
    ("instar/", ("tests/ops", "tests/cli", "tests/render", "tests/sandbox", "tests/parity")),
)
"""The tests of a file, by the start of its path, cheapest first."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault: a line and what becomes of it."""

    seed: int
    number: int
    file: str
    line: int
    kind: str
    before: str
    after: str
    verdict: str = ""
    """The tests that failed, `survived` or `does not build`."""


def sources(root: Path) -> list[str]:
    """The files written by hand."""
    line = ["git", "-C", str(root), "ls-files", "guest/*.c", "guest/*.h", "instar/*.py"]
    named = subprocess.run(line, check=True, capture_output=True, text=True).stdout.split()
    return [name for name in named if "/generated/" not in name]


def _changes(line: str) -> Iterator[tuple[str, str]]:
    """Every fault that fits a line of code, with its kind."""
    if NOT_CODE.match(line):
        return
    hidden = TEXT.sub(lambda m: "\0" * len(m[0]), line)  # texts and comments stay as they are
    for kind, pairs in SWAPS.items():
        for old, new in pairs:
            for found in re.finditer(re.escape(old), hidden):
                yield kind, line[: found.start()] + new + line[found.end() :]
    for kind, pattern, new_text in REWRITES:
        for match in pattern.finditer(hidden):
            real = pattern.match(line, match.start())
            if real is not None and real.span() == match.span():
                yield kind, line[: match.start()] + new_text(real) + line[match.end() :]


def draw(root: Path, seed: int, number: int) -> Mutant:
    """The mutant of a seed and number, in the tree at `root`."""
    chooser = random.Random(f"{seed}:{number}")
    files = {name: (root / name).read_text().splitlines() for name in sources(root)}
    while True:
        (name,) = chooser.choices(list(files), [len(lines) for lines in files.values()])
        at = chooser.randrange(len(files[name])) if files[name] else 0
        found = list(_changes(files[name][at])) if files[name] else []
        if found:
            kind, after = chooser.choice(found)
            return Mutant(seed, number, name, at + 1, kind, files[name][at], after)


def tests_of(name: str) -> tuple[str, ...]:
    """Which tests concern a file."""
    return next(tests for start, tests in CONCERNED if name.startswith(start))


def _runs(root: Path, *line: str) -> bool:
    try:
        done = subprocess.run(
            line,
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(root)},  # before the one that the .venv names
            capture_output=True,
            timeout=STAGE_LIMIT_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False  # a fault that makes the tests run on is noticed
    return done.returncode == 0


def _prepare(root: Path) -> None:
    """A scratch copy of the committed tree, with this tree's tools."""
    subprocess.run(["git", "clone", "-q", str(ROOT), str(root)], check=True)
    (root / ".venv").symlink_to(ROOT / ".venv")
    if not _runs(root, "make", "-s", "guest"):
        raise SystemExit("mutants: the tree does not build without a fault")


def judge(root: Path, mutant: Mutant) -> str:
    """Seed the fault, run what concerns it, take it out again."""
    path = root / mutant.file
    text = path.read_text()
    lines = text.splitlines()
    lines[mutant.line - 1] = mutant.after
    path.write_text("\n".join(lines) + "\n")
    try:
        if mutant.file.startswith("guest/") and not _runs(root, "make", "-s", "guest"):
            return NO_BUILD
        for tests in tests_of(mutant.file):
            pytest = (".venv/bin/python", "-m", "pytest", "-x", "-q", "-n", "2")
            if not _runs(root, *pytest, "-p", "no:cacheprovider", tests):
                return tests
        return SURVIVED
    finally:
        path.write_text(text)


def read_table(path: Path = TABLE) -> list[Mutant]:
    """What was judged before."""
    if not path.exists():
        return []
    with open(path, newline="") as table:
        rows = list(csv.reader(table, delimiter="\t"))
    return [
        Mutant(int(seed), int(number), file, int(line), *rest)
        for seed, number, file, line, *rest in rows[1:]
    ]


def write_table(mutants: list[Mutant], path: Path = TABLE) -> None:
    """The table, in order of seed and number."""
    with open(path, "w", newline="") as file:
        names = [field.name for field in fields(Mutant)]
        writer = csv.DictWriter(file, names, delimiter="\t", lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(m) for m in sorted(mutants, key=lambda m: (m.seed, m.number)))


def _run(seed: int, count: int) -> None:
    done = read_table()
    judged = {(m.seed, m.number) for m in done}
    with tempfile.TemporaryDirectory(prefix="instar-mutants-") as scratch:
        root = Path(scratch, "tree")
        _prepare(root)
        for number in range(count):
            if (seed, number) in judged:
                continue
            begun = time.monotonic()
            mutant = draw(root, seed, number)
            mutant = replace(mutant, verdict=judge(root, mutant))
            done.append(mutant)
            write_table(done)
            took = time.monotonic() - begun
            print(
                f"{number:4} {mutant.verdict:32} {took:4.0f} s  {mutant.file}:{mutant.line}",
                flush=True,
            )


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m lab.mutants", description="Seeded faults.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--survivors", action="store_true", help="only list them")
    options = parser.parse_args(argv)
    if not options.survivors:
        _run(options.seed, options.count)
    survivors = [m for m in read_table() if m.verdict == SURVIVED]
    for m in survivors:
        print(f"{m.file}:{m.line}: {m.kind}\n  - {m.before.strip()}\n  + {m.after.strip()}")
    counted = [m for m in read_table() if m.verdict != NO_BUILD]
    print(f"{len(counted) - len(survivors)} of {len(counted)} mutants were noticed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
