# SPDX-License-Identifier: Apache-2.0
"""`instar bench`."""

from __future__ import annotations

import sys

from instar.cli import benching, in_place, shared
from instar.cli.registry import Command

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.output import Output
    from instar.cli.parse import Values


def answer(values: Values, out: Output) -> int:
    """Make the requests, and print how long they took."""
    from instar.ops.bench import ask
    from instar.render import bench as render

    question = benching.question(values)

    def begin() -> None:
        out.write(render.begun(question))
        sys.stdout.flush()

    found = ask(question, shared.runner(values, out), begin)
    out.warn(found.warnings)
    out.write(render.done(found.seconds))
    return 0


COMMAND = Command(
    name="bench",
    answer=answer,
    arguments="FILENAME",
    examples=(
        ("instar bench disk.qcow2", "read 75,000 blocks of 4 KiB in sequence"),
        (
            "instar bench -s 64k -S 1M -d 8 disk.qcow2",
            "read 64 KiB of each MiB, eight requests at once",
        ),
        (
            "instar bench -w --pattern 1 -f raw disk.raw",
            "write, which destroys the content of the disk",
        ),
    ),
    description=(
        "Reads go through the sandbox and the whole chain, as in every command, so the time"
        " includes instar's own work and not only the storage's. -w overwrites the disk of a raw or"
        " qcow2 image in place and destroys its content; backing images do not change."
    ),
    words=shared.ONE_IMAGE,
    rules=(shared.ONE_DESCRIPTION,),
    flags=(
        *(shared.FORMAT, shared.IMAGE_OPTS, shared.OBJECT, shared.FORCE_SHARE),
        *(shared.STRICT_BACKING, *benching.FLAGS, shared.QUIET),
        *(shared.QEMU_VERSION, in_place.ALLOW_WRITE, *shared.SANDBOX_FLAGS, shared.HELP),
    ),
)
