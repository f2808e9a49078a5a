# SPDX-License-Identifier: Apache-2.0
"""Sparse sources with random data, and the sizes of what qemu-img converts them to."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

Runs = Sequence[tuple[int, int]]
SECTOR = 512
CHUNK = 1 << 16
TIMEOUT_S = 600


def sectors(size: int) -> int:
    """As qemu-img sees a raw file's length."""
    return -(-size // SECTOR) * SECTOR


def write_source(path: Path, size: int, runs: Runs) -> None:
    """A file of `size` bytes with bytes that are not zero, and that do not compress, in `runs`
    only.
    """
    noise = random.Random(0).randbytes(CHUNK).replace(b"\0", b"\1")
    with path.open("wb") as file:
        file.truncate(size)
        for start, length in runs:
            for offset in range(start, start + length, CHUNK):
                os.pwrite(file.fileno(), noise[: min(CHUNK, start + length - offset)], offset)


class Converter:
    """One qemu-img, working in a scratch directory."""

    def __init__(self, qemu_img: str, scratch: Path) -> None:
        self.qemu_img = qemu_img
        self.scratch = scratch

    def total(self, target: str, options: str, size: int, runs: Runs) -> int:
        """Bytes of all files of the image together; `RuntimeError` with qemu-img's text where there
        is none.
        """
        source, folder = self.scratch / "source.raw", self.scratch / "out"
        write_source(source, size, runs)
        folder.mkdir()
        chosen = ["-o", options] if options else []
        names = [str(source), str(folder / "output.vmdk")]
        command = [self.qemu_img, "convert", "-f", "raw", "-O", target, *chosen, *names]
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=TIMEOUT_S, check=False
            )
            if done.returncode:
                raise RuntimeError(done.stderr.strip())
            return sum(file.stat().st_size for file in folder.iterdir())
        finally:
            shutil.rmtree(folder)
            source.unlink()
