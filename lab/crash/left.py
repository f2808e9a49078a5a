# SPDX-License-Identifier: Apache-2.0
"""What a command leaves behind besides its files: other names, open descriptors, locks."""

from __future__ import annotations

import fcntl
import os
import struct
from collections.abc import Iterator, Set
from pathlib import Path

_FLOCK = struct.Struct("hhqqi4x")
_DESCRIPTORS = Path("/proc/self/fd")


def left_behind(folder: Path, named: Set[str]) -> list[str]:
    """Names in a directory besides these, files of it that this process has open, locks on any."""
    return [*_names(folder, named), *_opened(folder), *_locked(folder)]


def _names(folder: Path, named: Set[str]) -> Iterator[str]:
    for path in sorted(folder.iterdir()):
        if path.name not in named:
            yield f"the file {path.name}"


def _opened(folder: Path) -> Iterator[str]:
    root = os.path.realpath(folder)
    for one in list(_DESCRIPTORS.iterdir()):
        try:
            target = os.readlink(one)
        except FileNotFoundError:  # that by which the directory was listed
            continue
        if target.startswith(f"{root}/"):
            yield f"a descriptor of {target[len(root) + 1 :]}"


def _locked(folder: Path) -> Iterator[str]:
    for path in sorted(folder.iterdir()):
        if not path.is_file():
            continue
        with open(path, "rb") as file:
            asked = _FLOCK.pack(fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)
            kind: int = _FLOCK.unpack(fcntl.fcntl(file, fcntl.F_OFD_GETLK, asked))[0]
            if kind != fcntl.F_UNLCK:
                yield f"a lock on {path.name}"
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield f"a lock of the whole of {path.name}"
