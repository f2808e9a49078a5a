# SPDX-License-Identifier: Apache-2.0
"""`bench`: read parts of a disk, or write over them, and count the seconds."""

from __future__ import annotations

import errno
import os
from math import inf
from time import monotonic

from instar.errors import ImageError, OpenError, UsageError
from instar.generated.bench import LEN_MEMORY, BenchConfig, BenchError, BenchFlag
from instar.generated.source import SECTOR_SIZE, SourceFormat
from instar.generated.target import TargetImage, TargetOptions
from instar.ops.access import open_source, source_secrets
from instar.ops.arguments import needs, whole_number
from instar.ops.convert_over import Existing, Over
from instar.ops.create_files import Filling
from instar.ops.result import Result
from instar.ops.run import Job
from instar.record import Record, replace
from instar.sandbox.errors import DiskError
from instar.widths import INT64_MAX, UINT8_MAX

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from instar.generated.messages import Opened
    from instar.generated.profiles import Profile
    from instar.ops.access import Access
    from instar.ops.run import Outcome, Runner
    from instar.options.source import Source
    from instar.secret import Secret

_WORK = 4 << 20
"""Bytes of work that a request may be: the largest cluster that it is a part of, and tables."""
_FAILED = "Failed request: {}"


_WRITTEN = ("raw", "qcow2")
"""Formats whose writes are timed."""


class Benchmark(Result, kw_only=True):
    """Requests that were made of a disk, and how long that took."""

    filename: str
    is_write: bool
    count: int
    size: int
    """Bytes of each request."""
    seconds: float

    @property
    def requests_per_second(self) -> float:
        """Requests that were done in a second."""
        return self.count / self.seconds if self.seconds else inf

    @property
    def bytes_per_second(self) -> float:
        """Bytes that were read or written in a second."""
        return self.size * self.requests_per_second


class Question(Record, kw_only=True):
    """The requests, each one `step` after the one before, and from the disk's start again where it
    ends.
    """

    source: Source
    profile: Profile
    access: Access
    secrets: Mapping[str, Secret] = {}
    count: int
    depth: int
    size: int
    step: int
    offset: int = 0
    pattern: int | None = None
    """The byte that is written; None: the disk is read."""
    flush_interval: int = 0
    """Requests after which what is written is made to last; 0: only at the end."""
    allow_write: tuple[str, ...] | None = ()
    """As of a `Target`, for its data file."""

    @property
    def is_of_sectors(self) -> bool:
        """Whether each request is of whole sectors."""
        return (self.size | self.step | self.offset) % SECTOR_SIZE == 0


_USUAL = {"count": 75_000, "depth": 64, "size": 4096, "step": 0, "offset": 0, "flush_interval": 0}
"""As qemu-img's."""


def question(
    source: Source,
    profile: Profile,
    access: Access,
    secrets: Mapping[str, Secret],
    *,
    pattern: int | None = None,
    allow_write: tuple[str, ...] = (),
    **numbers: int,
) -> Question:
    """A question whose numbers come out of a program."""
    limits = {
        "count": (1, BenchConfig.NUM_REQUESTS_MAX),
        "depth": (1, BenchConfig.DEPTH_MAX),
        "size": (1, BenchConfig.LEN_REQUEST_MAX),
        "step": (0, BenchConfig.STEP_MAX),
        "offset": (0, INT64_MAX),
        "flush_interval": (0, BenchConfig.FLUSH_INTERVAL_MAX),
    }
    given = {**_USUAL, **numbers}
    if unknown := sorted(given.keys() - limits.keys()):
        raise TypeError(f"bench() has no argument {unknown[0]!r}")
    checked = {name: whole_number(name, given[name], *limits[name]) for name in limits}
    if pattern is not None:
        pattern = whole_number("pattern", pattern, 0, UINT8_MAX)
    needs("flush_interval", checked["flush_interval"], "a pattern to write", pattern is not None)
    needs("allow_write", allow_write, "a pattern to write", pattern is not None)
    if 0 < checked["flush_interval"] < checked["depth"]:
        raise UsageError("flush_interval cannot be less than depth")
    return Question(
        source=source,
        profile=profile,
        access=access,
        secrets=secrets,
        pattern=pattern,
        count=checked["count"],
        depth=checked["depth"],
        size=checked["size"],
        step=checked["step"] or checked["size"],
        offset=checked["offset"],
        flush_interval=checked["flush_interval"],
        allow_write=allow_write,
    )


