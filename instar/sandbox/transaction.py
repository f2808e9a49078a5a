# SPDX-License-Identifier: Apache-2.0
"""Changes of an image in place: all of a change is in the file, or none of it, whatever ends the
program.

What a guest writes goes into a journal; of much, what lies past the old end goes into the file at
once (`spread`). The guest reads through it, and so does the next one, which looks at the result.
`commit` makes the journal durable under its name; from then on the change will be completed, by
this run or the next. Only then the file itself is written: first what lies past its end, which
nothing refers to yet, then the rest in the guest's order and with its barriers.
"""

from __future__ import annotations

import errno
import fcntl
import os
import stat
from contextlib import contextmanager
from contextvars import ContextVar

from instar.errors import OpenError
from instar.generated.journal import LEN_SECTOR, JournalKind
from instar.sandbox import growth, transfer
from instar.sandbox.access import Output
from instar.sandbox.disk import OPEN_FLAGS, Disk
from instar.sandbox.filesystem import growth_path, journal_path, space
from instar.sandbox.journal import (
    Journal,
    NotThis,
    check_current,
    ignored,
    read,
)
from instar.sandbox.locks import WRITER
from instar.sandbox.outputs import unname
from instar.sandbox.recorder import Recorder
from instar.sandbox.together import alone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeVar

    from instar.sandbox.journal import Content, Step
    from instar.sandbox.together import Waiting

    T = TypeVar("T")

_planned: ContextVar[Callable[[Transaction], None] | None] = ContextVar("planned", default=None)
"""What looks at a change in place of making it."""
_JOURNAL = os.O_RDWR | os.O_NOFOLLOW | OPEN_FLAGS


