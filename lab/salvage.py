# SPDX-License-Identifier: Apache-2.0
"""Random images with damaged tables and streams, converted with --salvage by instar and by the live
qemu-img: the same warnings and status, and the same bytes.

python -m lab.salvage --seed 0 --cases 300

instar answers as the release of qemu-img does that the PATH has.
"""

from __future__ import annotations

import os
import random
import shutil
import struct
import sys
from pathlib import Path

from lab import seeds, steady
from lab.convert import PLAIN, SOURCE, THEIRS, compare_disks, make_plain, qcow2_options, release
from lab.create import IMAGE
from lab.parity.tools import Instar, QemuImg

DAMAGES = 4
WRITES_ZEROS = "5.2"
"""Of what is lost, as sectors of data: the disks are the same."""
ENTRY = struct.Struct(">Q")
_OFS_L1 = 40
"""Where a qcow2 header says where the active table is."""
_PLACE = (1 << 56) - 512


def make_image(chance: random.Random, folder: Path) -> tuple[str, bool]:
    """A qcow2 image of a random disk: its options, and whether it is compressed."""
    make_plain(chance, folder / PLAIN)
    options = qcow2_options(chance)
    line = ["convert", "-f", "raw", "-O", "qcow2", *(["-o", options] if options else [])]
    is_packed = "preallocation" not in options and chance.random() < 0.6
    if is_packed:
        line.append("-c")
    if steady.qemu_img(folder, [*line, PLAIN, SOURCE]).returncode:
        raise seeds.SkippedError("no such image")
    return options, is_packed


def spoil(chance: random.Random, path: Path, options: str, *, is_packed: bool) -> None:
    """Damage entries of the tables, and what they lead to; cut off the end of the file, where no
    stream is: what qemu-img makes of a part of one is argued (docs/quirks.md).
    """
    image = bytearray(path.read_bytes())
    (l1,) = ENTRY.unpack_from(image, _OFS_L1)
    (first,) = ENTRY.unpack_from(image, l1) if l1 + ENTRY.size <= len(image) else (0,)
    l2 = first & _PLACE
    step = 16 if "extended_l2" in options else ENTRY.size
    for _ in range(chance.randrange(1, DAMAGES)):
        at = l2 + step * chance.randrange(32)
        kind = chance.randrange(4)
        if kind == 0 and 0 < at <= len(image) - ENTRY.size:  # a bit of an entry
            (entry,) = ENTRY.unpack_from(image, at)
            ENTRY.pack_into(image, at, entry ^ 1 << chance.choice((8, 9, 12, 40, 55, 62)))
        elif kind == 1 and len(image) > 5 << 16:  # what is somewhere after the tables
            at = chance.randrange(min(l2 + (1 << 16), len(image) - 1), len(image))
            image[at : at + 64] = b"\xff" * min(64, len(image) - at)
        elif kind == 2:
            (entry,) = ENTRY.unpack_from(image, at) if 0 < at <= len(image) - 8 else (0,)
            place = entry & ((1 << 54) - 1) & _PLACE
            if 0 < place < len(image) - 512:  # what one cluster has
                image[place + 16 : place + 48] = b"\xff" * 32
        elif not is_packed and chance.random() < 0.3:
            del image[-chance.randrange(1, 70000) :]
    path.write_bytes(image)


def make_line(chance: random.Random, folder: Path) -> list[str]:
    """A damaged image in `folder`, and how it is converted."""
    options, is_packed = make_image(chance, folder)
    spoil(chance, folder / SOURCE, options, is_packed=is_packed)
    target = chance.choice((["-O", "raw"], ["-O", "qcow2"], ["-O", "qed"]))
    more = chance.choice(([], [], ["-S", "0"], ["-q"], ["-m", "1"]))
    # one request at a time is in order, so that two runs of qemu-img agree
    return ["convert", "--salvage", "-m", "1", "-f", "qcow2", *target, *more, SOURCE]


def differ(seed: int, folder: Path) -> str:
    """How the two differ; empty: not at all."""
    line = make_line(random.Random(seed), folder)
    (folder / THEIRS).mkdir()
    shutil.copy(folder / SOURCE, folder / THEIRS / SOURCE)
    found = shutil.which("qemu-img")
    assert found is not None
    theirs = QemuImg(Path(found), folder / THEIRS).ask([*line, IMAGE])
    ours = Instar(folder).ask([*line, IMAGE], release())
    said = ours.stderr.replace("instar: ", "qemu-img: ")
    if theirs.rc and ours.rc:
        return ""
    if ours.rc != theirs.rc or sorted(said.splitlines()) != sorted(theirs.stderr.splitlines()):
        return f"{line}: qemu-img says {theirs}, instar {ours}"
    format = line[line.index("-O") + 1]
    if release() == WRITES_ZEROS:
        difference = compare_disks(format, folder, os.path.join(THEIRS, IMAGE), [])
        return f"{line}: {difference}" if difference else ""
    is_same = (folder / IMAGE).read_bytes() == (folder / THEIRS / IMAGE).read_bytes()
    return "" if is_same else f"{line}: other bytes"


def main() -> int:
    return seeds.run(seeds.make_parser(__doc__, cases=300).parse_args(), differ)


if __name__ == "__main__":
    sys.exit(main())
