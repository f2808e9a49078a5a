# SPDX-License-Identifier: Apache-2.0
"""The shapes of a picture, which `map_svg` and `map_png` draw, in colours by their names."""

from __future__ import annotations

from instar.generated.profiles import DEFAULT
from instar.record import Record
from instar.render.info_size import human_size
from instar.render.map_cells import State
from instar.render.map_palette import INK
from instar.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from instar.render.map_palette import Key

# Any data shows: a lone cluster in a gibibyte is what one looks for.
_FAINTEST = 0.55
_STEPS = 8


class Rect(Record):
    """A filled rectangle, hatched where its colour is a state that has a hatching. `share` is how
    much of what is below it hides.
    """

    x: int
    y: int
    width: int
    height: int
    color: Key
    share: float = 1.0


class Line(Record):
    """A line through points."""

    points: tuple[tuple[int, int], ...]
    color: Key
    width: int = 1


class Text(Record):
    """A line of text; `anchor` is start, middle or end, y is where its letters are."""

    x: int
    y: int
    text: str
    size: int = 14
    color: Key = INK
    anchor: str = "start"
    bold: bool = False


class Tip(Record):
    """Words about a part of the picture, for those who point at it."""

    x: int
    y: int
    width: int
    height: int
    text: str


if TYPE_CHECKING:
    Shape = Rect | Line | Text | Tip


class Look(Record):
    """How a cell looks: how much of its ground is zeros, what is on it, and what else is."""

    zeros: float = 0.0
    state: State | None = None
    share: float = 0.0
    second: State | None = None


def look(amounts: Sequence[int]) -> Look:
    """How a cell with so many bytes of each state looks."""
    total = sum(amounts)
    if not total:
        return Look()
    ground = amounts[State.ZERO] + amounts[State.HOLE]
    zeros = shade(amounts[State.ZERO], ground) if amounts[State.ZERO] else 0.0
    data = [state for state in State if state > State.ZERO and amounts[state]]
    if not data:
        return Look(zeros)
    main, *others = sorted(data, key=lambda state: (-amounts[state], state))
    share = shade(sum(amounts[state] for state in data), total)
    return Look(zeros, main, share, others[0] if others else None)


def shade(part: int, total: int) -> float:
    """How strongly a part shows, in few enough steps that equal cells often have equal colours."""
    steps = min(-(-part * _STEPS // total), _STEPS)
    return round(_FAINTEST + (1 - _FAINTEST) * (steps - 1) / (_STEPS - 1), 2)


def layers(x: int, y: int, width: int, height: int, seen: Look) -> Iterator[Rect]:
    """What makes a cell, or several that look alike, the lowest first."""
    yield Rect(x, y, width, height, State.HOLE)
    if seen.zeros:
        yield Rect(x, y, width, height, State.ZERO, seen.zeros)
    if seen.state is not None:
        yield Rect(x, y, width, height, seen.state, seen.share)


def size(number: int) -> str:
    """A number of bytes for people."""
    return human_size(number, DEFAULT)


def percent(part: int, whole: int) -> str:
    """A share of a hundred that is never rounded to nothing or to all."""
    share = 100 * part / (whole or 1)
    if 0 < share < 0.1:
        return "less than 0.1 %"
    if 99.9 < share < 100:
        return "more than 99.9 %"
    return f"{share:.1f} %"


def short(name: str, length: int) -> str:
    """A name that fits; the middle is what one misses least."""
    name = printable(name)
    if len(name) <= length:
        return name
    half = (length - 1) // 2
    return f"{name[:half]}\u2026{name[-half:]}"
