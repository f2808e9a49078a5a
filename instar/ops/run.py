# SPDX-License-Identifier: Apache-2.0
"""From a configuration to a finished run: sandboxes, a guest's messages, what its errors mean."""

from __future__ import annotations

from instar.errors import SandboxError, UsageError, WriteError
from instar.generated.memory import LEN_DEFAULT
from instar.ops.arguments import seconds, text
from instar.options.names import driver_name
from instar.record import Record, replace
from instar.sandbox.limits import DEFAULT_DEADLINE, DEFAULT_TIMEOUT
from instar.sandbox.pool import VARIABLE, Pool, requested

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, TypeVar

    from instar.generated import messages
    from instar.generated.messages import GuestMessage
    from instar.generated.profiles import Profile
    from instar.ops.access import Access
    from instar.sandbox.access import Reach
    from instar.sandbox.disk import Disk
    from instar.secret import Secret

    T = TypeVar("T")


def _warning(message: messages.Log, number: tuple[int, ...]) -> str:
    if message.error is None:
        return _lines(message.text.decode("utf-8", "surrogateescape"))
    from instar.faults import tolerated_line

    return tolerated_line(message.error, number)


def found_driver(number: int) -> str:
    """What qemu-img calls the format that a guest found."""
    name = driver_name(number)
    if name is None:
        raise SandboxError(f"the guest found format {number}, which means nothing")
    return name


def _lines(text: str) -> str:
    """A guest's text. Only those that the specs have may be several lines: any other line of its
    own would be taken for instar's.
    """
    if "\n" not in text:
        return text
    from instar.generated.formats.qcow2 import Qcow2BitmapsExtension

    if text in (Qcow2BitmapsExtension.WARNING_NOT_KEPT, Qcow2BitmapsExtension.WARNING_VERSION_2):
        return text
    return text.replace("\n", "\\n")


class Job(Record, kw_only=True):
    """One run of an operation, and who hears what comes of it.

    `shown` is how the user called the image; `walking` is how qemu-img's command begins an error
    that comes after opening. `on_warning` hears of warnings when they come, for runs that show
    something before they end; an error comes without them then. `alone` says that errors are
    reported for each member of a chain as if it had been opened by itself. `memory` is what the
    guest has.
    """

    operation: str
    config: bytes
    profile: Profile
    access: Access
    walking: str
    disk: Disk | None = None
    others: tuple[Disk, ...] = ()
    """Further sources."""
    outputs: tuple[Disk, ...] = ()
    """Files that are written, after the sources."""
    desk: Disk | None = None
    """What workers make, after all files."""
    secrets: Mapping[int, Secret] = {}
    """What the guest may have keys derived from, by number (`sandbox.keys.source_secret`)."""
    shown: str = ""
    alone: bool = False
    memory: int = LEN_DEFAULT
    unhurried: bool = False
    """Whether it takes as long as the disk is large: the usual deadline is none for it."""
    on_progress: Callable[[int, int], None] | None = None
    on_extents: Callable[[bytes], None] | None = None
    on_problems: Callable[[messages.ProblemBatch], None] | None = None
    on_opened: Callable[[messages.Opened], None] | None = None
    on_warning: Callable[[str], None] | None = None
    on_attach: Callable[[Disk], None] | None = None
    on_work: Callable[[messages.WorkWanted], None] | None = None
    on_unreadable: Callable[[messages.Unreadable], None] | None = None
    on_nodes: Callable[[messages.ViewBatch], None] | None = None
    on_runs: Callable[[messages.ViewRuns], None] | None = None
    on_result: Callable[[GuestMessage], None] | None = None

    @property
    def written(self) -> tuple[Disk, ...]:
        """All files that are written: a source is, when it is changed in place."""
        files = (*([] if self.disk is None else [self.disk]), *self.outputs)
        parts = (part for file in files for part in (file, *file.parts))
        return tuple(disk for disk in parts if disk.output is not None)

    @property
    def reach(self) -> Reach:
        """What the sandbox holds names and requests for keys against."""
        share, reach = None if self.disk is None else self.access.share, self.access.reach
        if reach.share is share and not (reach.secrets or self.secrets):
            return reach
        return replace(reach, share=share, secrets=self.secrets)


class Outcome(Record):
    """How a run ended: its result, or the operation's own error number with a value.

    `results` are all of them, for operations that have several.
    """

    result: GuestMessage | None
    warnings: tuple[str, ...]
    code: int = 0
    value: int = 0
    results: tuple[GuestMessage, ...] = ()
    sandbox: str = ""
    """The kind of sandbox that ran."""

    def the(self, kind: type[T]) -> T:
        """The result, where a run that succeeds has one of this kind."""
        if not isinstance(self.result, kind):
            raise SandboxError("the guest ended without an answer")
        return self.result

    def unexpected(self) -> SandboxError:
        """The error of a guest that ended in a way that its operation does not have."""
        return SandboxError(f"the guest ended with error {self.code}, {self.value}")