class Transaction:
    """An image that is changed. Leaving the `with` before `commit` leaves it as it was.

    `image` is its name, or the file, open and locked; it stays so if it `is_held`. `disk` is for
    the run whose guest makes the change; before that, `allow` says how far it may go. `recovered`
    is the command whose change was completed first, empty if there was none. `settle` is what is
    done then with what one has added that was not to be completed.
    """

    def __init__(
        self,
        image: str | Disk,
        command: str,
        settle: Callable[[Disk], None] = growth.forget,
        *,
        is_held: bool = False,
    ) -> None:
        self.disk = open_for_change(image) if isinstance(image, str) else image
        self._is_held = is_held
        self.command = command
        try:
            self._path = journal_path(self.disk.fd)
            self.recovered = _recover(self.disk, self._path)
            settle(self.disk)
            self._record()
        except BaseException:
            if self.disk is not image:
                self.disk.close()
            raise

    def _record(self) -> None:
        self.recorder = _or_refuse(self.disk, lambda: Recorder(self.disk, self.command, self._path))
        self.disk.recorder = self.recorder
        self.disk.overlay = self.recorder.overlay

    def restart(self) -> None:
        """Give up the change so far, and begin anew with the file as it is."""
        self._forget()
        self._record()

    def _forget(self) -> None:
        self.recorder.close()
        self.disk.recorder = None
        self.disk.overlay = None
        self.disk.size = os.fstat(self.disk.fd).st_size
        self.disk.output = Output(0, 0, barriers=True)

    def spread(self, *, overwrites: bool = False) -> None:
        """From now on what is written past the old end goes into the file at once: the change may
        be as large as the disk. So does data that is written over, if the disk may have old and new
        content where it is interrupted (`overwrites`).
        """
        if _planned.get() is not None:
            return
        overlay = self.recorder.overlay
        self.recorder.growth = growth.Growth(
            self.disk, overlay, self.command, overwrites=overwrites
        )

    def take_remarks(self) -> tuple[str, ...]:
        """What happened when the file was opened, for the user; it is printed once."""
        remark, self.disk.remark = self.disk.remark, ""
        found = [remark] if remark else []
        if self.recovered:
            found.append(completed(self.recovered))
        return tuple(found)

    def allow(self, max_bytes: int, max_written: int) -> None:
        """How long the file may become, and how much may be written from now on."""
        output = self.disk.output
        assert output is not None
        output.max_bytes = max_bytes
        output.max_written = output.written + max_written

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to commit."""
        return any(step.kind != JournalKind.BARRIER for step in self.recorder.all_steps())

    def view(self) -> Disk:
        """The file as it will be, for reading."""
        return self.disk.view()

    def before(self) -> Disk:
        """The file as it is, for reading."""
        seen = self.disk.again(self.disk.name)
        seen.output = None
        seen.overlay = None
        seen.size = os.fstat(seen.fd).st_size
        return seen

    def commit(self) -> None:
        """Make the change, durably. What cannot be done is an `OSError`; the file is then as it
        was, or its journal stays and the next command completes the change.
        """
        alone(self.committing())

    def committing(self) -> Waiting[None]:
        """The same, where others wait for the storage too."""
        assert self.disk.output is not None
        if self.disk.output.failure is not None:
            raise self.disk.output.failure
        if (look := _planned.get()) is not None:
            look(self)
            return
        companions = self.recorder.companions
        if companions is not None:
            yield from companions.making()
        steps = self.recorder.all_steps()
        added = self.recorder.growth
        is_begun = added is not None and added.is_begun
        fd = self.disk.fd
        if added is not None and is_begun and not self.is_changed:  # data alone was written over
            yield [fd]
            added.keep()
        elif not is_begun and companions is None and _is_whole(steps, os.fstat(fd).st_size):
            for step in steps:
                yield from _do(fd, self.recorder.overlay.content, step)
            yield [fd]
        elif steps or is_begun:
            yield from self._commit_journal()

    def _commit_journal(self) -> Waiting[None]:
        fd, companions = self.disk.fd, self.recorder.companions
        journal = yield from self.recorder.sealing()
        if self.recorder.growth is not None:
            self.recorder.growth.keep()
        try:
            grown = yield from _grow(journal, fd)
        except OSError:
            os.ftruncate(fd, journal.header.len_old)
            alone(self.recorder.removing())
            if companions is not None:
                companions.undo()
            raise
        if companions is not None:
            companions.keep()
        yield from _complete(journal, fd, grown)
        yield from self.recorder.removing()

    def __enter__(self) -> Transaction:
        return self

    def __exit__(self, *reason: object) -> None:
        self.close()

    def close(self) -> None:
        """Give up the change, unless it is made, and the file, unless it is held."""
        if self._is_held:
            self._forget()
        else:
            self.recorder.close()
            self.disk.close()


@contextmanager
def planned(look: Callable[[Transaction], None]) -> Iterator[None]:
    """In here no change is made: `look` is called where one would be. All of it is in its journal
    then, and the file as it was.
    """
    token = _planned.set(look)
    try:
        yield
    finally:
        _planned.reset(token)


def is_planned() -> bool:
    """Whether no change is made here."""
    return _planned.get() is not None


class Direct:
    """A file that is written without a journal. With a `command`, a record says from the beginning
    on that its content is written over.
    """

    def __init__(self, disk: Disk, command: str = "") -> None:
        self._disk = disk
        self._begun = growth.Begun(disk, command, overwrites=True)
        if command:
            _or_refuse(disk, self._begun.begin)

    def commit(self) -> None:
        """All is on stable storage."""
        transfer.flush(self._disk)
        self._begun.keep()

    def __enter__(self) -> Direct:
        return self

    def __exit__(self, *reason: object) -> None:
        self._begun.keep()


def open_locked(name: str) -> Disk:
    """Open a file that is written in place, and keep everybody else from it."""
    disk = Disk.open(name, output=Output(0, 0, barriers=True), share=WRITER)
    if disk.in_use:
        disk.close()
        raise in_use(name, disk.in_use)
    return disk


def in_use(name: str, lock: str) -> OpenError:
    """The error of a file that somebody else uses."""
    return OpenError(name, f"{lock}\nIs another process using the image [{name}]?")


def open_for_change(name: str) -> Disk:
    """The same of a regular file."""
    disk = open_locked(name)
    try:
        check_regular(disk)
    except BaseException:
        disk.close()
        raise
    return disk


def check_regular(disk: Disk) -> None:
    """Refuse to change what has no place for a journal."""
    if not stat.S_ISREG(os.fstat(disk.fd).st_mode):
        name = disk.name
        raise OpenError(name, f"'{name}' is a block device, which instar does not change")


def recover(disk: Disk) -> str:
    """Complete the change that an open file's journal has. Returns the command that began it, empty
    if there is none; a journal that does not count is ignored, and `disk.remark` says so.
    """
    return _recover(disk, journal_path(disk.fd))


def _recover(disk: Disk, path: str) -> str:
    """The same of the journal that would be there."""
    try:
        fd = os.open(path, _JOURNAL)
    except OSError as error:
        if error.errno != errno.ENOENT:
            disk.remark = ignored(disk, error)
        return ""
    try:
        _keep_apart(fd, disk)
        found = read(fd, disk.fd)
        check_current(found, disk)
        growth.forget(disk)  # what was added is this change's, and stays
        grown = alone(_grow(found, disk.fd))
        alone(_complete(found, disk.fd, grown))
    except NotThis as error:
        disk.remark = ignored(disk, error)
        return ""
    finally:
        os.close(fd)
    unname(path)
    disk.size = os.fstat(disk.fd).st_size
    return found.command


def is_interrupted(disk: Disk) -> bool:
    """Whether a change of an open file has left a journal or a record of what it has added, which
    may not count.
    """
    return any(os.path.lexists(path(disk.fd)) for path in (journal_path, growth_path))


def recover_aloud(disk: Disk) -> None:
    """The same, and `disk.remark` says it."""
    if command := recover(disk):
        disk.remark = completed(command)


def completed(command: str) -> str:
    """What the user should know of a change that was completed."""
    return f"completed the change that {command} had begun"


def _keep_apart(fd: int, disk: Disk) -> None:
    """Where files have no locks of qemu's kind, the journal itself has one."""
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise OpenError(disk.name, f"another process is changing '{disk.name}'") from error


