# SPDX-License-Identifier: Apache-2.0
"""`check`: what is wrong with an image, and how much of it is used."""

from __future__ import annotations

from instar.errors import CheckFailed, NotCheckable, SandboxError
from instar.generated.check import (
    CheckFlag,
    CheckOptions,
    CheckOutcome,
)
from instar.generated.check_run import LEN_MEMORY, MAX_PROBLEMS_DEFAULT, CheckRunConfig
from instar.generated.messages import CheckResult
from instar.generated.profiles import DEFAULT
from instar.generated.source import SourceFormat
from instar.ops.access import Access, open_source
from instar.ops.problems import Problem, Problems
from instar.ops.run import Job, Runner, found_driver
from instar.options import since
from instar.record import as_dict, record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from instar.generated.messages import ProblemBatch
    from instar.generated.profiles import Profile
    from instar.options.source import Source
    from instar.sandbox.disk import Disk

_WALKING = "Check failed"
_PROBED_RAW = (
    "WARNING: Image format was not specified for '{}' and probing guessed raw.\n"
    "         Automatically detecting the format is dangerous for raw images, write operations on"
    " block 0 will be restricted.\n"
    "         Specify the 'raw' format explicitly to remove the restrictions."
)
# What qemu-img repairs, and instar only checks.
_NOT_REPAIRED_YET = (SourceFormat.QED, SourceFormat.VHDX, SourceFormat.PARALLELS)
# The words that qemu-img has for error numbers.
_FAILURES: dict[int, str] = {
    CheckOutcome.INVALID: "Invalid argument",
    CheckOutcome.TOO_LARGE: "File too large",
    CheckOutcome.IO: "Input/output error",
    CheckOutcome.NOT_PERMITTED: "Operation not permitted",
}


@record(kw_only=True)
class Check:
    """What the check of an image came to. Clusters are counted; `image_end_offset` is in bytes.

    `problems` are the first that were found, `num_problems` is how many there are.
    """

    filename: str
    format: str
    corruptions: int
    leaks: int
    check_errors: int
    total_clusters: int
    allocated_clusters: int
    fragmented_clusters: int
    compressed_clusters: int
    image_end_offset: int
    corruptions_fixed: int = 0
    leaks_fixed: int = 0
    """What was repaired, where that was asked for; the other numbers are of the repaired image."""
    num_problems: int = 0
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()
    sandbox: str = ""

    def to_dict(self) -> dict[str, object]:
        """Everything as plain Python types."""
        return as_dict(self)

    @property
    def is_clean(self) -> bool:
        """Whether nothing was found."""
        return not (self.corruptions or self.leaks or self.check_errors)


@record()
class Hearing:
    """Who hears what comes of a check while it runs."""

    problems: Callable[[Problems], None]
    warning: Callable[[str], None] | None = None
    progress: Callable[[int, int], None] | None = None


