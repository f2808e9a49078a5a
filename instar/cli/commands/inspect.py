# SPDX-License-Identifier: Apache-2.0
"""`instar inspect`."""

from __future__ import annotations

from instar.cli import shared
from instar.cli.judging import FAIL_ON
from instar.cli.registry import Command

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.output import Output
    from instar.cli.parse import Values


def answer(values: Values, out: Output) -> int:
    """Print the page."""
    from instar.cli.inspecting import page_of
    from instar.render.inspect import human

    page = page_of(values, out)
    out.warn(dict.fromkeys(page.warnings))
    out.write(human(page, out.style))
    return int(bool(page.failures))


COMMAND = Command(
    name="inspect",
    answer=answer,
    arguments="FILENAME",
    examples=(("instar inspect disk.qcow2", "all that instar can find out about it"),),
    description=(
        "Prints what the image is, the images below it, which parts of the disk are allocated, its"
        " snapshots and bitmaps, how it is encrypted, what is suspicious (info --safety) and what"
        " is wrong (check). A part that cannot be found out says why, and the exit status is 1."
        " For programs, ask info, map and check for JSON."
    ),
    words=shared.ONE_IMAGE,
    rules=(shared.ONE_DESCRIPTION,),
    flags=(
        *(shared.FORMAT, shared.IMAGE_OPTS, shared.OBJECT, shared.FORCE_SHARE),
        *(shared.STRICT_BACKING, FAIL_ON, shared.PROGRESS, *shared.SANDBOX_FLAGS, shared.HELP),
    ),
)
