# SPDX-License-Identifier: Apache-2.0
"""What `compare` prints."""

from __future__ import annotations

from instar.text import json_string

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.ops.compare import Comparison

LONGER = "Warning: Image size mismatch!\n"
_EQUAL = "Images are identical.\n"
_DIFFERENT = {
    "content": "Content mismatch at offset {}!\n",
    "size": "Strict mode: Image size mismatch!\n",
    "status": "Strict mode: Offset {} block status mismatch!\n",
}


def as_text(found: Comparison) -> str:
    """The answer as qemu-img has it."""
    return _EQUAL if found.reason is None else _DIFFERENT[found.reason].format(found.offset)


def as_json(found: Comparison) -> str:
    """For programs."""
    one, other = found.virtual_sizes
    members = (
        ("equal", "true" if found.equal else "false"),
        ("reason", "null" if found.reason is None else json_string(found.reason)),
        ("offset", "null" if found.offset is None else str(found.offset)),
        ("virtual-sizes", f"[{one}, {other}]"),
    )
    body = ",\n".join(f'    "{name}": {value}' for name, value in members)
    return f"{{\n{body}\n}}\n"
