# SPDX-License-Identifier: Apache-2.0
"""Errors for programs: one JSON object a line."""

from __future__ import annotations

import json

from instar.errors import ImageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.errors import InstarError

WARNING = "warning"


def as_json(error: InstarError, text: str) -> str:
    """An error, which people read as `text`."""
    found: dict[str, object] = {"code": error.code, "text": text}
    filename = getattr(error, "filename", None)
    if isinstance(filename, str) and filename:
        found["filename"] = filename
    if isinstance(error, ImageError):
        found.update(structure=error.structure, field=error.field, offset=error.offset)
        found.update(value=error.value, reason=error.reason)
    if isinstance(error, OSError) and error.errno is not None:
        found["errno"] = error.errno
    if error.hint:
        found["hint"] = error.hint
    return json.dumps(found)


def warning_as_json(text: str) -> str:
    """A warning, in the same shape."""
    return json.dumps({"code": WARNING, "text": text})
