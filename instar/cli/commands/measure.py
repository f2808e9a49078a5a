# SPDX-License-Identifier: Apache-2.0
"""`instar measure`."""

from __future__ import annotations

from instar.cli import many, shared, target
from instar.cli.flags import Flag
from instar.cli.kinds import SnapshotName
from instar.cli.registry import Command, Rule, Words
from instar.cli.sizes import DiskSize
from instar.errors import UsageError
from instar.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.output import Output
    from instar.cli.parse import Values

SIZE: Flag[int | None] = Flag(
    ("-s", "--size"), DiskSize(), "measure an empty disk of that size", target.GROUP
)
FORMAT = replace(shared.FORMAT, names=(*shared.FORMAT.names, "--source-format"))
IMAGE_OPTS = replace(shared.IMAGE_OPTS, names=("--image-opts", "--source-image-opts"))
SNAPSHOT = replace(shared.SNAPSHOT, kind=SnapshotName(sticky=True))
_NAMES = (shared.WORDS, shared.FILES_FROM)
_OF_FILES = (IMAGE_OPTS, FORMAT, SNAPSHOT)


def answer(values: Values, out: Output) -> int:
    """Measure an empty disk, an image, or many."""
    from instar.ops.measure import Measurer, Question
    from instar.render import measure as render

    if values.exact and len(values[shared.WORDS]) > 1:
        raise UsageError("At most one filename argument is allowed.")
    form, secrets = values[shared.OUTPUT_FORMAT], values[shared.OBJECT]
    question = Question(
        target=values[target.FORMAT],
        settings=tuple(target.settings(values)),
        size=values[SIZE] or 0,
        compress=values[target.COMPRESS],
        secrets=tuple(secrets),
        profile=values.profile,
        access=shared.access(values, has_secret=not values.exact),
    )
    empty = Measurer(question)
    out.warn(empty.warnings)
    runner, files = shared.runner(values, out), many.names(values)
    given = many.asked(question, values, form == many.LINES)
    if files and (given.more or len(files) > 1 or values.has(shared.FILES_FROM)):
        from instar.cli import lines

        if given.more:
            return many.lines("measure", given, values, out)
        rows = render.JsonRows() if form == "json" else render.HumanRows()
        return many.each(files, lines.measure, given, rows, values, out)
    asked = empty if values[SIZE] is not None else Measurer(given.about(files[0]))
    found = asked.measure(runner, out.progress)
    out.clear()
    out.warn(found.warnings if files else ())  # those of an empty disk are printed above
    out.write(render.as_json(found) if form != "human" else render.human(found))
    return 0


COMMAND = Command(
    name="measure",
    answer=answer,
    topic=target.topic,
    arguments="(--size SIZE | FILENAME...)",
    examples=(
        ("instar measure -O qcow2 disk.vmdk", "what a conversion to qcow2 would take"),
        ("instar measure --size 10G -O qcow2", "what an empty disk would take"),
    ),
    description=(
        "Sizes are digits with an optional fraction and suffix (k, M, G, T, P, E, powers of 1024),"
        " or hexadecimal after 0x. `-o help` lists the options of the target. Where qemu-img"
        " measures a format too, the answer is the same to the byte."
    ),
    words=Words(),
    rules=(
        Rule(
            "--object, --image-opts, -f, and -l require a filename argument.",
            ((*_OF_FILES, shared.OBJECT),),
            _NAMES,
            until="object_with_size",
        ),
        Rule("--image-opts, -f, and -l require a filename argument.", (_OF_FILES,), _NAMES),
        Rule("Either --size N or one filename must be specified.", (), (*_NAMES, SIZE)),
        Rule("--size N cannot be used together with a filename.", (_NAMES, (SIZE,))),
        shared.ONE_DESCRIPTION,
    ),
    flags=(
        *(SIZE, *target.FLAGS, FORMAT, IMAGE_OPTS, SNAPSHOT, shared.OBJECT, shared.FORCE_SHARE),
        *(shared.STRICT_BACKING, *many.FLAGS, many.FORMS),
        *(shared.QEMU_VERSION, shared.PROGRESS, *shared.SANDBOX_FLAGS, shared.HELP),
    ),
    is_loud=True,
)
