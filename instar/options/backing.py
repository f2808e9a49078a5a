# SPDX-License-Identifier: Apache-2.0
"""The name of a backing image, as a guest learns it that writes it into an image."""

from __future__ import annotations

import os

from instar.generated.edit import EditBacking


def packed(name: str | None, format: str | None = None) -> EditBacking:
    """The name and its format; None or "" for none. What is too long is cut off."""
    name_bytes = os.fsencode(name or "")[: EditBacking.LEN_NAME_MAX]
    format_bytes = os.fsencode(format or "")[: EditBacking.LEN_FORMAT_MAX]
    return EditBacking(
        len_name=len(name_bytes),
        name=name_bytes.ljust(EditBacking.LEN_NAME_MAX, b"\0"),
        len_format=len(format_bytes),
        format=format_bytes.ljust(EditBacking.LEN_FORMAT_MAX, b"\0"),
    )
