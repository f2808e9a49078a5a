# SPDX-License-Identifier: Apache-2.0
"""The allocation of a disk on a terminal: two cells in a character, or letters without colour."""

from __future__ import annotations

from instar.render.map_cells import State
from instar.render.map_legend import amount, fragments
from instar.render.map_palette import CHARACTERS, INDEXED, WORDS, main_state
from instar.render.map_shapes import short, size
from instar.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from instar.render.map_cells import Tally
    from instar.render.map_scene import Title
    from instar.render.style import Style

_LABEL = 11
_ROWS = 16
_WIDEST, _NARROWEST = 120, 40
_UNKNOWN = 80
"""Columns where nothing says how many there are."""
_RESET = "\x1b[0m"


def most_cells(style: Style) -> int:
    """Cells that there is room for."""
    return _across(style) * _ROWS * (2 if style.color else 1)


def draw(tally: Tally, title: Title, style: Style) -> str:
    """Rows with their offsets, and what the colours mean."""
    name = style.paint(printable(title.name), "title")
    scale = tally.scale
    lines = [f"{name}  {title.format}, {size(title.virtual_size)}", ""]
    width = _across(style)
    cells = [main_state(tally.cell(number)) for number in range(scale.num_cells)]
    step = 2 * width if style.color else width
    for first in range(0, len(cells), step):
        at = max(scale.origin + first * scale.cell, scale.start)
        row = cells[first : first + step]
        label = style.paint(f"{size(at):>{_LABEL - 2}}", "dim")
        lines.append(f"{label}  {bar(row, width, style)}")
    lines += ["", *legend(tally, style)]
    note = f"one cell is {size(scale.cell)}; data of a cell hides the rest"
    lines.append(style.paint(note, "dim"))
    if title.file is not None:
        base = short(title.file.name.rpartition("/")[2], 40)
        lines.append(f"in {base}: {fragments(title.file)}")
    return "\n".join(lines) + "\n"


def legend(tally: Tally, style: Style) -> Iterator[str]:
    """The states that there are, with their amounts."""
    totals = tally.totals()
    for state in State:
        if totals[state]:
            yield f"  {mark(state, style)} {WORDS[state]}: {amount(totals, state)}"


def mark(state: State, style: Style) -> str:
    """A single cell."""
    return f"\x1b[38;5;{INDEXED[state]}m\u2588{_RESET}" if style.color else CHARACTERS[state]


def line(tally: Tally, style: Style) -> str:
    """The whole disk in one line."""
    cells = [main_state(tally.cell(number)) for number in range(tally.scale.num_cells)]
    return bar([*cells, *cells], len(cells), style) if style.color else bar(cells, 0, style)


def bar(cells: Sequence[State], width: int, style: Style) -> str:
    """Cells in a line; with colour, those after the first `width` are below them."""
    if not style.color:
        return "".join(CHARACTERS[state] for state in cells)
    above, below = cells[:width], cells[width:]
    text, last = "", ""
    for number, state in enumerate(above):
        code = f"\x1b[38;5;{INDEXED[state]}"
        code += f";48;5;{INDEXED[below[number]]}m" if number < len(below) else ";49m"
        text += (code if code != last else "") + "\u2580"
        last = code
    return text + _RESET


def _across(style: Style) -> int:
    columns = style.columns or _UNKNOWN
    return max(min(columns, _WIDEST), _NARROWEST) - _LABEL
