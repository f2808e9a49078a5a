# SPDX-License-Identifier: Apache-2.0
"""What a sandbox costs: life cycles against a qemu-img process, reads against a plain loop of
`os.preadv`.

`python -m lab.bench.sandbox` prints the ratios; everything that is compared runs in turns, in the
same minute. Set `QEMU_IMG` when `qemu-img` is not on the PATH.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from instar.sandbox.disk import Disk
from instar.sandbox.errors import SandboxUnavailable
from instar.sandbox.sandbox import Sandbox
from tests.sandbox import trial

RUNS = 300
FILE_SIZE = 256 << 20
RESIDENT_LIMIT = 40 << 20


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison. `ratio` is what the promise is about: at most, or at least, `target`."""

    name: str
    ours: str
    theirs: str
    ratio: float
    target: float
    at_least: bool

    def __str__(self) -> str:
        ok = self.ratio >= self.target if self.at_least else self.ratio <= self.target
        rule = f"{'>=' if self.at_least else '<='} {self.target}"
        return (
            f"{self.name:44} {self.ours:>12} {self.theirs:>12} {self.ratio:7.3f}  {rule:8} "
            f"{'ok' if ok else 'MISSED'}"
        )


def qemu_img() -> str:
    """The qemu-img to compare with."""
    found = os.environ.get("QEMU_IMG") or shutil.which("qemu-img")
    if not found:
        raise SystemExit("bench: no qemu-img on the PATH; set QEMU_IMG")
    return found


def _seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def _medians(actions: list[Callable[[], object]], runs: int) -> list[float]:
    """Medians of actions that take turns, so that all see the same machine."""
    times: list[list[float]] = [[] for _ in actions]
    for action in actions:
        action()
    for _ in range(runs):
        for action, seen in zip(actions, times, strict=True):
            seen.append(_seconds(action))
    return [sorted(seen)[len(seen) // 2] for seen in times]


def life_cycles(operation: str, runs: int = RUNS) -> Iterator[Row]:
    """A fresh and a reused sandbox against one `qemu-img measure --size 1G -O qcow2`."""
    program = qemu_img()
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]

    def theirs() -> None:
        words = ["qemu-img", "measure", "--size", "1G", "-O", "qcow2"]
        os.waitpid(os.posix_spawn(program, words, os.environ, file_actions=quiet), 0)

    for kind, fresh_target, reused_target in (("kvm", 0.6, 0.2), ("process", 0.6, 0.6)):
        config = trial.config(kind, "ACTION_SAY")

        def fresh(kind: str = kind, config: bytes = config) -> None:
            with Sandbox(kind) as made:
                made.run(operation, config)

        try:
            sandbox = Sandbox(kind)
        except SandboxUnavailable as error:
            print(f"bench: {error}", file=sys.stderr)
            continue

        def reused(sandbox: Sandbox = sandbox, config: bytes = config) -> None:
            sandbox.run(operation, config)

        with sandbox:
            actions: list[Callable[[], object]] = [theirs, fresh, reused]
            other, made, again = _medians(actions, runs)
        yield Row(
            f"{kind}: fresh / qemu-img process",
            _ms(made),
            _ms(other),
            made / other,
            fresh_target,
            False,
        )
        yield Row(
            f"{kind}: reused / qemu-img process",
            _ms(again),
            _ms(other),
            again / other,
            reused_target,
            False,
        )


def reads(operation: str, path: Path, rounds: int = 7) -> Iterator[Row]:
    """Batched reads in a guest against a loop of `os.preadv` in Python, of a cached file. The
    rates' ratio.
    """
    with path.open("wb") as file:
        for _ in range(FILE_SIZE >> 20):
            file.write(os.urandom(1 << 20))
    with Disk.open(str(path)) as disk:
        for kind in ("kvm", "process"):
            try:
                sandbox = Sandbox(kind)
            except SandboxUnavailable as error:
                print(f"bench: {error}", file=sys.stderr)
                continue
            with sandbox:
                for name, length, sequential, target in (
                    ("64 KiB at random", 1 << 16, False, 0.5),
                    ("1 MiB in sequence", 1 << 20, True, 0.7),
                ):
                    yield _read_row(
                        sandbox, operation, disk, name, length, sequential, target, rounds
                    )


def _read_row(
    sandbox: Sandbox,
    operation: str,
    disk: Disk,
    name: str,
    length: int,
    sequential: bool,
    target: float,
    rounds: int,
) -> Row:
    num = disk.size // length
    offsets = [i * length for i in range(num)]
    if not sequential:
        random.Random(1).shuffle(offsets)
    buffer = memoryview(bytearray(length))
    first, stride = (0, length) if sequential else (disk.size, 0)
    config = trial.config(sandbox.kind, "ACTION_BENCH", 0, first, length, num, stride, 1)

    def plain() -> None:
        for offset in offsets:
            os.preadv(disk.fd, [buffer], offset)

    def guest() -> None:
        assert sandbox.run(operation, config, [disk]).ok

    theirs, ours = _medians([plain, guest], rounds)
    rate = [f"{disk.size / seconds / 1e9:.2f} GB/s" for seconds in (ours, theirs)]
    return Row(f"{sandbox.kind}: {name} / os.preadv", rate[0], rate[1], theirs / ours, target, True)


def resident(operation: str) -> Iterator[Row]:
    """Memory of a process that runs guests which use all of theirs, over one that imports click and
    nothing else.
    """
    for kind in ("kvm", "process"):
        code = (
            "from instar.sandbox.sandbox import Sandbox\nfrom tests.sandbox import trial\n"
            f"with Sandbox({kind!r}) as s:\n"
            f"    config = trial.config({kind!r}, 'ACTION_ALLOC', 1 << 20)\n"
            f"    for _ in range(3): s.run({operation!r}, config)\n"
        )
        ours, theirs = _peak(code), _peak("import click")
        over = ours - theirs
        yield Row(
            f"{kind}: resident memory over python + click",
            _mib(ours),
            _mib(theirs),
            over / RESIDENT_LIMIT,
            1.0,
            False,
        )


def _peak(code: str) -> int:
    pid = os.posix_spawn(sys.executable, [sys.executable, "-c", code], os.environ)
    _, status, usage = os.wait4(pid, 0)
    assert status == 0, code
    return usage.ru_maxrss * 1024


def _ms(seconds: float) -> str:
    return f"{seconds * 1e3:.3f} ms"


def _mib(size: int) -> str:
    return f"{size / 2**20:.1f} MiB"


def rows(folder: Path) -> Iterator[Row]:
    """All of them."""
    operation = str(trial.build(folder))
    yield from life_cycles(operation)
    yield from reads(operation, folder / "file")
    yield from resident(operation)


def main() -> None:
    print(f"{'':44} {'instar':>12} {'compared':>12} {'ratio':>7}")
    with tempfile.TemporaryDirectory() as folder:
        for row in rows(Path(folder)):
            print(row, flush=True)


if __name__ == "__main__":
    main()
