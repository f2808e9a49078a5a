# SPDX-License-Identifier: Apache-2.0
"""`instar map --output=png|svg`: a picture of where the data is."""

from __future__ import annotations

import sys

from instar.errors import SandboxError, UsageError
from instar.generated.enums.source import SourceFormat
from instar.options.names import driver_name
from instar.text import printable, spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.output import Output
    from instar.generated.messages import Opened
    from instar.layout.extents import Batch
    from instar.ops.map import Question
    from instar.ops.run import Runner
    from instar.render.map_cells import Tally
    from instar.render.map_scene import Title


def draw(question: Question, runner: Runner, out: Output, form: str, file: str | None) -> int:
    """Draw the picture; returns the exit status. No file is made before all of it is known."""
    if form == "png":
        _check_png(file)
    picture = _picture(*_look(question, runner, out), form)
    out.clear()
    if file is None:
        sys.stdout.buffer.write(picture)
        return 0
    from instar.sandbox.outputs import write_new

    try:
        write_new(file, picture)
    except OSError as error:
        out.notice(f"Could not write '{file}': {error.strerror or error}")
        return 1
    return 0


def _check_png(file: str | None) -> None:
    from instar.render import map_png

    map_png.check()
    if file is None and sys.stdout.isatty():
        raise UsageError("refusing to write PNG data to a terminal; use -o FILE.png")


def _picture(tally: Tally, title: Title, form: str) -> bytes:
    from instar.render.map_scene import scene

    shapes = scene(tally, title)
    described = f"Allocation of {printable(title.name)}"
    if form == "png":
        from instar.render import map_png

        return map_png.draw(shapes, described)
    from instar.render import map_svg

    return map_svg.draw(shapes, described)


def _look(question: Question, runner: Runner, out: Output) -> tuple[Tally, Title]:
    from instar.ops.map import Hearing, ask, naming
    from instar.render.map_cells import Tally, choose_scale
    from instar.render.map_scene import Title

    tallies: list[Tally] = []
    names: list[str] = []

    def on_opened(opened: Opened) -> None:
        length = question.window.on_disk(opened.virtual_size)
        tallies.append(Tally(choose_scale(question.window.start, length)))
        out.progress(0, length)

    def on_batch(batch: Batch) -> None:
        tallies[0].add(batch)

    hear = Hearing(
        on_batch, on_opened, naming(names), lambda warning: out.warn([warning]), out.progress
    )
    found = ask(question, runner, hear)
    return tallies[0], Title(names[0], _format_name(found.format), found.virtual_size, names)


def _format_name(number: int) -> str:
    try:
        return driver_name(number) or spelled(SourceFormat(number))
    except ValueError:
        raise SandboxError(f"the guest found format {number}, which means nothing") from None
