# SPDX-License-Identifier: Apache-2.0
"""`check`: what is wrong with an image, and how much of it is used."""

from __future__ import annotations

from instar.errors import CheckFailed, NotCheckable, SandboxError
from instar.generated.check import CheckFlag, CheckOptions, CheckOutcome
from instar.generated.check_run import LEN_MEMORY, MAX_PROBLEMS_DEFAULT, CheckRunConfig
from instar.generated.messages import CheckResult
from instar.generated.profiles import DEFAULT
from instar.generated.source import SourceFormat
from instar.ops.access import Access, open_source
from instar.ops.problems import Problem, Problems
from instar.ops.result import Result
from instar.ops.run import Job, found_driver
from instar.options import since
from instar.options.names import READ_ONLY
from instar.record import Record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from instar.generated.messages import ProblemBatch
    from instar.generated.profiles import Profile
    from instar.ops.plan import Write
    from instar.ops.run import Outcome, Runner
    from instar.options.source import Source
    from instar.sandbox.disk import Disk

_WALKING = "Check failed"
_PROBED_RAW = (
    "WARNING: Image format was not specified for '{}' and probing guessed raw.\n"
    "         Automatically detecting the format is dangerous for raw images, write operations on"
    " block 0 will be restricted.\n"
    "         Specify the 'raw' format explicitly to remove the restrictions."
)
# The words that qemu-img has for error numbers.
_FAILURES: dict[int, str] = {
    CheckOutcome.INVALID: "Invalid argument",
    CheckOutcome.TOO_LARGE: "File too large",
    CheckOutcome.IO: "Input/output error",
    CheckOutcome.NOT_PERMITTED: "Operation not permitted",
}


class Check(Result, kw_only=True):
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
    writes: tuple[Write, ...] = ()
    """What a planned repair would write."""
    lengths: tuple[int, int] = (0, 0)
    """Of the file, before a planned repair and after it."""

    @property
    def is_clean(self) -> bool:
        """Whether nothing was found."""
        return not (self.corruptions or self.leaks or self.check_errors)

    @property
    def status(self) -> int:
        """What qemu-img exits with."""
        if self.check_errors:
            return 1
        if self.corruptions:
            return 2
        return 3 if self.leaks else 0


class Hearing(Record):
    """Who hears what comes of a check while it runs."""

    problems: Callable[[Problems], None]
    warning: Callable[[str], None] | None = None
    progress: Callable[[int, int], None] | None = None


class Question(Record, kw_only=True):
    """What is checked, and how. `beyond` looks for what qemu-img does not look for."""

    source: Source
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


def ask(question: Question, runner: Runner, hear: Hearing) -> tuple[Check, ...]:
    """Check an image, which has the warnings, and with `chain` those below it. A check that cannot
    be finished is a `CheckFailed`.
    """
    with open_source(question.source, question.profile, question.access) as disk:
        return look(question, runner, hear, disk)


def look(
    question: Question, runner: Runner, hear: Hearing, disk: Disk, *, repairs: int = 0
) -> tuple[Check, ...]:
    """The same for an open file. `repairs` are the flags of what the guest is to repair in it,
    which then is open for writing.
    """
    disks = [disk]
    outcome = _run(question, runner, hear, disks, repairs)
    results = [one for one in outcome.results if isinstance(one, CheckResult)]
    if outcome.code or not results or len(results) != len(outcome.results):
        raise outcome.unexpected()
    if repairs and results[0].outcome == CheckOutcome.UNSUPPORTED:
        raise _not_repairable(results[0], question)
    name = question.source.shown
    top, *below = (replace(_read(one, name, disks), sandbox=outcome.sandbox) for one in results)
    return (replace(top, warnings=outcome.warnings), *below)


def listed(question: Question, runner: Runner) -> tuple[Check, ...]:
    """Checks with their problems, those of each image with its own."""
    problems: list[Problem] = []
    return with_problems(ask(question, runner, Hearing(problems.extend)), problems)


def with_problems(found: tuple[Check, ...], problems: list[Problem]) -> tuple[Check, ...]:
    """Checks of a chain, each with its own problems."""
    return tuple(
        replace(check, problems=tuple(p for p in problems if p.depth == depth))
        for depth, check in enumerate(found)
    )


def _run(
    question: Question, runner: Runner, hear: Hearing, disks: list[Disk], repairs: int
) -> Outcome:
    """Ask a guest. `disks` has the image's file, and gets those that are attached."""
    return runner.run(
        Job(
            operation="check",
            config=_config(question, repairs),
            disk=disks[0],
            shown=question.source.shown,
            profile=question.profile,
            access=question.access,
            walking=_WALKING,
            memory=LEN_MEMORY,
            on_problems=_Reader(hear.problems, disks, question).take,
            on_warning=hear.warning,
            on_progress=hear.progress,
            on_attach=disks.append,
        )
    )


def _config(question: Question, repairs: int) -> bytes:
    options = CheckOptions(
        flags=_flags(question) | repairs,
        max_problems=question.max_problems,
        max_counters=question.max_counters,
    )
    source = question.access.source_options(question.source, question.profile)
    return CheckRunConfig(source=source, options=options).pack()


def _flags(question: Question) -> int:
    number = question.profile.number
    wanted = {
        CheckFlag.BACKING_CHAIN: question.chain,
        CheckFlag.RESERVED_UNCHECKED: number < since.CHECK_RESERVED,
        CheckFlag.PARALLELS_UNCHECKED: number < since.PARALLELS_DUPLICATES,
        CheckFlag.PARALLELS_OUTSIDE_COUNTS: number < since.PARALLELS_OUTSIDE,
        CheckFlag.BEYOND: question.beyond,
        CheckFlag.DEEP: question.deep,
    }
    return sum(flag for flag, is_wanted in wanted.items() if is_wanted)


def _read(result: CheckResult, name: str, disks: list[Disk]) -> Check:
    """One image, by what the guest sent of it. `name` is how the first is called."""
    if result.disk >= len(disks):
        raise SandboxError(f"the guest checked file {result.disk}, and has {len(disks)}")
    name = name if result.disk == 0 else disks[result.disk].name
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
    )


def _not_repairable(result: CheckResult, question: Question) -> CheckFailed:
    """qemu-img opens the image for writing first, and warns of that where it took it for raw."""
    source = question.source
    format = found_driver(result.format)
    if format in READ_ONLY:
        text = f"Could not open '{source.shown}': Image is read-only"
        return _failure(CheckFailed, source.shown, text)
    if question.beyond:
        text = f"there is no repair for {format} images"
        return NotCheckable("", "", None, text, filename=source.shown)
    failure = _failure(NotCheckable, source.shown, "This image format does not support checks")
    if result.format == SourceFormat.RAW and source.format == SourceFormat.UNKNOWN:
        failure.qemu = f"{_PROBED_RAW.format(source.shown)}\n{failure.qemu}"
    return failure


def _failure(kind: type[CheckFailed], filename: str, text: str) -> CheckFailed:
    return kind("", "", None, text, filename=filename, qemu=f"qemu-img: {text}")


class _Reader:
    """Takes what a guest sends."""

    def __init__(
        self, hand_on: Callable[[Problems], None], disks: list[Disk], question: Question
    ) -> None:
        self._hand_on = hand_on
        self._disks = disks
        self._number = question.profile.number
        self._left = question.max_problems

    def take(self, batch: ProblemBatch) -> None:
        """One message of them."""
        problems = Problems(batch, self._disks, self._number)
        self._left -= len(problems)
        if self._left < 0:  # the guest counts too, and has not
            raise SandboxError("the guest sent more problems than were asked for")
        self._hand_on(problems)
