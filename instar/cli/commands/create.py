# SPDX-License-Identifier: Apache-2.0
"""`instar create`."""

from __future__ import annotations

from instar.cli import new_image, shared
from instar.cli.flags import Flag, Switch
from instar.cli.registry import Command, Words
from instar.errors import CreateError, UsageError, prefixed
from instar.record import replace
from instar.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.output import Output
    from instar.cli.parse import Values

PROGRESS = Flag(
    ("--progress",), Switch(), "show progress on a terminal", shared.OUTPUT, default=False
)


def answer(values: Values, out: Output) -> int:
    """Make an image."""
    from instar.cli.progress import Progress
    from instar.ops.create import Creator
    from instar.render import create as render

    bar = Progress(wanted=values[PROGRESS])
    question = new_image.question(values, COMMAND)
    if values[PROGRESS]:
        question = replace(question, on_progress=bar.show)
    runner = shared.runner(values, out)
    is_json = values[shared.OUTPUT_FORMAT] == "json"
    try:
        creator = Creator(question, runner)
        out.warn(creator.warnings)
        if not values[shared.QUIET] and not is_json:
            out.write(render.formatting(question.filename, creator.format, creator.shown()))
        found = creator.make()
    except (CreateError, UsageError) as error:
        raise prefixed(error, f"{printable(question.filename)}: ") from error
    finally:
        bar.end()
    if is_json:
        out.write(render.as_json(found))
    return 0


COMMAND = Command(
    name="create",
    answer=answer,
    topic=new_image.topic,
    arguments="FILENAME [SIZE]",
    examples=(
        ("instar create -f qcow2 disk.qcow2 10G", "an empty disk of 10 GiB"),
        (
            "instar create -f qcow2 -b base.qcow2 -F qcow2 top.qcow2",
            "an image that stores the changes to its backing image",
        ),
        ("instar create -f vhdx -o help", "the options of a format"),
    ),
    description=(
        "The file gets its name only after it is complete and instar has read it back. If that"
        " fails, an existing file of that name stays unchanged. Bytes and messages are"
        " qemu-img's. Sizes are digits with an optional fraction and suffix (k, M, G, T, P, E,"
        " powers of 1024). SOURCE_DATE_EPOCH sets the time in the file."
    ),
    words=Words(),
    flags=(
        *(*new_image.FLAGS, shared.OBJECT, shared.FORCE_SHARE),
        *(shared.STRICT_BACKING, shared.OUTPUT_FORMAT, shared.QUIET, PROGRESS),
        *(shared.QEMU_VERSION, *shared.SANDBOX_FLAGS, shared.HELP),
    ),
)
