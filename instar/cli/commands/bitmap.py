# SPDX-License-Identifier: Apache-2.0
"""`instar bitmap`."""

from __future__ import annotations

from instar.cli import bitmaps, in_place, shared
from instar.cli.registry import Command, Words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.output import Output
    from instar.cli.parse import Values


def answer(values: Values, out: Output) -> int:
    """Change a persistent bitmap of an image."""
    from instar.ops.bitmap import ask

    def work() -> in_place.Work:
        question = bitmaps.question(values)
        return lambda runner: ask(question, runner)

    return in_place.change(values, out, work)


COMMAND = Command(
    name="bitmap",
    answer=answer,
    arguments="FILENAME [BITMAP]",
    examples=(
        ("instar bitmap --add disk.qcow2 since-monday", "record writes from now on"),
        ("instar bitmap --merge mon --merge tue disk.qcow2 week", "combine two bitmaps in a third"),
        ("instar bitmap --remove disk.qcow2 since-monday", "delete a bitmap"),
    ),
    description=(
        "A persistent bitmap of a qcow2 image records which parts of the disk were written since"
        " it was created or cleared. Actions run in the order of the command line, all or none: if"
        " one fails, or the command is interrupted, the image does not change."
    ),
    words=Words(0, None, names=bitmaps.named),
    flags=(
        *(*bitmaps.FLAGS, shared.FORMAT, shared.IMAGE_OPTS),
        *(shared.OBJECT, shared.OUTPUT_FORMAT, shared.QUIET),
        *(shared.QEMU_VERSION, *shared.SANDBOX_FLAGS, shared.HELP),
    ),
)
