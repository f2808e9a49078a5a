# SPDX-License-Identifier: Apache-2.0
"""All the fuzzers that need no qemu-img, for a set time: `make fuzz MINUTES=N`.

    python -m lab.fuzz.run --minutes 10 --only 'walk-*'

Each gets its share; a table at the end says what was executed, reached and found. Inputs that reach
something new stay under build/fuzz/corpus for the next time. Exit status 1: something was found
(build/fuzz/findings).
"""

from __future__ import annotations

import argparse
import fnmatch
import sys
import time
from collections.abc import Callable

from instar.sandbox.errors import SandboxUnavailable
from lab.fuzz import host, native_build, native_targets, sandbox
from lab.fuzz.libfuzzer import Run
from lab.tools import fuzzing_clang

SANDBOX_SHARES = 4
"""How many native targets' time the sandboxes get."""

HEAD = (
    f"{'target':<16}{'executed':>12}{'per second':>12}{'edges':>8}{'features':>10}{'inputs':>8}  "
    "found"
)


def run_native(name: str, seconds: int) -> Run:
    """A libFuzzer target of the guest's sources."""
    target = native_targets.find(name)
    return native_targets.run(
        target, f"-max_total_time={seconds}", folders=(native_targets.corpus_folder(target),)
    )


def run_targets(names: list[str], fuzz: Callable[[str], Run]) -> list[str]:
    """Each target in turn; prints its row. Returns findings."""
    found = []
    for name in names:
        began = time.monotonic()
        done = fuzz(name)
        rate = done.executed / max(time.monotonic() - began, 0.001)
        reached = f"{done.edges or '-':>8}{done.features or '-':>10}{done.inputs or '-':>8}"
        print(
            f"{name:<16}{done.executed:>12,}{rate:>12,.0f}{reached}  "
            f"{done.finding.name if done.finding else '-'}",
            flush=True,
        )
        if done.finding is not None:
            found.append(f"{done.finding}\n{done.report[-3000:]}")
    return found


def run_sandboxes(seconds: float, seed: int) -> list[str]:
    began = time.monotonic()
    tally, found = sandbox.run(seconds, seed)
    rate = tally.runs / max(time.monotonic() - began, 0.001)
    print(
        f"{'sandboxes':<16}{tally.runs:>12,}{rate:>12,.0f}{'-':>8}{'-':>10}{tally.images:>8,}  "
        f"{len(found) or '-'}"
    )
    print(
        f"{'':<16}last messages: "
        f"{', '.join(f'{n} {kind}' for kind, n in tally.answers.most_common())}"
    )
    return found


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--only", default="*", help="shell pattern of targets; `sandboxes` is one")
    parser.add_argument(
        "--seed", type=int, default=int(time.time()), help="of the mutations through sandboxes"
    )
    chosen = parser.parse_args()
    names = [t.name for t in native_targets.TARGETS if fnmatch.fnmatch(t.name, chosen.only)]
    if names and fuzzing_clang() is None:
        print("no clang with libFuzzer here: the native targets are skipped", file=sys.stderr)
        names = []
    host_names = [t.name for t in host.TARGETS if fnmatch.fnmatch(t.name, chosen.only)]
    if host_names and not host.has_atheris():
        print(
            "no atheris here: the host's targets get random numbers, whatever they reach",
            file=sys.stderr,
        )
    with_sandboxes = fnmatch.fnmatch("sandboxes", chosen.only)
    for program in sorted({native_targets.find(name).program for name in names}):
        native_build.build(program)
    share = (
        chosen.minutes * 60 / max(1, len(names) + len(host_names) + SANDBOX_SHARES * with_sandboxes)
    )
    print(HEAD)
    seconds = max(1, int(share))
    found = run_targets(names, lambda name: run_native(name, seconds))
    found += run_targets(host_names, lambda name: host.run(host.find(name), seconds, chosen.seed))
    if with_sandboxes:
        try:
            found += run_sandboxes(share * SANDBOX_SHARES, chosen.seed)
        except SandboxUnavailable as error:
            print(f"sandboxes are skipped: {error}", file=sys.stderr)
    for finding in found:
        print(f"\n{finding}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
