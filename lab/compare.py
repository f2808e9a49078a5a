# SPDX-License-Identifier: Apache-2.0
"""Random pairs of images, compared by instar and by the live qemu-img: the same standard output and
exit status.

python -m lab.compare --seed 0 --cases 1000
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

from lab import seeds
from lab.convert import ALL, KIB, MIB, make_source, options_of
from lab.parity.tools import Instar, QemuImg

OTHER, CHANGED = "other.img", "changed.raw"
UNITS = (1, 512, 4 * KIB, 64 * KIB, 2 * MIB)
VERSION = "7.2"
"""What the answers are held against: the release of the qemu-img on the PATH."""


def make_pair(chance: random.Random, folder: Path) -> tuple[str, str]:
    """The names of two images in `folder`, which hold much of the same."""
    name = make_source(chance, folder)
    if chance.random() < 0.05:
        return name, name
    run(folder, "qemu-img", "convert", "-O", "raw", name, CHANGED)
    change(chance, folder / CHANGED)
    other = convert(chance, folder) if chance.random() < 0.7 else CHANGED
    pair = [name, other]
    chance.shuffle(pair)
    return pair[0], pair[1]


def change(chance: random.Random, path: Path) -> None:
    """Nothing, a byte, a few zeros that take space, or another length."""
    kind, size = chance.randrange(5), path.stat().st_size
    with open(path, "r+b") as file:
        if kind == 1 and size:
            file.seek(place(chance, size))
            file.write(b"\xa5")
        elif kind == 2:
            file.truncate(place(chance, size + 1))
        elif kind == 3:
            file.truncate(size + chance.choice((1, 511, 512, 1000, 70000, 3 * MIB)))
            if chance.random() < 0.5:
                end = file.seek(0, os.SEEK_END)
                file.seek(chance.randrange(size, end))
                file.write(chance.choice((b"\0", b"tail")))
        elif kind == 4 and size:
            for _ in range(3):
                start = place(chance, size)
                file.seek(start)
                old = file.read(chance.choice(UNITS[:4]))
                file.seek(start)
                if not any(old):
                    file.write(old)


def place(chance: random.Random, size: int) -> int:
    """Somewhere in so many bytes, near the end of some unit more often than not."""
    unit = chance.choice(UNITS)
    at = chance.randrange(size) // unit * unit + chance.choice((0, 0, -1, 1, 511))
    return min(max(at, 0), size - 1)


def convert(chance: random.Random, folder: Path) -> str:
    """The changed disk in some format."""
    format = chance.choice(ALL)
    lists = options_of(format, chance)
    line = ["convert", "-f", "raw", "-O", format, *(["-o", lists] if lists else [])]
    if chance.random() < 0.3:
        line += ["-S", chance.choice(("0", "512", "64k"))]
    elif format == "qcow2" and "preallocation" not in lists and chance.random() < 0.3:
        line.append("-c")
    done = run(folder, "qemu-img", *line, CHANGED, OTHER)
    if done.returncode or not (folder / OTHER).exists():
        return CHANGED
    return OTHER


def arguments(chance: random.Random, pair: tuple[str, str]) -> list[str]:
    """A command line."""
    flags = [flag for flag in ("-s", "-p", "-q", "-U") if chance.random() < 0.25]
    for flag, name in zip(("-f", "-F"), pair, strict=True):
        if name.endswith("raw") and chance.random() < 0.5:
            flags += [flag, "raw"]
    return ["compare", *flags, *pair]


def run(folder: Path, *line: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        line, cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )


def differ(seed: int, folder: Path) -> str:
    """How the two answers to the pair of a seed differ; empty: not at all."""
    chance = random.Random(seed)
    line = arguments(chance, make_pair(chance, folder))
    found = shutil.which("qemu-img")
    assert found is not None
    theirs = QemuImg(Path(found), folder).ask(line)
    ours = Instar(folder).ask(line, VERSION)
    if (ours.rc, ours.stdout) == (theirs.rc, theirs.stdout):
        return ""
    said = (f"{one.rc} {one.stdout!r} {one.stderr!r}" for one in (theirs, ours))
    return f"{line}: qemu-img and instar say " + " and ".join(said)


def main() -> int:
    parser = seeds.make_parser(__doc__, cases=1000)
    parser.add_argument("--keep", type=Path, help="where the images of one seed stay")
    given = parser.parse_args()
    return seeds.run(given, differ, given.keep)


if __name__ == "__main__":
    sys.exit(main())
