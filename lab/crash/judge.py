# SPDX-License-Identifier: Apache-2.0
"""Whether what a crash left is as it should be, before the next command and after it."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lab.crash.cases import DISK, Case, environment
from lab.crash.left import left_behind
from lab.crash.look import Look, Looker
from lab.crash.storage import Barrier, Crash, State, Storage, Traced, crashes, digest, state_of
from lab.crash.trace import record
from lab.parity.tools import Instar, QemuImg

INSTAR, QEMU_IMG = "instar", "qemu-img"
EVERY = 8
"""qemu-img looks at every eighth state that instar finds nothing in."""
GUEST = "write -P 238 0 64k"
"""What a guest writes after the crash, of its disk of at least as much."""


class LeftBehind(Exception):
    """A command that ended well has left something."""


class ModelIsWrong(Exception):
    """The steps that were recorded do not lead to the files that are there."""


@dataclass(slots=True)
class Outcome:
    """Of one command of one program: its exit status, how many states there are, how many were
    judged, and in how many of those each fault is.
    """

    program: str
    status: int
    possible: int = 0
    states: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    first: dict[str, int] = field(default_factory=dict)
    """The number of the first state that has the fault."""


@dataclass(frozen=True, slots=True)
class Programs:
    """Who looks, in the directory of the files."""

    folder: Path
    scratch: Path
    parked: Path
    instar: Looker
    qemu_img: Looker
    kept: set[str] = field(default_factory=set)
    """Names of files of which `parked` has a second one."""

    @classmethod
    def at(cls, root: Path) -> Programs:
        """In new directories beneath one."""
        folder, scratch, parked = (root / name for name in ("files", "scratch", "parked"))
        for one in (folder, scratch, parked):
            one.mkdir()
        return cls(
            folder,
            scratch,
            parked,
            Looker(Instar(folder), scratch),
            Looker(QemuImg(Path("/usr/bin/qemu-img"), folder), scratch),
        )

    def command(self, program: str, case: Case) -> list[str]:
        """How a program is called for a case."""
        if program == QEMU_IMG:
            return [QEMU_IMG, *case.line]
        return [sys.executable, "-P", *case.instars()]

    def clear(self) -> None:
        """Leave no file."""
        for folder in (self.folder, self.parked):
            for path in folder.iterdir():
                path.unlink()
        self.kept.clear()
        self.instar.forget()
        self.qemu_img.forget()

    def state(self) -> State:
        """The files that are there."""
        return state_of(self.folder)

    def keep(self, names: Sequence[str]) -> None:
        """Let files that the command has made have their inodes whenever they are there again."""
        for name in names:
            if (self.folder / name).exists():
                (self.parked / name).hardlink_to(self.folder / name)
                self.kept.add(name)

    def put(self, state: State) -> None:
        """Let the files be these. Those of before keep their inodes, which journals name."""
        for path in self.folder.iterdir():
            if path.name in self.kept and path.name not in state:
                path.unlink()
            elif path.name not in state:
                path.rename(self.parked / path.name)
        for name, content in state.items():
            path = self.folder / name
            if not path.exists() and name in self.kept:
                path.hardlink_to(self.parked / name)
            elif not path.exists() and (self.parked / name).exists():
                (self.parked / name).rename(path)
            if not path.exists():
                path.touch(0o600)
            with open(path, "r+b") as file:
                file.truncate()
                file.write(content)


Spoil = Callable[[list[Traced]], list[Traced]]


class Trial:
    """One command of one program, crashed everywhere."""

    def __init__(self, programs: Programs, case: Case, program: str) -> None:
        self.programs, self.case, self.program = programs, case, program
        self.line = (*case.line, *(case.own if program == INSTAR else ()))
        self.command = programs.command(program, case)
        programs.clear()
        case.lay_out(programs.folder)
        self.before = programs.state()
        self.old = self._by_qemu_img()
        self.old_others = self._others(programs.qemu_img)
        self.status, self.trace = record(
            self.command,
            programs.folder,
            environment(programs.scratch),
            programs.scratch / "trace",
        )
        self.after = programs.state()
        programs.keep(case.adds)
        self.new = self._by_qemu_img()
        self.others = self._others(programs.qemu_img)
        self._may_be = [*([] if case.again else [self.old_others]), self.others]
        self._with_guests: dict[tuple[bytes, bool], list[str]] = {}
        self._check_model()
        if program == INSTAR and (found := left_behind(programs.folder, self.named)):
            raise LeftBehind(f"{' '.join(self.line)}: {found}")

    @property
    def named(self) -> set[str]:
        """Names that the command may leave."""
        return {*self.before, DISK, *self.case.adds}

    def _check_model(self) -> None:
        steps = (step for step in self.trace if not isinstance(step, Barrier))
        if Storage.of(self.before).after(steps).state() != self.after:
            raise ModelIsWrong(f"{self.program} {' '.join(self.case.line)}")

    def _by_qemu_img(self) -> Look:
        return self.programs.qemu_img.look(DISK, self.case.format)

    def _others(self, looker: Looker) -> list[Look]:
        """Other images that the command writes."""
        return [looker.look(name, format) for name, format in self.case.beside]

    def run(self, seed: int, most: int = 0, spoil: Spoil = list) -> Outcome:
        """Judge each state, or `most` of them, evenly spread. `spoil` changes what was recorded."""
        outcome = Outcome(self.program, self.status)
        if self.status:
            return outcome
        trace = spoil(self.trace)
        amount = Counter(crash.late for crash in crashes(self.before, trace, seed))
        outcome.possible = amount[False]
        seen: Counter[bool] = Counter()
        for number, crash in enumerate(crashes(self.before, trace, seed)):
            every = -(-amount[crash.late] // most) if most else 1
            seen[crash.late] += 1
            if (seen[crash.late] - 1) % every:
                continue
            outcome.states += not crash.late
            for fault in self._found(crash, number):
                outcome.faults[fault] += 1
                outcome.first.setdefault(fault, number)
        return outcome

    def _found(self, crash: Crash, number: int) -> list[str]:
        if crash.late:  # all else was judged when the command had not ended
            return ["lost"] if self._is_lost(crash) else []
        return self.judge(crash.state, number)

    def _is_lost(self, crash: Crash) -> bool:
        """Whether the command had ended, and its change is not there."""
        self.programs.put(crash.state)
        looker = self.programs.instar if self.program == INSTAR else self.programs.qemu_img
        return looker.look(DISK, self.case.format).content != self.new.content or bool(
            self._unlike(self._others(looker), [self.others])
        )

    def _unlike(self, seen: Sequence[Look], may_be: Sequence[Sequence[Look]]) -> list[str]:
        """Whether other images have something else than one of these."""
        known = zip(*may_be, strict=True)
        pairs = zip(seen, known, strict=True)
        is_so = any(one.content not in [each.content for each in may] for one, may in pairs)
        return ["later content"] if is_so else []

    def judge(self, state: State, number: int) -> list[str]:
        """The faults of one state."""
        self.programs.put(state)
        seen = self.programs.instar.look(DISK, self.case.format)
        found = self.faults(seen) + _broken(self._others(self.programs.instar))
        faults = list(dict.fromkeys(found)) if self.program == INSTAR else []
        faults += [f"{one} to instar" for one in faults]  # qemu-img sees half of a change
        doubt = set(state) - set(self.before) - set(self.after) or found or seen.leaks
        if not doubt and number % EVERY:
            return faults
        by_qemu = self._by_qemu_img()
        others = self._others(self.programs.qemu_img)
        found = self.faults(by_qemu) + _broken(others)
        faults += [one for one in dict.fromkeys(found) if one not in faults]
        if (by_qemu.leaks and not self.old.leaks) or any(one.leaks for one in others):
            faults.append("leaks")
        if self.program == INSTAR:  # for qemu-img that is what comes next
            faults += ["unrecovered"] if "later snapshots" in self._with_guest(by_qemu) else []
            self.programs.put(state)
        return faults + self.later(by_qemu)

    def faults(self, seen: Look) -> list[str]:
        """What is wrong before the next command."""
        if not seen.exists:
            return [] if not self.old.exists else ["unreadable"]
        if not seen.opens:
            return ["unreadable"]
        found = []
        is_one = seen.disk in (self.old.disk, self.new.disk)
        if not is_one and not (self.case.over and seen.is_between(self.old, self.new)):
            found.append("content")
        elif seen.content not in (self.old.content, self.new.content) and not (
            self.case.over and seen.others in (self.old.others, self.new.others)
        ):
            found.append("snapshots")
        if seen.is_corrupt and not self.old.is_corrupt:
            found.append("corrupt")
        return found

    def later(self, before: Look) -> list[str]:
        """What is wrong after the next command, and after a guest has written to its disk."""
        if not self._next():
            return ["later unusable"]
        found = []
        names = self.named if self.program == INSTAR else {*self.before, *self.after}
        if left_behind(self.programs.folder, names) or self._is_mixed():
            found.append("later left over")
        if self.case.again or self.program == INSTAR:
            before = self.programs.instar.look(DISK, self.case.format)
        wanted = [self.new] if self.case.again else [self.old, self.new]
        if before.content not in [one.content for one in wanted] and not self._is_begun(before):
            found.append("later content")
        others = self._others_later()  # one of which the guest may write to
        found += self._with_guest(before) + others
        return list(dict.fromkeys(found))

    def _is_begun(self, seen: Look) -> bool:
        """Whether a command that copies over the disk, and that is not run again, has got no
        further: nothing but the disk has changed.
        """
        goes_on = self.case.over and not self.case.again
        return goes_on and seen.is_between(self.old, self.new) and seen.others == self.old.others

    def _is_mixed(self) -> bool:
        """Whether files of a disk are neither all as before nor all as after."""
        return self.case.files and self.programs.state() not in (self.before, self.after)

    def _others_later(self) -> list[str]:
        """What is wrong with other images after the next command."""
        seen = self._others(self.programs.qemu_img)
        found = self._unlike(seen, self._may_be)
        found += ["later corrupt"] if any(one.is_corrupt for one in seen) else []
        return found + (["later leaks"] if any(one.leaks for one in seen) else [])

    def _next(self) -> bool:
        """The next command: once more the same, or what completes a change, which qemu-img has
        not.
        """
        if self.case.again:
            return self._run(self.line) == self.status
        names = (DISK, *(name for name, _ in self.case.beside))
        return self.program == QEMU_IMG or not any(self._run(("recover", name)) for name in names)

    def _run(self, words: Sequence[str]) -> int:
        if self.program == INSTAR:
            return self.programs.instar.tool.ask(words, "").rc
        return self.programs.qemu_img.tool.ask(words, "").rc

    def _with_guest(self, before: Look) -> list[str]:
        """What is wrong after a guest, run by qemu, has written; the same files are tried once."""
        key = digest(self.programs.state()), before.opens
        if key not in self._with_guests:
            self._with_guests[key] = self._after_guest(before)
        return self._with_guests[key]

    def _after_guest(self, before: Look) -> list[str]:
        if self.case.format == "qcow2" and before.opens:
            subprocess.run(
                ["qemu-io", "-t", "unsafe", "-f", "qcow2", "-c", GUEST, DISK],
                cwd=self.programs.folder,
                capture_output=True,
                check=False,
            )
        seen = self.programs.qemu_img.look(DISK, self.case.format, disk=False)
        found = []
        if seen.snapshots not in (self.old.snapshots, self.new.snapshots):
            found.append("later snapshots")
        if seen.is_corrupt:
            found.append("later corrupt")
        if seen.leaks:
            found.append("later leaks")
        return found


def _broken(others: Sequence[Look]) -> list[str]:
    """What is wrong with other images while they have a part of what is written."""
    found = [] if all(one.opens for one in others) else ["unreadable"]
    return [*found, "corrupt"] if any(one.is_corrupt for one in others) else found
