# SPDX-License-Identifier: Apache-2.0
"""`compare`: whether two images hold the same disk. Each is read by a guest of its own; what they
read meets in `sandbox.meeting`.
"""

from __future__ import annotations

import errno
import os
from threading import Thread

from instar.errors import CompareFailed, ImageError, SandboxError
from instar.generated.compare import LEN_WINDOW, CompareFlag
from instar.generated.extent import ExtentFlag
from instar.generated.source import LEN_PIECE, SECTOR_SIZE, SourceFailure
from instar.layout import extents
from instar.ops.chunks import Chunks, Queue, Verdict
from instar.ops.reading import Subject, read
from instar.ops.result import Result
from instar.record import Record
from instar.sandbox.meeting import Meeting, Stopped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from instar.generated.messages import Opened
    from instar.generated.profiles import Profile
    from instar.ops.run import Runner
    from instar.sandbox.disk import Disk
    from instar.sandbox.meeting import Side

_MAX_ODD = 1 << 12
"""Runs that do not start with a sector, of all files that a disk is in."""


class Comparison(Result, kw_only=True):
    """Whether two disks read the same."""

    equal: bool
    offset: int | None = None
    """Where they differ first, as qemu-img counts it: the first byte of a sector."""
    reason: str | None = None
    """What differs: `content`, or of a strict comparison `size` or `status`."""
    virtual_sizes: tuple[int, int]
    """Of the disks. What the longer one has more may be zeros, unless the comparison is strict."""

    def __bool__(self) -> bool:
        return self.equal


class Question(Record, kw_only=True):
    """What is compared, and how."""

    subjects: tuple[Subject, Subject]
    profile: Profile
    strict: bool = False
    """Whether sizes and what is allocated must be the same too."""
    on_progress: Callable[[int, int], None] | None = None
    """Hears of each step that qemu-img takes: how many bytes of how many it has (`summed`)."""
    on_opened: Callable[[], None] | None = None
    on_longer: Callable[[], None] | None = None
    """Hears that one disk goes on where the other has ended, before that part is read."""


def ask(question: Question, runner: Runner) -> Comparison:
    """Compare two disks."""
    heard = _Heard(question)
    exact = question.strict or question.on_progress is not None
    first = _Run(question, heard, runner, exact=exact, copies=True)
    if first.go():
        return first.answer()
    # What failed, and what of the rest comes before it, is as qemu-img takes its steps; and which
    # of its bytes cannot be read is for each guest to find.
    heard.again()
    second = _Run(question, heard, runner, exact=True, copies=False)
    second.go()
    second.must_be_like(first)
    return second.answer()


def summed(on_progress: Callable[[int, int], None]) -> Callable[[int, int], None]:
    """Hears of steps, and tells how many bytes they have come to."""
    done = 0

    def step(length: int, size: int) -> None:
        nonlocal done
        done += length
        on_progress(done, size)

    return step


