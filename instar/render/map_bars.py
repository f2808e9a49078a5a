# SPDX-License-Identifier: Apache-2.0
"""The disk as a straight bar, and the file that its data is in as another one."""

from __future__ import annotations

from instar.render.map_cells import State
from instar.render.map_legend import contents, fragments
from instar.render.map_palette import FAINT, FIRST, INK, LAST
from instar.render.map_shapes import Line, Rect, Text, Tip, layers, look, shade, short, size

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from instar.render.map_cells import File, Tally
    from instar.render.map_shapes import Shape

_HEIGHT = 26
_RULER = 44
_BETWEEN = 46
_KEY = 120
_PARTS = 4  # of a ruler
_TIPS = 64
_STEPS = 32
_EDGE = 24


def bars(tally: Tally, file: File | None, x: int, y: int, width: int) -> tuple[int, list[Shape]]:
    """Where the picture ends, and the bars."""
    shapes = list(_disk(tally, x, y, width))
    y += _HEIGHT + _RULER
    if file is not None:
        shapes += _file(file, x, y + _BETWEEN, width)
        y += _BETWEEN + _HEIGHT + _RULER
    return y + _EDGE, shapes


def _disk(tally: Tally, x: int, y: int, width: int) -> Iterator[Shape]:
    scale = tally.scale
    seen = [look(tally.sum(*_columns(column, width, scale.num_cells))) for column in range(width)]
    found = [
        layer
        for first, last in _runs(seen)
        for layer in layers(x + first, y, last - first, _HEIGHT, seen[first])
    ]
    yield from sorted(found, key=lambda one: one.color not in (State.HOLE, State.ZERO))
    yield from _ruler(scale.start, scale.length, x, y + _HEIGHT, width)
    for left, right, first, last in _tipped(scale.num_cells, width):
        text = contents(tally, first, last)
        yield Tip(x + left, y, right - left, _HEIGHT, text)


def _tipped(num: int, width: int) -> Iterator[tuple[int, int, int, int]]:
    """Parts that one can point at: pixels, and cells."""
    parts = min(_TIPS, num)
    for part in range(parts):
        first, last = part * num // parts, (part + 1) * num // parts
        yield first * width // num, last * width // num, first, last


def _columns(column: int, width: int, num: int) -> tuple[int, int]:
    """The cells that a column of pixels shows."""
    first = column * num // width
    return first, max((column + 1) * num // width, first + 1)


def _runs(seen: Sequence[object]) -> Iterator[tuple[int, int]]:
    """Columns that look alike."""
    first = 0
    for column in range(1, len(seen) + 1):
        if column == len(seen) or seen[column] != seen[first]:
            yield first, column
            first = column


def _file(file: File, x: int, y: int, width: int) -> Iterator[Shape]:
    """Colours say where on the disk the data is that is at a place of the file."""
    name = short(file.name.rpartition("/")[2], 40)
    yield Text(x, y - 12, f"In the file {name}: {fragments(file)}", 14, INK)
    yield from _key(x + width, y - 12)
    seen = [_part(file, *_columns(column, width, len(file.cells))) for column in range(width)]
    runs = list(_runs(seen))
    yield Rect(x, y, width, _HEIGHT, State.HOLE)
    for color in (FIRST, LAST):
        for first, end in runs:
            share, place = seen[first]
            share = share if color == FIRST else round(share * place, 3)
            if share:
                yield Rect(x + first, y, end - first, _HEIGHT, color, share)
    yield from _ruler(0, file.length, x, y + _HEIGHT, width)
    for left, right, first, last in _tipped(len(file.cells), width):
        stored = sum(stored for stored, _ in file.cells[first:last])
        part = size(first * file.part), size(last * file.part)
        text = f"{part[0]} to {part[1]} of the file\ndata of the disk: {size(stored)}"
        yield Tip(x + left, y, right - left, _HEIGHT, text)


def _part(file: File, first: int, end: int) -> tuple[float, float]:
    """How strongly a part of the file shows, and where on the disk its data is."""
    cells = [cell for cell in file.cells[first:end] if cell[0]]
    if not cells:
        return 0.0, 0.0
    whole = (end - first) * file.part
    place = sum(place for _, place in cells) / len(cells)
    share = shade(min(sum(stored for stored, _ in cells), whole), whole)
    return share, round(place * _STEPS) / _STEPS


def _key(right: int, y: int) -> Iterator[Shape]:
    """What the colours of the file mean."""
    left = right - _KEY - 40
    yield Text(left - 8, y, "disk: start", 13, FAINT, "end")
    for step in range(_STEPS):
        at = left + step * _KEY // _STEPS
        part = left + (step + 1) * _KEY // _STEPS - at
        yield Rect(at, y - 11, part, 12, FIRST)
        yield Rect(at, y - 11, part, 12, LAST, round(step / (_STEPS - 1), 3))
    yield Text(left + _KEY + 8, y, "end", 13, FAINT)


def _ruler(start: int, length: int, x: int, y: int, width: int) -> Iterator[Line | Text]:
    for part in range(_PARTS + 1):
        at = x + part * width // _PARTS
        yield Line(((at, y + 3), (at, y + 9)), FAINT)
        yield Text(at, y + 25, size(start + part * length // _PARTS), 13, FAINT, "middle")
