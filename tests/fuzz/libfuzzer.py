# SPDX-License-Identifier: Apache-2.0
"""What libFuzzer says at the end of a run, of native programs and under atheris."""

from __future__ import annotations

import re

_DONE = re.compile(r"stat::number_of_executed_units:\s*(\d+)")
_COVERED = re.compile(r"\bcov: (\d+) ft: (\d+) corp: (\d+)")


def read_report(text: str) -> tuple[int, int, int, int]:
    """Inputs that were executed, edges, features, and inputs that were kept; zeros where it does not say."""
    executed = _DONE.findall(text)
    covered = _COVERED.findall(text)
    edges, features, inputs = map(int, covered[-1]) if covered else (0, 0, 0)
    return int(executed[-1]) if executed else 0, edges, features, inputs
