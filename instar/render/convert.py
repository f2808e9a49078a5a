# SPDX-License-Identifier: Apache-2.0
"""What `convert` prints for programs."""

from __future__ import annotations

from instar.text import json_string, printable

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
        ("seconds", f"{found.seconds:.3f}"),
        ("verified", "true" if found.verified else "false"),
        ("hash", json_string(found.hash) if found.hash else "null"),
        ("sandbox", json_string(found.sandbox)),
    )
    body = ",\n".join(f'    "{name}": {value}' for name, value in members)
    return f"{{\n{body}\n}}\n"


def hash_line(found: Converted) -> str:
    """The hash, and whose it is."""
    return f"{found.hash}  {printable(found.filename)}\n"
