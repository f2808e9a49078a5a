# SPDX-License-Identifier: Apache-2.0
"""Mutated images through pooled sandboxes of both kinds: a valid answer or a named error in time,
and both agree.

    python -m lab.fuzz.sandbox --seconds 60 --seed 7

A finding is saved as a packed input under build/fuzz/findings; `--replay FILE` asks again.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from instar.generated import errors as tables
from instar.generated.enums.target import TargetPreallocation
from instar.generated.extent import ExtentFlag
from instar.generated.map import MAX_EXTENTS_DEFAULT, MapConfig
from instar.generated.measure import MeasureConfig
from instar.generated.messages import Error, ExtentBatch, MapResult, MeasureResult
from instar.generated.source import (
    MAX_DEPTH_DEFAULT,
    SECTOR_SIZE,
    SourceFlag,
    SourceFormat,
    SourceOptions,
)
from instar.generated.target import TargetFlag, TargetOptions
from instar.layout import extents
from instar.options.names import DRIVERS
from instar.sandbox.disk import Disk
from instar.sandbox.errors import SandboxError
from instar.sandbox.pool import Pool
from lab.fuzz import packing, seeds
from lab.fuzz.mutation import mutate, with_checksums

ROOT = Path(__file__).resolve().parents[2]
FINDINGS = ROOT / "build" / "fuzz" / "findings"
MAX_MAPPED = 1 << 26
"""Bytes of the disk whose map is asked for: a disk may have millions of runs."""


class Broken(Exception):
    """Something that may not be."""


@dataclass(slots=True)
class Tally:
    """What was asked and heard."""

    runs: int = 0
    images: int = 0
    answers: Counter[str] = field(default_factory=Counter)


def source(chooser: random.Random, format: str) -> SourceOptions:
    """How to open: mostly as what it was, sometimes as what it looks like."""
    forced = DRIVERS[format] if chooser.random() < 0.5 else SourceFormat.UNKNOWN
    alone = SourceFlag.NO_BACKING
    return SourceOptions(
        format=forced, max_depth=MAX_DEPTH_DEFAULT, request_size=1 << 20, flags=alone
    )


class Fuzzer:
    """Pools of both kinds."""

    def __init__(self, tally: Tally) -> None:
        self.pools = [Pool(kind) for kind in ("kvm", "process")]
        self.tally = tally

    def close(self) -> None:
        for pool in self.pools:
            pool.close()

    def ask(
        self, operation: str, config: bytes, path: Path, request_size: int = 1 << 20, which: int = 0
    ) -> list[object]:
        """What a sandbox says. A crash, a broken protocol and the time limit raise."""
        heard: list[object] = []
        with Disk.open(str(path)) as disk:
            self.pools[which].run(
                operation, config, [disk], heard.append, request_size=request_size
            )
        self.tally.runs += 1
        return heard

    def check(self, path: Path, chooser: random.Random, format: str) -> None:
        """Ask both kinds, with other request sizes and in used sandboxes, and hold the answers to
        what is promised.
        """
        options = source(chooser, format)
        mode = chooser.choice(list(TargetPreallocation))
        target = chooser.choice((SourceFormat.RAW, SourceFormat.QCOW2, SourceFormat.QCOW2))
        if target != SourceFormat.QCOW2:
            mode = TargetPreallocation.OFF
        flags = int(TargetFlag.COMPAT_V3) if target == SourceFormat.QCOW2 else 0
        measure = MeasureConfig(
            source=options,
            has_source=1,
            target=TargetOptions(format=target, flags=flags, preallocation=mode),
        ).pack()
        map_ = MapConfig(
            source=options, start=0, length=MAX_MAPPED, max_extents=MAX_EXTENTS_DEFAULT
        ).pack()
        measured = self.agree("measure", measure, path, chooser)
        mapped = self.agree("map", map_, path, chooser)
        check_measure(measured, target, mode)
        check_map(mapped)
        check_together(measured, mapped)
        for answer in (measured, mapped):
            self.tally.answers[type(answer[-1]).__name__ if answer else "nothing"] += 1
        self.tally.images += 1

    def agree(
        self, operation: str, config: bytes, path: Path, chooser: random.Random
    ) -> list[object]:
        first = self.ask(operation, config, path)
        small = chooser.choice((SECTOR_SIZE, 4096, 1 << 16))
        for which, request_size in ((1, 1 << 20), (chooser.randrange(2), small)):
            other = self.ask(operation, config, path, request_size, which)
            if merged(first) != merged(other):
                raise Broken(
                    f"{operation}: {self.pools[which].kind}, requests of {request_size}: {first} "
                    f"is not {other}"
                )
        return first


def merged(heard: list[object]) -> list[object]:
    """Without progress, which depends on time; batches as one."""
    records = b"".join(m.records for m in heard if isinstance(m, ExtentBatch))
    return [records, *(m for m in heard if type(m).__name__ not in ("Progress", "ExtentBatch"))]


def check_error(error: Error) -> None:
    known = error.fault in tables.FAULTS or error.structure in tables.STRUCTURES or error.code
    if not known:
        raise Broken(f"an error that names nothing: {error}")


def check_measure(heard: list[object], target: SourceFormat, mode: int) -> None:
    for message in heard:
        if isinstance(message, Error):
            check_error(message)
        if isinstance(message, MeasureResult):
            if not message.required <= message.fully_allocated < 1 << 63:
                raise Broken(f"required is more than fully allocated: {message}")
            if target == SourceFormat.RAW and message.fully_allocated < message.virtual_size:
                raise Broken(f"a raw file is smaller than its disk: {message}")
            full = mode in (TargetPreallocation.FALLOC, TargetPreallocation.FULL)
            if (
                target == SourceFormat.QCOW2
                and full
                and message.required != message.fully_allocated
            ):
                raise Broken(f"preallocated, and not all is required: {message}")
    if not any(isinstance(message, Error | MeasureResult) for message in heard):
        raise Broken("measure: neither an answer nor an error")


def check_map(heard: list[object]) -> None:
    """Extents partition the window, in order, none empty."""
    position = 0
    for message in heard:
        if isinstance(message, Error):
            check_error(message)
        if isinstance(message, ExtentBatch):
            for start, length, _, _, _, _ in extents.unpack(message.records):
                if start != position or length == 0:
                    raise Broken(f"a run of {length} bytes at {start}, expected at {position}")
                position += length
    results = [message for message in heard if isinstance(message, MapResult)]
    if results and position != min(results[0].virtual_size, MAX_MAPPED):
        raise Broken(f"the map ends at {position} of {results[0]}")
    if not results and not any(isinstance(message, Error) for message in heard):
        raise Broken("map: neither an answer nor an error")


def check_together(measured: list[object], mapped: list[object]) -> None:
    """Data that is allocated is not more than the disk; both operations saw the same disk."""
    sizes = {
        m.virtual_size for m in (*measured, *mapped) if isinstance(m, MeasureResult | MapResult)
    }
    if len(sizes) > 1:
        raise Broken(f"two sizes of one disk: {sizes}")
    rows = [row for m in mapped if isinstance(m, ExtentBatch) for row in extents.unpack(m.records)]
    data = sum(row[1] for row in rows if row[3] & ExtentFlag.DATA)
    if sizes and data > max(sizes):
        raise Broken(f"{data} bytes of data on a disk of {sizes}")


def run(seconds: float, seed: int, images: int = 1 << 62) -> tuple[Tally, list[str]]:
    """Fuzz for a time; returns what was found, as lines."""
    tally, found = Tally(), list[str]()
    chooser = random.Random(seed)
    inputs = [
        (name, data)
        for name in seeds.FORMATS
        for data in seeds.seeds(name, 12)
        if len(data) < 1 << 15
    ]
    fuzzer = Fuzzer(tally)
    end = time.monotonic() + seconds
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        path = Path(folder) / "image"
        while time.monotonic() < end and tally.images < images:
            format, data = chooser.choice(inputs)
            data = mutate(chooser, data)
            if chooser.random() < 0.8:
                data = with_checksums(data)
            packing.write(data, path)
            try:
                fuzzer.check(path, random.Random(chooser.getrandbits(64)), format)
            except (Broken, SandboxError) as error:
                FINDINGS.mkdir(parents=True, exist_ok=True)
                saved = FINDINGS / f"sandbox-{format}-{seed}-{tally.images}"
                saved.write_bytes(data)
                found.append(f"{saved}: {type(error).__name__}: {str(error)[:400]}")
                tally.images += 1
    fuzzer.close()
    return tally, found


def replay(path: Path, format: str) -> None:
    """Ask about one packed input again."""
    fuzzer = Fuzzer(Tally())
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        image = Path(folder) / "image"
        packing.write(path.read_bytes(), image)
        for seed in range(8):
            fuzzer.check(image, random.Random(seed), format)
    fuzzer.close()


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--replay", type=Path)
    parser.add_argument(
        "--format", default="qcow2", help="what a replayed input is sometimes forced to be"
    )
    chosen = parser.parse_args()
    if chosen.replay:
        replay(chosen.replay, chosen.format)
        return 0
    tally, found = run(chosen.seconds, chosen.seed)
    print(
        f"{tally.images} images, {tally.runs} runs in sandboxes; last messages: "
        f"{dict(tally.answers)}"
    )
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
