# SPDX-License-Identifier: Apache-2.0
"""Let system calls of instar fail, or kill it at them: `python -m lab.crash.inject`.

For each command of the laboratory: every write, sync, length and name fails once with each error,
and is the last one once; so is each call to the guest since the files were changed. strace does it
to the real process. Afterwards the disk is the old or the new one, one line says what failed, and
after the next command nothing is left over. The exit status is 1 where that is not so.

With `--log FILE` what was tried is kept there, and a later run goes on from it. `--write` puts the
figures into docs/crash-safety.md.
"""

from __future__ import annotations

import argparse
import datetime
import re
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lab.crash.cases import DISK, Case, cases, environment
from lab.crash.done import Done
from lab.crash.judge import INSTAR, Programs, Trial
from lab.crash.run import MEMORY, PAGE
from lab.crash.storage import digest

FULL = ("EIO", "ENOSPC", "EDQUOT")
ERRORS = {
    "pwrite64": FULL,
    "pwritev2": FULL,
    "copy_file_range": FULL,
    "fallocate": FULL,
    "ftruncate": ("EIO", "ENOSPC"),
    "fsync": FULL,
    "linkat": ("EIO", "ENOSPC", "EDQUOT"),
    "renameat2": ("EIO", "ENOSPC"),
    "unlinkat": ("EIO",),
}
DOORBELL, RUNS = "ioctl", "KVM_RUN"
"""A guest runs until it asks for something."""
KILL = "signal=KILL"
INJECTED = "(INJECTED)"
"""What strace says of a call that it lets fail."""


