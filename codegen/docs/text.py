# SPDX-License-Identifier: Apache-2.0
"""Texts and numbers as Markdown has them."""

from __future__ import annotations

import re

_CODE = re.compile(r"(`[^`]*`)")


def cell(text: str) -> str:
    """Text as it may be in a table cell: on one line, with the spaces that code spans have."""
    parts = [
        part.replace("\n", " ") if _CODE.fullmatch(part) else re.sub(r"\s+", " ", part)
        for part in _CODE.split(text)
    ]
    return "".join(parts).strip().replace("|", "\\|")


def number(value: int) -> str:
    """A number as a reader wants it: small ones in base 10, large ones in both."""
    if value < 1024:
        return str(value)
    return f"{value:#x} ({value})" if value < 1 << 40 else f"{value:#x}"
