# SPDX-License-Identifier: Apache-2.0
"""`python -m lab.proofs.run_sizes [--jobs N] [WORD]`: prove the size calculators' arithmetic with
CBMC.

For each calculator: nothing overflows for any request and any size, and its cost is sound. For
sound costs: the sum stays in 63 bits, required <= fully allocated, and more data never makes an
image smaller. For each layout: the parts of a new file lie apart, it ends with the last of them,
and an empty disk is measured as long (qcow2: longer, by what qemu-img adds). Each harness,
`size_*.c` and `layout_*.c`, says what it proves and under which assumptions; widths that are
reduced for the solver's sake are named there. Those called `native` are programs that try all
there is to try, or what they say.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from lab.tools import which

ROOT = Path(__file__).resolve().parents[2]
HARNESSES = ROOT / "tests" / "proofs"
INCLUDES = tuple(f"-I{ROOT / folder}" for folder in ("guest", "guest/base", "guest/generated"))
CHECKS = (
    "--unsigned-overflow-check",
    "--signed-overflow-check",
    "--undefined-shift-check",
    "--div-by-zero-check",
    "--bounds-check",
    "--pointer-check",
    "--unwind",
    "20",
    "--unwinding-assertions",
)
SUCCESS = "VERIFICATION SUCCESSFUL"
TIMEOUT_S = 600
UNUSED_GOES = (
    "-ffunction-sections",
    "-Wl,--gc-sections",
)  # calculators that a native program does not call

LAYOUTS = ("raw", "qcow2", "luks", "vmdk", "vhd", "vhdx", "vdi", "qed", "qcow1")
CALCULATORS = ("raw", "qcow2", "luks", "vmdk", "vhd", "vhdx", "vdi", "qed", "qcow1")

VMDKS = (
    "MONOLITHIC_SPARSE",
    "TWO_GB_MAX_EXTENT_SPARSE",
    "MONOLITHIC_FLAT",
    "TWO_GB_MAX_EXTENT_FLAT",
    "STREAM_OPTIMIZED",
)
NATIVE = ("size_sum", "size_vhd_geometry", "layout_qcow2")


@dataclass(frozen=True, slots=True)
class Proof:
    """One harness with its definitions; `native` ones are compiled and run instead."""

    source: str
    defines: tuple[str, ...] = ()
    native: bool = False

    @property
    def name(self) -> str:
        return " ".join((self.source, *self.defines))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: `report` says what failed."""

    proof: Proof
    proved: bool
    seconds: float
    report: str


def proofs() -> list[Proof]:
    """All of them, the slow ones first."""
    some = [Proof("size_counts.c", ("STEP", f"BITS={bits}")) for bits in (9, 12, 16, 21)]
    some += [
        Proof("size_qcow2_refcounts.c", (word,)) for word in ("PIECES", "GROWTH", "END", "BOUND")
    ]
    some.append(Proof("size_sum.c"))
    some += [Proof(f"size_{name}.c") for name in CALCULATORS]
    some += [Proof(f"layout_{name}.c") for name in LAYOUTS]
    some += [Proof("size_vmdk_descriptor.c"), Proof("size_vmdk_descriptor.c", ("ONE",))]
    for source in ("size_parallels.c", "layout_parallels.c"):
        some += [Proof(source, (f"CLUSTER_BITS={bits}",)) for bits in range(9, 32)]
        some.append(Proof(source, ("WIDTH=12",)))
    some += [Proof("layout_qcow2_measure.c", (f"CLUSTER_BITS={bits}",)) for bits in range(9, 22)]
    some += [Proof("layout_vmdk_measure.c", (f"SUBFORMAT=TARGET_SUBFORMAT_{k}",)) for k in VMDKS]
    some.append(Proof("size_counts.c", ("UNION", "BITS=2")))
    some += [Proof(f"{name}_native.c", native=True) for name in NATIVE]
    return some


def _compiled(proof: Proof) -> subprocess.CompletedProcess[str]:
    with tempfile.TemporaryDirectory(prefix="instar-proof-") as scratch:
        program = str(Path(scratch, "program"))
        compiler = [os.environ.get("CC", "cc"), "-std=c11", "-O2", *UNUSED_GOES, *INCLUDES]
        command = [*compiler, str(HARNESSES / proof.source), "-o", program]
        subprocess.run(command, check=True)
        return subprocess.run(
            [program], capture_output=True, text=True, timeout=TIMEOUT_S, check=False
        )


def prove(proof: Proof) -> Outcome:
    """Check one; a solver that runs out of time has proved nothing."""
    begun = time.monotonic()
    command = [
        which("cbmc") or "cbmc",
        str(HARNESSES / proof.source),
        *INCLUDES,
        *(f"-D{define}" for define in proof.defines),
        *CHECKS,
    ]
    try:
        if proof.native:
            done = _compiled(proof)
            proved = done.returncode == 0
        else:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=TIMEOUT_S, check=False
            )
            proved = done.returncode == 0 and SUCCESS in done.stdout
    except subprocess.TimeoutExpired:
        return Outcome(proof, False, time.monotonic() - begun, f"no answer in {TIMEOUT_S} s")
    failures = [line for line in done.stdout.splitlines() if line.endswith("FAILURE")]
    return Outcome(
        proof, proved, time.monotonic() - begun, "\n".join(failures) or done.stderr[-2000:]
    )


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m lab.proofs.run_sizes", description="Prove the size calculators."
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("word", nargs="?", default="", help="only proofs whose name has this in it")
    arguments = parser.parse_args()
    if which("cbmc") is None:
        print("cbmc is not installed: make test-deps", file=sys.stderr)
        return 2
    chosen = [proof for proof in proofs() if arguments.word in proof.name]
    failed = 0
    with ThreadPoolExecutor(arguments.jobs) as pool:
        for outcome in pool.map(prove, chosen):
            verdict = "proved" if outcome.proved else "FAILED"
            print(f"{verdict}  {outcome.seconds:6.1f} s  {outcome.proof.name}", flush=True)
            if not outcome.proved:
                failed += 1
                print(outcome.report, flush=True)
    print(f"{len(chosen) - failed} of {len(chosen)} proved")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
