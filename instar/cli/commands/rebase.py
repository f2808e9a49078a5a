# SPDX-License-Identifier: Apache-2.0
"""`instar rebase`."""

from __future__ import annotations

from instar.cli import in_place, shared
from instar.cli.change_kinds import LateCacheMode
from instar.cli.flags import Flag, Switch, Text
from instar.cli.kinds import SourceFormat
from instar.cli.registry import Command
from instar.errors import UsageError
from instar.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from instar.cli.output import Output
    from instar.cli.parse import Values

_REBASE = "Rebase"

UNSAFE = Flag(
    ("-u", "--backing-unsafe"),
    Switch(),
    "only change the name; the new backing image must have the same content",
    _REBASE,
    default=False,
)
BACKING: Flag[str | None] = Flag(
    ("-b", "--backing"),
    Text("NAME", is_path=True),
    'new backing image; "": none (-u: default)',
    _REBASE,
)
BACKING_FORMAT: Flag[str | None] = Flag(
    ("-F", "-B", "--backing-format"), SourceFormat("FMT"), "format of that image", _REBASE
)
_MODE, _BACKING_MODE = LateCacheMode("cache"), LateCacheMode("source cache")
CACHE = Flag(
    ("-t", "--cache"), _MODE, "accepted and ignored: all images are synced", _REBASE, "writeback"
)
BACKING_CACHE = Flag(
    ("-T", "--backing-cache"), _BACKING_MODE, "accepted and ignored", _REBASE, "writeback"
)
COMPRESS = Flag(
    ("-c", "--compress"), Switch(), "compress the data that is copied", _REBASE, default=False
)
FORCE = Flag(
    ("--force",), Switch(), "go on even if it alters internal snapshots", _REBASE, default=False
)
SHARE = Flag(
    ("-U", "--force-share"),
    Switch(),
    "allow a new backing image that another process is writing",
    shared.SOURCE,
    default=False,
)


def answer(values: Values, out: Output) -> int:
    """Give an image another backing image."""
    from instar.cli.percent import Percent, Steps
    from instar.ops.rebase import NameRefused

    is_json = values[shared.OUTPUT_FORMAT] == "json"
    wanted = values[shared.PROGRESS] and not values[shared.QUIET] and not is_json
    wanted = wanted and (values[UNSAFE] or values.has(BACKING))
    with Percent(wanted=wanted, ended_by=NameRefused) as percent:
        steps = Steps(percent)
        return in_place.change(values, out, lambda: _work(values, steps.reach))


def _work(values: Values, on_progress: Callable[[int, int], None]) -> in_place.Work:
    from instar.ops.rebase import Question, ask

    if not values[UNSAFE] and not values.has(BACKING):
        text = "Must specify backing file (-b) or use unsafe mode (-u)"
        raise UsageError(shared.hinted(text, COMMAND, values.profile))
    _MODE.checked(values[CACHE])
    _BACKING_MODE.checked(values[BACKING_CACHE])
    secrets, target = values[shared.OBJECT], in_place.target(values, values[shared.WORDS][0])
    question = Question(
        target=replace(target, access=replace(target.access, force_share=False)),
        backing=values[BACKING],
        backing_format=values[BACKING_FORMAT],
        unsafe=values[UNSAFE],
        compress=values[COMPRESS],
        force=values[FORCE] or values.exact,
        share=values[SHARE],
        secrets=secrets,
        on_progress=on_progress if values[shared.PROGRESS] else None,
    )
    return lambda runner: ask(question, runner)


COMMAND = Command(
    name="rebase",
    answer=answer,
    arguments="FILENAME",
    examples=(
        ("instar rebase -b new.qcow2 -F qcow2 disk.qcow2", "change to another backing image"),
        ('instar rebase -b "" disk.qcow2', "copy everything, to need no other image"),
        ("instar rebase -u -b base.qcow2 -F qcow2 disk.qcow2", "after the backing image moved"),
    ),
    description=(
        "The disk keeps its content: instar copies into the image what the new backing image has"
        " not or has differently, then changes the name. If it is interrupted, run it again. With"
        " -u it only changes the name and compares nothing."
    ),
    words=shared.ONE_IMAGE,
    rules=(shared.ONE_DESCRIPTION,),
    flags=(
        *(UNSAFE, BACKING, BACKING_FORMAT, COMPRESS, FORCE, CACHE, BACKING_CACHE, shared.FORMAT),
        *(shared.IMAGE_OPTS, shared.OBJECT, SHARE, shared.OUTPUT_FORMAT, shared.PROGRESS),
        *(shared.QUIET, shared.QEMU_VERSION, in_place.ALLOW_WRITE),
        *(*shared.SANDBOX_FLAGS, shared.HELP),
    ),
)
