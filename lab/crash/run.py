# SPDX-License-Identifier: Apache-2.0
"""Crash commands of instar and of the live qemu-img everywhere: `python -m lab.crash.run`.

Without `--write` it prints; with it the table goes into docs/crash-safety.md. With `--log FILE`
what was judged is kept there, and a later run goes on from it. The exit status is 1 where instar
has a fault.
"""

from __future__ import annotations

import argparse
import datetime
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path

from lab.crash.cases import Case, cases
from lab.crash.done import Done
from lab.crash.judge import INSTAR, QEMU_IMG, Outcome, Programs, Trial
from lab.parity.tools import QemuImg
from lab.tools import ROOT

PAGE = ROOT / "docs" / "crash-safety.md"
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""Where the files are: it is the model that crashes, and no disk has to be waited for."""
MARKS = re.compile(r"(?<=<!-- table -->\n).*?(?=<!-- end of table -->)", re.DOTALL)
BEFORE = ("unreadable", "content", "snapshots", "corrupt", "leaks")
LATER = tuple(
    f"later {word}"
    for word in ("unusable", "content", "snapshots", "corrupt", "leaks", "left over")
)
COLUMNS = (*BEFORE, "unrecovered", *LATER, "lost")
HARMLESS = BEFORE
"""What qemu-img may see while a journal is there; what instar sees is counted by other names."""


def run(
    root: Path, chosen: Sequence[Case], seed: int, most: int, done: Done
) -> Iterator[tuple[Case, Outcome]]:
    """Each case with both programs."""
    programs = Programs.at(root)
    for case in chosen:
        for program in (INSTAR, QEMU_IMG):
            key = f"{case}: {program}"
            known = done.get(key)
            if known is None:
                outcome = Trial(programs, case, program).run(seed, most)
                done.put(key, {one.name: getattr(outcome, one.name) for one in fields(outcome)})
            else:
                outcome = Outcome(**{**known, "faults": Counter(known["faults"])})
            yield case, outcome


def line(case: Case, outcome: Outcome) -> str:
    """A row of the table."""
    names = (case.name, case.format, outcome.program)
    if outcome.status:
        return f"| {' | '.join(names)} | refuses |" + " |" * (len(COLUMNS) + 1)
    counts = (outcome.faults[column] for column in COLUMNS)
    numbers = (outcome.possible, outcome.states, *counts)
    return f"| {' | '.join((*names, *map(str, numbers)))} |"


def table(rows: Sequence[str]) -> str:
    """All of it."""
    head = ("command", "format", "program", "states", "judged", *COLUMNS)
    rule = "|---|---|---|" + "---:|" * (len(COLUMNS) + 2)
    return "\n".join((f"| {' | '.join(head)} |", rule, *rows))


def write(rows: Sequence[str], said: str) -> None:
    """Put the table into the page."""
    text = f"{said}\n\n{table(rows)}\n"
    page = PAGE.read_text("utf-8")
    PAGE.write_text(MARKS.sub(lambda _: text, page), "utf-8")


def said(given: argparse.Namespace) -> str:
    """How the table came about."""
    version = QemuImg(Path("/usr/bin/qemu-img"), ROOT).banner
    day = datetime.datetime.now(datetime.UTC).date()
    count = f" MOST={given.most}" if given.most else ""
    return f"`make crash WRITE=--write{count}`, {day}, {version}, seed {given.seed}:"


def options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m lab.crash.run", description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--most", type=int, default=0, help="judge so many states of a command")
    parser.add_argument("--only", default="", help="commands whose names have this")
    parser.add_argument("--log", type=Path, help="what was judged, to go on from")
    parser.add_argument("--write", action="store_true", help="put the table into the page")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    given = options(argv)
    chosen = [case for case in cases() if given.only in str(case)]
    rows: list[str] = []
    failed = False
    with (
        tempfile.TemporaryDirectory(prefix="instar-crash-", dir=MEMORY) as root,
        Done.at(given.log) as done,
    ):
        for case, outcome in run(Path(root), chosen, given.seed, given.most, done):
            rows.append(line(case, outcome))
            print(rows[-1], outcome.first or "", flush=True)
            failed |= outcome.program == INSTAR and bool(set(outcome.faults) - set(HARMLESS))
    if given.write:
        write(rows, said(given))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
