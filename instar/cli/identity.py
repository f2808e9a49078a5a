# SPDX-License-Identifier: Apache-2.0
"""What `instar --version` says: which code would answer."""

from __future__ import annotations

from instar.generated import boot
from instar.sandbox import images
from instar.version import __version__

# Digits of a hash that are shown; enough to tell builds apart.
_DIGITS = 16


def print_version() -> int:
    """The version, the ABI between host and guest, and the guest's binaries."""
    for line in identity_lines():
        print(line)
    return 0


def identity_lines() -> list[str]:
    """The version, the ABI, and the start of the SHA-256 that each guest binary has, or does not
    run.
    """
    lines = [f"instar {__version__}", f"guest ABI {boot.VERSION}"]
    lines += [f"guest {name} sha256:{digest[:_DIGITS]}" for name, digest in _binaries()]
    return lines


def _binaries() -> list[tuple[str, str]]:
    """What the guest runs; none where none was built."""
    try:
        return sorted(item for item in images.table().items() if item[0].endswith(".bin"))
    except images.ImageMissing:
        return []