class _Heard:
    """What the caller was told, so that a second look tells only what comes after that."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._at = self._past = 0
        self._events: set[str] = set()

    def again(self) -> None:
        """Everything is looked at from the first byte on."""
        self._at = 0

    def opened(self) -> None:
        """Both disks are open."""
        self._once("opened", self._question.on_opened)

    def longer(self) -> None:
        """What comes now only one disk has."""
        self._once("longer", self._question.on_longer)

    def step(self, length: int, size: int) -> None:
        """So much more of `size` bytes is compared."""
        self._at += length
        if self._at > self._past and self._question.on_progress is not None:
            self._past = self._at
            self._question.on_progress(length, size)

    def _once(self, event: str, tell: Callable[[], None] | None) -> None:
        if tell is not None and event not in self._events:
            self._events.add(event)
            tell()


class _Reader:
    """One side: an image, and its guest."""

    def __init__(self, run: _Run, number: int) -> None:
        self._run = run
        self._subject = run.question.subjects[number]
        self.side: Side = run.meeting.sides[number]
        self.error: BaseException | None = None
        self.warnings: tuple[str, ...] = ()
        self.odd: set[int] = set()
        self.runs = Queue()
        self._num_files = len(self._subject.sources) + 1  # the sink is one
        self._order: extents.Order | None = None

    @property
    def shown(self) -> str:
        """How the user called the image."""
        return self._subject.shown

    def read(self) -> None:
        """Read the image to its end, or until that is not wanted any more."""
        try:
            self._read()
        except Stopped:
            return
        except BaseException as error:
            self.error = error
        try:
            self._finish()
        except BaseException as error:  # who hears of the end may raise one
            self.error = error
            self._run.meeting.stop()

    def _finish(self) -> None:
        """There is nothing more to come."""
        cause = self.cause
        if self.error is None:
            self.side.finish()
        elif cause is None:
            self._run.meeting.stop()
        else:
            self.runs.failed = cause.place if cause.number == SourceFailure.WALK else None
            self.side.finish(cause.place)

    @property
    def cause(self) -> ImageError | None:
        """Why the disk, which is open, cannot be read at some place."""
        if self.side.size is None or not isinstance(self.error, ImageError):
            return None
        return self.error if self.error.number else None

    def _read(self) -> None:
        read(
            self._subject,
            self._run.runner,
            self.side.disk(),
            flags=CompareFlag.RUNS * self._run.exact | CompareFlag.COPIES * self._run.copies,
            on_extents=self._take,
            on_opened=self._open,
            on_warning=self._warn,
            on_attach=self._attached,
        )
        if self.side.size is None:
            raise SandboxError("the guest ended without opening its disk")

    def _attached(self, disk: Disk) -> None:
        self._num_files += 1

    def _warn(self, text: str) -> None:
        self.warnings += (text,)

    def _open(self, opened: Opened) -> None:
        if self.side.size is not None:
            raise SandboxError("the guest says two sizes of one disk")
        self._order = extents.Order(0, opened.virtual_size, gaps=not self._run.exact)
        self.side.open(opened.virtual_size)
        self._run.opened()

    def _take(self, data: bytes) -> None:
        """Runs, of which the guest has put all before the last ones."""
        if self._order is None:
            raise SandboxError("the guest sent runs before its disk was open")
        if not self._run.exact:
            self.odd.update(row[0] for row in extents.unpack(data))
            if len(self.odd) > _MAX_ODD:
                raise SandboxError(f"more than {_MAX_ODD} runs that start inside a sector")
            return
        batch = extents.Batch(data)
        self._order.hold(batch, self._num_files, self._subject.access.reach.max_depth)
        with self._run.meeting.changed:
            before = self.runs.end
            self.runs.add(extents.unpack(data))
            self.side.reach(before - before % LEN_WINDOW)
        self.side.wait(self.runs.has_room)


class _Run:
    """Both sides, once from the first byte on."""

    def __init__(
        self, question: Question, heard: _Heard, runner: Runner, *, exact: bool, copies: bool
    ) -> None:
        self.question = question
        self.heard = heard
        self.runner = runner
        self.exact = exact
        self.copies = copies
        self.meeting = Meeting(runner.pool.kind, self._settled)
        self.readers = _Reader(self, 0), _Reader(self, 1)
        self._chunks: Chunks | None = None
        self._is_open = False

    def go(self) -> bool:
        """Read both. Returns whether what is known is enough for an answer."""
        one, other = self.readers
        thread = Thread(target=other.read, name="instar-compare")
        thread.start()
        try:
            one.read()
        finally:
            if one.error is not None and not isinstance(one.error, Exception):
                self.meeting.stop()
            thread.join()
        for reader in self.readers:
            if reader.error is not None and reader.cause is None:
                raise reader.error
        if any(reader.side.is_unread for reader in self.readers):
            return False
        return self.exact or all(reader.error is None for reader in self.readers)

    def warnings(self) -> tuple[str, ...]:
        one, other = self.readers
        return one.warnings + other.warnings

    def opened(self) -> None:
        """A side has opened, and knows that both have."""
        with self.meeting.changed:
            if self._is_open:
                return
            self._is_open = True
            self.heard.opened()
            if self.exact:
                self._chunks = self._begin()
                self.meeting.settle()

    def _begin(self) -> Chunks:
        question = self.question
        ignored = 0 if question.profile.map_compressed else ExtentFlag.COMPRESSED
        return Chunks(
            self.meeting,
            (self.readers[0].runs, self.readers[1].runs),
            most=LEN_PIECE,
            ignored=ignored if question.strict else None,
            on_progress=self.heard.step,
            on_longer=self.heard.longer,
        )

    def _settled(self) -> bool:
        """Something is known that was not; returns whether it is enough."""
        if not self.exact:
            return any(reader.error is not None for reader in self.readers)
        return self._chunks is not None and self._chunks.advance()

    def answer(self) -> Comparison:
        """What has been found out."""
        verdict = self._verdict()
        if verdict.failed is not None:
            raise self._failure(verdict)
        sizes = self._sizes()
        return Comparison(
            equal=verdict.reason is None,
            offset=verdict.offset,
            reason=verdict.reason,
            virtual_sizes=sizes,
            sandbox=self.runner.pool.kind,
            warnings=self.warnings(),
        )

    def must_be_like(self, first: _Run) -> None:
        """Refuse a disk that is not what it was."""
        for reader, before in zip(self.readers, first.readers, strict=True):
            sizes = before.side.size, reader.side.size
            if None not in sizes and sizes[0] != sizes[1]:
                why = "changed its size while it was read"
                raise CompareFailed(
                    *("disk", "", None, why),
                    filename=reader.shown,
                    qemu=f"{reader.shown} {why}",
                    warnings=self.warnings(),
                )

    def _sizes(self) -> tuple[int, int]:
        one, other = (reader.side.size for reader in self.readers)
        assert one is not None and other is not None
        return one, other

    def _verdict(self) -> Verdict:
        if self._chunks is not None:
            if self._chunks.verdict is None:
                raise SandboxError("the guests ended without an answer")
            return self._chunks.verdict
        return self._plain_verdict()

    def _plain_verdict(self) -> Verdict:
        differs, (one, other) = self.meeting.differs, self._sizes()
        is_longer = one != other and (differs is None or differs >= min(one, other))
        if is_longer:
            self.heard.longer()
        if differs is None:
            return Verdict()
        start = differs - differs % SECTOR_SIZE
        odd = [at for reader in self.readers for at in reader.odd if start < at <= differs]
        return Verdict("content", max([start, *odd]))

    def _failure(self, verdict: Verdict) -> CompareFailed:
        """The words of qemu-img for a disk that cannot be read."""
        reader = self.readers[verdict.failed or 0]
        cause, shown = reader.cause, reader.shown
        assert cause is not None
        if cause.number == SourceFailure.WALK:
            text, status = f"Sector allocation test failed for {shown}", 3
        else:
            why = os.strerror(errno.EIO)
            text, status = f"Error while reading offset {verdict.offset} of {shown}: {why}", 4
        found = CompareFailed(
            cause.structure,
            cause.field,
            cause.offset,
            cause.reason,
            value=cause.value,
            filename=cause.filename,
            qemu=text,
            warnings=self.warnings(),
        )
        found.status = status
        return found
