# SPDX-License-Identifier: Apache-2.0
"""What `convert` prints for programs."""

from __future__ import annotations

from instar.render.lines import JsonLines
from instar.text import json_string, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.errors import InstarError
    from instar.ops.conversion import Converted


def as_json(found: Converted) -> str:
    """What was made, and what was copied into it."""
    body = ",\n".join(f'    "{name}": {value}' for name, value in _members(found))
    return f"{{\n{body}\n}}\n"


class Rows:
    """Several images: a line of JSON each, errors included."""

    def row(self, source: str, found: Converted) -> str:
        members = "".join(f', "{name}": {value}' for name, value in _members(found))
        return f'{{"source": {json_string(source)}{members}}}\n'

    def error(self, source: str, error: InstarError, text: str) -> str:
        del error
        return f'{{"source": {json_string(source)}, "error": {json_string(text)}}}\n'


class Lines(JsonLines):
    """The same in the shape that all commands have."""

    def row(self, filename: str, found: Converted) -> str:  # type: ignore[override]
        members = ", ".join(f'"{name}": {value}' for name, value in _members(found))
        return super().row(filename, f"{{{members}}}")


def _members(found: Converted) -> tuple[tuple[str, str], ...]:
    return (
        ("filename", json_string(found.filename)),
        ("format", json_string(found.format)),
        ("virtual-size", str(found.virtual_size)),
        ("data", str(found.data)),
        ("zeros", str(found.zeros)),
        ("compressed", str(found.compressed)),
        ("cloned", str(found.cloned)),
        ("bitmaps", str(found.bitmaps)),
        ("lost", str(found.lost)),
        ("seconds", f"{found.seconds:.3f}"),
        ("verified", "true" if found.verified else "false"),
        ("hash", json_string(found.hash) if found.hash else "null"),
        ("sandbox", json_string(found.sandbox)),
    )


def hash_line(found: Converted) -> str:
    """The hash, and whose it is."""
    return f"{found.hash}  {printable(found.filename)}\n"
