# SPDX-License-Identifier: Apache-2.0
"""What commands cost that take turns."""

from __future__ import annotations

import resource
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lab.bench.measure import median

PLAIN = "plain.raw"
"""The source of conversions."""
SYNCED = ("-t", "writeback")


@dataclass(frozen=True, slots=True)
class Cost:
    """Of a command."""

    seconds: float
    cpu: float


def cost_of(command: Sequence[str], env: Mapping[str, str] | None = None) -> Cost:
    """Run it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=env)
    seconds = time.perf_counter() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def middle(costs: Sequence[Cost]) -> Cost:
    """The medians."""
    return Cost(median([c.seconds for c in costs]), median([c.cpu for c in costs]))


def in_turns(runs: int, *programs: Callable[[], Cost]) -> list[Cost]:
    """The medians of each, which run one after the other, so many times."""
    found: list[list[Cost]] = [[] for _ in programs]
    for _ in range(runs):
        for number, program in enumerate(programs):
            found[number].append(program())
    return [middle(costs) for costs in found]