def _or_refuse(disk: Disk, make: Callable[[], T]) -> T:
    """What is made next to the file, or why there is no place for it."""
    try:
        return make()
    except OSError as error:
        code = error.errno or errno.EIO
        text = f"Could not make a journal next to '{disk.name}': {os.strerror(code)}"
        raise OpenError(disk.name, text, code) from error


def _is_whole(steps: list[Step], size: int) -> bool:
    """Whether a change needs no journal: one sector of what is there is written as a whole or not
    at all, and so is the length of a file.
    """
    rest = [step for step in steps if step.kind != JournalKind.BARRIER]
    if len(rest) != 1:
        return False
    (only,) = rest
    is_sector = only.length <= LEN_SECTOR and only.start + only.length <= size
    return only.kind == JournalKind.RESIZE or (only.kind == JournalKind.PUT and is_sector)


def _grow(journal: Journal, fd: int) -> Waiting[frozenset[int]]:
    """Take the space that the change needs, as long as it can still be given up. Returns the
    numbers of the steps that are thereby done.
    """
    old = journal.header.len_old
    cuts = journal.cuts
    if any(cut < old for cut in cuts):  # it gives up space, and what is written later is seen then
        return frozenset()
    done = frozenset(_early(journal, old))
    for number in sorted(done):
        yield from _do(fd, journal.content, journal.steps[number])
    has_holes = _has_holes(fd)
    for number, step in enumerate(journal.steps):
        needs_room = has_holes or step.start + step.length > old
        if step.kind == JournalKind.PUT and number not in done and needs_room:
            os.posix_fallocate(fd, step.start, step.length)
    if done:
        yield [fd]
    return done


def _early(journal: Journal, old: int) -> Iterator[int]:
    """The numbers of the steps past the old end. Those that begin before it are not among them, nor
    what comes after those and is about the same bytes.
    """
    cuts = journal.cuts
    high = old
    for number, step in enumerate(journal.steps):
        if step.kind == JournalKind.BARRIER:
            continue
        if step.kind == JournalKind.RESIZE:
            if step.start >= old and cuts == [step.start]:
                yield number
        elif step.start < high:
            high = max(high, step.start + step.length)
        else:
            yield number


def _has_holes(fd: int) -> bool:
    status = os.fstat(fd)
    return space(status) < status.st_size


def _complete(journal: Journal, fd: int, done: frozenset[int]) -> Waiting[None]:
    """Make the change, in order."""
    left = [step for number, step in enumerate(journal.steps) if number not in done]
    for step in left:
        yield from _do(fd, journal.content, step)
    if not left or left[-1].kind != JournalKind.BARRIER:
        yield [fd]


def _do(fd: int, journal: Content, step: Step) -> Waiting[None]:
    match step.kind:
        case JournalKind.PUT:
            journal.move(step.place, fd, step.start, step.length)
        case JournalKind.BARRIER:
            yield [fd]
        case JournalKind.RESIZE:
            os.ftruncate(fd, step.start)
        case JournalKind.ZERO:
            transfer.let_be_zero(fd, step.start, step.length, os.fstat(fd).st_size)
        case JournalKind.FILL:
            transfer.fill_with_zeros(fd, step.start, step.length)
        case JournalKind.RESERVE:
            os.posix_fallocate(fd, step.start, step.length)
