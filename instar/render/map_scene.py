# SPDX-License-Identifier: Apache-2.0
"""The picture of an allocation, as shapes that `map_svg` and `map_png` draw.

The disk is laid out along a Hilbert curve, so that what is near on the disk is near in the picture,
and once more as a straight bar, for reading offsets.
"""

from __future__ import annotations

from instar.generated.profiles import DEFAULT
from instar.record import record
from instar.render.info_size import human_size
from instar.render.map_cells import State
from instar.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from instar.render.map_cells import Tally

    Color = tuple[int, int, int]

WIDTH, HEIGHT = 1270, 984
BACKGROUND: Color = (255, 255, 255)
_INK: Color = (33, 37, 41)
_FAINT: Color = (108, 117, 125)
_LINE: Color = (206, 212, 218)
_COLORS: dict[State, Color] = {
    State.HOLE: (233, 236, 239),
    State.ZERO: (250, 224, 163),
    State.DATA: (25, 98, 170),
    State.COMPRESSED: (132, 68, 176),
    State.ENCRYPTED: (178, 50, 66),
    State.BACKING_1: (15, 135, 120),
    State.BACKING_2: (108, 173, 60),
    State.BACKING_DEEPER: (190, 160, 30),
}
_WORDS = {
    State.HOLE: "hole: not allocated",
    State.ZERO: "allocated, reads as zeros",
    State.DATA: "data",
    State.COMPRESSED: "compressed data",
    State.ENCRYPTED: "encrypted data",
    State.BACKING_1: "data from the backing image",
    State.BACKING_2: "data from two images below",
    State.BACKING_DEEPER: "data from further below",
}

_SQUARE = 768  # a multiple of every side that a Scale can have
_LEFT, _TOP = 96, 92
_BAR_TOP, _BAR_HEIGHT = _TOP + _SQUARE + 30, 26
_LEGEND = _LEFT + _SQUARE + 108
# A cell with any data shows it: a lone cluster in a gibibyte is what one looks for.
_FAINTEST = 0.55
_STEPS = 8


@record()
class Rect:
    """A filled rectangle."""

    x: int
    y: int
    width: int
    height: int
    color: Color


@record()
class Line:
    """A line through points."""

    points: tuple[tuple[int, int], ...]
    color: Color
    width: int = 1


@record()
class Text:
    """A line of text; `anchor` is start, middle or end, y is where its letters are."""

    x: int
    y: int
    text: str
    size: int = 14
    color: Color = _INK
    anchor: str = "start"
    bold: bool = False


@record()
class Title:
    """What the picture is of."""

    name: str
    format: str
    virtual_size: int
    names: Sequence[str]


def scene(tally: Tally, title: Title) -> Iterator[Rect | Line | Text]:
    """All shapes, those behind others first."""
    yield from _heading(tally, title)
    yield from _square(tally)
    yield from _corners(tally)
    yield from _bar(tally)
    yield from _legend(tally, title)


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


def cell_color(amounts: Sequence[int]) -> Color:
    """What a cell with so many bytes of each state looks like."""
    total = sum(amounts)
    ground = State.ZERO if amounts[State.ZERO] > amounts[State.HOLE] else State.HOLE
    base = _COLORS[ground]
    kinds = [state for state in State if state > State.ZERO and amounts[state]]
    if not kinds:
        if ground is State.HOLE and amounts[State.ZERO]:
            return _blend(base, _COLORS[State.ZERO], _shade(amounts[State.ZERO], total))
        return base
    main = max(kinds, key=lambda state: amounts[state])
    return _blend(base, _COLORS[main], _shade(sum(amounts[state] for state in kinds), total))


