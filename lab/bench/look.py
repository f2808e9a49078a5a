# SPDX-License-Identifier: Apache-2.0
"""`instar map` and `instar info` against `qemu-img`, as commands, in turns. What they print goes to
/dev/null.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from lab.bench import images
from lab.bench.measure import INSTAR, TARGETS, in_turns, installed, memory
from lab.bench.sandbox import Row

MAPPED = 2
"""The first two images of measure's: (a) and (b)."""
MAP_FACTOR = 3
PICTURE_FACTOR = 0.67
"""A picture takes at most one and a half times as long as the list of its runs."""
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
        drawing = [*INSTAR, "map", "--output=svg", words[-1]]
        drawn = min(seconds(drawing) for _ in range(2))
        yield Row(
            f"picture ({target.name}) {target.what}, against its JSON",
            f"{drawn:.2f} s",
            f"{min(ours):.2f} s",
            min(ours) / drawn,
            PICTURE_FACTOR,
            at_least=True,
        )


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


def rows(folder: Path) -> Iterator[Row]:
    """Every row."""
    yield from maps(folder)
    yield from checks(folder)
