# SPDX-License-Identifier: Apache-2.0
"""The host's Python, on whatever a hostile guest may send it.

    python -m lab.fuzz.host --target host-queue --seconds 60
    python -m lab.fuzz.host --target host-queue --replay build/fuzz/findings/host-queue-...

Every place under instar/ that reads what a guest wrote, and the targets that reach it:

    sandbox/block.py       descriptors, headers, ring: BlockDevice.serve host-queue, -doorbells
    sandbox/block.py, outputs.py  changes of new files, their names      host-output
    sandbox/channel.py     frames, status: Channel                       host-channel, -doorbells
    generated/messages.py  what is in a frame: decode                    host-messages, -channel
    sandbox/attach.py      the exchange, and its names (with beneath.py, host-attach, -doorbells
                           disk.py)
    sandbox/sandbox.py     the doorbell, the panic record, their order   host-doorbells
    sandbox/errors.py      what is reported of an ended guest            host-doorbells
    ops/, options/, render/, messages, as answers, warnings, errors,       host-answers
    cli/, layout/extents.py  pictures

Boot information is only written by the host; which pages a guest touched, and how it ended, is the
kernel's word. What process.py takes of its guest, one byte and the exit status, is held by
tests/sandbox/test_boundary.py.

An input is a string of decisions (chooser.py). With atheris it is grown by what it reaches in
instar/, in a process of its own; without it, inputs are random numbers from a seed. A finding is a
file, from either.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import importlib.util
import random
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lab.fuzz.chooser import Chooser
from lab.fuzz.libfuzzer import Run, read_report

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "fuzz"
FINDINGS = BUILD / "findings"
REGRESSIONS = ROOT / "tests" / "fuzz" / "regressions"
MEMORY_FILES = Path("/dev/shm")
LONGEST = 4096
LENGTHS = (16, 64, 256, 1024, LONGEST)
TIME_LIMIT = 20
"""Seconds that one input may take."""
MEMORY_LIMIT = 2048
"""MiB that a target may take, with the interpreter. The peak of the process that starts it counts
too.
"""

_WIDTH = 300
"""Characters of a line that are reported: libFuzzer spells an input out in one."""

Driver = Callable[[Chooser], str]


@dataclass(frozen=True, slots=True)
class Target:
    """A driver: a class that is made with a directory for its files, and called with decisions."""

    name: str
    module: str
    driver: str

    def make(self, folder: Path) -> Driver:
        driver: Driver = getattr(importlib.import_module(f"lab.fuzz.{self.module}"), self.driver)(
            folder
        )
        return driver


TARGETS = (
    Target("host-queue", "host_boundary", "Queue"),
    Target("host-output", "host_output", "Outputs"),
    Target("host-channel", "host_boundary", "Frames"),
    Target("host-messages", "host_messages", "Messages"),
    Target("host-attach", "host_attach", "Attaching"),
    Target("host-doorbells", "host_doorbells", "Doorbells"),
    Target("host-answers", "host_answers", "Answers"),
)


def find(name: str) -> Target:
    return next(target for target in TARGETS if target.name == name)


def has_atheris() -> bool:
    return importlib.util.find_spec("atheris") is not None


def scratch() -> tempfile.TemporaryDirectory[str]:
    """A directory for a target's files, in memory where there is one: some requests wait for the
    disk.
    """
    return tempfile.TemporaryDirectory(
        prefix="fuzz-host-", dir=MEMORY_FILES if MEMORY_FILES.is_dir() else None
    )


def run(target: Target, seconds: int, seed: int = 1) -> Run:
    """Fuzz for a time, looking at coverage where that can be had."""
    if has_atheris():
        folder = corpus_folder(target)
        return guided(target, f"-max_total_time={seconds}", f"-seed={seed}", corpus=folder)
    return sample(target, seed, seconds=seconds)


# --- random numbers -------------------------------------------------------------------------------


def sample(target: Target, seed: int, executions: int = 1 << 62, seconds: float = 1e9) -> Run:
    """Random inputs from a seed, until one is a finding."""
    done = Run()
    chooser = random.Random(seed)
    end = time.monotonic() + seconds
    with scratch() as folder:
        driver = target.make(Path(folder))
        while done.executed < executions and time.monotonic() < end and done.finding is None:
            data = chooser.randbytes(chooser.choice(LENGTHS))
            done.executed += 1
            try:
                done.outcomes[driver(Chooser(data))] += 1
            except Exception:  # whatever it is, it is what was looked for
                FINDINGS.mkdir(parents=True, exist_ok=True)
                done.finding = FINDINGS / f"{target.name}-{hashlib.sha256(data).hexdigest()[:16]}"
                done.finding.write_bytes(data)
                done.report = traceback.format_exc()
    return done


def replay(target: Target, path: Path) -> str:
    """What comes of one input; raises what was found."""
    with scratch() as folder:
        return target.make(Path(folder))(Chooser(path.read_bytes()))


def regressions(target: Target) -> list[Path]:
    """Inputs that once were findings."""
    return sorted(REGRESSIONS.glob(f"{target.name}-*"))


# --- coverage -------------------------------------------------------------------------------------


def guided(target: Target, *arguments: str, corpus: Path) -> Run:
    """Fuzz with atheris in a process of its own, with arguments of libFuzzer."""
    FINDINGS.mkdir(parents=True, exist_ok=True)
    before = set(FINDINGS.iterdir())
    limits = [f"-max_len={LONGEST}", f"-timeout={TIME_LIMIT}", f"-rss_limit_mb={MEMORY_LIMIT}"]
    output = [
        f"-artifact_prefix={FINDINGS / target.name}-",
        "-print_final_stats=1",
        "-report_slow_units=60",
    ]
    with scratch() as folder:
        command = [
            sys.executable,
            "-m",
            "lab.fuzz.host",
            "--target",
            target.name,
            "--guided",
            folder,
            "--",
        ]
        command += [*limits, *output, *arguments, str(corpus)]
        ended = subprocess.run(
            command, capture_output=True, text=True, errors="replace", cwd=ROOT, check=False
        )
    report = "\n".join(line[:_WIDTH] for line in (ended.stdout + ended.stderr).split("\n"))
    done = Run(*read_report(ended.stderr), report=report)
    new = sorted(
        path for path in set(FINDINGS.iterdir()) - before if path.name.startswith(target.name)
    )
    done.finding = new[0] if new else None
    if ended.returncode and done.finding is None:
        done.finding = FINDINGS / f"{target.name}.log"
        done.finding.write_text(report)
    return done


def corpus_folder(target: Target) -> Path:
    """Where a target's inputs are, with the first ones in it."""
    folder = BUILD / "corpus" / target.name
    if not folder.is_dir() or not any(folder.iterdir()):
        fill(target, folder)
    return folder


