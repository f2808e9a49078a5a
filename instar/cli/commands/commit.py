# SPDX-License-Identifier: Apache-2.0
"""`instar commit`."""

from __future__ import annotations

from instar.cli import copying, in_place, shared
from instar.cli.flags import Flag, Switch, Text
from instar.cli.kinds import CacheMode, Directories
from instar.cli.registry import Command
from instar.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.output import Output
    from instar.cli.parse import Values
    from instar.ops.run import Runner

_COMMIT = "Commit"

BASE: Flag[str | None] = Flag(
    ("-b", "--base"),
    Text("FILE", is_path=True),
    "the image of the chain that is written (default: the backing image); implies -d",
    _COMMIT,
)
DROP = Flag(
    ("-d", "--drop"), Switch(), "leave the image as it is: nobody needs it", _COMMIT, default=False
)
FORCE = Flag(
    ("--force",), Switch(), "let internal snapshots read something else", _COMMIT, default=False
)
_NO_PATHS: tuple[str, ...] = ()
ALLOW_WRITE = Flag(
    ("--allow-write",),
    Directories(),
    "also write a backing image under DIR that only the image names (repeatable)",
    shared.SANDBOX,
    _NO_PATHS,
)
RATE = replace(copying.RATE, group=_COMMIT)
CACHE = Flag(
    ("-t", "--cache"),
    CacheMode("cache"),
    "accepted; both images are synced in any case",
    _COMMIT,
    "writeback",
)


def answer(values: Values, out: Output) -> int:
    """Commit an image."""
    return in_place.change(values, out, lambda: _work(values), "Image committed.\n")


def _work(values: Values) -> in_place.Work:
    from instar.cli.percent import Percent, Steps
    from instar.ops.commit import Committed, Question, ask

    secrets = values[shared.OBJECT]
    question = Question(
        target=in_place.target(values, values[shared.WORDS][0]),
        base=values[BASE],
        drop=values[DROP],
        force=values[FORCE] or values.exact,
        allow_write=None if values.exact else values[ALLOW_WRITE],
        rate=values[RATE],
        secrets=secrets,
    )
    is_json = values[shared.OUTPUT_FORMAT] == "json"
    wanted = values[shared.PROGRESS] and not values[shared.QUIET] and not is_json

    def work(runner: Runner) -> Committed:
        with Percent(wanted=wanted) as percent:
            on_progress = Steps(percent).reach if wanted else None
            return ask(replace(question, on_progress=on_progress), runner)

    return work


COMMAND = Command(
    name="commit",
    answer=answer,
    arguments="FILENAME",
    examples=(
        ("instar commit --allow-write . disk.qcow2", "into its backing image, and empty it"),
        ("instar commit -b base.qcow2 disk.qcow2", "into that image of its chain"),
    ),
    description=(
        "The disk of the backing image becomes that of the image, which is then emptied: it keeps"
        " its name and its place. What is between them with -b stays, and is of no use any more."
        " Only images that the command line names are written, or that --allow-write allows. If the"
        " command is interrupted, run it again."
    ),
    words=shared.ONE_IMAGE,
    rules=(shared.ONE_DESCRIPTION,),
    flags=(
        *(BASE, DROP, FORCE, RATE, CACHE, shared.FORMAT, shared.IMAGE_OPTS, shared.OBJECT),
        *(shared.OUTPUT_FORMAT, shared.PROGRESS, shared.QUIET, shared.QEMU_VERSION),
        *(ALLOW_WRITE, *shared.SANDBOX_FLAGS, shared.HELP),
    ),
)
