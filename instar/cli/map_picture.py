# SPDX-License-Identifier: Apache-2.0
"""`instar map --output=png|svg`: a picture of where the data is."""

from __future__ import annotations

import sys

from instar.errors import SandboxError, UsageError
from instar.generated.enums.source import SourceFormat
from instar.options.names import driver_name
from instar.record import replace
from instar.text import spelled

TERMINAL = "term"
_FILES = ("png", "svg")

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from instar.cli.output import Output
    from instar.generated.messages import Opened
    from instar.layout.extents import Batch
    from instar.ops.map import Question
    from instar.ops.run import Runner
    from instar.render.map_cells import Scale, Tally
    from instar.render.map_scene import Title


def form_of(form: str, file: str) -> str:
    """The form of output into a file, whose name decides where nothing else does."""
    if form in _FILES:
        return form
    kind = file.rpartition(".")[2].lower()
    if kind not in _FILES:
        raise UsageError(f"-o expects a file name that ends in .png or .svg, not '{file}'")
    return kind


def draw(question: Question, runner: Runner, out: Output, form: str, file: str | None) -> int:
    """Draw the picture; returns the exit status. No file is made before all of it is known."""
    if form == "png":
        _check_png(file)
    from instar.render.map_cells import MOST_CELLS, choose_scale

    if form == TERMINAL:
        return _draw_here(question, runner, out)
    picture = _picture(*look(question, runner, out, MOST_CELLS, choose_scale), form)
    out.clear()
    if file is None:
        sys.stdout.buffer.write(picture)
        return 0
    return out.save(file, picture)


def _check_png(file: str | None) -> None:
    from instar.render import map_png

    map_png.check()
    if file is None and sys.stdout.isatty():
        raise UsageError("refusing to write PNG data to a terminal; use -o FILE.png")


def _picture(tally: Tally, title: Title, form: str) -> bytes:
    from instar.render.map_scene import scene

    if form == "png":
        from instar.render import map_png

        return map_png.draw(scene(tally, title))
    from instar.render import map_svg

    return map_svg.draw(scene(tally, title))


def _draw_here(question: Question, runner: Runner, out: Output) -> int:
    from instar.render import map_term
    from instar.render.map_cells import line_scale

    style = out.style
    found = look(question, runner, out, map_term.most_cells(style), line_scale)
    text = map_term.draw(*found, style)
    out.clear()
    out.write(text)
    return 0


def look(
    question: Question,
    runner: Runner,
    out: Output,
    most_cells: int,
    scale_of: Callable[[int, int, int], Scale],
    warn: Callable[[str], None] | None = None,
) -> tuple[Tally, Title]:
    """What a picture of so many cells at most shows. Without `warn`, warnings are printed."""
    from instar.layout.cells import num_cells
    from instar.ops.map import Hearing, ask, naming
    from instar.render.map_cells import Tally, file_of
    from instar.render.map_scene import Title

    question = replace(question, max_cells=most_cells)
    tallies: list[Tally] = []
    nums: list[int] = []
    names: list[str] = []

    def on_opened(opened: Opened) -> None:
        start, length = question.window.start, question.window.on_disk(opened.virtual_size)
        nums.append(num_cells(start, length, opened.cell))
        tallies.append(Tally(scale_of(start, length, opened.cell)))
        out.progress(0, length)

    def on_batch(batch: Batch) -> None:
        tallies[0].add(batch)

    warn = warn or (lambda warning: out.warn([warning]))
    hear = Hearing(on_batch, on_opened, naming(names), warn, out.progress)
    found = ask(question, runner, hear)
    file = file_of(found, names, nums[0])
    title = Title(names[0], _format_name(found.format), found.virtual_size, names, file)
    return tallies[0], title


def _format_name(number: int) -> str:
    try:
        return driver_name(number) or spelled(SourceFormat(number))
    except ValueError:
        raise SandboxError(f"the guest found format {number}, which means nothing") from None
