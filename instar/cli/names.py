# SPDX-License-Identifier: Apache-2.0
"""`--files-from`: file names out of a file or standard input."""

from __future__ import annotations

import os
import sys

from instar.errors import UsageError

# Names of a few million files; more is a mistake.
_LARGEST_LIST = 1 << 30


def read_names(listing: str) -> list[str]:
    """The names in a list, separated by zero bytes where it has any (`find -print0`), else by line
    breaks.
    """
    try:
        if listing == "-":
            data = sys.stdin.buffer.read(_LARGEST_LIST + 1)
        else:
            with open(listing, "rb") as file:
                data = file.read(_LARGEST_LIST + 1)
    except OSError as error:
        raise UsageError(f"Could not read '{listing}': {error.strerror}") from None
    if len(data) > _LARGEST_LIST:
        raise UsageError(f"'{listing}' is too long for a list of file names")
    separator = b"\0" if b"\0" in data else b"\n"
    return [os.fsdecode(name) for name in data.split(separator) if name]
