# SPDX-License-Identifier: Apache-2.0
"""Random images that get other backing images, by instar and by the live qemu-img: each disk reads
as before, no check finds anything, and both files have the same bytes but where qemu-img changes
what the disk reads, or the order of its bitmaps.

python -m lab.rebase --seed 0 --cases 200
"""

from __future__ import annotations

import random
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import instar
from lab import seeds
from lab.convert import KIB
from lab.convert_over import OURS, THEIRS, run

OLD, NEW, LOWEST = "old", "new", "lowest"
MOST = 1200 * KIB
OPTIONS = (
    "cluster_size=512",
    "cluster_size=4k",
    "cluster_size=64k",
    "cluster_size=4k,compat=0.10",
    "cluster_size=64k,compat=0.10",
    "cluster_size=64k,extended_l2=on",
    "cluster_size=16k,extended_l2=on,compression_type=zstd",
)


@dataclass(slots=True)
class Rebasing:
    """What both are asked. An empty format means no backing image."""

    format: str
    options: str
    old: str
    new: str
    compress: bool = False

    @property
    def same_bytes(self) -> bool:
        """Whether qemu-img leaves the disk as it is, and instar writes as it does: qemu-img 7.2
        writes parts of clusters, which a QED image cannot have as zeros.
        """
        loses = "compat" in self.options and not self.old
        return self.format == "qcow2" and not (loses or self.compress)


def must(folder: Path, *line: str) -> None:
    done = run(folder, *line)
    if done.returncode:
        raise RuntimeError(f"{line}: {done.stderr}")


def _sectors(chance: random.Random, most: int) -> int:
    return chance.randrange(1, most // 512) * 512


def writes(chance: random.Random, size: int, number: int) -> list[str]:
    """Commands of qemu-io."""
    made = []
    for _ in range(number):
        start = chance.randrange(size // 512) * 512
        length = min(chance.choice((512, 4 * KIB, 70000, 200 * KIB)) // 512 * 512, size - start)
        kind = chance.choice(("write -P 1", "write -P 2", "write -P 0", "write -z", "discard"))
        made.append(f"{kind} {start} {length}")
    return made


def fill(folder: Path, name: str, format: str, commands: list[str]) -> None:
    """Let qemu-io write."""
    words = [word for one in commands for word in ("-c", one)]
    run(folder, "qemu-io", "-f", format, *words, name)


def make_image(
    chance: random.Random,
    folder: Path,
    name: str,
    format: str,
    backing: tuple[str, str] | None,
    *options: str,
) -> None:
    """A new image with data, zeros and holes, and perhaps a backing image."""
    size = _sectors(chance, MOST)
    based = () if backing is None else ("-b", backing[0], "-F", backing[1])
    must(folder, "qemu-img", "create", "-q", "-f", format, *options, *based, name, str(size))
    fill(folder, name, format, writes(chance, size, chance.randrange(4)))


def make_rebasing(chance: random.Random, folder: Path) -> Rebasing:
    """Two equal images in `folder`, and what is asked."""
    format = chance.choice(("qcow2", "qcow2", "qcow2", "qed"))
    options = chance.choice(OPTIONS) if format == "qcow2" else "cluster_size=4k"
    old, new = chance.choice(("", "raw", "qcow2")), chance.choice(("", "raw", "qcow2", "qcow2"))
    make_image(chance, folder, LOWEST, "raw", None)
    if old:
        lower = (LOWEST, "raw") if old == "qcow2" and chance.random() < 0.5 else None
        make_image(chance, folder, OLD, old, lower)
    if new:
        above = [(OLD, old)] * bool(old) + [(LOWEST, "raw")]
        lower = chance.choice(above) if new == "qcow2" and chance.random() < 0.5 else None
        make_image(chance, folder, NEW, new, lower)
    made = Rebasing(format, options, old, new, format == "qcow2" and chance.random() < 0.3)
    _make_top(chance, folder, made)
    return made


def _make_top(chance: random.Random, folder: Path, made: Rebasing) -> None:
    size = _sectors(chance, MOST)
    based = ("-b", OLD, "-F", made.old) if made.old else ()
    line = ("qemu-img", "create", "-q", "-f", made.format, "-o", made.options, *based)
    must(folder, *line, OURS, str(size))
    fill(folder, OURS, made.format, writes(chance, size, chance.randrange(6)))
    shutil.copy(folder / OURS, folder / THEIRS)


def disk_of(folder: Path, name: str, format: str) -> bytes:
    """What a disk reads, to qemu-img."""
    must(folder, "qemu-img", "convert", "-f", format, "-O", "raw", name, "disk.raw")
    return (folder / "disk.raw").read_bytes()


def _ours(made: Rebasing, folder: Path) -> str:
    def rebase() -> None:
        instar.rebase(
            OURS,
            NEW if made.new else None,
            backing_format=made.new or None,
            format=made.format,
            compress=made.compress,
            qemu_version="7.2",
        )

    return seeds.error_of(folder, rebase)


def differ(made: Rebasing, folder: Path) -> str:
    """What is wrong; empty: nothing."""
    wanted = disk_of(folder, OURS, made.format)
    if error := _ours(made, folder):
        return f"instar: {error}"
    if disk_of(folder, OURS, made.format) != wanted:
        return "another disk"
    checked = run(folder, "qemu-img", "check", "-f", made.format, OURS)
    if checked.returncode:
        return checked.stdout + checked.stderr
    if not made.same_bytes:
        return ""
    named = ("-b", NEW, "-F", made.new) if made.new else ("-b", "")
    must(folder, "qemu-img", "rebase", "-f", made.format, *named, THEIRS)
    same = (folder / OURS).read_bytes() == (folder / THEIRS).read_bytes()
    return "" if same else "other bytes"


def judge(seed: int, folder: Path) -> str:
    made = make_rebasing(random.Random(seed), folder)
    return seeds.about(made, differ(made, folder))


def main() -> int:
    return seeds.run(seeds.make_parser(__doc__, cases=200).parse_args(), judge)


if __name__ == "__main__":
    sys.exit(main())
