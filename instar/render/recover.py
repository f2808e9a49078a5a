# SPDX-License-Identifier: Apache-2.0
"""What `recover` prints."""

from __future__ import annotations

from instar.text import json_string, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.ops.recover import Recovered


def human(found: Recovered) -> str:
    """A line for people."""
    name = printable(found.filename)
    if not found.command:
        return f"{name}: nothing to complete\n"
    return f"{name}: completed the change of {printable(found.command)}\n"


def as_json(found: Recovered) -> str:
    """For programs; `command` is null if there was nothing to complete."""
    command = json_string(found.command) if found.command else "null"
    return f'{{\n    "filename": {json_string(found.filename)},\n    "command": {command}\n}}\n'
