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


def code_number(value: int) -> str:
    """A number that stands for something: with its letters, where its bytes are such."""
    if value < 1024:
        return str(value)
    data = value.to_bytes((value.bit_length() + 7) // 8, "big")
    letters = len(data) > 2 and data.isascii() and data.decode().isprintable()
    return f"{value:#x} `{data.decode()}`" if letters else f"{value:#x}"


def code(text: str) -> str:
    """A text as code in a cell; one with backticks has two around it."""
    quotes = "``" if "`" in text else "`"
    return quotes + cell(text) + quotes
