# SPDX-License-Identifier: Apache-2.0
"""A format's writer as a native program, and the requests that qemu-img convert makes of it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from instar.generated.target import TargetFlag
from tests.guest.native.walkers import TIME_LIMIT, build
from tests.guest.ops.sizes import config

UNIT = 4096
LONGEST = 2 << 20
TIME = 1_700_000_000
ENTROPY = bytes(range(64))


@dataclass(frozen=True, slots=True)
class Laid:
    """The disk's size, and what the writer took of memory; or the number of the fault."""

    size: int | None
    memory: int = 0
    fault: int | None = None


def _runs(source: Path) -> Iterator[tuple[int, bytes]]:
    """What is not in a hole, from a multiple of 4 KiB on, at most 2 MiB."""
    with open(source, "rb") as file:
        size, at = file.seek(0, os.SEEK_END), 0
        while at < size:
            try:
                at = os.lseek(file.fileno(), at, os.SEEK_DATA) // UNIT * UNIT
            except OSError:
                return
            run = os.pread(file.fileno(), LONGEST, at)
            yield at, run
            at += len(run)


def pieces(source: Path) -> Iterator[tuple[int, int]]:
    """The blocks of 4 KiB that are not zero, neighbours as one: position and length."""
    for position, run in _runs(source):
        start = None
        for at in range(0, len(run), UNIT):
            if not any(run[at : at + UNIT]):
                if start is not None:
                    yield position + start, at - start
                start = None
            elif start is None:
                start = at
        if start is not None:
            yield position + start, len(run) - start


def lay(
    target: str,
    options: str,
    size: int,
    *outputs: Path,
    source: Path | None = None,
    zeros: Sequence[tuple[int, int]] = (),
    entropy: bytes = ENTROPY,
    backing: str = "",
    parent: Path | None = None,
) -> Laid:
    """Create an image; with a source, convert it. `zeros` come after it; `parent` is the file that
    `backing` names.
    """
    asked = config(target, options, size, has_source=source is not None).target
    if backing:
        asked = replace(asked, flags=asked.flags | TargetFlag.BACKING_FILE)
    command = [str(build("lay")), "-e", entropy.hex(), "-t", str(TIME)]
    command += ["-s", str(source)] if source else []
    command += ["-b", backing] if backing else []
    command += ["-p", str(parent)] if parent else []
    command += [asked.pack().hex(), str(size), *map(str, outputs)]
    lines = [f"put {at} {length}\n" for at, length in pieces(source)] if source else []
    lines += [f"zero {at} {length}\n" for at, length in zeros]
    run = subprocess.run(
        command,
        input="".join(lines),
        capture_output=True,
        text=True,
        timeout=TIME_LIMIT,
        check=False,
    )
    if run.returncode not in (0, 1) or run.stderr:
        raise AssertionError(f"{' '.join(command)}: {run.returncode}\n{run.stderr}")
    numbers = map(int, run.stdout.split())
    return Laid(*numbers) if run.returncode == 0 else Laid(None, fault=next(numbers))