class Runner:
    """Runs operations in pooled sandboxes; one for any number of threads."""

    def __init__(
        self,
        kind: str = "auto",
        timeout: float = DEFAULT_TIMEOUT,
        deadline: float | None = DEFAULT_DEADLINE,
        *,
        shared: bool = True,
    ) -> None:
        self.deadline = None if deadline is None else seconds("deadline", deadline)
        self._is_usual = deadline == DEFAULT_DEADLINE
        kind, self._timeout = _pool_key(kind, timeout)
        self._shared = shared
        self._pools: dict[int, Pool] = {}
        self.pool = self._make(kind, LEN_DEFAULT)

    @property
    def sandbox(self) -> str:
        """Which sandbox runs, and why it is not KVM where that was not asked for."""
        return f"{self.pool.kind} ({self.pool.why})" if self.pool.why else self.pool.kind

    def close(self) -> None:
        """Give up the sandboxes that are not shared."""
        if not self._shared:
            for pool in self._pools.values():
                pool.close()

    def _make(self, kind: str, memory: int) -> Pool:
        """The pool whose guests have so much memory, which all have in the same kind of sandbox."""
        if memory not in self._pools:
            make = _shared_pool if self._shared else _pool
            self._pools[memory] = make(kind, self._timeout, memory)
        return self._pools[memory]

    def run(self, job: Job) -> Outcome:
        """Run one operation. An image that is refused is an `ImageError`, with the warnings that
        came before it.
        """
        said = _Said(job)
        found = self._make(self.pool.kind, job.memory).run(
            job.operation,
            job.config,
            _disks(job),
            said.hear,
            reach=job.reach,
            request_size=job.access.request_size,
            on_attach=job.on_attach,
            deadline=None if job.unhurried and self._is_usual else self.deadline,
        )
        said.remark(found.disks)
        warnings, results = tuple(said.warnings), tuple(said.results)
        written = job.written
        if written:
            _raise_failure(written)
        if not said.errors:
            last = results[-1] if results else None
            return Outcome(last, warnings, results=results, sandbox=self.pool.kind)
        error = said.errors[0]
        if error.code and not error.structure and not error.fault:
            return Outcome(None, warnings, error.code, error.value, sandbox=self.pool.kind)
        from instar.faults import image_error, refusal_text

        if (refusal := refusal_text(error, job.profile.number)) is not None:
            raise UsageError(refusal).with_warnings(warnings)
        refused = image_error(
            error,
            job.shown,
            found.disks,
            found.refusals,
            job.profile.number,
            job.walking,
            alone=job.alone,
        )
        refused.warnings = warnings
        raise refused


def _disks(job: Job) -> list[Disk]:
    """In their order in the run."""
    first, last = job.disk, job.desk
    return [disk for disk in (first, *job.others, *job.outputs, last) if disk is not None]


def _raise_failure(outputs: tuple[Disk, ...]) -> None:
    """A change that failed is the error, whatever the guest made of it."""
    from instar.sandbox.access import failure_of

    failed = failure_of(outputs)
    if failed is not None:
        disk, error = failed
        raise WriteError.of(disk.name, error)


class _Said:
    """What a guest said in one run, sorted by kind."""

    def __init__(self, job: Job) -> None:
        self.errors: list[messages.Error] = []
        self.results: list[GuestMessage] = []
        self.warnings: list[str] = []
        self._number = job.profile.number
        self._on_warning = job.on_warning or self.warnings.append
        self._on_result = job.on_result
        progress = job.on_progress
        extents = job.on_extents or _SENT_EXTENTS
        # By the names of classes: most runs make few of them.
        self._hearers: dict[str, Callable[[Any], object]] = {
            "Error": self.errors.append,
            "Log": self._warn,
            "Progress": lambda said: progress and progress(said.done, said.total),
            "Opened": job.on_opened or _OPENED,
            "ExtentBatch": lambda said: extents(said.records),
            "ProblemBatch": job.on_problems or _SENT_PROBLEMS,
            "Unreadable": job.on_unreadable or _LOST_A_PART,
            "ViewBatch": job.on_nodes or _SENT_NODES,
            "ViewRuns": job.on_runs or _SENT_RUNS,
            "WorkWanted": job.on_work or _WANTS_WORKERS,
        }

    def remark(self, disks: tuple[Disk, ...]) -> None:
        """What the host has to say of the files."""
        for disk in disks:
            if disk.remark:
                self._on_warning(disk.remark)

    def hear(self, message: GuestMessage) -> None:
        """One more message."""
        self._hearers.get(type(message).__name__, self._keep)(message)

    def _warn(self, said: messages.Log) -> None:
        line = _warning(said, self._number)
        if line:
            self._on_warning(line)

    def _keep(self, result: GuestMessage) -> None:
        self.results.append(result)
        if self._on_result is not None:
            self._on_result(result)


def _unasked(what: str) -> Callable[[object], None]:
    def refuse(_: object) -> None:
        raise SandboxError(f"the guest {what}, which nobody asked for")

    return refuse


_SENT_EXTENTS = _unasked("sent extents")
_OPENED = _unasked("says that the image is open")
_SENT_PROBLEMS = _unasked("sent problems")
_LOST_A_PART = _unasked("lost a part")
_SENT_NODES = _unasked("sent nodes")
_SENT_RUNS = _unasked("sent runs")
_WANTS_WORKERS = _unasked("wants workers")


_pools: dict[tuple[str, float, int], Pool] = {}


def _pool_key(kind: str, timeout: float) -> tuple[str, float]:
    """The kind of sandbox that is asked for, by the caller or the environment, and its timeout."""
    given = text("sandbox", kind) != "auto"
    try:
        return requested(kind if given else None), seconds("timeout", timeout)
    except ValueError as error:
        raise UsageError(str(error) if given else f"{VARIABLE}: {error}") from None


def _pool(kind: str, timeout: float, memory: int) -> Pool:
    return Pool(kind, timeout=timeout, memory=memory)


def _shared_pool(kind: str, timeout: float, memory: int) -> Pool:
    """The process's pool for these settings: a service that asks a thousand times makes its
    sandboxes once.
    """
    found = _pools.get((kind, timeout, memory))
    if found is None:
        made = _pool(kind, timeout, memory)
        found = _pools.setdefault((kind, timeout, memory), made)
        if found is not made:  # another thread was faster
            made.close()
    return found