@record(kw_only=True)
class Checker:
    """Checks images, all in the same way. `beyond` looks for what qemu-img does not look for."""

    profile: Profile = DEFAULT
    access: Access = Access()
    chain: bool = False
    """Whether backing images are checked too."""
    beyond: bool = True
    deep: bool = False
    """Whether owners of clusters whose count is wrong are named, and what a repair makes of it."""
    max_problems: int = MAX_PROBLEMS_DEFAULT
    max_counters: int = 0
    """Clusters that are counted in one pass at most, for tests; 0 for as many as memory holds."""

    def check(
        self,
        source: Source,
        runner: Runner,
        hear: Hearing,
    ) -> tuple[tuple[Check, ...], tuple[str, ...]]:
        """Check an image, and with `chain` those below it. A check that cannot be finished is a
        `CheckFailed`.
        """
        with open_source(source, self.profile, self.access) as disk:
            return self.look(source, runner, disk, hear)

    def look(
        self, source: Source, runner: Runner, disk: Disk, hear: Hearing, *, repairs: int = 0
    ) -> tuple[tuple[Check, ...], tuple[str, ...]]:
        """The same for an open file. `repairs` are the flags of what the guest is to repair in it,
        which then is open for writing.
        """
        disks = [disk]
        outcome = runner.run(
            Job(
                operation="check",
                config=self._config(source, repairs),
                disk=disk,
                shown=source.shown,
                profile=self.profile,
                access=self.access,
                walking=_WALKING,
                memory=LEN_MEMORY,
                on_problems=_Reader(hear.problems, disks, self).take,
                on_warning=hear.warning,
                on_progress=hear.progress,
                on_attach=disks.append,
            )
        )
        results = [one for one in outcome.results if isinstance(one, CheckResult)]
        if outcome.code or not results or len(results) != len(outcome.results):
            raise SandboxError(f"the guest ended with error {outcome.code}, {outcome.value}")
        if repairs and results[0].outcome == CheckOutcome.UNSUPPORTED:
            raise _not_repairable(results[0], source)
        return (
            tuple(self._read(result, source, disks, outcome.sandbox) for result in results),
            outcome.warnings,
        )

    def _config(self, source: Source, repairs: int) -> bytes:
        options = CheckOptions(
            flags=self._flags() | repairs,
            max_problems=self.max_problems,
            max_counters=self.max_counters,
        )
        return CheckRunConfig(
            source=self.access.source_options(source, self.profile), options=options
        ).pack()

    def _flags(self) -> int:
        number = self.profile.number
        wanted = {
            CheckFlag.BACKING_CHAIN: self.chain,
            CheckFlag.RESERVED_UNCHECKED: number < since.CHECK_RESERVED,
            CheckFlag.PARALLELS_UNCHECKED: number < since.PARALLELS_DUPLICATES,
            CheckFlag.PARALLELS_OUTSIDE_COUNTS: number < since.PARALLELS_OUTSIDE,
            CheckFlag.BEYOND: self.beyond,
            CheckFlag.DEEP: self.deep,
        }
        return sum(flag for flag, is_wanted in wanted.items() if is_wanted)

    def _read(self, result: CheckResult, source: Source, disks: list[Disk], sandbox: str) -> Check:
        if result.disk >= len(disks):
            raise SandboxError(f"the guest checked file {result.disk}, and has {len(disks)}")
        name = source.shown if result.disk == 0 else disks[result.disk].name
        if result.outcome == CheckOutcome.UNSUPPORTED:
            raise _failure(NotCheckable, name, "This image format does not support checks")
        if result.outcome != CheckOutcome.COMPLETE:
            if result.outcome not in _FAILURES:
                raise SandboxError(f"the guest ended a check for reason {result.outcome}")
            raise _failure(CheckFailed, name, f"Check failed: {_FAILURES[result.outcome]}")
        return Check(
            filename=name,
            format=found_driver(result.format),
            corruptions=result.corruptions,
            leaks=result.leaks,
            check_errors=result.check_errors,
            total_clusters=result.total_clusters,
            allocated_clusters=result.allocated_clusters,
            fragmented_clusters=result.fragmented_clusters,
            compressed_clusters=result.compressed_clusters,
            image_end_offset=result.image_end_offset,
            corruptions_fixed=result.corruptions_fixed,
            leaks_fixed=result.leaks_fixed,
            num_problems=result.corruptions + result.leaks + result.check_errors,
            sandbox=sandbox,
        )


def listed(checker: Checker, source: Source, runner: Runner) -> tuple[Check, ...]:
    """Checks with their problems, those of each image with its own."""
    problems: list[Problem] = []
    found, warnings = checker.check(source, runner, Hearing(problems.extend))
    rows = with_problems(found, problems)
    return (replace(rows[0], warnings=warnings), *rows[1:])


def with_problems(found: tuple[Check, ...], problems: list[Problem]) -> tuple[Check, ...]:
    """Checks of a chain, each with its own problems."""
    return tuple(
        replace(check, problems=tuple(p for p in problems if p.depth == depth))
        for depth, check in enumerate(found)
    )


def _not_repairable(result: CheckResult, source: Source) -> CheckFailed:
    """qemu-img opens the image for writing first, and warns of that where it took it for raw."""
    if result.format in _NOT_REPAIRED_YET:
        text = f"instar does not repair {found_driver(result.format)} yet"
        return CheckFailed("", "", None, text, filename=source.shown)
    failure = _failure(NotCheckable, source.shown, "This image format does not support checks")
    if result.format == SourceFormat.RAW and source.format == SourceFormat.UNKNOWN:
        failure.qemu = f"{_PROBED_RAW.format(source.shown)}\n{failure.qemu}"
    return failure


def _failure(kind: type[CheckFailed], filename: str, text: str) -> CheckFailed:
    return kind("", "", None, text, filename=filename, qemu=f"qemu-img: {text}")


class _Reader:
    """Takes what a guest sends."""

    def __init__(
        self, hand_on: Callable[[Problems], None], disks: list[Disk], checker: Checker
    ) -> None:
        self._hand_on = hand_on
        self._disks = disks
        self._number = checker.profile.number
        self._left = checker.max_problems

    def take(self, batch: ProblemBatch) -> None:
        """One message of them."""
        problems = Problems(batch, self._disks, self._number)
        self._left -= len(problems)
        if self._left < 0:  # the guest counts too, and has not
            raise SandboxError("the guest sent more problems than were asked for")
        self._hand_on(problems)
