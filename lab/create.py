# SPDX-License-Identifier: Apache-2.0
"""New qcow2 and raw images of random options, whole files byte for byte against the live qemu-img.

python -m lab.create --seed 0 --cases 2000
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import instar
from instar.errors import InstarError

PIECE = 1 << 20
_BITS = {"off": 46, "metadata": 34, "falloc": 31, "full": 27}
"""Largest disks, so that a case takes no more than a moment."""


@dataclass(slots=True)
class Case:
    """What is asked of both."""

    format: str
    size: int
    options: dict[str, str | int | bool] = field(default_factory=dict)
    backing: bool = False

    @property
    def preallocation(self) -> str:
        return str(self.options.get("preallocation", "off"))

    @property
    def has_data_file(self) -> bool:
        return "data_file" in self.options

    def arguments(self) -> list[str]:
        """For qemu-img."""
        values = ((name, _spelled(value)) for name, value in self.options.items())
        lists = [part for name, value in values for part in ("-o", f"{name}={value}")]
        backing = ["-b", "base.raw", "-F", "raw"] if self.backing else []
        return ["create", "-q", "-f", self.format, *lists, *backing]


def _spelled(value: str | int | bool) -> str:
    return {True: "on", False: "off"}[value] if isinstance(value, bool) else str(value)


def make_case(chance: random.Random) -> Case:
    """Any options that both accept, or mostly."""
    preallocation = chance.choice(("off", "off", "metadata", "falloc", "full"))
    if chance.random() < 0.1:
        words = ("off", "falloc", "full")
        case = Case("raw", 0, {"preallocation": chance.choice(words)})
        case.size = _size(chance, 40 if case.preallocation == "off" else 27)
        return case
    bits = chance.randrange(9, 22)
    case = Case("qcow2", 0, {"cluster_size": 1 << bits, "preallocation": preallocation})
    _add_options(case, bits, chance)
    most = _BITS[preallocation]
    if preallocation == "metadata" or case.has_data_file:
        most = min(most, bits + 18, 34)
    case.size = _size(chance, most)
    return case


def _add_options(case: Case, bits: int, chance: random.Random) -> None:
    options = case.options
    if chance.random() < 0.15:
        options["compat"] = "0.10"
    else:
        options["refcount_bits"] = 1 << chance.randrange(7)
        options["extended_l2"] = bits >= 14 and chance.random() < 0.4
        options["lazy_refcounts"] = chance.random() < 0.3
        options["compression_type"] = chance.choice(("zlib", "zstd"))
        if chance.random() < 0.2:
            options["data_file"] = "data.raw"
            options["data_file_raw"] = chance.random() < 0.5
    case.backing = (
        case.preallocation == "off" and not options.get("data_file_raw") and chance.random() < 0.3
    )


def _size(chance: random.Random, most: int) -> int:
    bits = chance.randrange(10, most + 1)
    return chance.choice((0, 1, 512, chance.getrandbits(bits), 1 << (bits - 1)))


def differ(case: Case, folder: Path) -> str:
    """How the two differ; empty: not at all."""
    names = ["image"] + ["data.raw"] * case.has_data_file
    (folder / "base.raw").write_bytes(bytes(512))
    done = subprocess.run(
        ["qemu-img", *case.arguments(), "image", str(case.size)],
        cwd=folder, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    theirs = done.returncode == 0
    for name in names if theirs else ():
        os.rename(folder / name, folder / f"their-{name}")
    error = _ours(case, folder)
    if theirs == bool(error):
        return f"qemu-img: {done.stderr or 'made it'}; instar: {error or 'made it'}"
    for name in names if theirs else ():
        if difference := compare(folder / f"their-{name}", folder / name):
            return f"{name}: {difference}"
    return ""


def _ours(case: Case, folder: Path) -> str:
    before = os.getcwd()
    os.chdir(folder)
    try:
        instar.create(
            "image",
            format=case.format,
            size=case.size,
            options=case.options,
            backing="base.raw" if case.backing else None,
            backing_format="raw" if case.backing else None,
        )
    except InstarError as error:
        return str(error)
    finally:
        os.chdir(before)
    return ""


def compare(one: Path, other: Path) -> str:
    """Where two files differ; holes are not read."""
    with one.open("rb") as a, other.open("rb") as b:
        sizes = [os.fstat(file.fileno()).st_size for file in (a, b)]
        if sizes[0] != sizes[1]:
            return f"{sizes[0]} bytes against {sizes[1]}"
        for start, length in (*_data(a.fileno(), sizes[0]), *_data(b.fileno(), sizes[0])):
            here, there = os.pread(a.fileno(), length, start), os.pread(b.fileno(), length, start)
            if here != there:
                at = next(i for i in range(length) if here[i] != there[i])
                return f"at {start + at:#x}: {here[at : at + 8].hex()}, {there[at : at + 8].hex()}"
    return ""


def _data(fd: int, size: int) -> Iterator[tuple[int, int]]:
    """What is not in a hole, in pieces."""
    end = 0
    while end < size:
        try:
            start = os.lseek(fd, end, os.SEEK_DATA)
        except OSError:
            return
        end = os.lseek(fd, start, os.SEEK_HOLE)
        for at in range(start, end, PIECE):
            yield at, min(PIECE, end - at)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--cases", type=int, default=2000)
    given = parser.parse_args()
    found = 0
    for seed in range(given.seed, given.seed + given.cases):
        case = make_case(random.Random(seed))
        with tempfile.TemporaryDirectory() as folder:
            difference = differ(case, Path(folder))
        if difference:
            found += 1
            print(f"{seed}: {case}: {difference}")
    print(f"seeds {given.seed}..{given.seed + given.cases - 1}: {found} differences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
