# SPDX-License-Identifier: Apache-2.0
"""`instar check`."""

from __future__ import annotations

from instar.cli import many, shared
from instar.cli.check_answer import (
    CHAIN,
    DEEP,
    DISCARD,
    GROUP,
    MAX_PROBLEMS,
    PLAN,
    QUIET,
    REPAIR,
    RESTORE,
    UNDO,
    ask_each,
    asked,
    go_back,
    show,
)
from instar.cli.flags import Flag
from instar.cli.kinds import CacheMode
from instar.cli.registry import Command, Rule
from instar.errors import CheckFailed, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.output import Output
    from instar.cli.parse import Values
    from instar.ops.problems import Problems

CACHE = Flag(("-T", "--cache"), CacheMode(), "accepted and ignored", GROUP, "writeback")


def answer(values: Values, out: Output) -> int:
    """Print problems as they are found, then what they come to."""
    if values[shared.OUTPUT_FORMAT] == many.LINES:
        return _lines(values, out)
    from instar.ops.check import Hearing

    def on_problems(problems: Problems) -> None:
        out.problems("\n".join(problems.lines(exact=values.exact)))

    if (undo := values[RESTORE]) is not None:
        return go_back(values, out, undo)
    hear = Hearing(on_problems, lambda text: out.warn((text,)), out.progress)
    try:
        found, failed = ask_each(values, out, hear)
    except CheckFailed as error:
        out.error(error)
        return error.status
    out.clear()
    if found and not values[QUIET]:
        show(found, values, out)
    if any(check.check_errors for check in found):
        out.problems("qemu-img: Check failed")
    return shared.worst(failed, *(check.status for check in found))


def _lines(values: Values, out: Output) -> int:
    if values[REPAIR] is not None or values[RESTORE] is not None:
        raise UsageError(f"--output={many.LINES} is for checks that change nothing")
    question = asked(values, shared.access(values, has_secret=not values.exact))
    return many.lines("check", many.asked(question, values), values, out)


COMMAND = Command(
    name="check",
    answer=answer,
    arguments="FILENAME...",
    examples=(
        ("instar check disk.qcow2", "whether the image is sound, and how much of it is used"),
        ("instar check --backing-chain disk.qcow2", "the same for all images below it"),
        ("instar check -r all disk.qcow2", "repair what is wrong"),
        ("instar check --output=json disk.qcow2", "the counts, for programs"),
    ),
    description=(
        "Prints problems to standard error as it finds them, and the summary to standard output."
        " Both are qemu-img's to the byte where qemu-img can check the format. Without -r the"
        " image is only read. With -r a repair is written as a whole, and only after a second"
        " guest has checked it."
    ),
    words=shared.IMAGES,
    rules=(
        shared.ONE_DESCRIPTION,
        Rule("--undo needs -r", ((UNDO,),), (REPAIR,)),
        Rule("--plan needs -r", ((PLAN,),), (REPAIR,)),
        Rule("--discard-unreachable needs -r", ((DISCARD,),), (REPAIR,)),
        Rule("with --plan nothing is written that --undo could take back", ((PLAN,), (UNDO,))),
    ),
    flags=(
        *(shared.FORMAT, shared.IMAGE_OPTS, shared.OBJECT, shared.FORCE_SHARE, CHAIN),
        *(
            shared.STRICT_BACKING,
            REPAIR,
            PLAN,
            UNDO,
            RESTORE,
            DEEP,
            DISCARD,
            CACHE,
            many.FORMS,
            *many.FLAGS,
            QUIET,
            MAX_PROBLEMS,
        ),
        *(shared.QEMU_VERSION, shared.PROGRESS, *shared.SANDBOX_FLAGS, shared.HELP),
    ),
)
