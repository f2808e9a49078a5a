# SPDX-License-Identifier: Apache-2.0
"""Conversions of encrypted disks, and on a file system that shares blocks: more rows of
`lab.bench.convert`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lab import steady
from lab.bench.measure import INSTAR, installed
from lab.bench.race import PLAIN, SYNCED, Cost, cost_of, in_turns
from lab.bench.sandbox import Row

VOLUME, IMAGE, MOUNT = "volume.luks", "shared.img", "shared"
SECRET = ("--object", "secret,id=s,data=correct horse")
NEW_KEY = ("-o", "key-secret=s,iter-time=10")
AS_FAST, SHARED_FACTOR = 1.0, 20
BESIDE = 1 << 30
"""Bytes of the file system that shares blocks, in addition to what is copied twice."""


@dataclass(frozen=True, slots=True)
class Line:
    """A conversion of both, but for its target."""

    what: str
    words: tuple[str, ...]
    source: str


def luks(folder: Path, runs: int) -> Iterator[Row]:
    """Both ways through AES. Neither derives its key for long: what is compared is the cipher."""
    path = folder / VOLUME
    here = steady.environment()
    for version, qemu in installed():
        made = (*SECRET, "-f", "raw", "-O", "luks", *NEW_KEY)
        if not path.exists():
            line = [qemu, "convert", *made, str(folder / PLAIN), str(path)]
            subprocess.run(line, check=True, env=here)
        described = f"driver=luks,key-secret=s,file.filename={path}"
        for one in (
            Line("raw to luks, aes-256-xts", made, str(folder / PLAIN)),
            Line("luks to raw", (*SECRET, "--image-opts", "-O", "raw"), described),
        ):
            yield from _rows(one, folder, version, qemu, AS_FAST, runs)
    path.unlink()


def shared(folder: Path, runs: int) -> Iterator[Row]:
    """Copies that share blocks with their source."""
    if os.geteuid() != 0 or not shutil.which("mkfs.xfs"):
        print("bench: no reflink rows: they need root and mkfs.xfs", file=sys.stderr)
        return
    with mounted(folder, 2 * (folder / PLAIN).stat().st_size + BESIDE) as place:
        shutil.copyfile(folder / PLAIN, place / PLAIN)
        os.sync()  # what is not stored yet would have to be, before it is shared
        for version, qemu in installed():
            words = ("-f", "raw", "-O", "raw")
            line = Line("raw to raw on XFS, blocks shared", words, str(place / PLAIN))
            yield from _rows(line, place, version, qemu, SHARED_FACTOR, runs)


@contextmanager
def mounted(folder: Path, length: int) -> Iterator[Path]:
    """A file system in a file of that length, most of which stays a hole."""
    image, place = folder / IMAGE, folder / MOUNT
    with open(image, "wb") as file:
        file.truncate(length)
    place.mkdir(exist_ok=True)
    subprocess.run(["mkfs.xfs", "-q", "-f", "-m", "reflink=1", str(image)], check=True)
    subprocess.run(["mount", "-o", "loop", str(image), str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)
        image.unlink()


def _rows(
    line: Line, folder: Path, version: str, qemu: str, factor: float, runs: int
) -> Iterator[Row]:
    def run(program: Sequence[str], words: Sequence[str], target: str) -> Cost:
        path = folder / target
        path.unlink(missing_ok=True)
        command = [*program, "convert", *words, line.source, str(path)]
        return cost_of(command, steady.environment())

    here, there = in_turns(
        runs,
        lambda: run(INSTAR, line.words, "target.0"),
        lambda: run([qemu], (*SYNCED, *line.words), "target.1"),
    )
    for path in folder.glob("target.*"):
        path.unlink()
    name = f"{line.what}, against {version} {' '.join(SYNCED)}"
    shown = (f"{here.seconds:.2f} s", f"{there.seconds:.2f} s")
    yield Row(name, *shown, there.seconds / here.seconds, factor, at_least=True)
    shown = (f"{here.cpu:.2f} s", f"{there.cpu:.2f} s")
    yield Row(f"CPU of {name}", *shown, here.cpu / there.cpu, 1.0, at_least=False)
