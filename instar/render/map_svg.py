# SPDX-License-Identifier: Apache-2.0
"""The picture of an allocation as SVG, which follows the reader's light or dark theme."""

from __future__ import annotations

from html import escape

from instar.render import map_palette
from instar.render.map_palette import BACKGROUND, HATCH_SIZE, HATCHES
from instar.render.map_shapes import Line, Rect, Text, Tip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from instar.render.map_palette import Key
    from instar.render.map_scene import Scene

_FONT = "system-ui, 'DejaVu Sans', Helvetica, Arial, sans-serif"
_NAMES = {key: f"c{number}" for number, key in enumerate(map_palette.LIGHT)}


def draw(scene: Scene) -> bytes:
    """The file."""
    width, height = scene.width, scene.height
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}" style="max-width:100%;height:auto" role="img"'
        f' aria-labelledby="t d" font-family="{_FONT}" shape-rendering="crispEdges">',
        f'<title id="t">{escape(scene.title)}</title>',
        f'<desc id="d">{escape(scene.description)}</desc>',
        *_styles(),
        *_patterns(scene),
        f'<rect width="{width}" height="{height}" class="{_NAMES[BACKGROUND]}"/>',
    ]
    # Rectangles of one colour make one path: a large disk has thousands.
    paths: dict[tuple[Key, float], list[str]] = {}
    for shape in scene.shapes:
        if isinstance(shape, Rect):
            part = f"M{shape.x} {shape.y}h{shape.width}v{shape.height}h-{shape.width}z"
            paths.setdefault((shape.color, shape.share), []).append(part)
            continue
        lines += _flush(paths)
        if isinstance(shape, Line):
            lines.append(_line(shape))
        else:
            lines.append(_text(shape) if isinstance(shape, Text) else _tip(shape))
    return "\n".join([*lines, *_flush(paths), "</svg>"]).encode() + b"\n"


def _styles() -> Iterator[str]:
    yield "<style>"
    for key, color in map_palette.LIGHT.items():
        yield _style(key, color)
    yield "polyline{fill:none}"
    yield "@media (prefers-color-scheme:dark){"
    for key, color in map_palette.DARK.items():
        if color != map_palette.LIGHT[key]:
            yield _style(key, color)
    yield "}</style>"


def _style(key: Key, color: map_palette.Color) -> str:
    name, value = _NAMES[key], "#" + bytes(color).hex()
    return f".{name}{{fill:{value}}}polyline.{name},.h.{name}{{fill:none;stroke:{value}}}"


def _patterns(scene: Scene) -> Iterator[str]:
    """The hatchings that are used."""
    used = {shape.color for shape in scene.shapes if isinstance(shape, Rect)}
    for state, strokes in HATCHES.items():
        if state in used:
            path = "".join(f"M{x} {y}L{x2} {y2}" for x, y, x2, y2 in strokes)
            yield (
                f'<pattern id="p{int(state)}" width="{HATCH_SIZE}" height="{HATCH_SIZE}"'
                f' patternUnits="userSpaceOnUse"><path class="h {_NAMES[BACKGROUND]}" d="{path}"'
                ' stroke-opacity=".55" shape-rendering="geometricPrecision"/></pattern>'
            )


def _flush(paths: dict[tuple[Key, float], list[str]]) -> Iterator[str]:
    for (color, share), parts in paths.items():
        outline = "".join(parts)
        faint = f' fill-opacity="{share:g}"' if share < 1 else ""
        yield f'<path class="{_NAMES[color]}"{faint} d="{outline}"/>'
        if color in HATCHES:
            yield f'<path fill="url(#p{int(color)})" d="{outline}"/>'
    paths.clear()


def _line(line: Line) -> str:
    points = " ".join(f"{x},{y}" for x, y in line.points)
    return f'<polyline class="{_NAMES[line.color]}" points="{points}" stroke-width="{line.width}"/>'


def _text(text: Text) -> str:
    weight = ' font-weight="bold"' if text.bold else ""
    anchor = f' text-anchor="{text.anchor}"' if text.anchor != "start" else ""
    return (
        f'<text class="{_NAMES[text.color]}" x="{text.x}" y="{text.y}" font-size="{text.size}"'
        f"{anchor}{weight}>{escape(text.text)}</text>"
    )


def _tip(tip: Tip) -> str:
    return (
        f'<rect x="{tip.x}" y="{tip.y}" width="{tip.width}" height="{tip.height}"'
        f' fill="transparent"><title>{escape(tip.text)}</title></rect>'
    )
