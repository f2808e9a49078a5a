# SPDX-License-Identifier: Apache-2.0
"""`instar rebase`."""

from __future__ import annotations

from instar.cli import in_place, shared
from instar.cli.flags import CacheMode, Flag, SourceFormat, Switch, Text
from instar.cli.registry import Command
from instar.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.output import Output
    from instar.cli.parse import Values

_REBASE = "Rebase"

UNSAFE = Flag(
    ("-u", "--backing-unsafe"),
    Switch(),
    "change the name alone: the disk must read the same on the new backing image",
    _REBASE,
    default=False,
)
BACKING: Flag[str | None] = Flag(
    ("-b", "--backing"), Text("NAME"), "the backing image; without it, there is none", _REBASE
)
BACKING_FORMAT: Flag[str | None] = Flag(
    ("-F", "-B", "--backing-format"), SourceFormat("FMT"), "format of the backing image", _REBASE
)
CACHE = Flag(
    ("-t", "--cache"),
    CacheMode("cache"),
    "accepted; the image is synced in any case",
    _REBASE,
    "writeback",
)
BACKING_CACHE = Flag(
    ("-T", "--backing-cache"),
    CacheMode("source cache"),
    "accepted, without effect",
    _REBASE,
    "writeback",
)
SHARE = Flag(
    ("-U", "--force-share"),
    Switch(),
    "accepted: no backing image is opened",
    shared.SOURCE,
    default=False,
)


def answer(values: Values, out: Output) -> int:
    """Let an image name another backing image."""
    from instar.cli.percent import Percent
    from instar.ops.rebase import Question, ask

    def work() -> in_place.Work:
        if not values[UNSAFE] and not values.has(BACKING):
            text = "Must specify backing file (-b) or use unsafe mode (-u)"
            raise UsageError(shared.hinted(text, COMMAND, values.profile))
        if not values[UNSAFE]:
            raise UsageError("instar does not copy between backing images yet: -u only")
        question = Question(
            target=in_place.target(values, values[shared.WORDS][0]),
            backing=values[BACKING],
            backing_format=values[BACKING_FORMAT],
        )
        return lambda runner: ask(question, runner)

    is_json = values[shared.OUTPUT_FORMAT] == "json"
    wanted = values[shared.PROGRESS] and not values[shared.QUIET] and not is_json
    with Percent(wanted=wanted) as percent:
        try:
            return in_place.change(values, out, work)
        finally:  # whatever comes of it
            percent.end()


COMMAND = Command(
    name="rebase",
    answer=answer,
    arguments="FILENAME",
    examples=(
        ("instar rebase -u -b base.qcow2 -F qcow2 disk.qcow2", "the backing image has moved"),
        ("instar rebase -u disk.qcow2", "it has none any more"),
    ),
    description=(
        "The name of the backing image changes, and nothing else: with -u, no disk is looked at."
        " Rebasing without -u, which copies what differs, is not there yet. The image is as before"
        " until the change is complete, whatever ends the command."
    ),
    words=shared.ONE_IMAGE,
    rules=(shared.ONE_DESCRIPTION,),
    flags=(
        *(UNSAFE, BACKING, BACKING_FORMAT, CACHE, BACKING_CACHE, shared.FORMAT),
        *(shared.IMAGE_OPTS, shared.OBJECT, SHARE, shared.OUTPUT_FORMAT, shared.PROGRESS),
        *(shared.QUIET, shared.QEMU_VERSION, *shared.SANDBOX_FLAGS, shared.HELP),
    ),
)
