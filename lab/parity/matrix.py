# SPDX-License-Identifier: Apache-2.0
"""The qemu-img versions that Debian's suites offer, side by side, installed nowhere.

    python -m lab.parity.matrix         fetch what is missing, and ask each the recorded questions
    python -m lab.parity.matrix fetch   only fetch; prints where each one is
    python -m lab.parity.matrix record  fetch, and record what is not recorded yet

They are kept under --dir (lab/debian.py). A suite that the mirror does not have, or whose signature
cannot be checked, is skipped and said so.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from lab import debian
from lab.parity import record, score
from lab.parity.store import Baselines
from lab.parity.tools import QemuImg

SUITES = ("bullseye", "bookworm", "trixie", "sid")
PROGRAMS = ("qemu-img", "qemu-io")
VERIFIED = "measure_size,measure,map,info,check,compare,snapshot"


def default_folder() -> Path:
    cache_home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache_home / "instar" / "qemu"


def fetch(suite: str, folder: Path, trusted: bool) -> Path:
    """Download and unpack a suite's qemu-utils; the path of its qemu-img."""
    return debian.fetch(suite, folder, "qemu-utils", PROGRAMS, trusted)[0]


def fetched(suites: list[str], folder: Path, trusted: bool) -> Iterator[tuple[str, QemuImg]]:
    """Each suite's qemu-img, with a line that says what it is or why it is not there."""
    for suite in suites:
        try:
            tool = QemuImg(fetch(suite, folder, trusted), folder)
            print(f"{suite}: {tool.banner}, {tool.program}")
        except (debian.Unavailable, subprocess.CalledProcessError) as error:
            print(f"{suite}: skipped: {error}")
            continue
        yield suite, tool


def verify(tools: list[tuple[str, QemuImg]], op: str, case: str) -> int:
    """Ask each one the recorded questions again; 1 when one answers otherwise."""
    recorded = {version.banner for version in Baselines().versions}
    worst = 0
    for suite, tool in tools:
        if tool.banner not in recorded:
            print(f"{suite}: skipped: {tool.banner!r} is not recorded: matrix record")
            continue
        print(f"== {suite}", flush=True)
        line = ["--tool", str(tool.program), "--op", op, "--case", case, "--show-diff", "5"]
        worst = max(worst, score.main(line))
    return worst


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m lab.parity.matrix",
        description="Debian's qemu-img versions, side by side.",
    )
    parser.add_argument(
        "action", nargs="?", choices=("verify", "fetch", "record"), default="verify"
    )
    parser.add_argument("--suites", default=",".join(SUITES), help="with commas")
    parser.add_argument("--dir", type=Path, default=default_folder(), help="where they are kept")
    parser.add_argument("--op", default=VERIFIED, help="verify: operations, with commas")
    parser.add_argument("--case", default="*", help="verify, record: pattern over case ids")
    parser.add_argument("--trusted", action="store_true", help="do not ask for a signature")
    options = parser.parse_args(argv)
    tools = list(fetched(options.suites.split(","), options.dir, options.trusted))
    if not tools:
        print("nothing could be fetched", file=sys.stderr)
        return 1
    if options.action == "record":
        return record.main(["--bins", str(options.dir), "--case", options.case])
    return verify(tools, options.op, options.case) if options.action == "verify" else 0


if __name__ == "__main__":
    sys.exit(main())
