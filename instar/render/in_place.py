# SPDX-License-Identifier: Apache-2.0
"""What commands that change an image print for programs."""

from __future__ import annotations

from instar.render.info_text import json_pieces

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
    members = {name: one for name, one in found.to_dict().items() if name not in _LEFT_OUT}
    return "".join(json_pieces(members)) + "\n"


def error_as_json(error: Exception) -> str:
    """Why nothing has changed."""
    return "".join(json_pieces({"error": str(error)})) + "\n"
