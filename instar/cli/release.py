# SPDX-License-Identifier: Apache-2.0
"""The release of qemu-img that is imitated, by its number or as the installed one's."""

from __future__ import annotations

import os

from instar.cli import program
from instar.cli.registry import QEMU_VERSION
from instar.errors import UsageError
from instar.generated.profiles import DEFAULT, find

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.profiles import Profile

AUTO = "auto"
_BANNER = f"{program.QEMU_IMG} version "
_PATIENCE_S = 10


def named(version: str) -> Profile:
    """The profile of a version; `auto` is the version of the qemu-img on the PATH."""
    try:
        return find(_installed() if version == AUTO else version)
    except KeyError:
        from instar.generated.profiles import KNOWN

        raise UsageError(
            f"--qemu-version does not know '{version}'\nKnown are {', '.join(KNOWN)}, every later"
            f" release, and {AUTO}."
        ) from None


def _installed() -> str | None:
    """The version of the first real qemu-img on the PATH; None where there is none."""
    for folder in os.get_exec_path():
        banner = _banner(os.path.join(folder, program.QEMU_IMG))
        if banner.startswith(_BANNER) and program.OWN not in banner:
            return banner.removeprefix(_BANNER).split()[0]
    return None


def _banner(path: str) -> str:
    """The first line of a program's `--version`; empty where it is no program."""
    if not os.access(path, os.X_OK):
        return ""
    import subprocess

    asked = {**os.environ, QEMU_VERSION: DEFAULT.version}  # a link to instar must not ask in turn
    try:
        found = subprocess.run(
            [path, "--version"], env=asked, capture_output=True, timeout=_PATIENCE_S, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return found.stdout.decode(errors="replace").split("\n", 1)[0]
