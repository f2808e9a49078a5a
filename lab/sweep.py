# SPDX-License-Identifier: Apache-2.0
"""`python -m lab.sweep QEMU_IMG... [--seed N] [--cases N] [--target T]`: random disks,
converted, compared.

Sizes and data gather around the edges where targets round. Prints every difference; exits 1 if
there was one.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.guest.ops.converted import Converter, Runs, sectors
from tests.guest.ops.sizes import Sizes, measured

K, M, G = 1 << 10, 1 << 20, 1 << 30
PAGE = 4096  # what a hole in a raw file is made of
EDGES = (
    512,
    PAGE,
    64 * K,
    512 * K,
    M,
    2 * M,
    8 * M,
    16 * M,
    32 * M,
    504 * M,
    G,
    2 * G,
    4 * G,
    127 * G,
)
NEAR = (0, 0, 1, -1, 511, 512, 513, -512, -513, PAGE, -PAGE)
MAX_FIXED = 300 * G
OPTIONS = {
    "vmdk": (
        "",
        "subformat=monolithicFlat",
        "subformat=twoGbMaxExtentSparse",
        "subformat=twoGbMaxExtentFlat",
        "subformat=streamOptimized",
        "subformat=twoGbMaxExtentFlat,hwversion=21,toolsversion=99",
    ),
    "vpc": ("", "force_size=on", "subformat=fixed", "subformat=fixed,force_size=on"),
    "vhdx": (
        "",
        "block_size=1048576",
        "block_size=2097152,log_size=3145728",
        "subformat=fixed",
        "block_size=33554432",
        "subformat=fixed,block_state_zero=off",
        "subformat=fixed,block_size=1048576",
        "block_size=1500000",
    ),
    "vdi": ("", "static=on"),
    "qed": ("", "cluster_size=4096", "cluster_size=1048576,table_size=2", "table_size=16"),
    "qcow": ("",),
    "parallels": ("", "cluster_size=65536", "cluster_size=512", "cluster_size=4096"),
}


def disk(rng: random.Random) -> tuple[int, Runs]:
    """A size near an edge, and runs of data in whole pages but for the last."""
    size = max(
        1, rng.choice(EDGES) * rng.randint(1, 3) + rng.choice((*NEAR, rng.randint(-100000, 100000)))
    )
    if size < 40 * M and rng.random() < 0.3:
        return size, [(0, size)]
    pages = -(-size // PAGE)
    touched: dict[int, int] = {}
    for _ in range(rng.choice((0, 1, 2, 5, 40))):
        near = rng.choice(EDGES) * rng.randint(0, 3) // PAGE
        first = min(pages - 1, rng.choice((rng.randrange(pages), near, pages - 1)))
        touched[first] = max(touched.get(first, 0), rng.choice((1, 2, 16, 513, rng.randint(1, 40))))
    return size, list(_merged(touched, size))


def _merged(touched: dict[int, int], size: int) -> Iterator[tuple[int, int]]:
    start = end = 0
    for first in sorted(touched):
        if first * PAGE > end:
            if end:
                yield start, min(end, size) - start
            start = first * PAGE
        end = max(end, (first + touched[first]) * PAGE)
    if end:
        yield start, min(end, size) - start


def differs(target: str, options: str, answer: Sizes, written: int, size: int, runs: Runs) -> bool:
    """Whether the prediction is wrong: where data compresses it is a bound, where a CID shows it is
    one too.
    """
    if options == "subformat=streamOptimized" and runs != [(0, size)]:
        return not written <= answer.required
    if target == "vmdk" and not runs:
        return not answer.required - 7 <= written <= answer.required
    return written != answer.required or (runs == [(0, size)] and written != answer.fully_allocated)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m lab.sweep", description="Compare with qemu-img convert."
    )
    parser.add_argument("qemu_img", nargs="+")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--cases", type=int, default=200)
    parser.add_argument("--target", choices=sorted(OPTIONS))
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    wrong = refused = 0
    with tempfile.TemporaryDirectory(prefix="instar-sweep-") as scratch:
        for _ in range(arguments.cases):
            target = arguments.target or rng.choice(sorted(OPTIONS))
            options, (size, runs) = rng.choice(OPTIONS[target]), disk(rng)
            if ("fixed" in options and size > MAX_FIXED) or (
                "cluster_size=" in options and size > 4 * G
            ):
                continue
            answer = measured(target, options, sectors(size), runs)
            for qemu_img in arguments.qemu_img:
                try:
                    written = Converter(qemu_img, Path(scratch)).total(target, options, size, runs)
                except RuntimeError as error:
                    refused += 1
                    print(f"refused: {target} {options} {size}: {error}", flush=True)
                    continue
                if answer.error or differs(target, options, answer, written, size, runs):
                    wrong += 1
                    print(
                        f"WRONG: {qemu_img} {target} {options} {size} {runs}: {written}, not "
                        f"{answer}",
                        flush=True,
                    )
    print(f"{arguments.cases} disks, {wrong} wrong, {refused} refused by qemu-img")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
