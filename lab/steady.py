# SPDX-License-Identifier: Apache-2.0
"""qemu-img without a clock: it measures the speed of its key derivation for a second or more before
it makes a LUKS header, and fails where a busy machine lets it measure nothing. In this environment
it finds a fixed speed at once.
"""

from __future__ import annotations

import functools
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from lab.lock import alone
from lab.objects import digest

SOURCE = Path(__file__).with_name("steady.c")
BUILD = Path(__file__).parents[1] / "build" / "steady"
FLAGS = ("-O2", "-fPIC", "-shared", "-nostdlib", "-Wall", "-Wextra", "-Werror")
"""Without a C library of its own it serves the qemu-img of any release."""
TIMEOUT_S = 600


@functools.cache
def library() -> Path:
    """The library to load first, built once."""
    path = BUILD / f"steady-{digest([SOURCE], *FLAGS)}.so"
    with alone(BUILD):
        if not path.exists():
            subprocess.run(["cc", *FLAGS, str(SOURCE), "-o", str(path)], check=True)
    return path


def environment(base: Mapping[str, str] = os.environ) -> dict[str, str]:
    """An environment for qemu-img."""
    return {**base, "LD_PRELOAD": str(library())}


def qemu_img(folder: Path, line: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run the one that the PATH has in a folder, whatever comes of it."""
    return subprocess.run(
        ["qemu-img", *line],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=TIMEOUT_S,
    )
