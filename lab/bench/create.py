# SPDX-License-Identifier: Apache-2.0
"""Many small new images through one Client, against two qemu-img at a time."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from instar import Client
from instar.generated.source import SECTOR_SIZE
from lab.bench.measure import MANY, installed
from lab.bench.sandbox import Row

SIZE = 1 << 30
FACTOR = 5
UNLIKE_FACTOR = 2


def ours(folder: Path, step: int) -> float:
    """Seconds for images that are durable together. Each disk is `step` larger than the one before:
    of equal ones all but a few are copies.
    """
    with Client() as client:
        client.create(folder / "first", format="qcow2", size=SIZE)
        begin = time.perf_counter()
        with client.batch() as batch:
            for number in range(MANY):
                size = SIZE + number * step
                batch.create(folder / f"ours{step}.{number}", format="qcow2", size=size)
        return time.perf_counter() - begin


def theirs(folder: Path, qemu: str) -> float:
    """Seconds for images of which none is synced."""
    words = ["xargs", "-P2", "-I@", qemu, "create", "-q", "-f", "qcow2", "theirs@", str(SIZE)]
    names = "\n".join(map(str, range(MANY)))
    begin = time.perf_counter()
    subprocess.run(words, input=names, text=True, cwd=folder, check=True)
    return time.perf_counter() - begin


def rows(folder: Path) -> Iterator[Row]:
    version, qemu = installed()[0]
    there = theirs(folder, qemu)
    for kind, step, factor in (("equal", 0, FACTOR), ("unlike", SECTOR_SIZE, UNLIKE_FACTOR)):
        here = ours(folder, step)
        yield Row(
            f"{MANY} {kind} new qcow2 in a batch, synced, against {version} -P2, not synced",
            f"{here:.2f} s",
            f"{there:.2f} s",
            there / here,
            factor,
            at_least=True,
        )
