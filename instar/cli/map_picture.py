# SPDX-License-Identifier: Apache-2.0
"""`instar map --output=png|svg`: a picture of where the data is."""

from __future__ import annotations

import sys

from instar.cli import report
from instar.errors import InstarError, SandboxError, UsageError
from instar.generated.source import SourceFormat
from instar.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.map import Args
    from instar.cli.progress import Progress
    from instar.ops.map import Mapper
    from instar.render.map_cells import Tally
    from instar.render.map_scene import Title


def draw(args: Args, mapper: Mapper) -> int:
    """Draw the picture; returns the exit status. No file is made before all of it is known."""
    from instar.cli.progress import Progress

    progress = Progress(wanted=args.common.progress)
    try:
        _check(args)
        picture = _picture(args, mapper, progress)
    except InstarError as error:
        progress.end()
        report.report(error, exact=args.common.exact)
        return 1
    progress.end()
    if args.picture_file is None:
        sys.stdout.buffer.write(picture)
        return 0
    from instar.sandbox.outputs import write_new

    try:
        write_new(args.picture_file, picture)
    except OSError as error:
        report.notice(f"Could not write '{args.picture_file}': {error.strerror or error}")
        return 1
    return 0


def _check(args: Args) -> None:
    if args.picture == "png":
        from instar.render import map_png

        map_png.check()
        if args.picture_file is None and sys.stdout.isatty():
            raise UsageError(
                "a PNG picture is nothing for a terminal; name a file with -o FILE.png"
            )


def _picture(args: Args, mapper: Mapper, progress: Progress) -> bytes:
    tally, title = _look(args, mapper, progress)
    from instar.render.map_scene import scene

    shapes = scene(tally, title)
    described = f"Allocation of {printable(title.name)}"
    if args.picture == "png":
        from instar.render import map_png

        return map_png.draw(shapes, described)
    from instar.render import map_svg

    return map_svg.draw(shapes, described)


def _look(args: Args, mapper: Mapper, progress: Progress) -> tuple[Tally, Title]:
    from instar.render.map_cells import Tally, choose_scale
    from instar.render.map_scene import Title

    common_args = args.common
    tallies: list[Tally] = []
    names: list[str] = []

    def on_progress(done: int, total: int) -> None:
        if not tallies:
            tallies.append(Tally(choose_scale(args.start, total)))
        progress.show(done, total)

    def on_batch(batch: bytes) -> None:
        if batch:
            tally().add(batch)

    def tally() -> Tally:
        if not tallies:
            raise SandboxError("the guest has not said how large the disk is")
        return tallies[0]

    found = mapper.map(
        common_args.source(args.files[0]),
        common_args.runner(),
        on_batch,
        names=names,
        on_warning=lambda warning: report.warn([warning], exact=common_args.exact),
        on_progress=on_progress,
    )
    return tally(), Title(names[0], _format_name(found.format), found.virtual_size, names)


def _format_name(number: int) -> str:
    from instar.options.source import DRIVERS

    try:
        member = SourceFormat(number).name.lower()
    except ValueError:
        raise SandboxError(f"the guest found format {number}, which means nothing") from None
    for driver, meant in DRIVERS.items():
        if meant == member:
            return driver
    return member.replace("_", " ")
