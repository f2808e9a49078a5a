# SPDX-License-Identifier: Apache-2.0
"""`measure`: how large an image, or an empty disk, becomes in another format."""

from __future__ import annotations

from instar.errors import SandboxError, UsageError
from instar.generated import refusals
from instar.generated.measure import MeasureConfig
from instar.generated.messages import MeasureResult
from instar.generated.profiles import DEFAULT
from instar.generated.source import SourceFormat
from instar.generated.target import TargetOptions
from instar.ops.access import Access, open_source
from instar.ops.result import Result
from instar.ops.run import Job, Outcome, Runner
from instar.options.refusing import words
from instar.options.schema import Options, Setting, read_settings
from instar.options.targets import find_target, make_plan
from instar.options.targets.request import Request, Target, resolved
from instar.record import Record, replace
from instar.widths import INT64_MAX

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from instar.generated.profiles import Profile
    from instar.options.source import Source

# How qemu-img begins an error that comes while it looks for data.
_WALKING = "Unable to get block status"


class Measurement(Result):
    """What a target would take, in bytes."""

    required: int
    """With what the source has allocated."""
    fully_allocated: int
    """With every block of the disk written."""
    bitmaps: int | None = None
    """For the source's persistent bitmaps; None where source or target cannot have any."""
    options: Options = Options()
    """The target's options as they were used, defaults included; sizes in bytes."""
    disk: int = 0
    """The size that a new image of the target says the disk has."""
    data: int = 0
    """Of the disk, in those of the target's blocks that get data."""


def read_option_lists(texts: Iterable[str]) -> list[Setting]:
    """The settings of all `-o`, in the order given."""
    joined, settings = ",".join(texts), []
    if not joined:
        return []
    from instar.options.optstring import expand_short_form, split_options

    for name, value in split_options(joined):
        name, value = expand_short_form(name, value)
        settings.append(Setting(name, value, name))
    return settings


class Question(Record, kw_only=True):
    """What is measured, an image or an empty disk, and the target that it becomes."""

    target: str
    settings: tuple[Setting, ...] = ()
    source: Source | None = None
    """None for an empty disk."""
    size: int = 0
    """Of the empty disk."""
    compress: bool = False
    creates: bool = False
    """Whether the image is going to be made, so that options of `create` alone count."""
    secrets: Collection[str] = ()
    profile: Profile = DEFAULT
    access: Access = Access()


class Measurer:
    """An answer, step by step as qemu-img goes: the target's options first, then the source.

    An error in the target's name or options is kept until a source is open where answers are exact:
    an image that cannot be opened is the error that qemu-img reports first. With a `request`, the
    options were read before.
    """

    def __init__(self, question: Question, request: Request | None = None) -> None:
        self._question = question
        self.warnings: list[str] = []
        self.plan: TargetOptions | None = None
        self._request = request
        self.error: UsageError | None = None
        try:
            if self._request is None:
                self._request = self._read(find_target(question.target, question.profile))
            self.plan = make_plan(self._request)
        except UsageError as error:
            self.error = error

    def _read(self, target: Target) -> Request:
        question, options = self._question, target.known_options()
        try:
            values = read_settings(question.settings, options, question.profile, self.warnings)
        except UsageError as error:
            more = words(refusals.OPTIONS_OF_FORMAT, question.profile, name=target.name)
            raise UsageError(*error.reports, more).hinting(error.hint) from None
        return Request(
            *(target, values, question.compress),
            *(question.secrets, question.profile, question.creates),
        )

    def resolved_options(self, unit: int = 0) -> Options:
        """The target's options: those given, and the defaults of the others. `unit` is the cluster,
        grain or block that the layout came to.
        """
        if self._request is None:
            return Options()
        return Options(resolved(self._request, unit).items())

    def measure(
        self, runner: Runner, on_progress: Callable[[int, int], None] | None = None
    ) -> Measurement:
        """Measure the image, or the empty disk. The warnings are those that come with the image."""
        source = self._question.source
        if source is None:
            return self._answer(runner.run(self._job(self.config())))
        if self.error is not None and self._question.access.beyond_qemu:
            raise self.error
        plan = self.plan or TargetOptions(format=SourceFormat.RAW)
        try:
            outcome = self._walk(plan, source, runner, on_progress)
        except UsageError as refused:  # of a target that replaces a wrong one, too
            raise self.error.with_warnings(refused.warnings) if self.error else refused from None
        if self.error is not None:
            raise self.error.with_warnings(outcome.warnings)
        return replace(self._answer(outcome), warnings=outcome.warnings)

    def config(self) -> bytes:
        """What a guest is asked: of an empty disk, the same bytes have the same answer."""
        if self.plan is None:
            raise self.error or AssertionError
        return self._config(self.plan)

    def _walk(
        self,
        plan: TargetOptions,
        source: Source,
        runner: Runner,
        on_progress: Callable[[int, int], None] | None,
    ) -> Outcome:
        question = self._question
        with open_source(source, question.profile, question.access) as disk:
            job = self._job(self._config(plan))
            return runner.run(replace(job, disk=disk, shown=source.shown, on_progress=on_progress))

    def _job(self, config: bytes) -> Job:
        return Job(
            operation="measure",
            config=config,
            profile=self._question.profile,
            access=self._question.access,
            walking=_WALKING,
        )

    def _config(self, plan: TargetOptions) -> bytes:
        question = self._question
        return MeasureConfig(
            source=question.access.source_options(question.source, question.profile),
            virtual_size=question.size if question.source is None else 0,
            target=plan,
            has_source=int(question.source is not None),
        ).pack()

    def _answer(self, outcome: Outcome) -> Measurement:
        found = outcome.the(MeasureResult)
        most = max(found.bitmaps, found.data)
        if not found.required <= found.fully_allocated <= INT64_MAX or most > INT64_MAX:
            raise SandboxError(f"the guest's answer cannot be true: {found}")
        bitmaps = found.bitmaps if found.has_bitmaps and self._shows_bitmaps(found) else None
        return Measurement(
            found.required,
            found.fully_allocated,
            bitmaps,
            sandbox=outcome.sandbox,
            options=self.resolved_options(found.unit),
            disk=found.disk,
            data=found.data,
        )

    def _shows_bitmaps(self, found: MeasureResult) -> bool:
        """Whether the release that is imitated prints the room for bitmaps."""
        if found.format == SourceFormat.PARALLELS:
            return self._question.profile.parallels_bitmaps
        return self._question.profile.measure_bitmaps


def ask(
    question: Question, runner: Runner, on_progress: Callable[[int, int], None] | None = None
) -> Measurement:
    """Measure in one step. The warnings are all that there are."""
    measurer = Measurer(question)
    found = measurer.measure(runner, on_progress)
    return replace(found, warnings=(*measurer.warnings, *found.warnings))
