# SPDX-License-Identifier: Apache-2.0
"""The picture of an allocation as PNG, drawn by Pillow."""

from __future__ import annotations

import io

from instar.errors import UsageError
from instar.render.map_scene import BACKGROUND, HEIGHT, WIDTH, Line, Rect, Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from PIL.ImageDraw import ImageDraw

_ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}


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


def draw(shapes: Iterable[Rect | Line | Text], described: str) -> bytes:
    """The file. `described` is for those who cannot see it."""
    from PIL import Image, ImageDraw
    from PIL.PngImagePlugin import PngInfo

    picture = Image.new("RGB", (WIDTH, HEIGHT), BACKGROUND)
    pen = ImageDraw.Draw(picture)
    for shape in shapes:
        if isinstance(shape, Rect):
            corner = (shape.x + shape.width - 1, shape.y + shape.height - 1)
            pen.rectangle((shape.x, shape.y, *corner), fill=shape.color)
        elif isinstance(shape, Line):
            pen.line(shape.points, fill=shape.color, width=shape.width)
        else:
            _write(pen, shape)
    about = PngInfo()
    about.add_itxt("Title", described)
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True, pnginfo=about)
    return file.getvalue()


def _write(pen: ImageDraw, text: Text) -> None:
    from PIL import ImageFont

    font = ImageFont.load_default(text.size)
    for shift in range(2 if text.bold else 1):  # the font that Pillow brings has no bold face
        place = (text.x + shift, text.y)
        pen.text(place, text.text, fill=text.color, font=font, anchor=_ANCHORS[text.anchor])
