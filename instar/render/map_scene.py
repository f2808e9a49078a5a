# SPDX-License-Identifier: Apache-2.0
"""The picture of an allocation.

The disk is laid out along a Hilbert curve, so that what is near on the disk is near in the picture,
and once more as a straight bar, for reading offsets. A second bar is the file that the data is in.
"""

from __future__ import annotations

from instar.record import Record
from instar.render.map_bars import bars
from instar.render.map_cells import State
from instar.render.map_legend import contents, legend, summary
from instar.render.map_palette import BACKGROUND, FAINT, LINE
from instar.render.map_shapes import Line, Rect, Text, Tip, layers, look, short, size

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from instar.render.map_cells import File, Tally
    from instar.render.map_shapes import Look, Shape

WIDTH = 1270
SQUARE = 768  # a multiple of every side that a Scale can have
LEFT, TOP = 96, 92
_BELOW = TOP + SQUARE + 30
_LEGEND = LEFT + SQUARE + 108
_LARGEST_TIPS = 4  # order of the square of parts that one can point at
_LEAST_SPLIT = 6  # pixels of a cell that shows two kinds of data


class Title(Record):
    """What the picture is of. `names` are those of the files of the chain."""

    name: str
    format: str
    virtual_size: int
    names: Sequence[str]
    file: File | None = None


class Scene(Record):
    """A whole picture, and what it says in words."""

    width: int
    height: int
    title: str
    description: str
    shapes: Sequence[Shape]


def scene(tally: Tally, title: Title) -> Scene:
    """All shapes, those behind others first."""
    height, below = bars(tally, title.file, LEFT, _BELOW, SQUARE)
    shapes = [
        *_heading(tally, title),
        *_square(tally),
        *_corners(tally),
        *below,
        *legend(tally, title.file, title.names, _LEGEND, TOP),
        *_reading(tally.scale.cell, TOP + SQUARE - 190),
        *_tips(tally),
    ]
    words = f"{_about(tally, title)}. {summary(tally, title.file)}"
    return Scene(WIDTH, height, f"Allocation of {short(title.name, 200)}", words, shapes)


def hilbert(order: int) -> list[tuple[int, int]]:
    """Places on a square of 2 to the power of `order`: from the top left down, across, and up to
    the top right.
    """
    points = [(0, 0)]
    for level in range(order):
        side = 1 << level
        points = [
            *((y, x) for x, y in points),
            *((x, y + side) for x, y in points),
            *((x + side, y + side) for x, y in points),
            *((2 * side - 1 - y, side - 1 - x) for x, y in points),
        ]
    return points


def _heading(tally: Tally, title: Title) -> Iterator[Text]:
    yield Text(LEFT, 44, short(title.name, 68), 24, bold=True)
    yield Text(LEFT, 70, _about(tally, title), 15, FAINT)


def _about(tally: Tally, title: Title) -> str:
    scale = tally.scale
    about = [title.format, f"{size(title.virtual_size)} ({title.virtual_size} bytes)"]
    if len(title.names) > 1:
        about.append(f"{len(title.names)} files")
    if scale.length != title.virtual_size:
        about.append(f"shown: {size(scale.length)} from byte {scale.start} on")
    return " \u00b7 ".join(about)


def _square(tally: Tally) -> Iterator[Rect | Line]:
    scale = tally.scale
    pixels = SQUARE // scale.side
    looks = {
        place: look(tally.cell(number))
        for number, place in enumerate(hilbert(scale.order)[: scale.num_cells])
    }
    found = [
        layer
        for y in range(scale.side)
        for first, last, seen in _alike(looks, y, scale.side)
        for layer in layers(
            LEFT + first * pixels, TOP + y * pixels, (last - first) * pixels, pixels, seen
        )
    ]
    # Ground first: shapes of one colour become one path.
    for ground in (State.HOLE, State.ZERO):
        yield from (one for one in found if one.color == ground)
    yield from (one for one in found if one.color not in (State.HOLE, State.ZERO))
    for (x, y), seen in looks.items():
        if seen.second is not None and pixels >= _LEAST_SPLIT:
            half = pixels // 2
            place = (LEFT + x * pixels + pixels - half, TOP + y * pixels)
            yield Rect(*place, half, pixels, State.HOLE)
            yield Rect(*place, half, pixels, seen.second, seen.share)
    if pixels >= 24:  # few cells: show where one ends
        yield from _grid(scale.side)
    yield from _grid(2, 2)
    edge = ((0, 0), (SQUARE, 0), (SQUARE, SQUARE), (0, SQUARE), (0, 0))
    yield Line(tuple((LEFT + x, TOP + y) for x, y in edge), LINE)


def _alike(
    looks: dict[tuple[int, int], Look], y: int, side: int
) -> Iterator[tuple[int, int, Look]]:
    """Neighbours in a row that look the same, but for what else is in them."""
    x = 0
    while x < side:
        first, seen = x, looks.get((x, y))
        x += 1
        if seen is None:
            continue
        while x < side and (other := looks.get((x, y))) is not None and _same(seen, other):
            x += 1
        yield first, x, seen


def _same(a: Look, b: Look) -> bool:
    return (a.zeros, a.state, a.share) == (b.zeros, b.state, b.share)


def _grid(parts: int, width: int = 1) -> Iterator[Line]:
    for part in range(1, parts):
        at = part * SQUARE // parts
        yield Line(((LEFT + at, TOP), (LEFT + at, TOP + SQUARE)), BACKGROUND, width)
        yield Line(((LEFT, TOP + at), (LEFT + SQUARE, TOP + at)), BACKGROUND, width)


def _corners(tally: Tally) -> Iterator[Text]:
    """Where each quarter of the square begins, next to it."""
    scale = tally.scale
    quarter = scale.cell << (2 * scale.order) >> 2
    half = SQUARE // 2
    sides = ((-1, 0), (-1, half), (1, half), (1, 0))
    for number, (side, y) in enumerate(sides):
        at = scale.origin + number * quarter
        if at >= scale.start + scale.length or (scale.order == 0 and number):
            continue
        x, anchor = (LEFT - 10, "end") if side < 0 else (LEFT + SQUARE + 10, "start")
        yield Text(x, TOP + y + 14, size(max(at, scale.start)), 13, FAINT, anchor)


def _tips(tally: Tally) -> Iterator[Tip]:
    """Parts of the square and what is in them."""
    scale = tally.scale
    order = min(scale.order, _LARGEST_TIPS)
    pixels = SQUARE >> order
    per_part = 1 << (2 * (scale.order - order))
    for number, (x, y) in enumerate(hilbert(order)):
        first = number * per_part
        if first >= scale.num_cells:
            return
        text = contents(tally, first, first + per_part)
        yield Tip(LEFT + x * pixels, TOP + y * pixels, pixels, pixels, text)


def _reading(cell: int, y: int) -> Iterator[Line | Text]:
    """How to follow the curve."""
    step = 9
    points = [(_LEGEND + 4 + x * step, y + y2 * step) for x, y2 in hilbert(3)]
    yield Line(tuple(points), FAINT, 2)
    for point, words in ((points[0], "start"), (points[-1], "end")):
        yield Text(point[0], y - 8, words, 12, FAINT, "middle")
    yield Text(_LEGEND, y + 98, "Near on the disk is near in the square.", 13, FAINT)
    yield Text(_LEGEND, y + 118, f"One cell is {size(cell)}. A cell with any data", 13, FAINT)
    yield Text(_LEGEND, y + 136, "shows it, paler where there is less.", 13, FAINT)
