# SPDX-License-Identifier: Apache-2.0
"""Record what qemu-img answers: every case, asked of every build in a directory.

    python -m lab.parity.record --bins DIR         DIR/<any name>/qemu-img, what is not recorded yet
    python -m lab.parity.record --bins DIR --op map --case '*vhdx*' --version 11.1.3-debian --again
    python -m lab.parity.record --bins DIR --more 7 --out FOLDER  new random cases from seed 7

Answers are kept in a journal as they come, so that an interrupted run resumes where it stopped; at
the end they are merged with those that were there, and answers of versions that were not asked
stay. A build that does not run, or an image that is not there, is skipped and said so. A crash or a
time limit of qemu-img is an answer (see data/README.md).
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path

from lab.parity import cases as generator
from lab.parity.judge import select
from lab.parity.scratch import Scratch
from lab.parity.store import COMMITTED, DATA, OPERATIONS, Answer, Baselines, Case, Version, write
from lab.parity.tools import QemuImg

DRIVERS = ("bochs", "cloop", "dmg", "parallels", "qcow", "qed", "vdi", "vhdx", "vmdk", "vpc")
PROGRESS_S = 5.0


@dataclass(frozen=True, slots=True)
class Build:
    """One qemu-img that runs."""

    program: Path
    version: Version


@dataclass(frozen=True, slots=True)
class Question:
    case: Case
    version: str
    program: Path


class Journal:
    """The answers of an unfinished run, one a line, so that they are not asked again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.answers: dict[tuple[str, str, str], Answer] = {}
        if path.exists():
            whole, _, _cut = path.read_text().rpartition("\n")  # a run may have died in a line
            path.write_text(whole + "\n" if whole else "")
            for line in whole.splitlines():
                case_id, argv, version, answer = json.loads(line)
                self.answers[case_id, argv, version] = Answer(**answer)

    def add(self, case: Case, version: str, answer: Answer) -> None:
        key = (case.id, json.dumps(case.argv), version)
        self.answers[key] = answer
        with open(self.path, "a") as file:
            file.write(json.dumps([*key, asdict(answer)]) + "\n")

    def get(self, case: Case, version: str) -> Answer | None:
        return self.answers.get((case.id, json.dumps(case.argv), version))


def find_builds(folder: Path, baselines: Baselines, log: list[str]) -> list[Build]:
    """Every DIR/<name>/qemu-img that runs; known by its banner, else named after its number."""
    known = [*Baselines(COMMITTED).versions, *baselines.versions]
    recorded = {version.banner: version for version in known}
    found = []
    for path in sorted(folder.glob("*/qemu-img")):
        try:
            banner = QemuImg(path, folder).banner
        except (OSError, subprocess.CalledProcessError) as error:
            log.append(f"skipped {path}: does not run ({error})")
            continue
        found.append(Build(path, recorded.get(banner) or _describe(path, banner)))
    return found


def _describe(path: Path, banner: str) -> Version:
    """What a build that was never recorded can do."""
    tool = QemuImg(path, path.parent)
    unnamed = Version("", banner, tool.year, False, ())
    name = ".".join(map(str, unnamed.number)) + ("-debian" if "Debian" in banner else "")
    zstd = tool.ask(["measure", "--size", "1M", "-O", "qcow2", "-o", "compression_type=zstd"])
    drivers = tuple(
        driver
        for driver in DRIVERS
        if "nknown" not in tool.ask(["info", "-f", driver, "/nonexistent"]).stderr
    )
    return Version(name, banner, tool.year, zstd.rc == 0, drivers)


def plan(cases: Iterable[Case], builds: list[Build], again: bool) -> Iterator[Question]:
    """The questions whose answers are missing (or all of them, again)."""
    for case in cases:
        for build in builds:
            if again or build.version.name not in case.answers:
                yield Question(case, build.version.name, build.program)


def merge(case: Case, answers: dict[str, Answer], order: list[str]) -> Case:
    """A case with new answers, in the order of the versions."""
    known = {**case.answers, **answers}
    return replace(case, answers={name: known[name] for name in order if name in known})


_SCRATCH: Scratch | None = None


def _start_worker(folder: str) -> None:
    global _SCRATCH
    _SCRATCH = Scratch(Path(folder) / f"worker-{os.getpid()}")


