# SPDX-License-Identifier: Apache-2.0
"""Start-up: whole commands, against a Python that does nothing.

Both are in processor time, which other work on the machine changes little.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from lab.bench.measure import INSTAR, installed, median
from lab.bench.sandbox import Row

RUNS = 40
MOST = 2.2
"""Times what Python itself takes."""
BARE = (sys.executable, "-I", "-c", "pass")


def processor_time(command: Sequence[str]) -> float:
    """Seconds of a command that succeeds."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"bench: {' '.join(command)}: exit status {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def program() -> list[str]:
    """The console script of this environment."""
    found = shutil.which("instar", path=str(Path(sys.executable).parent))
    return [found] if found else INSTAR


def against_bare(what: str, *words: str) -> Row:
    """A command in turns with a Python that does nothing."""
    line = [*program(), *words]
    pairs = [(processor_time(line), processor_time(BARE)) for _ in range(RUNS)]
    ours, bare = (median(list(times)) for times in zip(*pairs, strict=True))
    return Row(
        f"{what}, against python -I -c pass (processor)",
        f"{1000 * ours:.1f} ms",
        f"{1000 * bare:.1f} ms",
        ours / bare,
        MOST,
        at_least=False,
    )


def rows(folder: Path) -> Iterator[Row]:
    """Every row."""
    small = folder / "small.qcow2"
    subprocess.run([installed()[0][1], "create", "-q", "-f", "qcow2", str(small), "1G"], check=True)
    yield against_bare("measure --size 1G -O qcow2", "measure", "--size", "1G", "-O", "qcow2")
    yield against_bare("info of a small image", "info", str(small))
