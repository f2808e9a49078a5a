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
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lab.fuzz.chooser import Chooser
from lab.fuzz.libfuzzer import Run, memory_limit, read_report

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
"""MiB that a target may take, with the interpreter."""

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
        corpora = corpus_folder(target).parent
        return guided([target], corpora, f"-max_total_time={seconds}", f"-seed={seed}")[target.name]
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


def guided(targets: Sequence[Target], corpora: Path, *arguments: str) -> dict[str, Run]:
    """Fuzz with atheris, with arguments of libFuzzer: each target in a process of its own, on what
    is in its directory of `corpora`. They are forks of one, since instrumenting takes seconds.
    """
    FINDINGS.mkdir(parents=True, exist_ok=True)
    before = set(FINDINGS.iterdir())
    limits = [f"-max_len={LONGEST}", f"-timeout={TIME_LIMIT}", memory_limit(MEMORY_LIMIT)]
    output = ["-print_final_stats=1", "-report_slow_units=60"]
    with scratch() as folder:
        command = [sys.executable, "-m", "lab.fuzz.host", "--guided", folder, str(corpora)]
        command += [f"--target={target.name}" for target in targets]
        ended = subprocess.run(
            [*command, "--", *limits, *output, *arguments],
            capture_output=True,
            text=True,
            cwd=ROOT,
            check=False,
        )
        if ended.returncode:
            raise RuntimeError(f"atheris did not begin:\n{ended.stderr}")
        statuses = json.loads(ended.stdout.splitlines()[-1])
        new = sorted(set(FINDINGS.iterdir()) - before)
        return {
            target.name: _came_to(target, statuses[target.name], _log(folder, target), new)
            for target in targets
        }


def _came_to(target: Target, status: int, log: Path, findings: list[Path]) -> Run:
    text = log.read_text(errors="replace")
    done = Run(*read_report(text), report="\n".join(line[:_WIDTH] for line in text.split("\n")))
    own = [path for path in findings if path.name.startswith(target.name)]
    done.finding = own[0] if own else None
    if status and done.finding is None:
        done.finding = FINDINGS / f"{target.name}.log"
        done.finding.write_text(done.report)
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


def _log(folder: str, target: Target) -> Path:
    """What a guided target says."""
    return Path(folder) / f"{target.name}.log"


def _guide(targets: Sequence[Target], folder: str, corpora: str, arguments: list[str]) -> None:
    """Be the process that atheris instruments; say how each target ended."""
    import atheris

    with atheris.instrument_imports(include=["instar"]):
        for path in sorted((ROOT / "instar").rglob("*.py")):
            if path.stem not in ("__init__", "__main__"):
                _import(".".join(path.relative_to(ROOT).with_suffix("").parts))
    statuses = {}
    for target in targets:
        child = os.fork()
        if child == 0:
            _fuzz(target, folder, [*arguments, str(Path(corpora) / target.name)])
            sys.exit()  # where it was not taken over
        statuses[target.name] = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(json.dumps(statuses))


def _fuzz(target: Target, folder: str, arguments: list[str]) -> None:
    """Be the process that atheris takes over."""
    import atheris

    with _log(folder, target).open("wb") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    files = Path(folder) / target.name
    files.mkdir()
    driver = target.make(files)
    findings = f"-artifact_prefix={FINDINGS / target.name}-"
    atheris.Setup([sys.argv[0], findings, *arguments], lambda data: driver(Chooser(data)))
    atheris.Fuzz()


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = [target.name for target in TARGETS]
    parser.add_argument("--target", required=True, action="append", choices=names, dest="targets")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--replay", type=Path, metavar="FILE")
    parser.add_argument(
        "--guided", nargs=2, metavar=("FOLDER", "CORPORA"), help="be what atheris instruments"
    )
    parser.add_argument("arguments", nargs="*", help="of libFuzzer")
    chosen = parser.parse_args()
    targets = [find(name) for name in chosen.targets]
    if chosen.guided:
        folder, corpora = chosen.guided
        _guide(targets, folder, corpora, chosen.arguments)
        return 0
    (target,) = targets
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
