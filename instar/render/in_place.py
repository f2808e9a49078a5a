# SPDX-License-Identifier: Apache-2.0
"""What commands that change an image print for programs."""

from __future__ import annotations

from instar.text import json_string

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    class Changed(Protocol):
        """An answer, whose members are texts and numbers."""

        @property
        def warnings(self) -> tuple[str, ...]: ...

        def to_dict(self) -> dict[str, object]: ...


_LEFT_OUT = ("warnings", "sandbox")


def as_json(found: Changed) -> str:
    """What became of the image."""
    return _object({name: one for name, one in found.to_dict().items() if name not in _LEFT_OUT})


def error_as_json(error: Exception) -> str:
    """Why nothing has changed."""
    return _object({"error": str(error)})


def _object(members: dict[str, object]) -> str:
    body = ",\n".join(f"    {json_string(name)}: {_value(one)}" for name, one in members.items())
    return f"{{\n{body}\n}}\n"


def _value(one: object) -> str:
    if one is None:
        return "null"
    if isinstance(one, bool):
        return "true" if one else "false"
    return json_string(one) if isinstance(one, str) else str(one)
