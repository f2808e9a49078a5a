# SPDX-License-Identifier: Apache-2.0
"""The hash of a disk: of its content alone, whatever format it is in. Guests on every core read
parts of it.
"""

from __future__ import annotations

import os

from instar.errors import SandboxError
from instar.ops.reading import Subject, read
from instar.record import replace
from instar.sandbox.hashing import LEN_BLOCK, Part, join

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.messages import Opened
    from instar.ops.run import Runner

ALGORITHMS = ("sha256",)
_LEAST = 64 * LEN_BLOCK
"""Bytes of a part: opening an image once more takes time too."""
_MOST_EACH = 4
"""Parts for each core, so that none waits long for one that has all the data."""


def hash_disk(wanted: Subject, size: int, runner: Runner) -> str:
    """The hash of a disk of so many bytes, with the name of what it is."""
    cores = len(os.sched_getaffinity(0))
    length = max(_LEAST, -(-size // (cores * _MOST_EACH)))
    length += -length % LEN_BLOCK
    starts = range(0, size, length)

    def hashed(start: int) -> Part:
        return _hash(wanted, start, min(length, size - start), runner)

    if len(starts) < 2 or cores < 2:
        return join(map(hashed, starts))
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(cores, "instar hash") as executor:
        return join(executor.map(hashed, starts))


def _hash(wanted: Subject, start: int, length: int, runner: Runner) -> Part:
    part = Part(runner.pool.kind, length)

    def check(opened: Opened) -> None:
        if opened.virtual_size != length:
            raise SandboxError(f"a part of {length} bytes has {opened.virtual_size}")

    read(
        replace(wanted, start=start, length=length),
        runner,
        part.disk(),
        on_opened=check,
        on_extents=lambda records: None,
        on_warning=lambda text: None,
    )
    return part
