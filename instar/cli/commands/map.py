# SPDX-License-Identifier: Apache-2.0
"""`instar map`."""

from __future__ import annotations

from instar.cli import kinds, many, numbers, shared, sizes
from instar.cli.flags import Flag, Text
from instar.cli.registry import Command
from instar.generated.map import MAX_EXTENTS_DEFAULT, MapConfig
from instar.options.source import NOWHERE
from instar.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.output import Output
    from instar.cli.parse import Values

_WINDOW = "Part of the disk"
_PICTURES = ("png", "svg", "term")

START = Flag(
    ("-s", "--start-offset"),
    sizes.DiskSize("N", "start offset"),
    "start at this byte of the disk",
    _WINDOW,
    0,
    since="map_window",
)
# Releases that have a window take `-l` for its length, which none of them documents.
MAX_LENGTH: Flag[int | None] = Flag(
    ("--max-length",),
    sizes.DiskSize("N", "max length"),
    "stop after this many bytes (with --qemu-version, -l means this, as in qemu-img)",
    _WINDOW,
    since="map_window",
    exact_names=("-l",),
)
OUTPUT_FORMAT = replace(
    shared.OUTPUT_FORMAT,
    kind=kinds.OutputForm("human", "json", many.LINES, *_PICTURES),
    help="for people, for programs, a line of JSON for each image, a picture, or one on a terminal",
)
PICTURE: Flag[str | None] = Flag(
    ("-o", "--picture"),
    Text("FILE.png|FILE.svg", is_path=True),
    "draw a picture of the disk into this file",
    shared.OUTPUT,
)
MAX_EXTENTS = Flag(
    ("--max-extents",),
    numbers.Count(1, MapConfig.MAX_EXTENTS_MAX),
    f"fail after this many runs (default: {MAX_EXTENTS_DEFAULT})",
    shared.SANDBOX,
    MAX_EXTENTS_DEFAULT,
)


def answer(values: Values, out: Output) -> int:
    """Print the runs of a disk as they are found, or draw them."""
    from instar.ops.map import Question, Window

    form, file = values[OUTPUT_FORMAT], values[PICTURE]
    if file is not None:
        from instar.cli.map_picture import form_of

        form = form_of(form, file)
    exact, is_json = values.exact, form in ("json", many.LINES)
    access = shared.access(values, has_secret=not exact, by_table=not (exact or is_json))
    question = Question(
        source=NOWHERE,
        profile=values.profile,
        access=access,
        window=Window(values[START], values[MAX_LENGTH]),
        human=form == "human",
        max_extents=values[MAX_EXTENTS],
    )
    given = many.asked(question, values)
    if many.is_many(values):
        return many.lines("map", given, values, out)
    question, runner = given.about(values[shared.WORDS][0]), shared.runner(values, out)
    if form in _PICTURES:
        from instar.cli.map_picture import draw

        return draw(question, runner, out, form, file)
    from instar.cli.map_rows import print_rows

    return print_rows(question, runner, out, is_json=is_json)


COMMAND = Command(
    name="map",
    answer=answer,
    arguments="FILENAME...",
    examples=(
        ("instar map disk.qcow2", "where the data is"),
        ("instar map --output=json disk.qcow2", "everything about each run, for programs"),
        ("instar map -o disk.png disk.qcow2", "a picture of it"),
        ("instar map --output=term disk.qcow2", "a picture on the terminal"),
    ),
    description=(
        "For people: a table of the data that is stored plainly, and where each part is in which"
        " file of the chain. As JSON: every run of the disk, in order. Both are printed as runs"
        " are found, and are qemu-img's to the byte."
    ),
    words=shared.IMAGES,
    rules=(shared.ONE_DESCRIPTION,),
    flags=(
        *(shared.FORMAT, shared.IMAGE_OPTS, START, MAX_LENGTH, shared.SNAPSHOT, shared.OBJECT),
        *(shared.FORCE_SHARE, shared.STRICT_BACKING, *many.FLAGS, OUTPUT_FORMAT, PICTURE),
        *(shared.QEMU_VERSION, MAX_EXTENTS),
        *(shared.PROGRESS, *shared.SANDBOX_FLAGS, shared.HELP),
    ),
)
