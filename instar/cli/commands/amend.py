# SPDX-License-Identifier: Apache-2.0
"""`instar amend`."""

from __future__ import annotations

from instar.cli import amending, in_place, shared
from instar.cli.registry import Command, Words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.output import Output
    from instar.cli.parse import Values


def answer(values: Values, out: Output) -> int:
    """Change options of an image."""
    return amending.answer(values, out, COMMAND)


COMMAND = Command(
    name="amend",
    answer=answer,
    arguments="FILENAME",
    examples=(
        ("instar amend -o compat=1.1 disk.qcow2", "change to version 3 of qcow2"),
        ("instar amend -o refcount_bits=64 disk.qcow2", "change how large reference counts can be"),
        ("instar amend -f qcow2 -o help", "the options that can be changed"),
    ),
    description=(
        "Changes options of a qcow2 image after it was made. Until the change is complete the image"
        " stays as it was, whatever ends the command. What loses"
        " data needs --force: a smaller disk, version 2 of an image with bitmaps, no passphrase."
        " To change the backing image, use rebase."
    ),
    words=Words(),
    flags=(
        *(*amending.FLAGS, shared.FORMAT, shared.IMAGE_OPTS, shared.OBJECT),
        *(shared.STRICT_BACKING, shared.OUTPUT_FORMAT, shared.PROGRESS, shared.QUIET),
        *(shared.QEMU_VERSION, in_place.ALLOW_WRITE, *shared.SANDBOX_FLAGS, shared.HELP),
    ),
)
