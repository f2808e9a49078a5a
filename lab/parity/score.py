# SPDX-License-Identifier: Apache-2.0
"""How much of the recorded behaviour is matched: the parity tests' table, for any subset, in
seconds.

    python -m lab.parity.score --op measure --case '*vmdk*' --version 7.2-debian.. --show-diff 3
    python -m lab.parity.score --tool /usr/bin/qemu-img       a real qemu-img against its own

Exits 1 when something differs that exceptions.toml does not know, or when an exception has become
stale.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from lab.parity import corpus
from lab.parity.judge import Judge, Result, Verdict, expand_versions, representatives, select
from lab.parity.store import OPERATIONS, Baselines
from lab.parity.tools import Instar, QemuImg, Tool

ASKED = (
    "measure_size",
    "measure",
    "map",
    "info",
    "check",
    "create",
    "convert",
    "resize",
    "compare",
    "snapshot",
    "rebase",
    "dd",
    "bench",
    "commit",
)
BAD = (Verdict.MISMATCH, Verdict.STALE)


@dataclass
class Score:
    """Counts of verdicts by operation, version and format."""

    versions: tuple[str, ...]
    counts: Counter[tuple[str, str, str, Verdict]] = field(default_factory=Counter)

    def add(self, result: Result) -> None:
        kind = corpus.case_format(result.case)
        self.counts[result.case.op, result.version, kind, result.verdict] += 1

    @property
    def bad(self) -> int:
        return sum(n for (*_, verdict), n in self.counts.items() if verdict in BAD)

    def lines(self) -> list[str]:
        """The table: for each operation a line of totals, then one per format and one per
        version.
        """
        found = []
        for op in dict.fromkeys(key[0] for key in self.counts):
            found.append(self._line(op, op))
            for kind in sorted({key[2] for key in self.counts if key[0] == op}):
                found.append(self._line(f"  {kind}", op, kind=kind))
            for version in self.versions:
                if any(key[:2] == (op, version) for key in self.counts):
                    found.append(self._line(f"  as {version}", op, version=version))
        return found

    def _line(self, title: str, op: str, version: str = "", kind: str = "") -> str:
        sums: Counter[Verdict] = Counter()
        for (o, v, k, verdict), n in self.counts.items():
            if o == op and version in ("", v) and kind in ("", k):
                sums[verdict] += n
        asked = sum(sums.values()) - sums[Verdict.SKIPPED]
        share = f"{100 * sums[Verdict.MATCH] / asked:5.1f} %" if asked else "   -   "
        rest = ", ".join(f"{sums[v]} {v.value}" for v in Verdict if v != Verdict.MATCH and sums[v])
        return f"{title:<26}{sums[Verdict.MATCH]:>6} of {asked:<6} {share}  {rest}".rstrip()


def version_of(tool: QemuImg, baselines: Baselines) -> str:
    """The recorded version with the banner of a real qemu-img; SystemExit where there is none."""
    for version in baselines.versions:
        if version.banner == tool.banner:
            return version.name
    raise SystemExit(f"no answers of {tool.banner!r} are recorded: record it, or --tool-version")


def run(judge: Judge, questions: Iterable[tuple[str, str]], baselines: Baselines) -> list[Result]:
    """Ask (case id, version) questions, with a progress line on a terminal."""
    results, last = [], time.monotonic()
    for case_id, version in questions:
        results.append(judge.judge(baselines.case(case_id), version))
        if sys.stderr.isatty() and time.monotonic() - last > 1:
            last = time.monotonic()
            print(f"\r{len(results)} asked ", end="", file=sys.stderr, flush=True)
    return results


def parse_arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m lab.parity.score", description="Score against recorded answers."
    )
    parser.add_argument("--op", default=",".join(ASKED), help="operations, with commas")
    parser.add_argument("--case", default="*", help="shell pattern over case ids, or a part of one")
    parser.add_argument("--version", default="all", help="A, A..B, A.., newest, all; with commas")
    parser.add_argument(
        "--every-version", action="store_true", help="not only oldest and newest that answer alike"
    )
    parser.add_argument("--show-diff", type=int, default=0, metavar="N", help="show N differences")
    parser.add_argument("--list", action="store_true", help="name every differing case")
    parser.add_argument("--tool", type=Path, help="a real qemu-img instead of instar")
    parser.add_argument("--tool-version", help="the recorded version to hold --tool against")
    parser.add_argument("--corpus", type=Path, help="an unpacked corpus (default: the cached one)")
    options = parser.parse_args(argv)
    unknown = set(options.op.split(",")) - set(OPERATIONS)
    if unknown:
        parser.error(f"--op: {', '.join(sorted(unknown))}? known: {', '.join(OPERATIONS)}")
    return options


def main(argv: list[str] | None = None) -> int:
    options = parse_arguments(argv)
    baselines = Baselines()
    folder = options.corpus or corpus.unpacked()
    versions = expand_versions(baselines.names, options.version)
    tool: Tool
    if options.tool:
        tool = QemuImg(options.tool, folder)
        versions = (options.tool_version or version_of(tool, baselines),)
    else:
        tool = Instar(folder)
    cases = select(baselines, options.op.split(","), options.case)
    judge = Judge(tool, folder)
    if options.tool:
        judge.exceptions.clear()  # they are about instar
    questions = [
        (case.id, version)
        for case in cases
        if not (options.tool and (case.out or case.copy))  # these need record.py's scratch folder
        for version in representatives(case, versions, options.every_version)
    ]
    score = Score(baselines.names)
    bad = []
    for result in run(judge, questions, baselines):
        score.add(result)
        if result.verdict in BAD:
            bad.append(result)
    for result in bad[: options.show_diff]:
        print(result.diff(), end="\n\n")
    if options.list:
        print("\n".join(f"{r.verdict.value} {r.case.id} as {r.version} {r.why}" for r in bad))
    print("\n".join(score.lines()))
    return 1 if score.bad else 0


if __name__ == "__main__":
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:  # `| head` has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        status = 1
    sys.exit(status)