_MARKS = re.compile(r"(?<=<!-- faults -->\n).*?(?=<!-- end of faults -->)", re.DOTALL)
_CALL = re.compile(r"\d+ +(\w+)\(")


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to the call of that name and number."""

    call: str
    effect: str
    number: int

    @property
    def kills(self) -> bool:
        return self.effect.startswith("signal")

    def __str__(self) -> str:
        return f"{self.call} {self.number} {self.effect}"

    @property
    def words(self) -> tuple[str, ...]:
        """For strace."""
        inject = f"inject={self.call}:{self.effect}:when={self.number}"
        quick = () if self.kills else ("--seccomp-bpf",)  # with which strace injects no signals
        return *quick, "-e", f"trace={self.call}", "-e", inject


class Injected:
    """A command of instar, with a fault at each of its calls."""

    def __init__(self, programs: Programs, case: Case) -> None:
        self.trial = Trial(programs, case, INSTAR)
        self.programs = programs
        self._log = programs.scratch / "injected"
        self._judged: dict[bytes, list[str]] = {}
        """By what was left: many faults leave the same."""

    def run(self, *options: str) -> subprocess.CompletedProcess[str]:
        """The command, once, on the files as they were; the options are for strace."""
        self.programs.put(self.trial.before)
        return subprocess.run(
            [
                *("strace", "-f", "-qq", "-e", "signal=none", "-o", str(self._log)),
                *options,
                *self.trial.command,
            ],
            cwd=self.programs.folder,
            env=environment(self.programs.scratch),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def faults(self, most: int) -> list[Fault]:
        """All that there can be, or `most` of each call, evenly spread."""
        self.run("-e", f"trace={','.join((*ERRORS, DOORBELL))}")
        calls = list(_calls(self._log.read_text("utf-8", "replace").splitlines()))
        found = []
        for name in dict.fromkeys(name for name, _ in calls):
            numbers = [number for one, number in calls if one == name]
            every = -(-len(numbers) // most) if most else 1
            effects = (*(f"error={one}" for one in ERRORS.get(name, ())), KILL)
            found += [Fault(name, effect, at) for effect in effects for at in numbers[::every]]
        return found

    def judge(self, fault: Fault) -> list[str]:
        """What is wrong after it."""
        done = self.run(*fault.words)
        found = said(fault, done)
        if not fault.kills and INJECTED not in self._log.read_text("utf-8", "replace"):
            found.append("did not fail")
        key = digest(self.programs.state())
        seen = self.programs.instar.look(DISK, self.trial.case.format)
        if done.returncode == 0 and seen.content != self.trial.new.content:
            found.append("not done")
        if key not in self._judged:
            self._judged[key] = self.trial.faults(seen) + self.trial.later(seen)
        return found + self._judged[key]


def _calls(lines: Sequence[str]) -> Iterator[tuple[str, int]]:
    """The calls of a log at which something may fail, each with its number among those of its name.
    Of the calls to a guest, the first after each change: at the others the files are the same.
    """
    amount: Counter[str] = Counter()
    is_changed = True
    for line in lines:
        found = _CALL.match(line)
        if found is None:
            continue
        name = found[1]
        amount[name] += 1
        if name in ERRORS:
            is_changed = True
        elif RUNS not in line or not is_changed:
            continue
        else:
            is_changed = False
        yield name, amount[name]


def said(fault: Fault, done: subprocess.CompletedProcess[str]) -> list[str]:
    """Whether it ended as it should and said why, in a line."""
    if fault.kills:
        return [] if done.returncode == -signal.SIGKILL else [f"status {done.returncode}"]
    if done.returncode == 0:
        return []  # it could do without
    if done.returncode != 1:
        return [f"status {done.returncode}"]
    lines = done.stderr.splitlines()  # a check tells what it has found
    said_of = [line for line in lines if line.startswith("instar: ")]
    is_clear = len(said_of) == 1 and lines[-1:] == said_of and "Traceback" not in done.stderr
    return [] if is_clear else [f"says {done.stderr!r}"]


@dataclass(slots=True)
class Tried:
    """How often a command was tried, and how often something was wrong."""

    errors: int = 0
    kills: int = 0
    wrong: int = 0

    def add(self, fault: Fault, found: Sequence[str]) -> None:
        """One more."""
        self.kills += fault.kills
        self.errors += not fault.kills
        self.wrong += bool(found)


def run(
    root: Path, chosen: Sequence[Case], most: int, done: Done
) -> Iterator[tuple[Case, Fault, list[str]]]:
    """Each fault of each command, and what is wrong after it."""
    programs = Programs.at(root)
    for case in chosen:
        faults: list[Fault] = []
        if (known := done.get(str(case))) is not None:
            faults = [Fault(*one) for one in known]
        left = [one for one in faults if done.get(f"{case}: {one}") is None]
        injected = None
        if known is None or left:
            injected = Injected(programs, case)
            faults = [] if injected.trial.status else injected.faults(most)
            done.put(str(case), [(one.call, one.effect, one.number) for one in faults])
        for fault in faults:
            key = f"{case}: {fault}"
            found = done.get(key)
            if found is None:
                assert injected is not None
                found = injected.judge(fault)
                done.put(key, found)
            yield case, fault, found


def table(tried: Mapping[str, Tried]) -> str:
    """A row for each command, and one for all."""
    every = Tried()
    rows = []
    for name, one in tried.items():
        rows.append(f"| {name} | {one.errors} | {one.kills} | {one.wrong} |")
        every.errors += one.errors
        every.kills += one.kills
        every.wrong += one.wrong
    last = f"| all | {every.errors} | {every.kills} | {every.wrong} |"
    head = "| command | errors | kills | wrong |\n|---|---:|---:|---:|"
    return "\n".join((head, *rows, last))


def write(tried: Mapping[str, Tried]) -> None:
    """Put the table into the page."""
    day = datetime.datetime.now(datetime.UTC).date()
    text = f"`python -m lab.crash.inject --write`, {day}:\n\n{table(tried)}\n"
    page = PAGE.read_text("utf-8")
    PAGE.write_text(_MARKS.sub(lambda _: text, page), "utf-8")


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m lab.crash.inject", description=__doc__)
    parser.add_argument("--most", type=int, default=0, help="so many of each call of a command")
    parser.add_argument("--only", default="", help="commands whose names have this")
    parser.add_argument("--log", type=Path, help="what was tried, to go on from")
    parser.add_argument("--write", action="store_true", help="put the figures into the page")
    given = parser.parse_args(argv)
    chosen = [case for case in cases() if given.only in str(case)]
    tried: dict[str, Tried] = {}
    with (
        tempfile.TemporaryDirectory(prefix="instar-inject-", dir=MEMORY) as root,
        Done.at(given.log) as done,
    ):
        for case, fault, found in run(Path(root), chosen, given.most, done):
            tried.setdefault(str(case), Tried()).add(fault, found)
            if found:
                print(f"{case}: {fault}: {found}", flush=True)
    print(table(tried))
    if given.write:
        write(tried)
    return int(any(one.wrong for one in tried.values()))


if __name__ == "__main__":
    sys.exit(main())
