# SPDX-License-Identifier: Apache-2.0
"""`instar compare` against `qemu-img compare`, in turns, on disks that are equal: those of
`lab.bench.convert`, and large ones with hardly any data.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from lab.bench import images
from lab.bench.convert import LENGTH, QCOW2, prepare
from lab.bench.measure import INSTAR, installed
from lab.bench.race import PLAIN, cost_of, in_turns
from lab.bench.sandbox import Row

RUNS = 5
COPY = "copy-of-"
AS_FAST, SPARSE_FACTOR = 1.0, 5


def pairs(folder: Path) -> Iterator[tuple[str, float, str, str]]:
    """What is compared, how many times as fast, and the files."""
    yield "raw with qcow2", AS_FAST, PLAIN, QCOW2
    yield "raw with raw", AS_FAST, PLAIN, COPY + PLAIN
    for shape, what in (
        (images.PREALLOCATED, "1 TiB, preallocated"),
        (images.SPARSE_DESCENDING, "1 TiB, every second cluster a hole of the file"),
    ):
        name = images.write(shape, folder).name
        yield f"{what}, with its like", SPARSE_FACTOR, name, COPY + name


def rows(folder: Path, length: int = LENGTH, runs: int = RUNS) -> Iterator[Row]:
    """Every row."""
    prepare(folder, length)
    for what, factor, *names in pairs(folder):
        paths = [str(folder / name) for name in names]
        if not os.path.exists(paths[1]):
            shutil.copyfile(*paths) if names[0] == PLAIN else os.link(*paths)
        for version, qemu in installed():
            here, there = in_turns(
                runs,
                *(partial(cost_of, (*tool, "compare", *paths)) for tool in (INSTAR, (qemu,))),
            )
            name = f"compare {what}, against {version}"
            shown = (f"{here.seconds:.2f} s", f"{there.seconds:.2f} s")
            yield Row(name, *shown, there.seconds / here.seconds, factor, at_least=True)
