# SPDX-License-Identifier: Apache-2.0
"""`instar recover`."""

from __future__ import annotations

from instar.cli import in_place, shared
from instar.cli.registry import Command

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.output import Output
    from instar.cli.parse import Values


def answer(values: Values, out: Output) -> int:
    """Complete the change of an image."""
    from instar.ops.recover import ask
    from instar.render import recover as render

    (name,) = values[shared.WORDS]
    found = ask(in_place.target(values, name), lambda: shared.runner(values, out))
    out.warn(found.warnings)
    is_json = values[shared.OUTPUT_FORMAT] == "json"
    out.write(render.as_json(found) if is_json else render.human(found))
    return 0


COMMAND = Command(
    name="recover",
    answer=answer,
    arguments="FILENAME",
    examples=(("instar recover disk.qcow2", "complete what a killed command had begun"),),
    description=(
        "While a command changes an image, it keeps the change in a journal next to it. If the"
        " command was interrupted, this one completes the change, or cuts off what a change that"
        " was not complete has added; so does the next command that changes the image. Without a"
        " journal nothing happens. Extents of a VMDK that are next to it and named after it are"
        " completed too, and the data file of a qcow2 image with --allow-write."
    ),
    words=shared.ONE_IMAGE,
    flags=(
        shared.OUTPUT_FORMAT,
        shared.QEMU_VERSION,
        *shared.SANDBOX_FLAGS,
        in_place.ALLOW_WRITE,
        shared.HELP,
    ),
)
