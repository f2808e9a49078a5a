# SPDX-License-Identifier: Apache-2.0
"""What `recover` prints."""

from __future__ import annotations

from instar.text import json_string, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from instar.ops.recover import Recovered


def human(found: Recovered) -> str:
    """A line for people about each file."""
    if not found.command and not found.others:
        return f"{printable(found.filename)}: nothing to complete\n"
    return "".join(
        f"{printable(one.filename)}: completed the change of {printable(one.command)}\n"
        for one in (found, *found.others)
        if one.command
    )


def as_json(found: Recovered) -> str:
    """For programs; `command` is null if there was nothing to complete."""
    rows = ",\n".join(_members(found, "    "))
    others = ",\n".join(
        "        {\n" + ",\n".join(_members(one, " " * 12)) + "\n        }" for one in found.others
    )
    listed = f"[\n{others}\n    ]" if others else "[]"
    return f'{{\n{rows},\n    "others": {listed}\n}}\n'


def _members(found: Recovered, indent: str) -> Iterator[str]:
    command = json_string(found.command) if found.command else "null"
    yield f'{indent}"filename": {json_string(found.filename)}'
    yield f'{indent}"command": {command}'
