# SPDX-License-Identifier: Apache-2.0
"""What the colours of a picture mean, with the numbers that it shows; and all of it in words."""

from __future__ import annotations

from instar.render.map_cells import State
from instar.render.map_palette import FAINT, WORDS
from instar.render.map_shapes import Rect, Text, percent, short, size

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from instar.render.map_cells import File, Tally

_MOST_IMAGES = 6
_SWATCH = 22


def legend(
    tally: Tally, file: File | None, names: Sequence[str], x: int, y: int
) -> Iterator[Rect | Text]:
    """The states that there are, and who holds the data of a chain."""
    totals = tally.totals()
    y += 4
    for state in State:
        if not totals[state]:
            continue
        yield Rect(x, y, _SWATCH, _SWATCH, state)
        yield Text(x + 32, y + 11, WORDS[state], 15)
        yield Text(x + 32, y + 30, amount(totals, state), 14, FAINT)
        y += 50
    if max(tally.by_depth, default=0) > 0:
        yield from _images(tally, names, x, y + 14)


def amount(totals: Sequence[int], state: State) -> str:
    """How much of a state there is."""
    return f"{size(totals[state])}, {percent(totals[state], sum(totals))}"


def _images(tally: Tally, names: Sequence[str], x: int, y: int) -> Iterator[Text]:
    yield Text(x, y, "Data by image of the chain", 15, bold=True)
    for depth in sorted(tally.by_depth)[:_MOST_IMAGES]:
        y += 24
        disk = tally.disks.get(depth)
        name = names[disk] if disk is not None and disk < len(names) else ""
        words = f"{depth}: {size(tally.by_depth[depth])}, {short(name.rpartition('/')[2], 22)}"
        yield Text(x, y, words, 14, FAINT)


def contents(tally: Tally, first: int, last: int) -> str:
    """What is in the cells from `first` up to, not including, `last`, line by line."""
    scale = tally.scale
    start = max(scale.origin + first * scale.cell, scale.start)
    end = min(scale.origin + last * scale.cell, scale.start + scale.length)
    amounts = tally.sum(first, last)
    lines = [f"{WORDS[state]}: {amount(amounts, state)}" for state in State if amounts[state]]
    return "\n".join([f"{size(start)} to {size(end)}", *lines])


def fragments(file: File) -> str:
    """How many pieces the data is in."""
    if file.pieces == 1:
        return f"1 piece of {size(file.mapped)}"
    return f"{file.pieces:,} pieces, {size(file.mapped // max(file.pieces, 1))} on the average"


def summary(tally: Tally, file: File | None) -> str:
    """The picture in words."""
    totals = tally.totals()
    parts = [f"{WORDS[state]}: {amount(totals, state)}" for state in State if totals[state]]
    if file is not None:
        parts.append(f"the data is in {fragments(file)}")
    return "; ".join(parts)
