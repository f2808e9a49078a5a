# SPDX-License-Identifier: Apache-2.0
"""What `check` does with its flags: it checks or repairs, and says what that came to."""

from __future__ import annotations

from instar.cli import many, shared
from instar.cli.change_kinds import Repair
from instar.cli.flags import Flag, Switch, Text
from instar.cli.numbers import Count
from instar.errors import InstarError, UsageError
from instar.generated.check_run import MAX_PROBLEMS_DEFAULT
from instar.options.source import NOWHERE
from instar.record import replace
from instar.widths import UINT32_MAX

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.output import Output
    from instar.cli.parse import Values
    from instar.ops.access import Access
    from instar.ops.check import Check, Hearing, Question
    from instar.ops.problems import Problem, Problems
    from instar.ops.run import Runner

GROUP = "Check"

REPAIR: Flag[str | None] = Flag(
    ("-r", "--repair"), Repair(), "repair the image: leaked clusters only, or all errors", GROUP
)
UNDO: Flag[str | None] = Flag(
    ("--undo",),
    Text("FILE", is_path=True),
    "with -r: save what takes the repair back in this new file",
    GROUP,
)
RESTORE: Flag[str | None] = Flag(
    ("--restore",),
    Text("FILE", is_path=True),
    "take back the repair that wrote this --undo file",
    GROUP,
)
PLAN = Flag(
    ("--plan",), Switch(), "with -r: write nothing, print what would be", GROUP, default=False
)
DISCARD = Flag(
    ("--discard-unreachable",),
    Switch(),
    "with -r: free clusters without a user even where a broken pointer may have led to them",
    GROUP,
    default=False,
)
DEEP = Flag(
    ("--deep",),
    Switch(),
    "qcow2: name the owner of each cluster with a wrong count, and what a repair would do",
    GROUP,
    default=False,
)
CHAIN = Flag(
    ("--backing-chain",), Switch(), "check backing images too", shared.SOURCE, default=False
)
QUIET = Flag(("-q", "--quiet"), Switch(), "print no summary", shared.OUTPUT, default=False)
MAX_PROBLEMS = Flag(
    ("--max-problems",),
    Count(0, UINT32_MAX),
    f"print at most this many problems; all are counted (default: {MAX_PROBLEMS_DEFAULT})",
    shared.OUTPUT,
    MAX_PROBLEMS_DEFAULT,
)


def ask_each(values: Values, out: Output, hear: Hearing) -> tuple[tuple[Check, ...], int]:
    """Check the images, or repair them. Returns what was found, and the status of the worst that
    could not be; one alone is an exception.
    """
    runner, names = shared.runner(values, out), many.names(values)
    access = shared.access(values, has_secret=not values.exact)
    found: list[Check] = []
    failed = 0
    for name in names:
        question = replace(asked(values, access), source=shared.source(values, name))
        try:
            found += _ask_one(question, runner, values, hear)
        except InstarError as error:
            if len(names) == 1:
                raise
            out.error(error)
            failed = shared.worst(failed, getattr(error, "status", 1))
    return tuple(found), failed


def asked(values: Values, access: Access) -> Question:
    from instar.ops.check import Question

    return Question(
        access=access,
        source=NOWHERE,
        profile=values.profile,
        chain=values[CHAIN],
        beyond=not values.exact,
        deep=values[DEEP],
        max_problems=values[MAX_PROBLEMS],
    )


def _ask_one(
    question: Question, runner: Runner, values: Values, hear: Hearing
) -> tuple[Check, ...]:
    what = values[REPAIR]
    if what is None:
        return _check(question, runner, values, hear)
    from instar.ops import repair

    if values[CHAIN]:
        raise UsageError("--repair changes one image, and --backing-chain is about several")
    if values[UNDO] and len(many.names(values)) > 1:
        raise UsageError("--undo keeps the way back of one image")
    wanted = repair.Question(
        image=question,
        what=what,
        discard_unreachable=values[DISCARD],
        plan=values[PLAN],
        undo=values[UNDO] or "",
    )
    return (repair.ask(wanted, runner, hear),)


def _check(question: Question, runner: Runner, values: Values, hear: Hearing) -> tuple[Check, ...]:
    """A check; for JSON that is to be deep, with its problems."""
    from instar.ops.check import Hearing, ask, with_problems

    kept: list[Problem] = []

    def keep(problems: Problems) -> None:
        hear.problems(problems)
        kept.extend(problems)

    is_kept = values[DEEP] and values[shared.OUTPUT_FORMAT] == "json" and not values.exact
    heard = Hearing(keep, hear.warning, hear.progress) if is_kept else hear
    return with_problems(ask(question, runner, heard), kept)


def go_back(values: Values, out: Output, undo: str) -> int:
    """Restore an image."""
    from instar.ops.repair import restore
    from instar.render import check as render

    if values[REPAIR] is not None or len(many.names(values)) != 1:
        raise UsageError("--restore is about one image, and repairs nothing")
    found = restore(many.names(values)[0], undo)
    is_json = values[shared.OUTPUT_FORMAT] == "json"
    if not values[QUIET]:
        out.write(render.restored(found, is_json=is_json))
    return 0


def show(found: tuple[Check, ...], values: Values, out: Output) -> None:
    """The summary, for people or programs."""
    from instar.render import check as render

    is_list = values[CHAIN] or len(many.names(values)) > 1
    if values[shared.OUTPUT_FORMAT] == "json":
        out.write(render.as_json(found, values.profile, is_list=is_list))
    else:
        out.write(render.human(found, is_list=is_list, style=out.style))
        for check in found:
            out.write(render.plan(check))
