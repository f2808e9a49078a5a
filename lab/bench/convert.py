# SPDX-License-Identifier: Apache-2.0
"""`instar convert` against `qemu-img convert`, in turns, on real files' bytes.

    python -m lab.bench.convert FOLDER [--gib 4] [--runs 3]

The source is what the system has below /usr, text and programs and what is compressed already, one
file after the other. It was just written, or read, so most of it is in the page cache. instar syncs
what it writes, so it is compared with `-t writeback`, which syncs too; qemu-img's default does not,
and is printed next to it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from lab.bench import convert_more, images
from lab.bench.measure import INSTAR, installed
from lab.bench.race import PLAIN, SYNCED, Cost, cost_of, in_turns
from lab.bench.sandbox import Row

GIB = 1 << 30
LENGTH = 4 * GIB
RUNS = 3
FILES = Path("/usr")
PIECE = 1 << 20
ZSTD = ("-o", "compression_type=zstd")
CPU_MOST = 1.1
LARGER_MOST = 1.02
SPARSE_FACTOR = 5


@dataclass(frozen=True, slots=True)
class Trial:
    """What both are asked to do."""

    what: str
    source: str
    words: tuple[str, ...]
    """For both."""
    factor: float
    """How many times as fast instar is to be."""
    more: tuple[str, ...] = ()
    """For qemu-img alone."""
    is_plain: bool = False
    """Whether the CPU has a limit, and the unsynced time is shown."""


QCOW2, ZLIB_QCOW2, ZSTD_QCOW2 = "plain.qcow2", "zlib.qcow2", "zstd.qcow2"
TO_QCOW2, TO_RAW = ("-O", "qcow2"), ("-O", "raw")
PACK = ("-c", *TO_QCOW2)
TRIALS = (
    Trial("raw to qcow2", PLAIN, TO_QCOW2, 1.2, is_plain=True),
    Trial("qcow2 to raw", QCOW2, TO_RAW, 1.2, is_plain=True),
    Trial("zlib to raw", ZLIB_QCOW2, TO_RAW, 1.6),
    Trial("zstd to raw", ZSTD_QCOW2, TO_RAW, 1.1),
    Trial("raw to zlib", PLAIN, PACK, 3),
    Trial("raw to zlib", PLAIN, PACK, 2, ("-W",)),
    Trial("raw to zstd", PLAIN, (*PACK, *ZSTD), 1.1),
)


def gather(path: Path, length: int) -> None:
    """`length` bytes of the system's files, from the first one again where they are too few."""
    with open(path, "wb") as target:
        while target.tell() < length:
            begin = target.tell()
            for file in sorted(FILES.rglob("*")):
                if file.is_symlink() or not file.is_file() or not os.access(file, os.R_OK):
                    continue
                with open(file, "rb") as source:
                    shutil.copyfileobj(source, target, PIECE)
                if target.tell() >= length:
                    break
            if target.tell() == begin:
                raise SystemExit(f"bench: no files below {FILES}")
        target.truncate(length)


def prepare(folder: Path, length: int) -> None:
    """The sources, of which those that are there are kept."""
    qemu = installed()[0][1]
    if not (folder / PLAIN).exists() or (folder / PLAIN).stat().st_size != length:
        for name in (PLAIN, QCOW2, ZLIB_QCOW2, ZSTD_QCOW2):
            (folder / name).unlink(missing_ok=True)
        gather(folder / PLAIN, length)
    for name, words in ((QCOW2, ()), (ZLIB_QCOW2, ("-c", "-W")), (ZSTD_QCOW2, ("-c", "-W", *ZSTD))):
        if not (folder / name).exists():
            line = [qemu, "convert", "-f", "raw", *TO_QCOW2, *words]
            subprocess.run([*line, str(folder / PLAIN), str(folder / name)], check=True)


