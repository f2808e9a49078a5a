# SPDX-License-Identifier: Apache-2.0
"""Many small images in one call of a Client, against two qemu-img at a time."""

from __future__ import annotations

import os
import random
import resource
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from instar import Client
from lab.bench.measure import MANY, installed
from lab.bench.sandbox import Row

SIZE = 1 << 30
DISK = 1 << 20
FACTOR = 8
AT_ONCE = 1.8
CHANGES = 5
TIMES = 4
WARM = 64
"""Images that workers are asked of before they are timed."""
CPU = 1.0


def make(folder: Path) -> list[str]:
    """Names of images that are all different."""
    with Client() as client, client.batch() as batch:
        for number in range(MANY):
            batch.create(folder / f"many{number}", format="qcow2", size=SIZE + number * 512)
    return [str(folder / f"many{number}") for number in range(MANY)]


def ours(names: list[str], jobs: int) -> float:
    """Seconds for `info` of each, by workers that are warm."""
    with Client() as client:
        for answer in client.info_many(names, jobs=jobs):
            answer.get()
        begin = time.perf_counter()
        for answer in client.info_many(names * TIMES, jobs=jobs):
            answer.get()
        return (time.perf_counter() - begin) / TIMES


def theirs(names: list[str], qemu: str) -> float:
    words = ["xargs", "-P2", "-n1", qemu, "info"]
    begin = time.perf_counter()
    text = "\n".join(names)
    subprocess.run(words, input=text, text=True, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def changed(folder: Path, what: str, qemu: str) -> tuple[float, float]:
    """Seconds for a change of each of two sets of images, durable: ours, theirs."""
    seconds = []
    for number in range(2):
        (folder / what / str(number)).mkdir(parents=True)
        names = make(folder / what / str(number))
        os.sync()
        seconds.append(change(names, what) if number == 0 else change_theirs(names, what, qemu))
    return seconds[0], seconds[1]


def _warm(client: Client, names: list[str]) -> None:
    """Let its workers start."""
    for answer in client.info_many(names[:WARM]):
        answer.get()


def change(names: list[str], what: str) -> float:
    """By workers that are warm."""
    with Client() as client:
        _warm(client, names)
        begin = time.perf_counter()
        if what == "resize":
            for resized in client.resize_many(names, SIZE, relative=True, format="qcow2"):
                resized.get()
        else:
            for made in client.snapshot_many(names, "create", "s", format="qcow2"):
                made.get()
        return time.perf_counter() - begin


def change_theirs(names: list[str], what: str, qemu: str) -> float:
    words = ["resize", "-q", "-f", "qcow2", "{}", f"+{SIZE}"]
    if what == "snapshot":
        words = ["snapshot", "-c", "s", "{}"]
    begin = time.perf_counter()
    line = ["xargs", "-P2", "-I{}", qemu, *words]
    subprocess.run(line, input="\n".join(names), text=True, check=True)
    return time.perf_counter() - begin


def cpu_seconds() -> float:
    """Of this process, and of its children that ended."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, kinds))


def make_disks(folder: Path) -> list[str]:
    """Names of images of a MiB, each with data of its own in a few places."""
    folder.mkdir()
    chance = random.Random(1)
    plain = folder / "disk.raw"
    with Client() as client:
        for number in range(MANY):
            with open(plain, "wb") as file:
                for _ in range(4):
                    file.seek(chance.randrange(DISK >> 12) << 12)
                    file.write(chance.randbytes(8192))
                file.truncate(DISK)
            client.convert(plain, folder / f"disk{number}", format="qcow2")
    return [str(folder / f"disk{number}") for number in range(MANY)]


def convert(names: list[str], folder: Path) -> float:
    """Seconds for a new image of each, durable, by workers that are warm."""
    (folder / "ours").mkdir()
    with Client() as client:
        _warm(client, names)
        begin = time.perf_counter()
        pairs = [(name, folder / "ours" / os.path.basename(name)) for name in names]
        for made in client.convert_many(pairs, format="qcow2", source_format="qcow2"):
            made.get()
        return time.perf_counter() - begin


def convert_theirs(names: list[str], folder: Path, qemu: str) -> float:
    """The same, left to the page cache."""
    (folder / "theirs").mkdir()
    words = [word for n in names for word in (n, str(folder / "theirs" / os.path.basename(n)))]
    line = ["xargs", "-P2", "-n2", qemu, "convert", "-f", "qcow2", "-O", "qcow2"]
    begin = time.perf_counter()
    subprocess.run(line, input="\n".join(words), text=True, check=True)
    return time.perf_counter() - begin


def converted(folder: Path) -> Iterator[Row]:
    """Conversions of small images, against each qemu-img."""
    names = make_disks(folder / "disks")
    for version, qemu in installed():
        os.sync()
        there = folder / f"converted-{version}"
        there.mkdir()
        begin = cpu_seconds()
        ours, middle = convert(names, there), cpu_seconds()
        theirs, end = convert_theirs(names, there, qemu), cpu_seconds()
        shutil.rmtree(there)
        yield Row(
            f"CPU of convert of {MANY} images, against {version}",
            f"{middle - begin:.2f} s",
            f"{end - middle:.2f} s",
            (end - middle) / (middle - begin),
            CPU,
            at_least=True,
        )
        yield Row(
            f"convert of {MANY} images of {DISK >> 20} MiB, durable, against {version} -P2",
            f"{ours:.2f} s",
            f"{theirs:.2f} s",
            theirs / ours,
            CHANGES,
            at_least=True,
        )


def rows(folder: Path) -> Iterator[Row]:
    version, qemu = installed()[0]
    names = make(folder)
    one, two, there = ours(names, 1), ours(names, 2), theirs(names, qemu)
    yield Row(
        f"info of {MANY} images ({MANY / two:,.0f} a second), against {version} -P2",
        f"{two:.2f} s",
        f"{there:.2f} s",
        there / two,
        FACTOR,
        at_least=True,
    )
    yield Row(
        f"info of {MANY} images, two processes against one",
        f"{two:.2f} s",
        f"{one:.2f} s",
        one / two,
        AT_ONCE,
        at_least=True,
    )
    for what in ("snapshot", "resize"):
        here, there = changed(folder, what, qemu)
        yield Row(
            f"{what} of {MANY} images, durable, against {version} -P2",
            f"{here:.2f} s",
            f"{there:.2f} s",
            there / here,
            CHANGES,
            at_least=True,
        )
    yield from converted(folder)