class Clock:
    """Starts when the image is open, and stops with the last request."""

    def __init__(self, on_begin: Callable[[], None]) -> None:
        self._on_begin = on_begin
        self._start = monotonic()

    def opened(self, opened: Opened) -> None:
        """The first request comes next."""
        self._on_begin()
        self._start = monotonic()

    @property
    def seconds(self) -> float:
        """How long the requests took."""
        return monotonic() - self._start


def ask(question: Question, runner: Runner, on_begin: Callable[[], None]) -> Benchmark:
    """Make the requests. `on_begin` is called before the first."""
    clock = Clock(on_begin)
    question = replace(question, access=replace(question.access, by_table=True, keys=True))
    try:
        outcome, warnings = (_read if question.pattern is None else _write)(question, runner, clock)
    except DiskError as error:
        if error.errno and error.reason.startswith("Could not write"):
            raise _failed(error.errno).with_warnings(getattr(error, "warnings", ())) from error
        raise
    except ImageError as error:
        if error.number:
            error.qemu = _FAILED.format(os.strerror(errno.EIO))
        raise
    seconds = clock.seconds
    if outcome.code == BenchError.PAST_END:
        raise _failed(errno.EIO).with_warnings(warnings)
    if outcome.code:
        raise outcome.unexpected()
    return Benchmark(
        filename=question.source.shown,
        is_write=question.pattern is not None,
        count=question.count,
        size=question.size,
        seconds=seconds,
        warnings=warnings,
        sandbox=outcome.sandbox,
    )


def _failed(code: int) -> UsageError:
    return UsageError(_FAILED.format(os.strerror(code)))


def _work(question: Question) -> int:
    """What the host may be asked for, in bytes: all of it is computed before."""
    return question.count * (question.size + _WORK)


def _config(question: Question, image: TargetImage) -> bytes:
    return BenchConfig(
        source=question.access.source_options(question.source, question.profile),
        image=image,
        flags=0 if question.pattern is None else BenchFlag.WRITE,
        num_requests=question.count,
        depth=question.depth,
        len_request=question.size,
        step=question.step,
        flush_interval=question.flush_interval,
        start=question.offset,
        pattern=question.pattern or 0,
    ).pack()


def _read(question: Question, runner: Runner, clock: Clock) -> tuple[Outcome, tuple[str, ...]]:
    none = TargetImage(options=TargetOptions(format=SourceFormat.RAW), num_outputs=1)
    with open_source(question.source, question.profile, question.access) as disk:
        disk.reads = _work(question)
        outcome = runner.run(
            Job(
                operation="bench",
                config=_config(question, none),
                disk=disk,
                secrets=source_secrets([question.source], question.secrets),
                shown=question.source.shown,
                profile=question.profile,
                access=question.access,
                walking="",
                memory=LEN_MEMORY,
                unhurried=True,
                on_opened=clock.opened,
            )
        )
    return outcome, outcome.warnings


def _write(question: Question, runner: Runner, clock: Clock) -> tuple[Outcome, tuple[str, ...]]:
    if question.access.force_share:
        text = "force-share=on can only be used with read-only images"
        raise OpenError(question.source.shown, text)
    over = Over(
        source=question.source,
        may_be_guessed=question.is_of_sectors,
        advice="-f",
        formats=_WRITTEN,
        allow_write=question.allow_write,
    )
    existing = Existing(over, question.profile, question.access, 0, runner, written=_work(question))
    filling = Filling(
        operation="bench",
        pack=lambda image: _config(question, image),
        disks=(),
        shown=question.source.shown,
        access=question.access,
        walking="",
        memory=LEN_MEMORY,
        on_opened=clock.opened,
    )
    outcome = existing.fill(filling)[1]
    return outcome, (*existing.warnings, *outcome.warnings)
