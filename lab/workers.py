# SPDX-License-Identifier: Apache-2.0
"""Random disks with data far apart, long enough for workers (`docs/architecture.md`), through
compressed images and on: the disk stays the same, as a guest without workers reads it.

python -m lab.workers --seed 0 --cases 100
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

import instar
from lab import seeds

MIB = 1 << 20
PLAIN, PACKED, NEW = "plain", "packed", "new"
Options = dict[str, str | int | bool]
PACKS: tuple[tuple[str, Options, bool], ...] = (
    ("qcow2", {}, True),
    ("qcow2", {"compression_type": "zstd"}, True),
    ("qcow2", {"cluster_size": 4096}, True),
    ("qcow2", {"cluster_size": 2 * MIB}, True),
    ("qcow", {}, True),
    ("vmdk", {"subformat": "streamOptimized"}, False),
)
TARGETS: tuple[tuple[str, Options, bool], ...] = (
    *PACKS,
    ("raw", {}, False),
    ("qcow2", {}, False),
    ("qed", {}, False),
    ("vhdx", {}, False),
)


def make_disk(chance: random.Random, path: Path) -> None:
    """Runs of data, some in every chunk of the workers and some alone."""
    size = chance.randrange(16 * MIB, 300 * MIB) // 512 * 512
    with open(path, "wb") as file:
        at = 0
        while at < size:
            length = min(chance.choice((512, 5000, 65536, MIB, 3 * MIB)), size - at)
            file.seek(at)
            some = chance.randbytes(chance.choice((1, 40, length)))
            file.write((some * (length // len(some) + 1))[:length])
            at += length + chance.choice((0, 512, 70000, MIB, 5 * MIB, 9 * MIB, 60 * MIB))
        file.truncate(size)


def judge(seed: int, folder: Path) -> str:
    chance = random.Random(seed)
    make_disk(chance, folder / PLAIN)
    format, options, compress = chance.choice(PACKS)
    target, more, packs = chance.choice(TARGETS)
    sparse = chance.choice((4096, 4096, 65536, 0))
    times = chance.choice((1, 1, 1, 2))
    instar.convert(
        folder / PLAIN,
        folder / PACKED,
        source_format="raw",
        format=format,
        options=options,
        compress=compress,
    )
    instar.convert(
        [folder / PACKED] * times,
        folder / NEW,
        source_format=format,
        format=target,
        options=more,
        compress=packs,
        sparse=sparse,
    )
    if times > 1:
        whole = (folder / PLAIN).read_bytes()
        (folder / PLAIN).write_bytes(whole * times)
    found = instar.compare(folder / PLAIN, folder / NEW, format="raw", other_format=target)
    if found:
        return ""
    about = f"{format} {options} to {target} {more}, {sparse}, {times} times"
    return f"{about}: they differ at {found.offset}"


def main() -> int:
    return seeds.run(seeds.make_parser(__doc__, cases=100).parse_args(), judge)


if __name__ == "__main__":
    sys.exit(main())
