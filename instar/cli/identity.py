# SPDX-License-Identifier: Apache-2.0
"""What `instar --version` says: which code would answer."""

from __future__ import annotations

import hashlib
import os

from instar.generated import boot
from instar.sandbox import images
from instar.version import __version__

# Digits of a hash that are shown; enough to tell builds apart.
_DIGITS = 16


def identity_lines() -> list[str]:
    """The version, the ABI, and each guest binary with the start of its SHA-256."""
    lines = [f"instar {__version__}", f"guest ABI {boot.VERSION}"]
    for name, path in _binaries():
        with open(path, "rb") as file:
            digest = hashlib.sha256(file.read()).hexdigest()[:_DIGITS]
        lines.append(f"guest {name} sha256:{digest}")
    return lines


def _binaries() -> list[tuple[str, str]]:
    """The guest's binaries, from the first folder that has any."""
    for folder in images.folders():
        if os.path.isdir(folder):
            names = sorted(name for name in os.listdir(folder) if name.endswith(".bin"))
            if names:
                return [(name, os.path.join(folder, name)) for name in names]
    return []
