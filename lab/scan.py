# SPDX-License-Identifier: Apache-2.0
"""A scan of many small images in one run: how fast, and how much memory, as it goes on.

    python -m lab.scan [--images N] [--jobs N] [--ops OPS] [FOLDER]
    python -m lab.scan --store [...]          the same of objects in Swift, by its S3 API
    python -m lab.scan --requests [FOLDER]    how many requests and bytes each format takes

The images are names of a few files, so that they take no room; objects have 2 KiB each. Prints a
line for each tenth: rows so far, rows a second, and the largest resident memory of the driver and
of its workers.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import resource
import tempfile
import time
from pathlib import Path
from typing import Any

from instar import Client, NotCheckable
from instar.fleet.call import Recipe
from instar.fleet.campaign import Campaign, Tally, run
from instar.fleet.many import local_engine, num_cores
from instar.fleet.ranges import Ranges
from instar.fleet.results import Results, read
from instar.fleet.scan import Asked, operations
from instar.fleet.where import Where
from instar.options.source import Elsewhere
from lab.store import Store, started

FORMATS = ("qcow2", "vmdk", "vhdx", "vpc", "vdi", "raw")
OPS = ("info", "measure", "check", "safety")
LEN_DISK = 128 << 30
LEN_FILE = 8 << 20
NAMES_OF_FILE = 20_000
NAMES_OF_FOLDER = 1_000


def make(folder: Path, number: int) -> None:
    """So many names of qcow2 images."""
    first = Path()
    for n in range(number):
        below = folder / f"{n // NAMES_OF_FOLDER:04}"
        path = below / f"{n:07}.qcow2"
        if n % NAMES_OF_FOLDER == 0:
            below.mkdir(parents=True)
        if n % NAMES_OF_FILE == 0:
            first = folder.parent / f"file{n}"
            with Client() as client:
                client.create(first, format="qcow2", size=(n + 1) << 20)
        os.link(first, path)


def put(store: Store, folder: Path, number: int) -> None:
    """So many objects in one bucket, below one prefix."""
    import fsspec

    path = folder / "small.qcow2"
    with Client() as client:
        client.create(path, format="qcow2", size=1 << 20, options={"cluster_size": 512})
    data, fs = path.read_bytes(), fsspec.filesystem("s3", **store.options())
    fs.mkdir("images")
    for start in range(0, number, NAMES_OF_FOLDER):
        names = range(start, min(start + NAMES_OF_FOLDER, number))
        fs.pipe({f"images/all/{n:07}.qcow2": data for n in names}, batch_size=32)


def _resident(pid: int) -> int:
    """Bytes of a process, with those that it shares."""
    pages = Path(f"/proc/{pid}/statm").read_text().split()[1]
    return int(pages) * resource.getpagesize()


def _workers() -> list[int]:
    """A thread has children of its own."""
    tasks = Path("/proc/self/task").glob("*/children")
    return [int(pid) for task in tasks for pid in task.read_text().split()]


class Watch:
    """Prints how far the scan is."""

    def __init__(self, total: int) -> None:
        self._step = max(total // 10, 1)
        self._next = self._step
        self._begin = self._last = time.perf_counter()
        self._rows = 0

    def tick(self, tally: Tally) -> None:
        if tally.num_rows < self._next:
            return
        now = time.perf_counter()
        rate = (tally.num_rows - self._rows) / (now - self._last)
        workers = max(map(_resident, _workers()), default=0) >> 20
        driver = _resident(os.getpid()) >> 20
        print(
            f"{tally.num_rows:9,} rows {rate:8,.0f} /s   driver {driver:4} MiB"
            f"   workers {workers:4} MiB   load {os.getloadavg()[0]:.1f}",
            flush=True,
        )
        self._last, self._rows = now, tally.num_rows
        self._next += self._step


class File:
    """A file as a store has it."""

    def __init__(self, path: Path) -> None:
        self.size = path.stat().st_size
        self._file = path.open("rb")

    def fetch(self, start: int, end: int) -> bytes:
        self._file.seek(start)
        return self._file.read(end - start)


def cost(path: Path, op: str) -> str:
    """Requests and bytes that one question takes."""
    ranges = Ranges(path.name, File(path), 1 << 40)
    image: Any = Elsewhere(path.name, ranges, ranges.size)
    with Client(files=False) as client, contextlib.suppress(NotCheckable):
        match op:
            case "info" | "safety":
                client.info(image, safety=op == "safety")
            case "check":
                client.check(image)
            case _:
                client.measure(image, "raw")
    return f"{ranges.num_requests}, {ranges.num_bytes >> 10} KiB"


def print_requests(folder: Path) -> None:
    """One line for each format."""
    print(f"{'':8}" + "".join(f"{op:>16}" for op in OPS))
    for format in FORMATS:
        path = folder / f"disk.{format}"
        with Client() as client:
            client.create(path, format=format, size=LEN_DISK)
        os.truncate(path, max(LEN_FILE, path.stat().st_size))
        print(f"{format:8}" + "".join(f"{cost(path, op):>16}" for op in OPS), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m lab.scan")
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--images", type=int, default=100_000)
    parser.add_argument("--jobs", type=int, default=num_cores())
    parser.add_argument("--ops", default="info")
    parser.add_argument("--store", action="store_true", help="objects in a local S3 store")
    parser.add_argument("--requests", action="store_true", help="what each format takes")
    asked = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=asked.folder)))
        if asked.requests:
            print_requests(folder)
            return
        url, where = str(folder / "images"), Where()
        if asked.store:
            (folder / "store").mkdir()
            store = stack.enter_context(started(folder / "store"))
            put(store, folder, asked.images)
            url, where = "s3://images", Where(store.options())
        else:
            make(folder / "images", asked.images)
        scan(Campaign(urls=(url,), asked=Asked(operations(asked.ops), where)), asked, folder)


def _cpu() -> float:
    """Seconds of this process, and of those that it has waited for."""
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(sum(resource.getrusage(one)[:2]) for one in whose)


def scan(campaign: Campaign, asked: argparse.Namespace, folder: Path) -> None:
    """Run it, and print what it took."""
    engine = local_engine(Recipe(Client, {"files": False}), asked.jobs, None)
    watch, begin, before = Watch(asked.images), time.perf_counter(), _cpu()
    try:
        tally = run(campaign, engine, Results(str(folder / "rows"), "parquet"), watch.tick)
    finally:
        engine.close()
    seconds, cpu = time.perf_counter() - begin, _cpu() - before
    rate = tally.num_rows / seconds
    print(f"{tally.num_rows:,} rows, {tally.num_errors} errors: {rate:,.0f} /s", end=", ")
    print(f"{tally.num_rows / cpu:,.0f} for each second of CPU", end=", ")
    print(f"{sum(row['requests'] for row in read(folder / 'rows')):,} reads")


if __name__ == "__main__":
    main()
