# SPDX-License-Identifier: Apache-2.0
"""Prove every parser and accessor, and the size calculators: `python -m lab.proofs.run
[NAME...]`.

Needs CBMC 5.12 or later. A name selects the harnesses that contain it. Exit status 1 when a proof
fails. The calculators' proofs are `lab/proofs/run_sizes.py`, which can also be run by itself.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from lab.proofs import run_sizes
from lab.tools import which

ROOT = Path(__file__).resolve().parents[2]
HARNESSES = ROOT / "tests" / "proofs"
GENERATED = ROOT / "guest" / "generated"

CHECKS = [
    "--bounds-check",
    "--pointer-check",
    "--div-by-zero-check",
    "--signed-overflow-check",
    "--undefined-shift-check",
    "--pointer-overflow-check",
    "--unwinding-assertions",
    "--object-bits",
    "12",
]
TIME_LIMIT = 900


@dataclass(frozen=True, slots=True)
class Unit:
    """A program of harnesses."""

    name: str
    sources: tuple[Path, ...]
    unwind: int


@dataclass(frozen=True, slots=True)
class Proof:
    """One finished harness."""

    unit: str
    harness: str
    proved: bool
    assertions: int
    detail: str


def units() -> list[Unit]:
    """Every unit. A generated harness includes the C that it proves, by name."""
    runtime = (HARNESSES / "runtime.c", ROOT / "guest" / "base" / "checksum.c")
    found = [Unit("runtime", runtime, 26)]
    for harness in sorted((HARNESSES / "generated").glob("*.c")):
        told = re.search(r"/\* unwind (\d+) \*/", harness.read_text())
        assert told is not None, harness
        found.append(Unit(harness.stem, (harness,), int(told[1])))
    return found


def harnesses(unit: Unit) -> list[str]:
    """The names of the functions that the unit's first source defines for CBMC."""
    return re.findall(r"^void (prove_\w+)\(void\)", unit.sources[0].read_text(), re.MULTILINE)


def tool(name: str) -> str:
    found = which(name)
    if found is None:
        raise SystemExit(f"prove: {name} is not installed: make test-deps")
    return found


def prove(unit: Unit, harness: str, generated: Path) -> Proof:
    """Run CBMC on one harness; `generated` is where the C comes from."""
    include = [f"-I{p}" for p in (generated, ROOT / "guest" / "base", ROOT / "guest", HARNESSES)]
    command = [tool("cbmc"), *include, *map(str, unit.sources), "--function", harness]
    command += ["--unwind", str(unit.unwind), *CHECKS]
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            errors="replace",  # CBMC quotes the bytes of magics
            timeout=TIME_LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Proof(unit.name, harness, False, 0, f"no answer within {TIME_LIMIT} s")
    count = re.search(r"\*\* (\d+) of (\d+) failed", done.stdout)
    failed = [line for line in done.stdout.splitlines() if line.endswith(": FAILURE")]
    proved = done.returncode == 0 and "VERIFICATION SUCCESSFUL" in done.stdout
    detail = "\n".join(failed[:5]) or (done.stderr[-400:] if not proved else "")
    return Proof(unit.name, harness, proved, int(count[2]) if count else 0, detail)


def run(names: list[str], jobs: int, generated: Path = GENERATED) -> list[Proof]:
    """Prove all harnesses whose name contains one of `names` (all without)."""
    proofs: list[Proof] = []
    with ThreadPoolExecutor(jobs) as pool:
        pending = [
            pool.submit(prove, unit, harness, generated)
            for unit in units()
            for harness in harnesses(unit)
            if not names or any(name in harness for name in names)
        ]
        for future in pending:
            proof = future.result()
            proofs.append(proof)
            tell(proof.proved, f"{proof.harness}  ({proof.assertions} assertions)", proof.detail)
    return proofs


def run_calculators(names: list[str], jobs: int) -> list[run_sizes.Outcome]:
    """Prove the size calculators' harnesses, chosen in the same way."""
    chosen = [p for p in run_sizes.proofs() if not names or any(name in p.name for name in names)]
    outcomes: list[run_sizes.Outcome] = []
    with ThreadPoolExecutor(jobs) as pool:
        for outcome in pool.map(run_sizes.prove, chosen):
            outcomes.append(outcome)
            tell(outcome.proved, outcome.proof.name, "" if outcome.proved else outcome.report)
    return outcomes


def tell(proved: bool, what: str, detail: str) -> None:
    """One proof that is finished."""
    print(f"{'proved' if proved else 'FAILED'}  {what}", flush=True)
    if detail:
        print("    " + detail.replace("\n", "\n    "), flush=True)


def main(argv: list[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="harnesses to prove, by part of their name")
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args(argv)
    tool("cbmc")
    parsers = run(args.names, args.jobs)
    calculators = run_calculators(args.names, args.jobs)
    results = [p.proved for p in parsers] + [p.proved for p in calculators]
    print(
        f"{sum(results)} of {len(results)} harnesses proved: {len(parsers)} of parsers and "
        "accessors with"
        f" {sum(p.assertions for p in parsers)} assertions, {len(calculators)} of size calculators"
    )
    return 0 if results and all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