def _shade(part: int, total: int) -> float:
    """How strongly a part shows, in few enough steps that equal cells often have equal colours."""
    steps = -(-part * _STEPS // total)
    return _FAINTEST + (1 - _FAINTEST) * (steps - 1) / (_STEPS - 1)


def _blend(back: Color, front: Color, share: float) -> Color:
    red, green, blue = (round(b + (f - b) * share) for b, f in zip(back, front, strict=True))
    return red, green, blue


def _size(number: int) -> str:
    return human_size(number, DEFAULT)


def _heading(tally: Tally, title: Title) -> Iterator[Text]:
    scale = tally.scale
    yield Text(_LEFT, 44, _short(title.name, 68), 24, bold=True)
    about = [title.format, f"{_size(title.virtual_size)} ({title.virtual_size} bytes)"]
    if len(title.names) > 1:
        about.append(f"{len(title.names)} files")
    if scale.length != title.virtual_size:
        about.append(f"shown: {_size(scale.length)} from byte {scale.start} on")
    yield Text(_LEFT, 70, " \u00b7 ".join(about), 15, _FAINT)


def _short(name: str, length: int) -> str:
    """A name that fits; the middle is what one misses least."""
    name = printable(name)
    if len(name) <= length:
        return name
    half = (length - 1) // 2
    return f"{name[:half]}\u2026{name[-half:]}"


def _square(tally: Tally) -> Iterator[Rect | Line]:
    scale = tally.scale
    size = _SQUARE // scale.side
    colors: dict[tuple[int, int], Color] = {}
    for number, place in enumerate(hilbert(scale.order)[: scale.num_cells]):
        colors[place] = cell_color(tally.cell(number))
    for y in range(scale.side):
        x = 0
        while x < scale.side:
            first, color = x, colors.get((x, y))
            while x < scale.side and colors.get((x, y)) == color:
                x += 1
            if color is not None:
                yield Rect(_LEFT + first * size, _TOP + y * size, (x - first) * size, size, color)
    if size >= 24:  # few cells: show where one ends
        yield from _grid(_SQUARE // size, BACKGROUND)
    yield from _grid(2, BACKGROUND, 2)
    edge = ((0, 0), (_SQUARE, 0), (_SQUARE, _SQUARE), (0, _SQUARE), (0, 0))
    yield Line(tuple((_LEFT + x, _TOP + y) for x, y in edge), _LINE)


def _grid(parts: int, color: Color, width: int = 1) -> Iterator[Line]:
    for part in range(1, parts):
        at = part * _SQUARE // parts
        yield Line(((_LEFT + at, _TOP), (_LEFT + at, _TOP + _SQUARE)), color, width)
        yield Line(((_LEFT, _TOP + at), (_LEFT + _SQUARE, _TOP + at)), color, width)


def _corners(tally: Tally) -> Iterator[Text]:
    """Where each quarter of the square begins, next to it."""
    scale = tally.scale
    quarter = scale.cell << (2 * scale.order) >> 2
    half = _SQUARE // 2
    sides = ((-1, 0), (-1, half), (1, half), (1, 0))
    for number, (side, y) in enumerate(sides):
        at = number * quarter
        if at >= scale.length or (scale.order == 0 and number):
            continue
        x, anchor = (_LEFT - 10, "end") if side < 0 else (_LEFT + _SQUARE + 10, "start")
        yield Text(x, _TOP + y + 14, _size(scale.start + at), 13, _FAINT, anchor)


def _bar(tally: Tally) -> Iterator[Rect | Line | Text]:
    """The disk from left to right, and a ruler below it."""
    scale = tally.scale
    cells = scale.num_cells
    first, shown = 0, None
    for x in range(_SQUARE + 1):
        color = None
        if x < _SQUARE:
            start = x * cells // _SQUARE
            stop = max((x + 1) * cells // _SQUARE, start + 1)
            rows = [tally.cell(number) for number in range(start, min(stop, cells))]
            color = (
                cell_color([sum(column) for column in zip(*rows, strict=True)]) if rows else None
            )
        if color != shown:
            if shown is not None:
                yield Rect(_LEFT + first, _BAR_TOP, x - first, _BAR_HEIGHT, shown)
            first, shown = x, color
    bottom = _BAR_TOP + _BAR_HEIGHT
    for part in range(5):
        x = _LEFT + part * _SQUARE // 4
        yield Line(((x, bottom + 3), (x, bottom + 9)), _FAINT)
        at = scale.start + part * scale.length // 4
        yield Text(x, bottom + 25, _size(at), 13, _FAINT, "middle")


def _legend(tally: Tally, title: Title) -> Iterator[Rect | Line | Text]:
    totals = tally.totals()
    whole = sum(totals) or 1
    y = _TOP + 4
    for state in State:
        if not totals[state] and state not in (State.DATA, State.HOLE):
            continue
        yield Rect(_LEGEND, y, 22, 22, _COLORS[state])
        yield Text(_LEGEND + 32, y + 11, _WORDS[state], 15)
        yield Text(
            _LEGEND + 32,
            y + 30,
            f"{_size(totals[state])}, {_percent(totals[state], whole)}",
            14,
            _FAINT,
        )
        y += 50
    yield from _files(tally, title, y + 14)
    yield from _reading(tally.scale.cell, _TOP + _SQUARE - 190)


def _percent(part: int, whole: int) -> str:
    share = 100 * part / whole
    if 0 < share < 0.1:
        return "less than 0.1 %"
    if 99.9 < share < 100:
        return "more than 99.9 %"
    return f"{share:.1f} %"


def _files(tally: Tally, title: Title, y: int) -> Iterator[Text]:
    """Who holds the data, where there is a chain."""
    if len(tally.by_depth) + len(title.names) < 3 and max(tally.by_depth, default=0) == 0:
        return
    yield Text(_LEGEND, y, "Data by depth in the chain", 15, bold=True)
    for depth in sorted(tally.by_depth)[:6]:
        y += 24
        disk = tally.disks.get(depth)
        name = title.names[disk] if disk is not None and disk < len(title.names) else ""
        base = name.rpartition("/")[2]
        yield Text(
            _LEGEND, y, f"{depth}  {_size(tally.by_depth[depth])}  {_short(base, 22)}", 14, _FAINT
        )


def _reading(cell: int, y: int) -> Iterator[Line | Text]:
    """How to follow the curve."""
    step = 9
    points = [(_LEGEND + 4 + x * step, y + y2 * step) for x, y2 in hilbert(3)]
    yield Line(tuple(points), _FAINT, 2)
    for point, words in ((points[0], "start"), (points[-1], "end")):
        yield Text(point[0], y - 8, words, 12, _FAINT, "middle")
    yield Text(_LEGEND, y + 98, "Near on the disk is near in the square.", 13, _FAINT)
    yield Text(_LEGEND, y + 118, f"One cell is {_size(cell)}. A cell with any data", 13, _FAINT)
    yield Text(_LEGEND, y + 136, "shows it, paler where there is less.", 13, _FAINT)
