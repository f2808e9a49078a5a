# SPDX-License-Identifier: Apache-2.0
"""What `resize` prints."""

from __future__ import annotations

from instar.text import json_string

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.ops.resize import Resized

DONE = "Image resized.\n"


def as_json(found: Resized) -> str:
    """For programs: what became of the image."""
    members = (
        ("filename", json_string(found.filename)),
        ("format", json_string(found.format)),
        ("action", json_string(found.action)),
        ("old_virtual_size", str(found.old_virtual_size)),
        ("new_virtual_size", str(found.new_virtual_size)),
        ("old_file_size", str(found.old_file_size)),
        ("new_file_size", str(found.new_file_size)),
    )
    body = ",\n".join(f'    "{name}": {value}' for name, value in members)
    return f"{{\n{body}\n}}\n"


def error_as_json(error: Exception) -> str:
    """For programs: why nothing has changed."""
    return f'{{\n    "error": {json_string(str(error))}\n}}\n'
