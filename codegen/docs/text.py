# SPDX-License-Identifier: Apache-2.0
"""Texts and numbers as Markdown has them."""

from __future__ import annotations


def cell(text: str) -> str:
    """Text as it may be in a table cell."""
    return " ".join(text.split()).replace("|", "\\|")


def number(value: int) -> str:
    """A number as a reader wants it: small ones in base 10, large ones in both."""
    if value < 1024:
        return str(value)
    return f"{value:#x} ({value})" if value < 1 << 40 else f"{value:#x}"
