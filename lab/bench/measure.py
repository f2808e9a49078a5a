# SPDX-License-Identifier: Apache-2.0
"""`instar measure` against `qemu-img measure`, as commands, in turns: large images, many small
ones, and start-up.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lab.bench import images
from lab.bench.sandbox import Row

RUNS = 5
MANY = 1000
RESIDENT = 64 << 20
INSTAR = [sys.executable, "-m", "instar"]


@dataclass(frozen=True, slots=True)
class Target:
    """An image and how many times faster its answer must come."""

    name: str
    what: str
    shape: images.Shape
    factor: float


TARGETS = tuple(
    Target(name, what, shape, factor)
    for name, what, shape, factor in zip(
        "abc",
        (
            "1 TiB, every second 64 KiB cluster, descending",
            "64 GiB, every second 4 KiB cluster, file allocated",
            "1 TiB, preallocation=metadata",
        ),
        images.SHAPES,
        (40, 10, 8),
        strict=True,
    )
)


def installed() -> list[tuple[str, str]]:
    """(version, path) of what to compare with: the qemu-img on the PATH, and those in $QEMU_IMGS
    (colon-separated).
    """
    found = [os.environ.get("QEMU_IMG") or shutil.which("qemu-img") or ""]
    found += os.environ.get("QEMU_IMGS", "").split(":")
    out = []
    for path in filter(None, found):
        banner = subprocess.run(
            [path, "--version"], capture_output=True, text=True, check=True
        ).stdout
        out.append((banner.split()[2], path))
    if not out:
        raise SystemExit("bench: qemu-img is not installed (Debian: apt-get install qemu-utils)")
    return out


def run(command: Sequence[str], **kwargs: object) -> tuple[float, str]:
    """Wall seconds and standard output of a command that succeeds."""
    begin = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False, **kwargs)  # type: ignore[call-overload]
    seconds = time.perf_counter() - begin
    if done.returncode != 0:
        raise SystemExit(f"bench: {' '.join(command)}: {done.stderr}")
    return seconds, done.stdout


def median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def in_turns(ours: Sequence[str], theirs: Sequence[str], runs: int) -> tuple[float, float]:
    """Median seconds of both, run one after the other; the first pair warms the caches."""
    mine: list[float] = []
    other: list[float] = []
    for turn in range(runs + 1):
        a, answer = run(ours)
        b, expected = run(theirs)
        if answer != expected:
            raise SystemExit(f"bench: answers differ:\n{answer}{expected}")
        if turn:
            mine.append(a)
            other.append(b)
    return median(mine), median(other)


def large(folder: Path) -> Iterator[Row]:
    """Images (a), (b) and (c)."""
    for target in TARGETS:
        path = str(images.write(target.shape, folder))
        words = ["measure", "-O", "qcow2", path]
        for version, qemu in installed():
            ours, theirs = in_turns(
                [*INSTAR, *words], [qemu, *words], RUNS if target.name != "a" else 3
            )
            yield Row(
                f"measure ({target.name}) {target.what}, against {version}",
                f"{ours:.3f} s",
                f"{theirs:.3f} s",
                theirs / ours,
                target.factor,
                True,
            )
        yield memory(target, words)


def memory(target: Target, words: list[str], command: str = "") -> Row:
    """Peak resident memory of one run."""
    peak = peak_rss([*INSTAR, *words])
    return Row(
        f"resident memory of {command}({target.name})",
        f"{peak >> 20} MiB",
        f"{RESIDENT >> 20} MiB",
        peak / RESIDENT,
        1.0,
        False,
    )


def peak_rss(command: Sequence[str]) -> int:
    """Bytes, as the kernel counted them for the child alone."""
    code = (
        "import os,resource,sys;"
        "pid=os.posix_spawn(sys.argv[1],sys.argv[1:],os.environ,"
        "file_actions=[(os.POSIX_SPAWN_OPEN,1,'/dev/null',os.O_WRONLY,0)]);"
        "_,status,usage=os.wait4(pid,0);print(usage.ru_maxrss if status==0 else -1)"
    )
    _, text = run([sys.executable, "-c", code, *command])
    if int(text) < 0:
        raise SystemExit(f"bench: {' '.join(command)} failed")
    return int(text) * 1024


def many(folder: Path) -> Iterator[Row]:
    """A thousand small images of mixed formats in one call, against qemu-img under xargs with as
    many workers.
    """
    small = folder / "many"
    names = [str(p) for p in small_images(small)]
    jobs = os.cpu_count() or 1
    listed = folder / "names"
    listed.write_bytes(b"\0".join(n.encode() for n in names))
    version, qemu = installed()[0]
    ours, theirs = [], []
    for turn in range(4):
        words = ["measure", "-O", "qcow2", "--output=json"]
        a, _ = run([*INSTAR, *words, "--jobs", str(jobs), "--files-from", str(listed)])
        with listed.open("rb") as file:
            b, _ = run(["xargs", "-0", "-n1", f"-P{jobs}", qemu, *words], stdin=file)
        if turn:
            ours.append(a)
            theirs.append(b)
    yield Row(
        f"measure (d) {MANY} small images in one call, against {version} under xargs",
        f"{median(ours):.3f} s",
        f"{median(theirs):.3f} s",
        median(theirs) / median(ours),
        5,
        True,
    )


def small_images(folder: Path) -> list[Path]:
    """A thousand images, made by qemu-img from a few small sources."""
    qemu = installed()[0][1]
    formats = ("raw", "qcow2", "vmdk", "vpc", "vhdx", "vdi", "qed", "qcow", "qcow2", "qcow2")
    folder.mkdir(parents=True, exist_ok=True)
    source = folder / "source"
    made: dict[str, Path] = {}
    with source.open("wb") as file:
        for step in range(8):
            file.seek(step * 300_000)
            file.write(bytes(range(1, 250)) * 40)
        file.truncate(4 << 20)
    out: list[Path] = []
    for number in range(MANY):
        kind = formats[number % len(formats)]
        if kind not in made:
            made[kind] = folder / f"first.{kind}"
            run([qemu, "convert", "-f", "raw", "-O", kind, str(source), str(made[kind])])
        path = folder / f"{number}.{kind}"
        if not path.exists():
            shutil.copyfile(made[kind], path)
        out.append(path)
    return out


def rows(folder: Path) -> Iterator[Row]:
    """Every row."""
    yield from large(folder)
    yield from many(folder)
