# SPDX-License-Identifier: Apache-2.0
"""What the states of a disk look like: in words, in colours, as hatching and as characters.

Colours of data are those that people with any kind of colour blindness can tell apart (Okabe and
Ito), and each but that of plain data has a hatching of its own.
"""

from __future__ import annotations

from instar.render.map_cells import State

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Color = tuple[int, int, int]
    Key = str | State

INK, FAINT, LINE, BACKGROUND = "ink", "faint", "line", "background"
# Ends of the scale that shows in a file where on the disk its data is.
FIRST, LAST = "first", "last"

LIGHT: Mapping[Key, Color] = {
    BACKGROUND: (255, 255, 255),
    INK: (33, 37, 41),
    FAINT: (95, 103, 110),
    LINE: (190, 197, 204),
    FIRST: (0, 60, 130),
    LAST: (240, 228, 66),
    State.HOLE: (233, 236, 239),
    State.ZERO: (196, 201, 207),
    State.DATA: (0, 114, 178),
    State.COMPRESSED: (170, 75, 140),
    State.ENCRYPTED: (213, 94, 0),
    State.BACKING_1: (0, 158, 115),
    State.BACKING_2: (230, 159, 0),
    State.BACKING_DEEPER: (86, 180, 233),
}
DARK: Mapping[Key, Color] = {
    **LIGHT,
    BACKGROUND: (22, 25, 29),
    INK: (233, 236, 239),
    FAINT: (163, 171, 179),
    LINE: (73, 80, 87),
    FIRST: (40, 110, 190),
    State.HOLE: (43, 48, 53),
    State.ZERO: (72, 78, 84),
    State.DATA: (45, 130, 205),
    State.COMPRESSED: (204, 121, 167),
    State.BACKING_DEEPER: (140, 205, 245),
}

WORDS = {
    State.HOLE: "hole: not allocated",
    State.ZERO: "allocated, reads as zeros",
    State.DATA: "data",
    State.COMPRESSED: "compressed data",
    State.ENCRYPTED: "encrypted data",
    State.BACKING_1: "data from the backing image",
    State.BACKING_2: "data from two images below",
    State.BACKING_DEEPER: "data from further below",
}

# Lines of a tile of HATCH_SIZE, from edge to edge.
HATCH_SIZE = 6
HATCHES: Mapping[State, Sequence[tuple[int, int, int, int]]] = {
    State.COMPRESSED: ((0, 6, 6, 0),),
    State.ENCRYPTED: ((0, 0, 6, 6), (0, 6, 6, 0)),
    State.BACKING_1: ((0, 3, 6, 3),),
    State.BACKING_2: ((3, 0, 3, 6),),
    State.BACKING_DEEPER: ((0, 0, 6, 6),),
}

# For terminals: numbers of the 256 colours, and characters where there are none.
INDEXED = {
    State.HOLE: 238,
    State.ZERO: 246,
    State.DATA: 33,
    State.COMPRESSED: 169,
    State.ENCRYPTED: 202,
    State.BACKING_1: 36,
    State.BACKING_2: 214,
    State.BACKING_DEEPER: 117,
}
CHARACTERS = {
    State.HOLE: ".",
    State.ZERO: "0",
    State.DATA: "#",
    State.COMPRESSED: "c",
    State.ENCRYPTED: "e",
    State.BACKING_1: "1",
    State.BACKING_2: "2",
    State.BACKING_DEEPER: "+",
}


def blend(back: Color, front: Color, share: float) -> Color:
    """A colour over another one."""
    red, green, blue = (round(b + (f - b) * share) for b, f in zip(back, front, strict=True))
    return red, green, blue


def main_state(amounts: Sequence[int]) -> State:
    """What a cell is: the kind of data that it has most of, else what covers most of it."""
    data = [state for state in State if state > State.ZERO and amounts[state]]
    if data:
        return max(data, key=lambda state: amounts[state])
    return State.ZERO if amounts[State.ZERO] > amounts[State.HOLE] else State.HOLE
