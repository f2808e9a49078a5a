# SPDX-License-Identifier: Apache-2.0
"""`check -r`: all of a repair, or none of it."""

from __future__ import annotations

from instar.errors import OpenError, SandboxError, WriteError
from instar.generated.check import CheckFlag
from instar.ops.access import begun
from instar.ops.check import Check, Hearing, look
from instar.ops.check import Question as Checked
from instar.ops.leftover import settler
from instar.ops.result import Plain
from instar.record import Record, replace
from instar.sandbox.transaction import Transaction

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from instar.ops.plan import Write
    from instar.ops.problems import Problem, Problems
    from instar.ops.run import Runner

_ROOM = 64 << 20
"""What new counts or copies of a small image need at most, and more."""
_MODES: dict[str, int] = {
    "leaks": CheckFlag.REPAIR_LEAKS,
    "all": CheckFlag.REPAIR_LEAKS | CheckFlag.REPAIR_ERRORS,
}


class Question(Record, kw_only=True):
    """What is repaired of an image, and how that is checked."""

    image: Checked
    what: str = "all"
    """`leaks`, or `all`."""
    discard_unreachable: bool = False
    """Whether clusters without a user are freed where a pointer is broken that may have led to
    them.
    """
    plan: bool = False
    """Whether nothing is written: what would be is worked out, and its result checked."""
    undo: str = ""
    """A new file that gets what is needed to go back; empty for none."""


class Restored(Plain, Record, kw_only=True):
    """An image that is as it was before a repair."""

    filename: str
    undo: str


def restore(image: str, undo: str) -> Restored:
    """Go back on the last repair of an image, all or nothing. The image is not parsed."""
    from instar.sandbox.undo import restore as write_back

    with Transaction(image, "restore") as change:
        write_back(change, undo)
        _commit(change, image)
    return Restored(filename=image, undo=undo)


def _commit(change: Transaction, name: str) -> None:
    try:
        change.commit()
    except OSError as error:
        raise WriteError.of(name, error) from error


def ask(question: Question, runner: Runner, hear: Hearing) -> Check:
    """Repair an image, and check the result before it is written. What cannot be repaired stays,
    and is counted.
    """
    image = question.image
    if image.access.force_share:
        reason = "force-share=on can only be used with read-only images"
        raise OpenError(image.source.shown, reason)
    if question.plan:
        return _planned(question, runner, hear)
    return _repaired(question, runner, hear, ())


def _planned(question: Question, runner: Runner, hear: Hearing) -> Check:
    """A repair whose problems are kept, to say why something is written."""
    kept: list[Problem] = []

    def keep(problems: Problems) -> None:
        hear.problems(problems)
        kept.extend(problems)

    return _repaired(question, runner, Hearing(keep, hear.warning, hear.progress), kept)


def _repaired(
    question: Question, runner: Runner, hear: Hearing, problems: Sequence[Problem]
) -> Check:
    image = question.image
    settle = settler(image.source, image.profile, image.access, lambda: runner)
    with begun(image.source, image.profile, "check", settle) as change:
        return repair(question, change, runner, hear, problems)


def repair(
    question: Question,
    change: Transaction,
    runner: Runner,
    hear: Hearing,
    problems: Sequence[Problem] = (),
) -> Check:
    """Repair an image that is open for a change."""
    image = question.image
    writes: tuple[Write, ...] = ()
    lengths = (0, 0)
    size = change.disk.size
    change.allow(2 * size + _ROOM, 4 * size + _ROOM)
    before = look(image, runner, hear, change.disk, repairs=_flags(question))[0]
    if not change.is_changed:
        return before
    fixed = before.corruptions_fixed + before.leaks_fixed > 0
    with change.view() as seen:
        after = look(image, runner, _again(hear) if fixed else _silent(), seen)[0]
    _hold_against(before, after)
    if question.plan:
        from instar.ops import plan

        writes, lengths = tuple(plan.writes(change, problems)), plan.lengths(change)
    else:
        if question.undo:
            from instar.sandbox.undo import keep as keep_undo

            keep_undo(change, question.undo)
        _commit(change, image.source.shown)
    return replace(
        after if fixed else before,
        corruptions_fixed=before.corruptions_fixed,
        leaks_fixed=before.leaks_fixed,
        warnings=before.warnings,
        writes=writes,
        lengths=lengths,
    )


def listed(question: Question, runner: Runner) -> Check:
    """A repair with its problems: those of the first look, then those that are left."""
    problems: list[Problem] = []
    found = ask(question, runner, Hearing(problems.extend))
    return replace(found, problems=tuple(p for p in problems if p.effect != "write"))


def _flags(question: Question) -> int:
    keeps = question.image.beyond and not question.discard_unreachable
    is_told = question.plan and question.image.beyond
    return (
        _MODES[question.what]
        | (CheckFlag.KEEP_UNREACHABLE if keeps else 0)
        | (CheckFlag.PLAN if is_told else 0)
    )


def _hold_against(before: Check, after: Check) -> None:
    """A repair that leaves more wrong than it found is none."""
    if (after.corruptions, after.check_errors) > (before.corruptions, before.check_errors):
        raise SandboxError(
            f"the repaired image has {after.corruptions} errors, and {before.corruptions} were"
            " expected; nothing was written"
        )


def _again(hear: Hearing) -> Hearing:
    """Warnings came with the first look."""
    return Hearing(hear.problems, _unheard, hear.progress)


def _silent() -> Hearing:
    return Hearing(_unheard, _unheard)


def _unheard(said: object) -> None:
    """What the first look has reported already."""
