# SPDX-License-Identifier: Apache-2.0
"""What a run of a target came to, and what libFuzzer says of it at the end, of native programs and
under atheris.
"""

from __future__ import annotations

import re
import resource
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

_DONE = re.compile(r"stat::number_of_executed_units:\s*(\d+)")
_COVERED = re.compile(r"\bcov: (\d+) ft: (\d+) corp: (\d+)")


@dataclass(slots=True)
class Run:
    """What a target did: how many inputs, what they reached, what they came to, what was found."""

    executed: int = 0
    edges: int = 0
    features: int = 0
    inputs: int = 0
    finding: Path | None = None
    report: str = ""
    outcomes: Counter[str] = field(default_factory=Counter)
    """Of the host's targets without atheris."""


def memory_limit(mebibytes: int) -> str:
    """The option that lets a target take so much. libFuzzer looks at the peak of the process, and a
    process starts with that of the one that starts it.
    """
    inherited = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    return f"-rss_limit_mb={inherited + mebibytes}"


def read_report(text: str) -> tuple[int, int, int, int]:
    """Inputs that were executed, edges, features, and inputs that were kept; zeros where it does
    not say.
    """
    executed = _DONE.findall(text)
    covered = _COVERED.findall(text)
    edges, features, inputs = map(int, covered[-1]) if covered else (0, 0, 0)
    return int(executed[-1]) if executed else 0, edges, features, inputs