class Race:
    """Both programs, in turns. Each writes a file of its own, which is removed before it does it
    again: what is measured is a new image.
    """

    def __init__(self, folder: Path, runs: int) -> None:
        self.folder = folder
        self.runs = runs

    def run(self, program: Sequence[str], words: Sequence[str], source: str, target: str) -> Cost:
        (self.folder / target).unlink(missing_ok=True)
        names = (str(self.folder / source), str(self.folder / target))
        return cost_of([*program, "convert", *words, *names])

    def turns(self, source: str, *lines: tuple[Sequence[str], Sequence[str]]) -> list[Cost]:
        """The medians of each program with its words."""
        programs = [
            partial(self.run, program, words, source, f"target.{number}")
            for number, (program, words) in enumerate(lines)
        ]
        return in_turns(self.runs, *programs)

    def same(self, qemu: str) -> None:
        """What both made last has the same content."""
        names = [str(self.folder / f"target.{number}") for number in range(2)]
        subprocess.run([qemu, "compare", "-q", *names], check=True)

    def clear(self) -> None:
        for path in self.folder.glob("target.*"):
            path.unlink()

    def size(self, number: int) -> int:
        """Of what one of them made last."""
        return (self.folder / f"target.{number}").stat().st_size

    def rows_of(self, trial: Trial, version: str, qemu: str) -> Iterator[Row]:
        """The rows of a trial."""
        theirs = (*SYNCED, *trial.words, *trial.more)
        lines = [(INSTAR, trial.words), ([qemu], theirs)]
        if trial.is_plain:
            lines.append(([qemu], trial.words))
        here, there, *unsynced = self.turns(trial.source, *lines)
        self.same(qemu)
        line = " ".join(("convert", *trial.words))
        against = " ".join((version, *SYNCED, *trial.more))
        name = f"{trial.what} (`{line}`), against {against}"
        beside = f" ({unsynced[0].seconds:.2f} s unsynced)" if unsynced else ""
        yield Row(
            name,
            f"{here.seconds:.2f} s",
            f"{there.seconds:.2f} s{beside}",
            there.seconds / here.seconds,
            trial.factor,
            at_least=True,
        )
        most = CPU_MOST if trial.is_plain else 1.0
        seconds = (f"{here.cpu:.2f} s", f"{there.cpu:.2f} s")
        yield Row(f"CPU of {name}", *seconds, here.cpu / there.cpu, most, at_least=False)
        if "-c" in trial.words:
            here_size, there_size = self.size(0), self.size(1)
            sizes = (f"{here_size >> 20} MiB", f"{there_size >> 20} MiB")
            ratio = here_size / there_size
            yield Row(f"size of {name}", *sizes, ratio, LARGER_MOST, at_least=False)
        self.clear()

    def sparse(self, shape: images.Shape, what: str, version: str, qemu: str) -> Row:
        """Large tables and hardly any data."""
        source = images.write(shape, self.folder).name
        lines = [(INSTAR, TO_QCOW2), ([qemu], (*SYNCED, *TO_QCOW2))]
        here, there = self.turns(source, *lines)
        self.clear()
        return Row(
            f"{what} (`convert -O qcow2`), against {version} {' '.join(SYNCED)}",
            f"{here.seconds:.2f} s",
            f"{there.seconds:.2f} s",
            there.seconds / here.seconds,
            SPARSE_FACTOR,
            at_least=True,
        )


def rows(folder: Path, length: int = LENGTH, runs: int = RUNS) -> Iterator[Row]:
    """Every row."""
    prepare(folder, length)
    race = Race(folder, runs)
    for version, qemu in installed():
        for trial in TRIALS:
            yield from race.rows_of(trial, version, qemu)
        yield race.sparse(images.PREALLOCATED, "1 TiB, preallocated", version, qemu)
        every_second = "1 TiB, every second cluster a hole of the file"
        yield race.sparse(images.SPARSE_DESCENDING, every_second, version, qemu)
    yield from convert_more.luks(folder, runs)
    yield from convert_more.shared(folder, runs)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m lab.bench.convert")
    parser.add_argument("folder", nargs="?", type=Path, help="where the images are made")
    parser.add_argument("--gib", type=int, default=LENGTH // GIB, help="length of the source")
    parser.add_argument("--runs", type=int, default=RUNS, help="turns of each program")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for row in rows(folder, asked.gib * GIB, asked.runs):
            print(row, flush=True)


if __name__ == "__main__":
    main()
