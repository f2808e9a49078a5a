# SPDX-License-Identifier: Apache-2.0
"""What `convert` prints for programs."""

from __future__ import annotations

from instar.text import json_string

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.ops.convert import Converted


def as_json(found: Converted) -> str:
    """What was made, and what was cloned into it."""
    members = (
        ("filename", json_string(found.filename)),
        ("format", json_string(found.format)),
        ("virtual-size", str(found.virtual_size)),
        ("data", str(found.data)),
        ("zeros", str(found.zeros)),
        ("compressed", str(found.compressed)),
        ("cloned", str(found.cloned)),
        ("sandbox", json_string(found.sandbox)),
    )
    body = ",\n".join(f'    "{name}": {value}' for name, value in members)
    return f"{{\n{body}\n}}\n"
