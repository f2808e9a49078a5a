# SPDX-License-Identifier: Apache-2.0
"""Differential fuzzing: random images by the real qemu-img and qemu-io, the same questions to both
tools.

    python -m lab.fuzz.differential [--seed N] [--iterations N] [--minutes N] [--bin DIR] [--save]

A difference is shrunk to the fewest lines that still show it, printed, and with --save kept under
tests/parity/regressions/, where tests/fuzz/test_differential.py asks it again. Exit status 1 when
there was a difference.
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from instar.cli.registry import ENTRIES
from instar.generated.profiles import KNOWN, find
from instar.text import printable_lines
from lab import steady
from lab.fuzz.scenario import Scenario, draw
from lab.parity.judge import differing_parts
from lab.parity.store import Answer
from lab.parity.tools import Instar, QemuImg

REGRESSIONS = Path(__file__).resolve().parents[2] / "tests" / "parity" / "regressions"
SCRIPT_TIMEOUT_S = 60
MAX_SHOWN, MAX_WIDTH = 24, 200
"""Lines of a difference that are shown, and their length."""
ASK = "# ask: "
WRAPS = "no file can be so long"


@dataclass(frozen=True, slots=True)
class Made:
    """The files that questions are about: how they were made, and the one without which nothing is
    asked.
    """

    lines: tuple[str, ...]
    image: str
    damaged: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """One question that the tools answer differently."""

    made: Made
    question: tuple[str, ...]
    parts: tuple[str, ...]
    expected: Answer
    actual: Answer

    def script(self, version: str) -> str:
        """The reproduction, runnable as it is but for the last line."""
        note = "".join(f"#   {line}\n" for line in self.text().splitlines())
        body = "\n".join(self.made.lines)
        parts = ", ".join(self.parts)
        head = f"#!/bin/sh\n# qemu-img {version} and instar differed in {parts}:\n{note}"
        damaged = "# damaged\n" if self.made.damaged else ""
        return f"{head}{damaged}{body}\n{ASK}{' '.join(self.question)}\n"

    def text(self) -> str:
        expected, actual = (
            [f"exit status {answer.rc}", *answer.stdout.splitlines(), *answer.stderr.splitlines()]
            for answer in (self.expected, self.actual)
        )
        lines = difflib.unified_diff(expected, actual, "qemu-img", "instar", lineterm="", n=1)
        return "\n".join(line[:MAX_WIDTH] for line in islice(lines, MAX_SHOWN))


class Laboratory:
    """A directory, a real qemu-img with its qemu-io, and instar."""

    def __init__(self, bin_folder: Path | None, folder: Path) -> None:
        found = str(bin_folder / "qemu-img") if bin_folder else shutil.which("qemu-img")
        if not found:
            raise SystemExit(
                "fuzz-diff: qemu-img is not installed (Debian: apt-get install qemu-utils)"
            )
        self.program = Path(found)
        self.folder = folder
        self.path = f"{self.program.parent}:/usr/bin:/bin"
        self.version = profile_of(QemuImg(self.program, folder).banner)
        self.instar = Instar(folder)
        self.qemu = QemuImg(self.program, folder)

    def build(self, lines: tuple[str, ...]) -> None:
        """Run the lines in an empty directory. A line that qemu refuses is part of the game."""
        for old in self.folder.iterdir():
            old.unlink()
        script = "\n".join(lines)
        with suppress(subprocess.TimeoutExpired):  # what was made until then is asked about
            subprocess.run(
                ["/bin/sh", "-c", script],
                cwd=self.folder,
                env=steady.environment({"PATH": self.path, "LC_ALL": "C", "TZ": "UTC"}),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=SCRIPT_TIMEOUT_S,
                check=False,
            )

    def ask(self, made: Made, question: tuple[str, ...]) -> Difference | None:
        """The difference in the answers about the files that are there, if there is one."""
        expected = self.qemu.ask(question, self.version)
        if expected.rc >= 124:
            return None  # qemu-img crashed or hung: instar need not
        actual = self.instar.ask(question, self.version)
        if made.damaged and refused(expected) and refused(actual):
            return None
        differing = differing_parts(expected, actual, question[0] == "info")
        parts = [part for part in differing if not (made.damaged and part == "stderr")]
        if not parts or known(question, expected, actual) or (actual.rc and self.wraps(question)):
            return None
        return Difference(made, question, tuple(parts), expected, actual)

    def wraps(self, question: tuple[str, ...]) -> bool:
        """Whether instar refuses a sector number that wraps around in qemu-img, as docs/quirks.md
        explains.
        """
        return WRAPS in self.instar.ask(question, "").stderr

    def try_once(self, scenario: Scenario) -> list[Difference]:
        """All differences of one scenario."""
        made = Made(tuple(scenario.lines), scenario.image, scenario.damaged)
        self.build(made.lines)
        if not (self.folder / made.image).exists():
            return []
        asked = (
            self.ask(made, tuple(question))
            for question in scenario.questions
            if question[0] in ENTRIES
        )
        return [difference for difference in asked if difference is not None]

    def shrink(self, found: Difference) -> Difference:
        """The fewest lines, and the fewest qemu-io commands in them, that still differ in the same
        parts.
        """
        best = found
        progress = True
        while progress:
            progress = False
            for lines in smaller(best.made.lines):
                self.build(lines)
                if not (self.folder / best.made.image).exists():
                    continue
                again = self.ask(replace(best.made, lines=lines), best.question)
                if again is not None and again.parts == best.parts:
                    best, progress = again, True
                    break
        return best


def smaller(lines: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Scripts with one line, or one command of a line, less."""
    out = [lines[:i] + lines[i + 1 :] for i in range(len(lines))]
    for i, line in enumerate(lines):
        commands = re.findall(r" -c '[^']*'", line)
        if len(commands) > 1:
            out += [(*lines[:i], line.replace(c, "", 1), *lines[i + 1 :]) for c in commands]
    return out


