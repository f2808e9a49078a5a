# SPDX-License-Identifier: Apache-2.0
"""What `create` prints."""

from __future__ import annotations

from instar.text import json_string, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from instar.ops.create import Created


def formatting(filename: str, format: str, shown: Sequence[tuple[str, str]]) -> str:
    """The line that qemu-img prints before it begins."""
    options = "".join(f" {name}={printable(value.replace(',', ',,'))}" for name, value in shown)
    return f"Formatting '{printable(filename)}', fmt={format}{options}\n"


def as_json(found: Created) -> str:
    """For programs: what was made."""
    members = (
        ("filename", json_string(found.filename)),
        ("format", json_string(found.format)),
        ("virtual-size", str(found.virtual_size)),
        ("backing-filename", _text(found.backing_filename)),
        ("backing-filename-format", _text(found.backing_format)),
    )
    body = ",\n".join(f'    "{name}": {value}' for name, value in members if value)
    return f"{{\n{body}\n}}\n"


def _text(text: str | None) -> str:
    return json_string(text) if text is not None else ""
