# SPDX-License-Identifier: Apache-2.0
"""`instar snapshot`."""

from __future__ import annotations

from instar.cli import in_place, shared
from instar.cli.change_kinds import OnlyAction, OnlyActionOnSnapshot
from instar.cli.flags import Flag
from instar.cli.registry import Command
from instar.options import since

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.output import Output
    from instar.cli.parse import Values

_NONE = ("", "")


def _flag(names: tuple[str, str], kind: OnlyAction, help: str) -> Flag[tuple[str, str]]:
    return Flag(names, kind, help, "Action", _NONE, into="action")


LIST = _flag(("-l", "--list"), OnlyAction("list"), "list the snapshots")
ACTIONS = (
    LIST,
    _flag(("-c", "--create"), OnlyAction("create", "NAME"), "make a snapshot"),
    _flag(
        ("-a", "--apply"),
        OnlyActionOnSnapshot("apply", "NAME"),
        "let the disk be that of a snapshot: an id or a name",
    ),
    _flag(("-d", "--delete"), OnlyActionOnSnapshot("delete", "NAME"), "delete a snapshot"),
)


def answer(values: Values, out: Output) -> int:
    """List, make, apply or delete internal snapshots."""
    action, name = values[LIST]
    if action not in ("", "list"):
        return _change(values, out, action, name)
    if action or values.profile.number >= since.SNAPSHOT_LISTS or not values.exact:
        return _list(values, out)
    return 0


def _change(values: Values, out: Output, action: str, name: str) -> int:
    from instar.ops.snapshot import Question, ask

    def work() -> in_place.Work:
        target = in_place.target(values, values[shared.WORDS][0])
        question = Question(target=target, action=action, name=name)
        return lambda runner: ask(question, runner)

    return in_place.change(values, out, work)


def _list(values: Values, out: Output) -> int:
    from instar.ops.info import Question, ask
    from instar.render import snapshot as render

    question = Question(
        source=shared.source(values, values[shared.WORDS][0]),
        profile=values.profile,
        access=shared.access(values, has_snapshot=False),
        described=True,
    )
    found = ask(question, shared.runner(values, out))[0]
    out.warn(found.warnings)
    is_json = values[shared.OUTPUT_FORMAT] == "json"
    make = render.as_json if is_json else render.human
    out.write(make(found, values.profile))
    return 0


COMMAND = Command(
    name="snapshot",
    answer=answer,
    arguments="FILENAME",
    examples=(
        ("instar snapshot -l disk.qcow2", "list the snapshots"),
        ("instar snapshot -c before-upgrade disk.qcow2", "keep the disk as it is now"),
        ("instar snapshot -a before-upgrade disk.qcow2", "go back; what came after is lost"),
        ("instar snapshot -d before-upgrade disk.qcow2", "delete it"),
    ),
    description=(
        "qcow2 images keep internal snapshots in the file itself. Until the change is complete"
        " the image stays as it was, whatever ends the command. Applying a snapshot also gives"
        " the disk the size it had. Without an action, snapshots are listed. SOURCE_DATE_EPOCH"
        " sets the time of a new one."
    ),
    words=shared.ONE_IMAGE,
    rules=(shared.ONE_DESCRIPTION,),
    flags=(
        *ACTIONS,
        *(shared.FORMAT, shared.IMAGE_OPTS, shared.OBJECT),
        *(shared.FORCE_SHARE, shared.STRICT_BACKING, shared.OUTPUT_FORMAT, shared.QUIET),
        *(shared.QEMU_VERSION, *shared.SANDBOX_FLAGS, shared.HELP),
    ),
)
