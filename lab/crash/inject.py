# SPDX-License-Identifier: Apache-2.0
"""Let system calls of instar fail, or kill it at them: `python -m lab.crash.inject`.

For each command of the laboratory: every write, sync, length and name fails once with each error,
and every call to the guest is the last one once. strace does it to the real process. Afterwards the
disk is the old or the new one, one line says what failed, and after the next command nothing is
left over. The exit status is 1 where that is not so.
"""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lab.crash.cases import DISK, Case, cases, environment
from lab.crash.judge import INSTAR, Programs, Trial
from lab.crash.run import MEMORY

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
DOORBELL = "ioctl"
"""A guest runs until it asks for something."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to the call of that name and number."""

    call: str
    effect: str
    number: int

    @property
    def kills(self) -> bool:
        return self.effect.startswith("signal")

    @property
    def words(self) -> tuple[str, ...]:
        """For strace."""
        return "-e", f"inject={self.call}:{self.effect}:when={self.number}"


class Injected:
    """A command of instar, with a fault at each of its calls."""

    def __init__(self, programs: Programs, case: Case) -> None:
        self.trial = Trial(programs, case, INSTAR)
        self.programs = programs
        self._log = programs.scratch / "injected"

    def run(self, *options: str) -> subprocess.CompletedProcess[str]:
        """The command, once, on the files as they were; the options are for strace."""
        self.programs.put(self.trial.before)
        return subprocess.run(
            [
                *("strace", "-f", "-qq", "-e", "signal=none", "-o", str(self._log), *options),
                *self.programs.command(INSTAR),
                *self.trial.line,
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
        names = (*ERRORS, DOORBELL)
        self.run("-e", f"trace={','.join(names)}")
        lines = self._log.read_text("utf-8", "replace").splitlines()
        number = Counter(name for line in lines for name in names if f" {name}(" in line)
        found = []
        for name, count in number.items():
            every = -(-count // most) if most else 1
            effects = [f"error={one}" for one in ERRORS.get(name, ())] or ["signal=KILL"]
            if name == "pwritev2":
                effects.append("signal=KILL")
            found += [
                Fault(name, effect, at) for effect in effects for at in range(1, count + 1, every)
            ]
        return found

    def judge(self, fault: Fault) -> list[str]:
        """What is wrong after it."""
        done = self.run(*fault.words, "-e", f"trace={fault.call}")
        found = said(fault, done)
        seen = self.programs.instar.look(DISK, self.trial.case.format)
        found += self.trial.faults(seen)
        if done.returncode == 0 and seen.content != self.trial.new.content:
            found.append("not done")
        return found + self.trial.later(seen)


def said(fault: Fault, done: subprocess.CompletedProcess[str]) -> list[str]:
    """Whether it ended as it should and said why, in a line."""
    if fault.kills:
        return [] if done.returncode in (0, -signal.SIGKILL) else [f"status {done.returncode}"]
    if done.returncode == 0:
        return []  # it could do without
    if done.returncode != 1:
        return [f"status {done.returncode}"]
    lines = done.stderr.splitlines()  # a check tells what it has found
    said_of = [line for line in lines if line.startswith("instar: ")]
    is_clear = len(said_of) == 1 and lines[-1:] == said_of and "Traceback" not in done.stderr
    return [] if is_clear else [f"says {done.stderr!r}"]


def run(root: Path, chosen: Sequence[Case], most: int) -> Iterator[tuple[Case, Fault, list[str]]]:
    """Each fault of each command, and what is wrong after it."""
    programs = Programs.at(root)
    for case in chosen:
        injected = Injected(programs, case)
        if injected.trial.status:
            continue
        for fault in injected.faults(most):
            yield case, fault, injected.judge(fault)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m lab.crash.inject", description=__doc__)
    parser.add_argument("--most", type=int, default=0, help="so many of each call of a command")
    parser.add_argument("--only", default="", help="commands whose names have this")
    given = parser.parse_args(argv)
    chosen = [case for case in cases() if given.only in f"{case.name} {case.format}"]
    tried: Counter[str] = Counter()
    failed = False
    with tempfile.TemporaryDirectory(prefix="instar-inject-", dir=MEMORY) as root:
        for case, fault, found in run(Path(root), chosen, given.most):
            tried[f"{case.name} {case.format}"] += 1
            if found:
                failed = True
                print(f"{case.name} {case.format}: {' '.join(fault.words)}: {found}", flush=True)
    for name, number in tried.items():
        print(f"{name}: {number} faults")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