def refused(answer: Answer) -> bool:
    return answer.rc == 1 and bool(answer.stderr)


def known(question: tuple[str, ...], expected: Answer, actual: Answer) -> bool:
    """Differences that docs/quirks.md explains."""
    if question[0] == "map" and actual.rc == 0 and "compressed clusters" in expected.stderr:
        return question[-1].endswith(".vhdx")
    if question[0] == "info":  # control characters
        return expected.stdout != actual.stdout == printable_lines(expected.stdout)
    return False


def profile_of(banner: str) -> str:
    """The recorded version that a build's banner means."""
    number = re.search(r"version (\d+)\.(\d+)\.(\d+)", banner)
    assert number is not None, banner
    exact = ".".join(number.groups())
    if exact in KNOWN:
        return exact
    return str(find(".".join(number.groups()[:2])).version)


def replay(laboratory: Laboratory, script: str) -> Difference | None:
    """Ask a saved script's question again."""
    lines = tuple(line for line in script.splitlines() if line and not line.startswith("#"))
    question = tuple(
        next(line for line in script.splitlines() if line.startswith(ASK)).removeprefix(ASK).split()
    )
    laboratory.build(lines)
    return laboratory.ask(Made(lines, question[-1], "\n# damaged\n" in script), question)


def fuzz(
    laboratory: Laboratory, seed: int, iterations: int, minutes: float
) -> tuple[int, list[Difference]]:
    """(scenarios tried, differences shrunk)."""
    end = time.monotonic() + 60 * minutes
    found: list[Difference] = []
    tried = 0
    while tried < iterations and time.monotonic() < end:
        for difference in laboratory.try_once(draw(seed + tried)):
            small = laboratory.shrink(difference)
            found.append(small)
            print(f"seed {seed + tried}:\n{small.script(laboratory.version)}", flush=True)
            break
        tried += 1
        if tried % 500 == 0:
            print(f"{tried} scenarios, {len(found)} differences", flush=True)
    return tried, found


def save(difference: Difference, version: str) -> Path:
    """Keep a reproduction."""
    REGRESSIONS.mkdir(exist_ok=True)
    text = difference.script(version)
    name = hashlib.sha256(
        "\n".join((*difference.made.lines, *difference.question)).encode()
    ).hexdigest()[:12]
    path = REGRESSIONS / f"{difference.question[0]}-{name}.sh"
    path.write_text(text)
    return path


def main(argv: list[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=int(time.time()) * 1000)
    parser.add_argument("--iterations", type=int, default=1 << 62)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--bin", type=Path, help="the folder of another qemu-img and qemu-io")
    parser.add_argument(
        "--save", action="store_true", help="keep what is found under tests/parity/regressions/"
    )
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="instar-fuzz-") as scratch:
        laboratory = Laboratory(args.bin, Path(scratch))
        print(f"seed {args.seed}, qemu-img as {laboratory.version}", flush=True)
        tried, found = fuzz(laboratory, args.seed, args.iterations, args.minutes)
    if args.save:
        for difference in found:
            print(f"saved {save(difference, laboratory.version)}")
    print(f"{tried} scenarios, {len(found)} differences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
