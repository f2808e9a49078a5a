# SPDX-License-Identifier: Apache-2.0
"""Text from untrusted sources, made fit for a terminal and for JSON."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from enum import IntEnum


def spelled(member: IntEnum) -> str:
    """The name of a generated value in a sentence."""
    return member.name.lower().replace("_", " ")


def printable(text: str) -> str:
    """Escape what a terminal would obey, and bytes that were no UTF-8:

    `\\x1b`, `\\xff`. Line breaks count as control characters.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(char if char.isprintable() else _escape(char) for char in text)


def _escape(char: str) -> str:
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:  # a byte that the file system's encoding could not read
        return f"\\x{code - 0xDC00:02x}"
    return char.encode("unicode_escape").decode("ascii")


def printable_lines(text: str) -> str:
    """`printable`, with the line breaks that a message of several lines is made of left alone."""
    return "\n".join(printable(line) for line in text.split("\n"))


def json_string(text: str) -> str:
    """A JSON string in ASCII, as qemu-img writes it: what is no UTF-8, and what is no character, as
    U+FFFD.
    """
    if text.isascii() and text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    from instar.utf8 import json_escaped

    return f'"{json_escaped(text.encode("utf-8", "surrogateescape")).decode()}"'
