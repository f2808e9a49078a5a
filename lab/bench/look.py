# SPDX-License-Identifier: Apache-2.0
"""`instar map` and `instar info` against `qemu-img`, as commands, in turns. What they print goes to
/dev/null.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from lab.bench import images
from lab.bench.measure import INSTAR, START_RUNS, TARGETS, in_turns, installed, median, memory
from lab.bench.sandbox import Row

MAPPED = 2
"""The first two images of measure's: (a) and (b)."""
MAP_FACTOR = 3
CHECK_FACTOR = 2
CHECK_RUNS = 5


def seconds(command: Sequence[str]) -> float:
    """Wall seconds of a command whose output nobody reads."""
    begin = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begin


def maps(folder: Path) -> Iterator[Row]:
    """The JSON map of 16.8 million runs."""
    version, qemu = installed()[0]
    for target in TARGETS[:MAPPED]:
        words = ["map", "--output=json", str(images.write(target.shape, folder))]
        ours, theirs = [], []
        for _ in range(2):
            ours.append(seconds([*INSTAR, *words]))
            theirs.append(seconds([qemu, *words]))
        name = f"map ({target.name}) {target.what}, against {version}"
        yield Row(
            name,
            f"{min(ours):.2f} s",
            f"{min(theirs):.2f} s",
            min(theirs) / min(ours),
            MAP_FACTOR,
            at_least=True,
        )
        yield memory(target, words, "map ")


def checks(folder: Path) -> Iterator[Row]:
    """The check of fragmented images, whose tables name 8.4 million clusters."""
    for target in TARGETS[:MAPPED]:
        words = ["check", str(images.write(target.shape, folder))]
        for version, qemu in installed():
            ours, theirs = in_turns([*INSTAR, *words], [qemu, *words], CHECK_RUNS)
            yield Row(
                f"check ({target.name}) {target.what}, against {version}",
                f"{ours:.2f} s",
                f"{theirs:.2f} s",
                theirs / ours,
                CHECK_FACTOR,
                at_least=True,
            )
        yield memory(target, words, "check ")


def info(folder: Path) -> Iterator[Row]:
    """`info` of a small image, against a Python that does nothing."""
    path = folder / "small.qcow2"
    subprocess.run([installed()[0][1], "create", "-q", "-f", "qcow2", str(path), "1G"], check=True)
    ours, bare = [], []
    for turn in range(START_RUNS + 1):
        a = seconds([*INSTAR, "info", str(path)])
        b = seconds([sys.executable, "-c", "pass"])
        if turn:
            ours.append(a)
            bare.append(b)
    yield Row(
        "info of a small image, against python -c pass",
        f"{1000 * median(ours):.1f} ms",
        f"{1000 * median(bare):.1f} ms",
        median(ours) / median(bare),
        8,
        at_least=False,
    )


def rows(folder: Path) -> Iterator[Row]:
    """Every row."""
    yield from info(folder)
    yield from maps(folder)
    yield from checks(folder)
