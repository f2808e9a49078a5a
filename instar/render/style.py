# SPDX-License-Identifier: Apache-2.0
"""Colour and width: what a terminal can show that a pipe must not get."""

from __future__ import annotations

import os

from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

# Attributes of a terminal. Themes choose what the colours look like, on light and on dark ground.
_CODES = {
    "title": "1",
    "dim": "2",
    "bad": "1;31",
    "warning": "33",
    "good": "32",
    "name": "36",
}
_NARROWEST = 40
"""On a terminal that is narrower, lines break where they must."""


class Style(Record):
    """How text looks. Plain by default: no colour, and lines as long as they are."""

    color: bool = False
    columns: int = 0
    """Width of the terminal; 0: it is none, and lines are not wrapped."""

    def paint(self, text: str, kind: str) -> str:
        """The text in the colour of its kind."""
        return f"\x1b[{_CODES[kind]}m{text}\x1b[0m" if self.color and text else text

    def paint_lines(self, text: str, kind: str) -> str:
        """The same for each line."""
        return "\n".join(self.paint(line, kind) for line in text.split("\n"))

    def wrap(self, text: str, indent: int, first: str = "") -> list[str]:
        """Lines that fit, all but the first indented. `first` begins that one, and is not wider
        than the indent.
        """
        if not self.columns:
            return [first + text]
        import textwrap

        width = max(self.columns, _NARROWEST) - indent
        lines = textwrap.wrap(text, width, break_on_hyphens=False) or [""]
        return [first + lines[0], *(" " * indent + line for line in lines[1:])]


PLAIN = Style()


def of(stream: TextIO, wanted: str) -> Style:
    """The style of a stream. `wanted` is `auto`, `always` or `never`; `auto` is for terminals, and
    heeds NO_COLOR.
    """
    try:
        columns = os.get_terminal_size(stream.fileno()).columns if stream.isatty() else 0
    except (OSError, ValueError):
        columns = 0
    can = columns and not os.environ.get("NO_COLOR") and os.environ.get("TERM", "") != "dumb"
    return Style(wanted == "always" or (wanted == "auto" and bool(can)), columns)
