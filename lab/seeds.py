# SPDX-License-Identifier: Apache-2.0
"""What programs that compare by seed have in common: the command line, the loop, and the count of
what differs. A case follows from its seed alone.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from instar.errors import InstarError

PROGRESS = 100  # cases

Judge = Callable[[int, Path], str]
"""Plays the case of a seed in an empty directory: how it differs; empty: not at all."""


class SkippedError(Exception):
    """A case that cannot be judged; the text says why."""


def make_parser(about: str | None, cases: int) -> argparse.ArgumentParser:
    """`--seed` and `--cases`, of which there are so many by default."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--cases", type=int, default=cases)
    return parser


def run(given: argparse.Namespace, judge: Judge, keep: Path | None = None) -> int:
    """Judge the seeds of a command line, in `keep` or in a directory each: the exit status."""
    found = skipped = 0
    for number in range(given.cases):
        with tempfile.TemporaryDirectory() as scratch:
            try:
                difference = judge(given.seed + number, keep or Path(scratch))
            except SkippedError as reason:
                skipped += 1
                print(f"{given.seed + number}: skipped: {reason}", file=sys.stderr, flush=True)
                continue
        if difference:
            found += 1
            print(f"{given.seed + number}: {difference}", flush=True)
        if number % PROGRESS == PROGRESS - 1:
            print(f"{number + 1} cases", file=sys.stderr, flush=True)
    last = given.seed + given.cases - 1
    print(f"seeds {given.seed}..{last}: {found} differences, {skipped} skipped")
    return 1 if found else 0


def about(made: object, difference: str) -> str:
    """A difference with the case that it is of."""
    return f"{made}: {difference}" if difference else ""


def error_of(folder: Path, do: Callable[[], None]) -> str:
    """What instar says of what it cannot do in a directory; empty: it does it."""
    with contextlib.chdir(folder):
        try:
            do()
        except InstarError as error:
            return str(error)
    return ""
