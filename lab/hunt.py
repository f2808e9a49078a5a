# SPDX-License-Identifier: Apache-2.0
"""What hunts have in common: mutants by seed, a table of the runs, and what was found laid down.

    python -m lab.<hunt> --count N [--first SEED]     judge N mutants, and write down a row
    python -m lab.<hunt> --lay SEED PATH              lay one mutant down

A mutant follows from its seed alone. `<hunt>.tsv` has a row for each run, and the next run goes on
after the last of them; what differs is laid down in `build/<hunt>/` and makes the exit status 1.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lab.fuzz import packing

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a mutant: the columns in which it counts, and what differs, if anything."""

    columns: tuple[str, ...]
    difference: str = ""


@dataclass(frozen=True, slots=True)
class Hunt:
    """`columns` are those of the table after `first` and `last`. `batch` is how many mutants make a
    row, so that a run that is stopped loses no more.
    """

    name: str
    about: str
    columns: tuple[str, ...]
    batch: int
    mutant: Callable[[int], tuple[str, bytes]]
    """The kind of image that a seed changes, and the packed image."""

    @property
    def table(self) -> Path:
        return ROOT / "lab" / f"{self.name}.tsv"

    def rows(self) -> Iterator[dict[str, int]]:
        """What was judged."""
        lines = self.table.read_text().splitlines() if self.table.exists() else []
        for line in lines[1:]:
            numbers = map(int, line.split("\t"))
            yield dict(zip(("first", "last", *self.columns), numbers, strict=True))

    def _write_row(self, first: int, last: int, counts: Counter[str]) -> None:
        if not self.table.exists():
            self.table.write_text("\t".join(("first", "last", *self.columns)) + "\n")
        numbers = (first, last, *(counts[name] for name in self.columns))
        with self.table.open("a") as file:
            file.write("\t".join(map(str, numbers)) + "\n")

    def search(
        self, first: int, count: int, judge: Callable[[int], Verdict]
    ) -> tuple[Counter[str], list[tuple[int, str]]]:
        """Counts, and (seed, what differs) of each difference."""
        counts: Counter[str] = Counter()
        found = []
        for seed in range(first, first + count):
            verdict = judge(seed)
            counts.update(verdict.columns)
            if verdict.difference:
                found.append((seed, verdict.difference))
        return counts, found

    def _lay(self, seed: int, difference: str) -> None:
        kind, packed = self.mutant(seed)
        folder = ROOT / "build" / self.name
        folder.mkdir(parents=True, exist_ok=True)
        packing.write(packed, folder / f"{seed}.{kind}")
        print(f"seed {seed}: {kind}: {difference}", flush=True)

    def _run(self, first: int, count: int, judge: Callable[[int], Verdict]) -> int:
        status = 0
        for start in range(first, first + count, self.batch):
            number = min(self.batch, first + count - start)
            counts, found = self.search(start, number, judge)
            self._write_row(start, start + number - 1, counts)
            for seed, difference in found:
                self._lay(seed, difference)
                status = 1
            print(f"{start}..{start + number - 1}: {dict(counts)}", flush=True)
        return status

    def main(self, make_judge: Callable[[Path], Callable[[int], Verdict]]) -> int:
        """The command line. What judges gets a directory of its own."""
        parser = argparse.ArgumentParser(description=self.about)
        parser.add_argument("--count", type=int, default=self.batch)
        parser.add_argument("--first", type=int, help="after the last that was judged by default")
        parser.add_argument("--lay", nargs=2, metavar=("SEED", "PATH"))
        args = parser.parse_args()
        if args.lay:
            packing.write(self.mutant(int(args.lay[0]))[1], Path(args.lay[1]))
            return 0
        first = args.first
        if first is None:
            first = max((row["last"] for row in self.rows()), default=-1) + 1
        with tempfile.TemporaryDirectory(prefix="hunt-") as folder:
            return self._run(first, args.count, make_judge(Path(folder)))


def cut(packed: bytes, longest: int) -> bytes:
    """A packed image that is no longer than that."""
    if packing.unpack(packed)[1] <= longest:
        return packed
    shorter = bytearray(packed)
    packing.resize(shorter, longest)
    return bytes(shorter)
