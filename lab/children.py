# SPDX-License-Identifier: Apache-2.0
"""Differencing VHDs and VHDXs of random parents: qemu-img makes the parents, with data in them, and
reads them back; instar makes chains of children, in which the disk must be the same.

python -m lab.children --seed 0 --cases 100
"""

from __future__ import annotations

import functools
import random
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import instar
from lab import seeds
from lab.fuzz.new_images import FORMATS

KINDS = ("vpc", "vhdx")
LARGEST = 48 << 20
PIECE = 70_000
_OF_ONE_FILE = ("subformat", "force_size")
"""Options of a parent that say nothing of how a child is made."""


@dataclass(slots=True)
class Chain:
    """A parent, and the options of the images above it, from below."""

    format: str
    size: int
    options: str
    children: list[dict[str, str | int | bool]]


def make_chain(chance: random.Random) -> Chain:
    """Children have block sizes and logs of their own."""
    format = chance.choice(KINDS)
    options, size = FORMATS[format](chance, LARGEST)
    children: list[dict[str, str | int | bool]] = []
    for _ in range(chance.randrange(1, 4)):
        pairs = (pair.partition("=") for pair in FORMATS[format](chance, 1)[0].split(",") if pair)
        children.append({n: value for n, _, value in pairs if n not in _OF_ONE_FILE})
    return Chain(format, size, options, children)


def make_parent(chain: Chain, chance: random.Random, folder: Path) -> str:
    """The parent, and what qemu-img reads in it; what it says where it makes none."""
    with open(folder / "raw", "wb") as file:
        for _ in range(chance.randrange(9)):
            file.seek(chance.randrange(chain.size))
            file.write(chance.randbytes(PIECE)[: chain.size - file.tell()])
        file.truncate(chain.size)
    options = ["-o", chain.options] if chain.options else []
    to = _qemu_img(folder, "-f", "raw", "-O", chain.format, *options, "raw", "0")
    return to or _qemu_img(folder, "-f", chain.format, "-O", "raw", "0", "disk")


def _qemu_img(folder: Path, *words: str) -> str:
    line = ["qemu-img", "convert", *words]
    done = subprocess.run(line, cwd=folder, capture_output=True, text=True, check=False)
    return done.stderr if done.returncode else ""


def make_children(chain: Chain) -> None:
    """Each lies on the one before."""
    for number, options in enumerate(chain.children):
        instar.create(
            str(number + 1),
            format=chain.format,
            backing=str(number),
            backing_format=chain.format,
            options=options,
        )
    instar.convert(str(len(chain.children)), "ours", format="raw")


def differ(chain: Chain, chance: random.Random, folder: Path) -> str:
    """What is wrong with the chain; empty: nothing."""
    if refused := make_parent(chain, chance, folder):
        raise seeds.SkippedError(refused)
    before = (folder / "0").read_bytes()
    if error := seeds.error_of(folder, functools.partial(make_children, chain)):
        return error
    if (folder / "0").read_bytes() != before:
        return "the parent has changed"
    same = (folder / "ours").read_bytes() == (folder / "disk").read_bytes()
    return "" if same else "another disk"


def judge(seed: int, folder: Path) -> str:
    chance = random.Random(seed)
    chain = make_chain(chance)
    return seeds.about(chain, differ(chain, chance, folder))


def main() -> int:
    return seeds.run(seeds.make_parser(__doc__, cases=100).parse_args(), judge)


if __name__ == "__main__":
    sys.exit(main())
