# SPDX-License-Identifier: Apache-2.0
"""What `instar --version` says: which code would answer."""

from __future__ import annotations

from instar.cli import program
from instar.cli.parse import wanted
from instar.generated import boot
from instar.sandbox import images
from instar.version import __version__

# Digits of a hash that are shown; enough to tell builds apart.
_DIGITS = 16


def print_version() -> int:
    """The version, the ABI between host and guest, and the guest's binaries; for scripts that call
    qemu-img, what that prints.
    """
    for line in _qemu_lines() if program.is_qemu_img() else identity_lines():
        print(line)
    return 0


def identity_lines() -> list[str]:
    """The version, the ABI, and the start of the BLAKE2b that each guest binary has, or does not
    run.
    """
    lines = [f"instar {__version__}", f"guest ABI {boot.VERSION}"]
    lines += [f"guest {name} blake2b:{digest[:_DIGITS]}" for name, digest in _binaries()]
    return lines


def _qemu_lines() -> list[str]:
    """The lines of the release that is imitated, and who imitates it."""
    profile, _ = wanted(None)
    number = ".".join(map(str, profile.number))
    return [
        f"{program.QEMU_IMG} version {number} ({program.OWN} {__version__})",
        f"Copyright (c) 2003-{profile.year} Fabrice Bellard and the QEMU Project developers",
    ]


def _binaries() -> list[tuple[str, str]]:
    """What the guest runs; none where none was built."""
    try:
        return sorted(item for item in images.table().items() if item[0].endswith(".bin"))
    except images.ImageMissing:
        return []
