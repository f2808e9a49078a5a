# SPDX-License-Identifier: Apache-2.0
"""What `measure` prints."""

from __future__ import annotations

from instar.text import json_string, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.ops.measure import Measurement


def human(found: Measurement) -> str:
    """For people, as qemu-img prints it."""
    lines = [f"required size: {found.required}", f"fully allocated size: {found.fully_allocated}"]
    if found.bitmaps is not None:
        lines.append(f"bitmaps size: {found.bitmaps}")
    return "\n".join(lines) + "\n"


def as_json(found: Measurement) -> str:
    """For programs, as qemu-img prints it."""
    body = ",\n".join(f'    "{key}": {value}' for key, value in _members(found))
    return f"{{\n{body}\n}}\n"


def human_of(filename: str, found: Measurement, *, first: bool) -> str:
    """One of several files, under a header line."""
    return f"{'' if first else chr(10)}{printable(filename)}:\n{human(found)}"


def json_line(filename: str, found: Measurement) -> str:
    """One of several files, as one line."""
    members = "".join(f', "{key}": {value}' for key, value in _members(found))
    return f'{{"filename": {json_string(filename)}{members}}}\n'


def json_error_line(filename: str, error: str) -> str:
    """One of several files, which has no answer."""
    return f'{{"filename": {json_string(filename)}, "error": {json_string(error)}}}\n'


def _members(found: Measurement) -> list[tuple[str, int]]:
    bitmaps = [] if found.bitmaps is None else [("bitmaps", found.bitmaps)]
    return [
        *bitmaps,
        ("required", found.required),
        ("fully-allocated", found.fully_allocated),
    ]
