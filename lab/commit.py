# SPDX-License-Identifier: Apache-2.0
"""Random images that are committed, by instar and by the live qemu-img: the same disks in both, no
check finds anything, and an emptied image has the same bytes.

python -m lab.commit --seed 0 --cases 200
"""

from __future__ import annotations

import random
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import instar
from lab import seeds
from lab.convert_over import OURS, THEIRS, run
from lab.rebase import LOWEST, OPTIONS, disk_of, fill, make_image, must, writes

BASE, TOP, MIDDLE = "base", "top", "middle"
FIXED_SIZE = ("vdi", "vpc", "vmdk", "vhdx")
"""Bases that qemu-img does not make longer."""
SUBFORMATS = (
    "monolithicSparse",
    "monolithicFlat",
    "twoGbMaxExtentSparse",
    "twoGbMaxExtentFlat",
)
"""Of vmdk images."""
NOT_LONGER = (
    "would show in what is added",
    "does not support requested flags",
    "not supported",
    "of a kind that does not grow",
)
"""Of images that are not made longer, since of their backing image or format."""


@dataclass(slots=True)
class Committing:
    """What is asked of both, in a directory of each."""

    format: str
    options: str
    base: str
    through: bool
    drop: bool


def make_committing(chance: random.Random, folder: Path) -> Committing:
    """Two equal chains in `folder`, and what is asked."""
    format = chance.choice(("qcow2", "qcow2", "qcow2", "qed", "qcow"))
    options = chance.choice(OPTIONS) if format == "qcow2" else ""
    bases = ("qcow2", "qcow2", "qed", *FIXED_SIZE, "raw")
    base = chance.choice(bases[:-1] if format == "qcow" else bases)  # which names no format
    made = Committing(format, options, base, chance.random() < 0.3, chance.random() < 0.2)
    ours = folder / OURS
    ours.mkdir()
    make_image(chance, ours, LOWEST, "raw", None)
    lower = (LOWEST, "raw") if base in ("qcow2", "qed") and chance.random() < 0.4 else None
    kind = ("-o", f"subformat={chance.choice(SUBFORMATS)}") if base == "vmdk" else ()
    make_image(chance, ours, BASE, base, lower, *kind)
    below = BASE, base
    if made.through:
        make_image(chance, ours, MIDDLE, "qcow2", below)
        below = MIDDLE, "qcow2"
    _make_top(chance, ours, made, below)
    shutil.copytree(ours, folder / THEIRS)
    return made


def _make_top(
    chance: random.Random, folder: Path, made: Committing, below: tuple[str, str]
) -> None:
    options = ("-o", made.options) if made.options else ()
    size = instar.info(folder / below[0]).virtual_size
    other = (0, -512) if below[1] in FIXED_SIZE else (0, 0, 0, 512, 70144, 300032, -512)
    size = max(512, size + chance.choice(other))
    line = ("qemu-img", "create", "-q", "-f", made.format, *options, "-b", below[0])
    must(folder, *line, "-F", below[1], TOP, str(size))
    fill(folder, TOP, made.format, writes(chance, size, chance.randrange(1, 6)))


def _ours(made: Committing, folder: Path) -> str:
    def commit() -> None:
        instar.commit(
            TOP,
            format=made.format,
            base=BASE if made.through else None,
            drop=made.drop,
            allow_write=["."],
        )

    return seeds.error_of(folder, commit)


def differ(made: Committing, folder: Path) -> str:
    """What is wrong; empty: nothing."""
    ours, theirs = folder / OURS, folder / THEIRS
    wanted = disk_of(ours, TOP, made.format)
    if error := _ours(made, ours):
        return "" if any(one in error for one in NOT_LONGER) else f"instar: {error}"
    if not made.through and disk_of(ours, TOP, made.format) != wanted:
        return "another disk"
    base = disk_of(ours, BASE, made.base)
    if base[: len(wanted)] != wanted:
        return "another disk of the backing image"
    for name, format in ((TOP, made.format), (BASE, made.base)):
        if format in ("qcow2", "qed"):
            checked = run(ours, "qemu-img", "check", "-f", format, name)
            if checked.returncode:
                return checked.stdout + checked.stderr
    words = ("-b", BASE) if made.through else ("-d",) if made.drop else ()
    old = instar.info(theirs / BASE, format=made.base).virtual_size
    if made.base in FIXED_SIZE and old < len(wanted):
        return "" if base == wanted else "another size of the backing image"
    must(theirs, "qemu-img", "commit", "-q", "-f", made.format, *words, TOP)
    if disk_of(theirs, BASE, made.base)[len(wanted) :] != base[len(wanted) :]:
        return "another end of the backing image"
    mine, other = ((folder / TOP).read_bytes() for folder in (ours, theirs))
    if len(mine) < len(other):  # qemu-img makes a table to empty a part that has none
        return ""
    return "" if mine == other else "other bytes"


def judge(seed: int, folder: Path) -> str:
    made = make_committing(random.Random(seed), folder)
    return seeds.about(made, differ(made, folder))


def main() -> int:
    return seeds.run(seeds.make_parser(__doc__, cases=200).parse_args(), judge)


if __name__ == "__main__":
    sys.exit(main())
