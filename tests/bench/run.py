# SPDX-License-Identifier: Apache-2.0
"""Every benchmark, one table: `python -m tests.bench.run [FOLDER]`.

The images take about 40 GiB of FOLDER (default: a temporary one), most of it reserved and never written. What is
compared runs in turns, in the same minutes; the
table says on which machine. No test fails on a clock: this prints, and people read.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from pathlib import Path

from tests.bench import measure, sandbox


def machine() -> str:
    """What the figures were seen on."""
    model = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        platform.machine(),
    )
    return f"{model}, {os.cpu_count()} cores, Linux {platform.release()}, Python {platform.python_version()}"


def main() -> None:
    print(machine())
    print(f"{'':64} {'instar':>12} {'compared':>12} {'ratio':>7}")
    for row in sandbox.rows():
        print(row, flush=True)
    if len(sys.argv) > 1:
        folder = Path(sys.argv[1])
        folder.mkdir(parents=True, exist_ok=True)
        show(folder)
        return
    with tempfile.TemporaryDirectory() as scratch:
        show(Path(scratch))


def show(folder: Path) -> None:
    for row in measure.rows(folder):
        print(row, flush=True)


if __name__ == "__main__":
    main()
