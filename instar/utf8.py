# SPDX-License-Identifier: Apache-2.0
"""Bytes of no known encoding as the inside of a JSON string: UTF-8 as qemu-img reads it. Only texts
with something to escape need it, and start-up does without it.
"""

from __future__ import annotations

import re
import sys
from functools import lru_cache

_SHORT = {
    0x22: b'\\"',
    0x5C: b"\\\\",
    0x08: b"\\b",
    0x0C: b"\\f",
    0x0A: b"\\n",
    0x0D: b"\\r",
    0x09: b"\\t",
}
_REPLACED = b"\\uFFFD"
_LEAST = (0, 0x80, 0x800, 0x10000, 0x200000, 0x4000000)
"""The least code point that needs so many bytes after the first."""
_ESCAPED = re.compile(
    rb"[\x00-\x1f\"\\\x7f]"
    rb"|[\xc0-\xdf][\x80-\xbf]?|[\xe0-\xef][\x80-\xbf]{0,2}|[\xf0-\xf7][\x80-\xbf]{0,3}"
    rb"|[\xf8-\xfb][\x80-\xbf]{0,4}|[\xfc\xfd][\x80-\xbf]{0,5}"
    rb"|[\x80-\xbf\xfe\xff]+"
)
"""What does not go into JSON as it is: a character to escape, a sequence of UTF-8 as far as it
goes, bytes that begin none.
"""


def json_escaped(raw: bytes) -> bytes:
    """A sequence that is cut short, overlong or no character becomes one U+FFFD, and so does each
    byte that begins none. The overlong form of NUL is NUL.
    """
    return _ESCAPED.sub(_escape, raw)


def _escape(found: re.Match[bytes]) -> bytes:
    sequence = found[0]
    if 0x80 <= sequence[0] < 0xC0 or sequence[0] >= 0xFE:
        return _REPLACED * len(sequence)
    return _character(sequence)


@lru_cache(maxsize=1 << 12)
def _character(sequence: bytes) -> bytes:
    code = _code_point(sequence)
    if code is None:
        return _REPLACED
    if code in _SHORT:
        return _SHORT[code]
    units = chr(code).encode("utf-16-be").hex().upper()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4)).encode()


def _code_point(sequence: bytes) -> int | None:
    """What a whole sequence encodes, None where that is no character."""
    lead, rest = sequence[0], sequence[1:]
    if lead < 0x80:
        return lead
    if lead << len(rest) & 0x40:
        return None
    code = lead & 0x3F >> len(rest)
    for byte in rest:
        code = code << 6 | byte & 0x3F
    if code == 0 and len(rest) == 1:
        return code
    if code < _LEAST[len(rest)] or code > sys.maxunicode or 0xD800 <= code <= 0xDFFF:
        return None
    return None if 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE else code
