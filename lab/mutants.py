# SPDX-License-Identifier: Apache-2.0
"""Do the tests notice? Seeds one fault at a time into the sources and runs the tests that concern
the file, cheapest first.

    python -m lab.mutants --seed 7 --count 20      those of 0 to 19 not in the table
    python -m lab.mutants --count 20 --jobs 2      two at a time, in trees that --trees DIR keeps
    python -m lab.mutants --count 20 --sample 200  no more than so many tests of each stage
    python -m lab.mutants --again                  survivors anew, with every test
    python -m lab.mutants --survivors              what no test noticed

A mutant is drawn from its seed and number: a file written by hand in guest/ or instar/, weighted by
its length, then a place in it. Each runs in a scratch copy of the committed tree. Verdicts go into
lab/mutants.tsv as they come, so that an interrupted run resumes; a survivor wants a test, or a
verdict in the table that says why the fault changes nothing.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import csv
import functools
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, fields, replace
from functools import cache
from pathlib import Path

from lab import sampling
from lab.mutant_stages import Stage, stages
from lab.tools import ROOT

TABLE = ROOT / "lab" / "mutants.tsv"
LIMIT_S = 600
"""Seconds for one mutant. One that is not decided by then counts neither way."""
NO_TESTS = 5
"""pytest's exit status where its words choose nothing."""
SURVIVED, NO_BUILD, UNDECIDED = "survived", "does not build", "undecided at"
EQUIVALENT = "equivalent: "
"""Written into the table by hand, with the reason why the fault changes nothing."""

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
    r'^\s*(#|//|/\*|\*|"""|from |import |@|def |class |static_assert|_Static_assert'
    r"|if TYPE_CHECKING)"
)
COMMENT_BLOCK = re.compile(r"/\*.*?\*/", re.DOTALL)
TEXT = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|/\*.*|//.*|\s# .*|\| None")


Wanted = Callable[[Path], "Mutant | None"]
"""Gives a mutant in a tree."""


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
    """The test that failed, `survived`, `does not build`, or where the time ran out."""


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


def _prose(name: str, text: str) -> set[int]:
    """The numbers of the lines that are comments or documentation, from 0."""
    if name.endswith(".py"):
        spans = [
            (node.lineno - 1, node.end_lineno or node.lineno)
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        ]
    else:
        spans = [
            (text.count("\n", 0, found.start()), text.count("\n", 0, found.end()) + 1)
            for found in COMMENT_BLOCK.finditer(text)
            if "\n" in found[0]
        ]
    return {line for first, end in spans for line in range(first, end)}


@cache
def _code(name: str, text: str) -> list[str]:
    """The lines of a file, those of prose empty."""
    prose = _prose(name, text)
    return ["" if at in prose else line for at, line in enumerate(text.splitlines())]


def draw(root: Path, seed: int, number: int) -> Mutant:
    """The mutant of a seed and number, in the tree at `root`."""
    chooser = random.Random(f"{seed}:{number}")
    files = {name: _code(name, (root / name).read_text()) for name in sources(root)}
    while True:
        (name,) = chooser.choices(list(files), [len(lines) for lines in files.values()])
        at = chooser.randrange(len(files[name])) if files[name] else 0
        found = list(_changes(files[name][at])) if files[name] else []
        if found:
            kind, after = chooser.choice(found)
            return Mutant(seed, number, name, at + 1, kind, files[name][at], after)


def _run(root: Path, *line: str, limit: float = LIMIT_S) -> tuple[int | None, str]:
    """A command's exit status, None where it runs on, and what it prints. Nothing that a faulty
    program does to processes reaches those outside, and nothing that it starts outlives it.
    """
    fence = ("unshare", "--pid", "--fork", "--mount-proc", "--kill-child") if _is_fenced() else ()
    with tempfile.TemporaryFile("w+", errors="replace") as output:
        process = subprocess.Popen(
            [*fence, *line],
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(root)},  # before the one that the .venv names
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        status: int | None
        try:
            status = process.wait(timeout=limit)
        except subprocess.TimeoutExpired:
            status = None
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        output.seek(0)
        return status, output.read()


