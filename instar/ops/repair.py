# SPDX-License-Identifier: Apache-2.0
"""`check -r`: all of a repair, or none of it."""

from __future__ import annotations

from instar.errors import OpenError, SandboxError
from instar.generated.check import CheckFlag
from instar.ops.check import Check, Checker, Hearing
from instar.record import record, replace
from instar.sandbox.transaction import Transaction

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.ops.problems import Problem
    from instar.ops.run import Runner
    from instar.options.source import Source
    from instar.sandbox.disk import Disk

_ROOM = 64 << 20
"""What new counts of a small image need at most, and more."""
_MODES: dict[str, int] = {
    "leaks": CheckFlag.REPAIR_LEAKS,
    "all": CheckFlag.REPAIR_LEAKS | CheckFlag.REPAIR_ERRORS,
}


@record(kw_only=True)
class Repairer:
    """Repairs images, all in the same way."""

    checker: Checker
    what: str = "all"
    """`leaks`, or `all`."""
    discard_unreachable: bool = False
    """Whether clusters without a user are freed where a pointer is broken that may have led to
    them.
    """
    plan: bool = False
    """Whether nothing is written: what would be is worked out, and its result checked."""

    def repair(
        self, source: Source, runner: Runner, hear: Hearing
    ) -> tuple[Check, tuple[str, ...]]:
        """Repair an image, and check the result before it is written. What cannot be repaired
        stays, and is counted.
        """
        if self.checker.access.force_share:
            raise OpenError(source.shown, "force-share=on can only be used with read-only images")
        with Transaction(source.path, "check") as change:
            size = change.disk.size
            change.allow(size + size // 8 + _ROOM, 4 * size + _ROOM)
            look = self.checker.look
            (before, *_), warnings = look(source, runner, change.disk, hear, repairs=self._flags())
            if not change.is_changed:
                return before, warnings
            fixed = before.corruptions_fixed + before.leaks_fixed > 0
            with change.view() as seen:
                after = self._look_again(source, runner, seen, _again(hear) if fixed else _silent())
            _hold_against(before, after)
            if not self.plan:
                change.commit()
        numbers = {"corruptions_fixed": before.corruptions_fixed, "leaks_fixed": before.leaks_fixed}
        return replace(after if fixed else before, **numbers), warnings

    def _flags(self) -> int:
        keeps = self.checker.beyond and not self.discard_unreachable
        return _MODES[self.what] | (CheckFlag.KEEP_UNREACHABLE if keeps else 0)

    def _look_again(self, source: Source, runner: Runner, disk: Disk, hear: Hearing) -> Check:
        """What a fresh guest finds in the image as it will be."""
        return self.checker.look(source, runner, disk, hear)[0][0]


def listed(repairer: Repairer, source: Source, runner: Runner) -> Check:
    """A repair with its problems: those of the first look, then those that are left."""
    problems: list[Problem] = []
    found, warnings = repairer.repair(source, runner, Hearing(problems.extend))
    return replace(found, problems=tuple(problems), warnings=warnings)


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
