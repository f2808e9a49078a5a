# SPDX-License-Identifier: Apache-2.0
"""`instar commit`."""

from __future__ import annotations

from instar.cli import copying, in_place, shared
from instar.cli.flags import Flag, Switch, Text
from instar.cli.kinds import CacheMode
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
    "merge into this image of the chain (default: the backing image); implies -d",
    _COMMIT,
)
DROP = Flag(("-d", "--drop"), Switch(), "do not empty the image afterwards", _COMMIT, default=False)
FORCE = Flag(
    ("--force",), Switch(), "go on even if it alters internal snapshots", _COMMIT, default=False
)
RATE = replace(copying.RATE, group=_COMMIT)
CACHE = Flag(
    ("-t", "--cache"),
    CacheMode("cache"),
    "accepted and ignored: both images are always synced",
    _COMMIT,
    "writeback",
)


def answer(values: Values, out: Output) -> int:
    """Merge an image into its backing image."""
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
        ("instar commit --allow-write . disk.qcow2", "merge into its backing image"),
        ("instar commit -b base.qcow2 disk.qcow2", "merge into an image further down the chain"),
    ),
    description=(
        "Writes the content of the image into its backing image, then empties the image, which"
        " stays in the chain. With -b, the images in between stay, but their content is no longer"
        " valid. Writes only to images that the command line names or --allow-write allows. If"
        " interrupted, run it again."
    ),
    words=shared.ONE_IMAGE,
    rules=(shared.ONE_DESCRIPTION,),
    flags=(
        *(BASE, DROP, FORCE, RATE, CACHE, shared.FORMAT, shared.IMAGE_OPTS, shared.OBJECT),
        *(shared.OUTPUT_FORMAT, shared.PROGRESS, shared.QUIET, shared.QEMU_VERSION),
        *(in_place.ALLOW_WRITE, *shared.SANDBOX_FLAGS, shared.HELP),
    ),
)
