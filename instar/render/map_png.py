# SPDX-License-Identifier: Apache-2.0
"""The picture of an allocation as PNG, drawn by Pillow."""

from __future__ import annotations

import io

from instar.errors import UsageError
from instar.render.map_palette import BACKGROUND, HATCH_SIZE, HATCHES, LIGHT, blend
from instar.render.map_shapes import Line, Rect, Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

    from instar.render.map_cells import State
    from instar.render.map_scene import Scene

_ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}
_HATCHING = 140  # of 255


def check() -> None:
    """Refuse, before any work is done, where there is no Pillow."""
    try:
        import PIL.ImageDraw  # noqa: F401
    except ImportError as error:
        raise UsageError(
            "PNG pictures are drawn by Pillow, which is not installed: pip install "
            "'instar[picture]'\n"
            "--output=svg needs nothing."
        ) from error


def draw(scene: Scene) -> bytes:
    """The file."""
    from PIL import Image, ImageDraw
    from PIL.PngImagePlugin import PngInfo

    picture = Image.new("RGB", (scene.width, scene.height), LIGHT[BACKGROUND])
    pen = ImageDraw.Draw(picture)
    used = {shape.color for shape in scene.shapes if isinstance(shape, Rect)}
    hatches = {state: _hatch(state, picture.size) for state in HATCHES if state in used}
    for shape in scene.shapes:
        if isinstance(shape, Rect):
            _fill(picture, pen, shape, hatches)
        elif isinstance(shape, Line):
            pen.line(shape.points, fill=LIGHT[shape.color], width=shape.width)
        elif isinstance(shape, Text):
            _write(pen, shape)
    about = PngInfo()
    about.add_itxt("Title", scene.title)
    about.add_itxt("Description", scene.description)
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True, pnginfo=about)
    return file.getvalue()


def _fill(picture: Image, pen: ImageDraw, rect: Rect, hatches: dict[State, Image]) -> None:
    color = LIGHT[rect.color]
    if rect.share < 1:
        below = picture.getpixel((rect.x, rect.y))
        assert isinstance(below, tuple)
        red, green, blue = below
        color = blend((int(red), int(green), int(blue)), color, rect.share)
    box = (rect.x, rect.y, rect.x + rect.width, rect.y + rect.height)
    pen.rectangle((*box[:2], box[2] - 1, box[3] - 1), fill=color)
    for state, mask in hatches.items():
        if rect.color == state:
            picture.paste(LIGHT[BACKGROUND], box, mask.crop(box))


def _hatch(state: State, size: tuple[int, int]) -> Image:
    """Where the lines of a hatching are, over the whole picture."""
    from PIL import Image, ImageDraw

    tile = Image.new("L", (HATCH_SIZE, HATCH_SIZE), 0)
    pen = ImageDraw.Draw(tile)
    for x, y, x2, y2 in HATCHES[state]:
        last = HATCH_SIZE - 1
        pen.line((min(x, last), min(y, last), min(x2, last), min(y2, last)), fill=_HATCHING)
    row = Image.new("L", (size[0], HATCH_SIZE), 0)
    for x in range(0, size[0], HATCH_SIZE):
        row.paste(tile, (x, 0))
    mask = Image.new("L", size, 0)
    for y in range(0, size[1], HATCH_SIZE):
        mask.paste(row, (0, y))
    return mask


def _write(pen: ImageDraw, text: Text) -> None:
    from PIL import ImageFont

    font = ImageFont.load_default(text.size)
    place = (text.x, text.y)
    # The font that Pillow brings has no bold face.
    stroke = 0.5 if text.bold else 0
    pen.text(
        place,
        text.text,
        fill=LIGHT[text.color],
        font=font,
        anchor=_ANCHORS[text.anchor],
        stroke_width=stroke,
    )
