# SPDX-License-Identifier: Apache-2.0
"""What `check` does with its flags: it checks or repairs, and says what that came to."""

from __future__ import annotations

from instar.cli import shared
from instar.cli.flags import Flag, Repair, Switch
from instar.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.output import Output
    from instar.cli.parse import Values
    from instar.ops.check import Check, Checker, Hearing

GROUP = "Check"

REPAIR: Flag[str | None] = Flag(
    ("-r", "--repair"), Repair(), "repair qcow2 images: leaked clusters only, or all errors", GROUP
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
CHAIN = Flag(
    ("--backing-chain",), Switch(), "check backing images too", shared.SOURCE, default=False
)


def ask(checker: Checker, values: Values, out: Output, hear: Hearing) -> tuple[Check, ...]:
    """Check the image, or repair it."""
    source = shared.source(values, values[shared.WORDS][0])
    runner = shared.runner(values, out)
    what = values[REPAIR]
    if what is None:
        return checker.check(source, runner, hear)[0]
    from instar.ops.repair import Repairer

    if values[CHAIN]:
        raise UsageError("--repair changes one image, and --backing-chain is about several")
    repairer = Repairer(
        checker=checker,
        what=what,
        discard_unreachable=values[DISCARD],
        plan=values[PLAN],
    )
    return (repairer.repair(source, runner, hear)[0],)


def show(found: tuple[Check, ...], values: Values, out: Output) -> None:
    """The summary, for people or programs."""
    from instar.render import check as render

    if values[shared.OUTPUT_FORMAT] == "json":
        out.write(render.as_json(found, values.profile, is_list=values[CHAIN]))
    else:
        out.write(render.human(found, is_list=values[CHAIN]))


def status(found: tuple[Check, ...]) -> int:
    """The worst of them."""
    if any(check.check_errors for check in found):
        return 1
    if any(check.corruptions for check in found):
        return 2
    return 3 if any(check.leaks for check in found) else 0
