# SPDX-License-Identifier: Apache-2.0
"""Random disks written over random images that exist, by instar and by the live qemu-img: the same
disk, snapshots as before, no error that `qemu-img check` finds; and the same bytes where the image
had no data.

python -m lab.convert_over --seed 0 --cases 200
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import instar
from lab import seeds
from lab.convert import KIB, SNAPSHOT, make_plain

SOURCE, OLD, BELOW, OURS, THEIRS = "source.raw", "old.raw", "below", "ours", "theirs"
FILLINGS = ("nothing", "nothing", "data", "compressed", "snapshot", "backing")
BLOCKS = ("qed", "vdi", "vpc", "parallels", "vmdk", "vhdx")
"""Formats of which the disk alone has to be equal: where new blocks go is not."""
CHECKED = ("qcow2", "qed", "vdi", "parallels", "vmdk", "vhdx")
"""Those that qemu-img checks."""


@dataclass(slots=True)
class Overwriting:
    """What is asked of both. `filling` is what the target has before."""

    format: str
    filling: str
    options: list[str] = field(default_factory=list)
    sparse: int = 4 * KIB
    target_is_zero: bool = False

    def arguments(self) -> list[str]:
        """For qemu-img."""
        zero = ["--target-is-zero"] if self.target_is_zero else []
        line = ["convert", "-n", "-f", "raw", "-O", self.format, "-S", str(self.sparse), *zero]
        return [*line, SOURCE, THEIRS]


def run(folder: Path, *line: str) -> subprocess.CompletedProcess[str]:
    """Let a program of qemu's work in `folder`."""
    return subprocess.run(
        line, cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )


def _must(folder: Path, *line: str) -> None:
    done = run(folder, *line)
    if done.returncode:
        raise RuntimeError(f"{line}: {done.stderr}")


def _options(chance: random.Random) -> list[str]:
    cluster = chance.choice((512, 4 * KIB, 64 * KIB))
    options = [f"cluster_size={cluster}"]
    if chance.random() < 0.3:
        options.append("compat=0.10")
    elif cluster >= 16 * KIB and chance.random() < 0.4:
        options.append("extended_l2=on")
    return options


def make_overwriting(chance: random.Random, folder: Path) -> Overwriting:
    """A source and two equal targets in `folder`, and what is asked."""
    make_plain(chance, folder / SOURCE)
    make_plain(chance, folder / OLD)
    size = -(-os.path.getsize(folder / SOURCE) // 512) * 512 + chance.choice((0, 512, 70000))
    os.truncate(folder / OLD, -(-size // 512) * 512)
    made = Overwriting(chance.choice(("raw", "qcow2", "qcow2", "qcow2", *BLOCKS)), "nothing")
    if made.format in BLOCKS:
        made.filling = chance.choice(("nothing", "data"))
    if made.format == "vmdk":
        os.truncate(folder / OLD, os.path.getsize(folder / OLD) or 512)  # none has no size
        made.filling = chance.choice(("nothing", "data", "backing"))
        made.options = chance.choice(([], ["zeroed_grain=on"]))
        if made.filling != "backing":
            subformat = chance.choice(("monolithic", "twoGbMaxExtent"))
            made.options = chance.choice((made.options, [f"subformat={subformat}Flat"]))
            made.options = chance.choice((made.options, ["subformat=twoGbMaxExtentSparse"]))
    if made.format == "vhdx":
        subformat = chance.choice(("dynamic", "fixed"))
        made.options = ["block_size=1M", f"subformat={subformat}"]
    if made.format == "qcow2":
        made.options, made.filling = _options(chance), chance.choice(FILLINGS)
        if made.filling in ("nothing", "data") and chance.random() < 0.3:
            made.options.append(f"preallocation={chance.choice(('metadata', 'falloc'))}")
    made.sparse = chance.choice((4 * KIB, 4 * KIB, 0, 512, 64 * KIB))
    made.target_is_zero = made.filling == "nothing" and chance.random() < 0.3
    at = chance.randrange(os.path.getsize(folder / OLD) // 512 or 1) * 512
    _make_target(at, folder, made, OURS)
    if made.format == "vmdk":  # whose other files are named after it
        _make_target(at, folder, made, THEIRS)
    else:
        shutil.copy(folder / OURS, folder / THEIRS)
    return made


def _make_target(at: int, folder: Path, made: Overwriting, name: str) -> None:
    lists = ["-o", ",".join(made.options)] if made.options else []
    empty = ["qemu-img", "create", "-q", "-f", made.format, *lists]
    size = os.path.getsize(folder / OLD)
    write = ["qemu-io", "-f", made.format, "-c", f"write -P 9 {at} 512", name]
    if made.filling == "nothing":
        _must(folder, *empty, name, str(size))
    elif made.filling == "backing":
        below = made.format if made.format == "vmdk" else "raw"
        if below != "raw" and not (folder / BELOW).exists():
            _must(folder, "qemu-img", "convert", "-O", below, OLD, BELOW)
        _must(folder, *empty, "-b", OLD if below == "raw" else BELOW, "-F", below, name)
        run(folder, *write)
    else:
        compress = ["-c"] if made.filling == "compressed" else []
        _must(folder, "qemu-img", "convert", *compress, "-O", made.format, *lists, OLD, name)
    if made.filling == "snapshot":
        _must(folder, "qemu-img", "snapshot", "-c", SNAPSHOT, name)
        run(folder, *write)


def _ours(made: Overwriting, folder: Path) -> str:
    def make() -> None:
        instar.convert(
            SOURCE,
            OURS,
            format=made.format,
            source_format="raw",
            sparse=made.sparse,
            over=True,
            target_is_zero=made.target_is_zero,
        )

    return seeds.error_of(folder, make)


def differ(made: Overwriting, folder: Path) -> str:
    """How the two differ; empty: not at all."""
    theirs, error = run(folder, "qemu-img", *made.arguments()), _ours(made, folder)
    if bool(theirs.returncode) != bool(error):
        return f"qemu-img: {theirs.stderr or 'made it'}; instar: {error or 'made it'}"
    if made.filling == "nothing" and made.format not in BLOCKS:
        same = (folder / OURS).read_bytes() == (folder / THEIRS).read_bytes()
        return "" if same else "other bytes"
    pair = ["-f", made.format, "-F", made.format, OURS, THEIRS]
    compared = run(folder, "qemu-img", "compare", *pair)
    if compared.returncode:
        return compared.stdout + compared.stderr
    checked = run(folder, "qemu-img", "check", "-f", made.format, OURS)
    if made.format in CHECKED and checked.returncode:
        return checked.stdout + checked.stderr
    return _differ_in_snapshot(folder) if made.filling == "snapshot" else ""


def _differ_in_snapshot(folder: Path) -> str:
    """Writing over a disk leaves its snapshots alone."""
    name = "snapshot.raw"
    _must(folder, "qemu-img", "convert", "-l", SNAPSHOT, "-f", "qcow2", "-O", "raw", OURS, name)
    same = (folder / name).read_bytes() == (folder / OLD).read_bytes()
    return "" if same else "another snapshot"


def judge(seed: int, folder: Path) -> str:
    made = make_overwriting(random.Random(seed), folder)
    return seeds.about(made, differ(made, folder))


def main() -> int:
    return seeds.run(seeds.make_parser(__doc__, cases=200).parse_args(), judge)


if __name__ == "__main__":
    sys.exit(main())
