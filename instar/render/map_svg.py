# SPDX-License-Identifier: Apache-2.0
"""The picture of an allocation as SVG."""

from __future__ import annotations

from html import escape

from instar.render.map_scene import BACKGROUND, HEIGHT, WIDTH, Line, Rect, Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from instar.render.map_scene import Color

_FONT = "system-ui, 'DejaVu Sans', Helvetica, Arial, sans-serif"


def draw(shapes: Iterable[Rect | Line | Text], described: str) -> bytes:
    """The file. `described` is for those who cannot see it."""
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}"'
        f' viewBox="0 0 {WIDTH} {HEIGHT}" font-family="{_FONT}" shape-rendering="crispEdges">',
        f"<title>{escape(described)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{_hex(BACKGROUND)}"/>',
    ]
    # Rectangles of one colour make one path: a large disk has thousands.
    paths: dict[Color, list[str]] = {}
    for shape in shapes:
        if isinstance(shape, Rect):
            part = f"M{shape.x} {shape.y}h{shape.width}v{shape.height}h-{shape.width}z"
            paths.setdefault(shape.color, []).append(part)
            continue
        lines += _flush(paths)
        lines.append(_line(shape) if isinstance(shape, Line) else _text(shape))
    lines += [*_flush(paths), "</svg>"]
    return "\n".join(lines).encode() + b"\n"


def _flush(paths: dict[Color, list[str]]) -> list[str]:
    done = [f'<path fill="{_hex(color)}" d="{"".join(parts)}"/>' for color, parts in paths.items()]
    paths.clear()
    return done


def _line(line: Line) -> str:
    points = " ".join(f"{x},{y}" for x, y in line.points)
    return (
        f'<polyline points="{points}" fill="none" stroke="{_hex(line.color)}"'
        f' stroke-width="{line.width}"/>'
    )


def _text(text: Text) -> str:
    weight = ' font-weight="bold"' if text.bold else ""
    return (
        f'<text x="{text.x}" y="{text.y}" font-size="{text.size}" fill="{_hex(text.color)}"'
        f' text-anchor="{text.anchor}"{weight}>{escape(text.text)}</text>'
    )


def _hex(color: Color) -> str:
    return "#" + bytes(color).hex()
