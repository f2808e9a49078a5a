# SPDX-License-Identifier: Apache-2.0
"""What `measure` prints."""

from __future__ import annotations

from instar.text import json_string, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.errors import InstarError
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


class HumanRows:
    """Several files for people: each under a header line. Errors are on stderr alone."""

    def __init__(self) -> None:
        self._head = ""

    def row(self, filename: str, found: Measurement) -> str:
        head, self._head = self._head, "\n"
        return f"{head}{printable(filename)}:\n{human(found)}"

    def error(self, filename: str, error: InstarError, text: str) -> str:
        del filename, error, text
        return ""


class JsonRows:
    """Several files for programs: a line of JSON each, errors included."""

    def row(self, filename: str, found: Measurement) -> str:
        members = "".join(f', "{key}": {value}' for key, value in _members(found))
        return f'{{"filename": {json_string(filename)}{members}}}\n'

    def error(self, filename: str, error: InstarError, text: str) -> str:
        del error
        return f'{{"filename": {json_string(filename)}, "error": {json_string(text)}}}\n'


def _members(found: Measurement) -> list[tuple[str, int]]:
    bitmaps = [] if found.bitmaps is None else [("bitmaps", found.bitmaps)]
    return [
        *bitmaps,
        ("required", found.required),
        ("fully-allocated", found.fully_allocated),
    ]
