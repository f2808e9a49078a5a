# SPDX-License-Identifier: Apache-2.0
"""`instar dd`."""

from __future__ import annotations

from instar.cli import copying, new_image, operands, shared
from instar.cli.registry import Command, Words
from instar.errors import UsageError
from instar.record import replace
from instar.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.operands import Operands
    from instar.cli.output import Output
    from instar.cli.parse import Values
    from instar.ops.conversion import Question

TARGET_FORMAT = replace(copying.TARGET_FORMAT, names=("-O", "--output-format"))


def answer(values: Values, out: Output) -> int:
    """Copy blocks into a new image."""
    from instar.ops.dd import ask
    from instar.render import convert as render

    given = _operands(values, out)
    question = _question(values, given)
    shown = printable(given.files["if"])
    found = ask(
        question,
        shared.runner(values, out),
        lambda: out.notice(f"{shown}: cannot skip to specified offset"),
    )
    out.warn(found.warnings)
    if values[shared.OUTPUT_FORMAT] == "json":
        out.write(render.as_json(found))
    return 0


def _operands(values: Values, out: Output) -> Operands:
    words, warnings = values[shared.WORDS], list[str]()
    try:
        found = operands.read(words, values.profile, warnings)
    finally:
        out.warn(warnings)
    if values[shared.IMAGE_OPTS] and values.has(shared.FORMAT):
        raise UsageError("--image-opts and --format are mutually exclusive")
    return found


def _question(values: Values, given: Operands) -> Question:
    from instar.ops.conversion import Blocks, Question
    from instar.ops.create import origin

    secrets = values[shared.OBJECT]
    return Question(
        sources=(shared.source(values, given.files["if"]),),
        filename=given.files["of"],
        format=values[TARGET_FORMAT],
        profile=values.profile,
        access=shared.access(values),
        len_sparse=0,
        blocks=Blocks(given.block, given.count, given.skip),
        secrets=secrets,
        checks_space=not (values.exact or values[copying.NO_SPACE_CHECK]),
        origin=origin(new_image.seed(values)),
    )


COMMAND = Command(
    name="dd",
    answer=answer,
    arguments="if=FILE of=FILE [bs=SIZE] [count=N] [skip=N]",
    examples=(
        ("instar dd if=disk.qcow2 of=boot.raw bs=1M count=1", "the first MiB of a disk"),
        ("instar dd -O qcow2 if=disk.raw of=rest.qcow2 bs=1M skip=1", "all but the first MiB"),
    ),
    description=(
        "Blocks are bs bytes long (default: 512). count is how many are read from the start of"
        " the disk, skip how many of those are left out. Everything is written as data, zeros"
        " too. The output is a new image with the defaults of its format; it gets its name only"
        " after it is complete. The input cannot be the output."
    ),
    words=Words(offers=("if=", "of=", "bs=", "count=", "skip=")),
    flags=(
        *(shared.FORMAT, TARGET_FORMAT, shared.IMAGE_OPTS, shared.OBJECT, shared.FORCE_SHARE),
        *(shared.STRICT_BACKING, copying.NO_SPACE_CHECK, new_image.SEED, shared.OUTPUT_FORMAT),
        *(shared.QEMU_VERSION, *shared.SANDBOX_FLAGS, shared.HELP),
    ),
)