def fill(target: Target, folder: Path) -> None:
    """Random decisions to start from, and what was found before."""
    folder.mkdir(parents=True, exist_ok=True)
    chooser = random.Random(target.name)
    for number in range(64):
        (folder / f"first-{number}").write_bytes(chooser.randbytes(chooser.choice(LENGTHS)))
    for path in regressions(target):
        (folder / path.name).write_bytes(path.read_bytes())


def _import(name: str) -> None:
    """A module, unless a package that it may do without is not here."""
    try:
        importlib.import_module(name)
    except Exception as error:
        if not isinstance(error.__cause__, ImportError):
            raise


def _fuzz(target: Target, folder: Path, arguments: list[str]) -> None:
    """Does not return."""
    import atheris

    with atheris.instrument_imports(include=["instar"]):
        for path in sorted((ROOT / "instar").rglob("*.py")):
            if path.stem not in ("__init__", "__main__"):
                _import(".".join(path.relative_to(ROOT).with_suffix("").parts))
    driver = target.make(folder)

    def one(data: bytes) -> None:
        driver(Chooser(data))

    atheris.Setup([sys.argv[0], *arguments], one)
    atheris.Fuzz()


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--target", required=True, choices=[target.name for target in TARGETS])
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--replay", type=Path, metavar="FILE")
    parser.add_argument(
        "--guided", type=Path, metavar="FOLDER", help="be the process that atheris takes over"
    )
    parser.add_argument("arguments", nargs="*", help="of libFuzzer")
    chosen = parser.parse_args()
    target = find(chosen.target)
    if chosen.guided:
        _fuzz(target, chosen.guided, chosen.arguments)
    if chosen.replay:
        print(replay(target, chosen.replay))
        return 0
    if not has_atheris():
        print("no atheris here: random numbers, without a look at coverage", file=sys.stderr)
    done = run(target, chosen.seconds, chosen.seed)
    print(
        f"{target.name}: {done.executed} inputs, {done.edges} edges, {done.inputs} kept; "
        f"{dict(done.outcomes)}"
    )
    if done.finding is not None:
        print(f"{done.finding}\n{done.report[-4000:]}")
    return 1 if done.finding else 0


if __name__ == "__main__":
    sys.exit(main())
