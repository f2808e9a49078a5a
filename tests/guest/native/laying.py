# SPDX-License-Identifier: Apache-2.0
"""A format's writer as a native program, and the requests that qemu-img convert makes of it."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from instar.generated.target import TargetFlag
from tests.guest.native.walkers import Server
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
    """What is between holes, from a multiple of 4 KiB on, at most 2 MiB at once."""
    with open(source, "rb") as file:
        size, at = file.seek(0, os.SEEK_END), 0
        while at < size:
            try:
                at = os.lseek(file.fileno(), at, os.SEEK_DATA) // UNIT * UNIT
            except OSError:
                return
            hole = os.lseek(file.fileno(), at, os.SEEK_HOLE)
            while at < hole:
                run = os.pread(file.fileno(), min(LONGEST, hole - at), at)
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


def compressed(
    source: Path, unit: int, streams: Path, *, bits: int, level: int, most: int
) -> list[str]:
    """Requests for a disk whose clusters are compressed, unless that takes `most` bytes. In raw
    deflate (bits below 0) a cluster that the disk ends in is filled up.
    """
    lines = []
    with open(source, "rb") as file, open(streams, "wb") as out:
        for at in range(0, source.stat().st_size, unit):
            cluster = file.read(unit)
            if not any(cluster):
                continue
            packer = zlib.compressobj(-1, zlib.DEFLATED, bits, level)
            whole = cluster.ljust(unit, b"\0") if bits < 0 else cluster
            stream = packer.compress(whole) + packer.flush()
            if len(stream) < most:
                out.write(stream)
                lines.append(f"stream {at} {len(stream)}")
            else:
                lines.append(f"put {at} {len(cluster)}")
    return lines


def asked_of(source: Path | None, hidden: bool) -> Iterator[str]:
    """What is asked of a writer for a disk."""
    done = 0
    for at, length in pieces(source) if source else ():
        if hidden and at > done:
            yield f"zero {done} {at - done}"
        yield f"put {at} {length}"
        done = at + length
    if source and hidden and (size := source.stat().st_size) > done:
        yield f"zero {done} {size - done}"


SERVER = Server("lay")


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
    texts: Sequence[str | Path] = (),
    hidden: bool = False,
    len_payload: int = 0,
    lines: Iterable[str] | None = None,
    compress: bool = False,
) -> Laid:
    """Create an image; with a source, convert it, and where a backing file is hidden the blocks of
    the source that are zero too. `zeros` come after it, `lines` in place of all that; `parent` is
    the file that `backing` names; `texts` are the program's options for other texts.
    """
    asked = config(
        target, options, size, has_source=source is not None, len_payload=len_payload
    ).target
    if compress:
        asked = replace(asked, flags=asked.flags | TargetFlag.COMPRESS)
    if backing:
        asked = replace(asked, flags=asked.flags | TargetFlag.BACKING_FILE)
    command = ["-e", entropy.hex(), "-t", str(TIME)]
    command += ["-s", str(source)] if source else []
    command += ["-b", backing] if backing else []
    command += ["-p", str(parent)] if parent else []
    command += [*map(str, texts), asked.pack().hex(), str(size), *map(str, outputs)]
    after = [f"zero {at} {length}" for at, length in zeros]
    requests = [*asked_of(source, hidden), *after] if lines is None else lines
    run = SERVER.run(command, Path.cwd(), "".join(f"{line}\n" for line in requests).encode())
    if run.status not in (0, 1) or run.err:
        raise AssertionError(f"{' '.join(command)}: {run.status}\n{run.err.decode()}")
    numbers = map(int, run.out.split())
    return Laid(*numbers) if run.status == 0 else Laid(None, fault=next(numbers))
