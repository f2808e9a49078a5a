# SPDX-License-Identifier: Apache-2.0
"""Random blocks of random images, copied by instar's dd and by that of the live qemu-img: the same
messages and status, and files byte for byte but for what is random in them.

python -m lab.dd --seed 0 --cases 500
"""

from __future__ import annotations

import os
import random
import shutil
import sys
from pathlib import Path

from lab import seeds
from lab.convert import THEIRS, make_source
from lab.create import IMAGE, Case, compare
from lab.parity.blocks import BLOCKS, TARGETS
from lab.parity.tools import Instar, QemuImg

VERSION = "7.2"
"""What the answers are held against: the release of the qemu-img on the PATH."""
SMALLEST = 100
"""Bytes of a block: qemu-img takes a minute for single bytes."""


def make_line(chance: random.Random, folder: Path) -> list[str]:
    """An image in `folder`, and which blocks of it are copied."""
    block = chance.choice([*BLOCKS[1:], str(chance.randrange(SMALLEST, 1 << 21))])
    words = ["-O", chance.choice(TARGETS), f"bs={block}"]
    for operand in ("count", "skip"):
        if chance.random() < 0.5:
            words.append(f"{operand}={chance.choice((0, 1, 2, 3, 7, 17, 100, 2000))}")
    return ["dd", *words, f"if={make_source(chance, folder)}", f"of={IMAGE}"]


def differ(seed: int, folder: Path) -> str:
    """How the two differ; empty: not at all."""
    line = make_line(random.Random(seed), folder)
    before = os.listdir(folder)
    found = shutil.which("qemu-img")
    assert found is not None
    theirs = QemuImg(Path(found), folder).ask(line)
    (folder / THEIRS).mkdir()
    if (folder / IMAGE).exists():
        os.rename(folder / IMAGE, folder / THEIRS / IMAGE)
    ours = Instar(folder).ask(line, VERSION)
    said = ours.stderr.replace("instar: ", "qemu-img: ")
    if "Nobody could open such an image" in said and theirs.rc:
        return ""
    if (ours.rc, ours.stdout, said) != (theirs.rc, theirs.stdout, theirs.stderr):
        return f"{line}: qemu-img says {theirs}, instar {ours}"
    if ours.rc:
        return ""
    for name in before:
        os.rename(folder / name, folder / THEIRS / name)
    difference = compare(Case(line[2], 0, {}), folder, [IMAGE])
    return f"{line}: {difference}" if difference and not _is_known(line) else ""


def _is_known(line: list[str]) -> bool:
    """Blocks of more than two megabytes are written in parts: QED shows it."""
    return line[2] == "qed" and line[3] == "bs=3M"


def main() -> int:
    return seeds.run(seeds.make_parser(__doc__, cases=500).parse_args(), differ)


if __name__ == "__main__":
    sys.exit(main())
