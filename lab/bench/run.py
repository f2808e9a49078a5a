# SPDX-License-Identifier: Apache-2.0
"""Every benchmark, one table: `python -m lab.bench.run [--write] [--only KIND]... [FOLDER]`.

The images take about 40 GiB of FOLDER (default: a temporary one), most of it reserved and never
written. What is compared runs in turns, in the same minutes; the table says on which machine. No
test fails on a clock: this prints, and people read. With `--write` the table is put into
`docs/performance.json` and from there into `docs/performance.md`.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import platform
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import instar
from lab.bench import compare, convert, create, look, many, measure, sandbox, start
from lab.bench.sandbox import Row

DOCS = Path(__file__).resolve().parents[2] / "docs"
DATA, PAGE = DOCS / "performance.json", DOCS / "performance.md"
KINDS = {
    kind.__name__.rpartition(".")[2]: kind
    for kind in (sandbox, start, measure, look, many, create, convert, compare)
}
MARKS = re.compile(r"(?<=<!-- figures -->\n).*?(?=<!-- end of figures -->)", re.DOTALL)


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
    return (
        f"{model}, {os.cpu_count()} cores, Linux {platform.release()}, Python "
        f"{platform.python_version()}"
    )


def rows(folder: Path, only: list[str]) -> Iterator[Row]:
    """All of them, or those of some kinds, printed as they come. The modules are compiled first, as
    an installation compiles them: an environment may forbid Python to keep what it compiles, and
    then every process would do it again.
    """
    for place in instar.__path__:
        compileall.compile_dir(place, quiet=1)
    for name in only or KINDS:
        for row in KINDS[name].rows(folder):
            print(row, flush=True)
            yield row


def as_data(found: list[Row], load: float) -> dict[str, Any]:
    """What docs/performance.json holds. `load` is what else the machine had to do when it began."""
    return {
        "machine": machine(),
        "load": round(load, 1),
        "rows": [
            {
                "what": row.name,
                "instar": row.ours,
                "compared": row.theirs,
                "ratio": round(row.ratio, 3),
                "wanted": f"{'at least' if row.at_least else 'at most'} {row.target}",
            }
            for row in found
        ],
    }


def as_table(data: dict[str, Any]) -> str:
    """The part of docs/performance.md that comes from the data."""
    lines = [f"On {data['machine']}, load average {data['load']} when it began:", ""]
    lines += ["| | instar | compared with | ratio | wanted |", "|---|--:|--:|--:|---|"]
    for row in data["rows"]:
        lines.append(
            f"| {row['what']} | {row['instar']} | {row['compared']} | {row['ratio']} | "
            f"{row['wanted']} |"
        )
    return "\n".join(["", *lines, "", ""])


def write(found: list[Row], load: float) -> None:
    """Put the figures into the documentation."""
    data = as_data(found, load)
    DATA.write_text(json.dumps(data, indent=2) + "\n")
    PAGE.write_text(MARKS.sub(lambda _: as_table(data), PAGE.read_text()))


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m lab.bench.run", description="Ratios against qemu-img."
    )
    parser.add_argument(
        "folder", nargs="?", type=Path, help="where the images are made (default: a temporary one)"
    )
    parser.add_argument(
        "--write", action="store_true", help="put the figures into docs/performance.json and .md"
    )
    parser.add_argument(
        "--only", action="append", choices=KINDS, default=[], help="no rows but those of this kind"
    )
    asked = parser.parse_args()
    if asked.write and asked.only:
        parser.error("--write takes all rows")
    load = os.getloadavg()[0]
    print(f"{machine()}, load average {load:.1f}")
    print(f"{'':64} {'instar':>12} {'compared':>12} {'ratio':>7}")
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        found = list(rows(folder, asked.only))
    if asked.write:
        write(found, load)


if __name__ == "__main__":
    main()