@functools.cache
def _is_fenced() -> bool:
    tried = ("unshare", "--pid", "--fork", "--mount-proc", "--kill-child", "true")
    try:
        return subprocess.run(tried, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _prepare(root: Path) -> None:
    """A scratch copy of the committed tree, with this tree's tools; one that is there is used as it
    is, without the fault of a run that was ended.
    """
    if root.exists():
        subprocess.run(["git", "-C", str(root), "checkout", "-q", "."], check=True)
    else:
        subprocess.run(["git", "clone", "-q", str(ROOT), str(root)], check=True)
        (root / ".venv").symlink_to(ROOT / ".venv")
    if _run(root, "make", "-s", "guest")[0] != 0:
        raise SystemExit("mutants: the tree does not build without a fault")


def _first_failure(
    root: Path, stage: Stage, unsound: set[str], limit: float, most: int = 0
) -> str | None:
    """The first test of a stage that fails, but for those that fail anyway; empty for none, None
    where they run on. `most` tests, spread over the stage; 0 for all of them.
    """
    words = ("-k", stage.words) if stage.words else ()
    left_out = [word for test in sorted(unsound) for word in ("--deselect", test)]
    pytest = (".venv/bin/python", "-m", "pytest", "-x", "-q", "-rfE", "-p", "no:cacheprovider")
    sample = ("-p", sampling.__name__, f"--most={most}") if most else ()
    status, text = _run(root, *pytest, *sample, *left_out, *stage.paths, *words, limit=limit)
    if status in (0, NO_TESTS):
        return ""
    named = re.findall(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", text, re.MULTILINE)
    return None if status is None else named[0] if named else str(stage)


def judge(root: Path, mutant: Mutant, unsound: set[str], most: int = 0) -> str:
    """Seed the fault, run what concerns it, take it out again. A test that fails without the fault
    as well is added to `unsound`, and says nothing.
    """
    path = root / mutant.file
    text = path.read_text()
    lines = text.splitlines()
    lines[mutant.line - 1] = mutant.after
    faulty = "\n".join(lines) + "\n"
    end = time.monotonic() + LIMIT_S
    try:
        if not _build(root, path, faulty):
            return NO_BUILD
        pending = stages(root, mutant.file)
        while pending:
            left = max(end - time.monotonic(), 1)
            failed = _first_failure(root, pending[0], unsound, left, most)
            if failed is None:
                return f"{UNDECIDED} {pending[0]}"
            if not failed:
                pending.pop(0)
            elif _is_due_to_fault(root, path, text, faulty, failed):
                return failed
            else:
                unsound.add(failed)
        return SURVIVED
    finally:
        _build(root, path, text)


def _is_due_to_fault(root: Path, path: Path, text: str, faulty: str, test: str) -> bool:
    """Whether a test fails again with the fault, and not without it. Leaves the fault in."""
    if not _first_failure(root, Stage((test,)), set(), LIMIT_S):
        return False
    sound = _build(root, path, text) and not _first_failure(root, Stage((test,)), set(), LIMIT_S)
    _build(root, path, faulty)
    return sound


def _build(root: Path, path: Path, text: str) -> bool:
    """Give a file this text, and the guest its binaries."""
    path.write_text(text)
    return (
        "guest" not in path.relative_to(root).parts[:1] or not _run(root, "make", "-s", "guest")[0]
    )


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


class _Search:
    """Judges mutants, each job in a tree of its own, and keeps the table up to date."""

    def __init__(self, wanted: Callable[[list[Mutant]], list[Wanted]], most: int) -> None:
        self._done = {(m.seed, m.number): m for m in read_table()}
        self._pending = wanted(list(self._done.values()))
        self._most = most
        self._lock = threading.Lock()

    def run(self, jobs: int, trees: Path) -> None:
        """Until none is left."""
        roots = [trees / f"tree{job}" for job in range(jobs)]
        with ThreadPoolExecutor(jobs) as pool:
            for _ in pool.map(self._job, roots):
                pass

    def _job(self, root: Path) -> None:
        _prepare(root)
        unsound: set[str] = set()
        while (wanted := self._next()) is not None:
            begun = time.monotonic()
            mutant = wanted(root)
            if mutant is not None:
                verdict = judge(root, mutant, unsound, self._most)
                self._keep(replace(mutant, verdict=verdict), begun)

    def _next(self) -> Wanted | None:
        with self._lock:
            return self._pending.pop(0) if self._pending else None

    def _keep(self, mutant: Mutant, begun: float) -> None:
        with self._lock:
            self._done[mutant.seed, mutant.number] = mutant
            write_table(list(self._done.values()))
        place = f"{mutant.file}:{mutant.line}"
        took = time.monotonic() - begun
        print(f"{mutant.number:4} {took:4.0f} s  {place}  {mutant.verdict}", flush=True)


def _drawn(seed: int, numbers: range, done: list[Mutant]) -> list[Wanted]:
    """Those of the numbers that are not judged yet."""
    judged = {(m.seed, m.number) for m in done}
    return [
        functools.partial(draw, seed=seed, number=number)
        for number in numbers
        if (seed, number) not in judged
    ]


def _survivors(done: list[Mutant]) -> list[Wanted]:
    """Those that no test noticed, where their line is by now."""
    return [
        functools.partial(find_again, mutant=mutant)
        for mutant in done
        if mutant.verdict == SURVIVED or mutant.verdict.startswith(UNDECIDED)
    ]


def find_again(root: Path, mutant: Mutant) -> Mutant | None:
    """The mutant in a tree that has changed, None where its line is no longer there."""
    path = root / mutant.file
    lines = path.read_text().splitlines() if path.exists() else []
    places = [at + 1 for at, line in enumerate(lines) if line == mutant.before]
    if not places:
        return None
    return replace(mutant, line=min(places, key=lambda line: abs(line - mutant.line)))


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m lab.mutants", description="Seeded faults.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--jobs", type=int, default=1, help="how many at a time")
    parser.add_argument("--survivors", action="store_true", help="only list them")
    parser.add_argument("--from", dest="first", type=int, default=0, help="the first number")
    parser.add_argument("--trees", type=Path, help="keep the trees of the jobs here")
    parser.add_argument("--sample", type=int, default=0, help="tests of a stage at most")
    parser.add_argument("--again", action="store_true", help="judge survivors anew")
    options = parser.parse_args(argv)
    if not options.survivors:
        numbers = range(options.first, options.count)
        wanted = _survivors if options.again else functools.partial(_drawn, options.seed, numbers)
        search = _Search(wanted, options.sample)
        with tempfile.TemporaryDirectory(prefix="instar-mutants-") as scratch:
            search.run(options.jobs, options.trees or Path(scratch))
    decided = [
        m for m in read_table() if not m.verdict.startswith((NO_BUILD, UNDECIDED, EQUIVALENT))
    ]
    survivors = [m for m in decided if m.verdict == SURVIVED]
    for m in survivors:
        print(f"{m.file}:{m.line}: {m.kind}\n  - {m.before.strip()}\n  + {m.after.strip()}")
    print(f"{len(decided) - len(survivors)} of {len(decided)} mutants were noticed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
