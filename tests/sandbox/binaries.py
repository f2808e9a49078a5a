# SPDX-License-Identifier: Apache-2.0
"""Copies of the guest's binaries, to be changed by tests."""

from __future__ import annotations

import shutil
from pathlib import Path

from instar.sandbox import images


def copied(folder: Path) -> Path:
    """Put the binaries and their table into a directory."""
    for name in (images.TABLE, *images.table()):
        shutil.copy(images.find(name), folder)
    return folder


def renew_table(folder: Path) -> None:
    """Record the binaries in a directory, whatever they are now, as built."""
    lines = [
        f"{images.digest(path.read_bytes())}  {path.name}\n"
        for path in sorted(folder.iterdir())
        if path.name != images.TABLE
    ]
    (folder / images.TABLE).write_text("".join(lines), encoding="ascii")