def _ask(question: Question) -> tuple[Question, Answer | None, list[str]]:
    assert _SCRATCH is not None
    missing = _SCRATCH.missing(question.case)
    if missing:
        return question, None, missing
    tool = QemuImg(question.program, _SCRATCH.folder)
    answer = _SCRATCH.run(question.case, tool)
    return question, answer, _SCRATCH.changed()


def ask_all(questions: list[Question], journal: Journal, jobs: int, log: list[str]) -> None:
    """Ask in parallel, each worker in its own copy of the corpus; answers go to the journal."""
    todo = [q for q in questions if journal.get(q.case, q.version) is None]
    if len(todo) < len(questions):
        print(f"{len(questions) - len(todo)} answers are in the journal", file=sys.stderr)
    if not todo:
        return
    with (
        tempfile.TemporaryDirectory(prefix="instar-record-") as scratch,
        multiprocessing.Pool(jobs, _start_worker, (scratch,)) as pool,
    ):
        last = time.monotonic()
        for done, outcome in enumerate(pool.imap_unordered(_ask, todo, chunksize=4), 1):
            _keep(*outcome, journal, log)
            if time.monotonic() - last > PROGRESS_S or done == len(todo):
                last = time.monotonic()
                print(f"{done} of {len(todo)} asked", file=sys.stderr, flush=True)


def _keep(
    question: Question, answer: Answer | None, names: list[str], journal: Journal, log: list[str]
) -> None:
    if answer is None:
        log.append(f"skipped {question.case.id}: no {', '.join(names)}")
        return
    if names:
        raise SystemExit(f"{question.case.id} changed {', '.join(names)}")
    journal.add(question.case, question.version, answer)


def parse_arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m lab.parity.record", description="Record what qemu-img answers."
    )
    parser.add_argument("--bins", type=Path, required=True, help="DIR of DIR/<name>/qemu-img")
    parser.add_argument("--out", type=Path, default=DATA, help="recordings to add to")
    parser.add_argument("--op", default=",".join(OPERATIONS), help="operations, with commas")
    parser.add_argument("--case", default="*", help="shell pattern over case ids, or a part of one")
    parser.add_argument("--version", default="*", help="shell pattern over version names")
    parser.add_argument("--more", metavar="SEED", help="draw new cases besides the recorded ones")
    parser.add_argument("--again", action="store_true", help="also what is recorded already")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    return parser.parse_args(argv)


def record(options: argparse.Namespace, log: list[str]) -> None:
    """Everything but the command line: plan, ask, merge, write."""
    baselines = Baselines(options.out)
    builds = [
        build
        for build in find_builds(options.bins, baselines, log)
        if fnmatchcase(build.version.name, options.version)
    ]
    ops = options.op.split(",")
    cases = {case.id: case for case in select(baselines, ops, options.case)}
    if options.more:
        for case in generator.draw(options.more, ops):
            if case.id not in cases and fnmatchcase(case.id, options.case):
                cases[case.id] = case
    print(
        f"{len(cases)} cases, builds: {' '.join(b.version.name for b in builds)}", file=sys.stderr
    )
    options.out.mkdir(parents=True, exist_ok=True)
    journal = Journal(options.out / ".journal.jsonl")
    questions = list(plan(cases.values(), builds, options.again))
    ask_all(questions, journal, options.jobs, log)
    save(baselines, builds, questions, journal)
    journal.path.unlink(missing_ok=True)


def save(
    baselines: Baselines, builds: list[Build], questions: list[Question], journal: Journal
) -> None:
    """Merge the journal's answers with what was recorded, and write all of it."""
    versions = {v.name: v for v in (*baselines.versions, *(build.version for build in builds))}
    order = [v.name for v in sorted(versions.values(), key=lambda v: (v.number, v.name))]
    answers: dict[str, dict[str, Answer]] = {}
    asked: dict[str, Case] = {}
    for question in questions:
        answer = journal.get(question.case, question.version)
        if answer is not None:
            asked[question.case.id] = question.case
            answers.setdefault(question.case.id, {})[question.version] = answer
    merged: dict[str, list[Case]] = {}
    for op in OPERATIONS:
        known = {case.id: case for case in baselines.cases(op)}
        known.update((i, case) for i, case in asked.items() if case.op == op and i not in known)
        if known:
            merged[op] = [merge(c, answers.get(i, {}), order) for i, c in known.items()]
    write(baselines.folder, versions.values(), merged)


def main(argv: list[str] | None = None) -> int:
    log: list[str] = []
    record(parse_arguments(argv), log)
    for line in log:
        print(line, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
