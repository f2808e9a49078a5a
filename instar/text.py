# SPDX-License-Identifier: Apache-2.0
"""Text from strangers, made fit for a terminal and for JSON."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_REPLACEMENT = 0xFFFD
# The least code point that needs so many bytes after the first.
_LEAST = (0, 0x80, 0x800, 0x10000, 0x200000, 0x4000000)


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
    return (
        f'"{"".join(map(_json_character, _code_points(text.encode("utf-8", "surrogateescape"))))}"'
    )


def _json_character(code: int) -> str:
    char = chr(code)
    if char in _SHORT:
        return _SHORT[char]
    if " " <= char <= "~":
        return char
    units = char.encode("utf-16-be")
    return "".join(f"\\u{units[at : at + 2].hex().upper()}" for at in range(0, len(units), 2))


def _code_points(raw: bytes) -> Iterator[int]:
    """The characters of UTF-8. A sequence that is cut short, overlong or no character counts as one
    U+FFFD.

    So does each byte that begins none. The overlong form of NUL is NUL.
    """
    at = 0
    while at < len(raw):
        lead, following = raw[at], 0
        at += 1
        while (
            0xC0 <= lead < 0xFE
            and lead << following & 0x40
            and raw[at : at + 1]
            and raw[at] & 0xC0 == 0x80
        ):
            following += 1
            at += 1
        yield _code_point(lead, raw[at - following : at])


def _code_point(lead: int, rest: bytes) -> int:
    if lead < 0x80:
        return lead
    if not 0xC0 <= lead < 0xFE or lead << len(rest) & 0x40:
        return _REPLACEMENT
    code = lead & 0x3F >> len(rest)
    for byte in rest:
        code = code << 6 | byte & 0x3F
    if code == 0 and len(rest) == 1:
        return code
    if code < _LEAST[len(rest)] or code > sys.maxunicode or 0xD800 <= code <= 0xDFFF:
        return _REPLACEMENT
    return _REPLACEMENT if 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE else code
