# SPDX-License-Identifier: Apache-2.0
"""`instar check`."""

from __future__ import annotations

from instar.cli import shared
from instar.cli.flags import CacheMode, Count, Flag, Repair, Switch
from instar.cli.registry import Command
from instar.errors import CheckFailed, UsageError
from instar.generated.check import MAX_PROBLEMS_DEFAULT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.output import Output
    from instar.cli.parse import Values
    from instar.ops.check import Check
    from instar.ops.problems import Problems

_CHECK = "Check"
_MAX_PROBLEMS = (1 << 32) - 1

REPAIR: Flag[str | None] = Flag(
    ("-r", "--repair"), Repair(), "refused: instar does not repair yet", _CHECK
)
CACHE = Flag(("-T", "--cache"), CacheMode(), "accepted and ignored", _CHECK, "writeback")
CHAIN = Flag(
    ("--backing-chain",), Switch(), "check backing images too", shared.SOURCE, default=False
)
QUIET = Flag(("-q", "--quiet"), Switch(), "print no summary", shared.OUTPUT, default=False)
MAX_PROBLEMS = Flag(
    ("--max-problems",),
    Count(0, _MAX_PROBLEMS),
    f"print so many problems at most; all are counted (default: {MAX_PROBLEMS_DEFAULT})",
    shared.OUTPUT,
    MAX_PROBLEMS_DEFAULT,
)


def answer(values: Values, out: Output) -> int:
    """Print problems as they are found, then what they come to."""
    from instar.ops.check import Checker

    if values[REPAIR] is not None:
        raise UsageError("check does not repair yet; without -r it says what is wrong")
    checker = Checker(
        profile=values.profile,
        access=shared.access(values, has_secret=not values.exact),
        chain=values[CHAIN],
        beyond=not values.exact,
        max_problems=values[MAX_PROBLEMS],
    )

    def on_problems(problems: Problems) -> None:
        out.problems("\n".join(problems.lines(exact=values.exact)))

    try:
        found, _ = checker.check(
            shared.source(values, values[shared.WORDS][0]),
            shared.runner(values, out),
            on_problems,
            on_warning=lambda text: out.warn((text,)),
            on_progress=out.progress,
        )
    except CheckFailed as error:
        out.error(error)
        return error.status
    out.clear()
    if not values[QUIET]:
        _print(found, values, out)
    if any(check.check_errors for check in found):
        out.problems("qemu-img: Check failed")
    return _status(found)


def _print(found: tuple[Check, ...], values: Values, out: Output) -> None:
    from instar.render import check as render

    if values[shared.OUTPUT_FORMAT] == "json":
        out.write(render.as_json(found, values.profile, is_list=values[CHAIN]))
    else:
        out.write(render.human(found, is_list=values[CHAIN]))


def _status(found: tuple[Check, ...]) -> int:
    """The worst of them."""
    if any(check.check_errors for check in found):
        return 1
    if any(check.corruptions for check in found):
        return 2
    return 3 if any(check.leaks for check in found) else 0


COMMAND = Command(
    name="check",
    answer=answer,
    arguments="FILENAME",
    examples=(
        ("instar check disk.qcow2", "whether the image is sound, and how much of it is used"),
        ("instar check --backing-chain disk.qcow2", "the same for all images below it"),
        ("instar check --output=json disk.qcow2", "the counts, for programs"),
    ),
    description=(
        "Problems are printed to standard error as they are found, the summary to standard output;"
        " both are qemu-img's to the byte where that has a check for the format. The image is only"
        " read."
    ),
    words=shared.ONE_IMAGE,
    rules=(shared.ONE_DESCRIPTION,),
    flags=(
        *(shared.FORMAT, shared.IMAGE_OPTS, shared.OBJECT, shared.FORCE_SHARE, CHAIN),
        *(shared.STRICT_BACKING, REPAIR, CACHE, shared.OUTPUT_FORMAT, QUIET, MAX_PROBLEMS),
        *(shared.QEMU_VERSION, shared.PROGRESS, *shared.SANDBOX_FLAGS, shared.HELP),
    ),
)
