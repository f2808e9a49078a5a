# SPDX-License-Identifier: Apache-2.0
"""Journals of changes in place (`specs/abi/journal.ksy`): what they say, and when they count."""

from __future__ import annotations

import os
import stat
from zlib import crc32

from instar.generated.journal import (
    LEN_CHECKSUM,
    LEN_SECTOR,
    MAX_JOURNALS,
    MODE,
    JournalHeader,
    JournalKind,
    JournalRecord,
    JournalSeal,
)
from instar.record import Record
from instar.sandbox import transfer
from instar.sandbox.filesystem import journal_path
from instar.sandbox.overlay import Overlay

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Protocol

    from instar.sandbox.disk import Disk

    class Content(Protocol):
        """The bytes of a journal, from its header on."""

        def fill(self, buffers: Sequence[memoryview], place: int) -> None: ...

        def move(self, place: int, fd: int, start: int, length: int) -> None: ...

        def close(self) -> None: ...


_PIECE = 1 << 20
_LEN_HASH = len(JournalSeal(num_records=0, len_records=0, len_new=0).hash)
_LEAST = JournalHeader.SIZE + JournalSeal.SIZE
_MOST = JournalRecord.LENGTH_MAX
_CHANGED_SINCE = "the image was changed by another program since"


class NotThis(Exception):
    """Why a file of a journal's name does not count."""


class Step(Record):
    """One record: what is done where, and for a `put`, where its data is in the journal."""

    kind: int
    start: int
    length: int
    place: int = 0

    @property
    def checksums(self) -> int:
        """Where the journal has the checksums of what was there before."""
        return self.place - LEN_CHECKSUM * sectors(self.length)


def sectors(length: int) -> int:
    """How many sectors a range takes that begins with one."""
    return -(-length // LEN_SECTOR)


def sums(data: bytes | bytearray | memoryview) -> bytes:
    """The checksum of each sector; the last is filled up with zeros."""
    view = memoryview(data)
    found = bytearray()
    for at in range(0, len(view), LEN_SECTOR):
        sector = view[at : at + LEN_SECTOR]
        if len(sector) < LEN_SECTOR:
            sector = memoryview(bytes(sector).ljust(LEN_SECTOR, b"\0"))
        found += crc32(sector).to_bytes(LEN_CHECKSUM, "little")
    return bytes(found)


class Stored:
    """A journal that is in an open file, from byte `start` on."""

    __slots__ = ("_start", "fd")

    def __init__(self, fd: int, start: int) -> None:
        self.fd = fd
        self._start = start

    def fill(self, buffers: Sequence[memoryview], place: int) -> None:
        """Fill the buffers with what is there."""
        transfer.fill(self.fd, buffers, self._start + place)

    def move(self, place: int, fd: int, start: int, length: int) -> None:
        """Copy a part of it to another file."""
        transfer.move(self.fd, self._start + place, fd, start, length)

    def close(self) -> None:
        """Give up the file."""
        os.close(self.fd)


class Journal(Record):
    """A journal that counts as far as it can be judged by itself."""

    content: Content
    header: JournalHeader
    len_new: int
    steps: tuple[Step, ...]

    @property
    def command(self) -> str:
        """What made the change."""
        return self.header.command.rstrip(b"\0").decode("ascii", "replace")

    @property
    def cuts(self) -> list[int]:
        """The lengths that the file is given on the way."""
        return [step.start for step in self.steps if step.kind == JournalKind.RESIZE]

    @property
    def grown(self) -> int:
        """The length of the file when the journal became whole."""
        ends = [one.start + one.length for one in self.steps if one.kind == JournalKind.GROWN]
        return max((self.header.len_old, *ends))

    def bytes_of(self, step: Step) -> bytes:
        """What follows a record."""
        return _bytes(self.content, step.place, step.length)

    def over(self, size: int) -> Overlay:
        """What the image reads as, whose file has so many bytes now: what was added at once is
        there.
        """
        overlay = Overlay(self.content, self.header.len_old)
        overlay.show(size)
        for step in self.steps:
            overlay.apply(step)
        return overlay


def read(fd: int, image: int, *, anywhere: bool = False) -> Journal:
    """The journal of an open image, of those that a file has. One that does not count is a
    `NotThis`. With `anywhere` it may be on another file system.
    """
    status = os.fstat(fd)
    _check_file(status)
    if not anywhere and status.st_dev != os.fstat(image).st_dev:
        raise NotThis("it is on another file system")
    start, length, header = _own(fd, status, image)
    content = Stored(fd, start)
    try:
        seal = JournalSeal.unpack(_bytes(content, length - JournalSeal.SIZE, JournalSeal.SIZE))
    except ValueError as error:
        raise NotThis(str(error)) from error
    if seal.len_records != length - _LEAST or seal.hash != _hash(content, length - _LEN_HASH):
        raise NotThis("it is not whole")
    try:
        steps = tuple(_steps(content, length - JournalSeal.SIZE))
    except ValueError as error:
        raise NotThis(str(error)) from error
    if len(steps) != seal.num_records:
        raise NotThis(f"it has {len(steps)} records, not {seal.num_records}")
    return Journal(content, header, seal.len_new, steps)


def _check_file(found: os.stat_result) -> None:
    """Nobody else can have made it."""
    if not stat.S_ISREG(found.st_mode):
        raise NotThis("it is no regular file")
    if found.st_uid != os.geteuid():
        raise NotThis("it belongs to another user")
    if stat.S_IMODE(found.st_mode) != MODE:
        raise NotThis(f"its mode is {stat.S_IMODE(found.st_mode):04o}, not {MODE:04o}")


def _own(fd: int, file: os.stat_result, image: int) -> tuple[int, int, JournalHeader]:
    """Where the image's own journal is, its length, and its header."""
    who = os.geteuid(), os.fstat(image).st_ino
    own: tuple[int, int, JournalHeader] | None = None
    at = num = 0
    while at < file.st_size or not num:
        left = file.st_size - at
        if left < _LEAST or num == MAX_JOURNALS:
            raise NotThis("it is not whole")
        try:
            header = JournalHeader.unpack(_bytes(Stored(fd, at), 0, JournalHeader.SIZE))
        except ValueError as error:
            raise NotThis(str(error)) from error
        length = header.len_journal or left
        if not _LEAST <= length <= left:
            raise NotThis("it is not whole")
        if (header.owner, header.inode) == who:
            own = own or (at, length, header)
        at += length
        num += 1
    if file.st_nlink > num:
        raise NotThis("it has more names than journals")
    if own is None:
        raise NotThis("it belongs to another image")
    return own


def _bytes(content: Content, start: int, length: int) -> bytes:
    found = bytearray(length)
    content.fill([memoryview(found)], start)
    return bytes(found)


def _hash(content: Content, end: int) -> bytes:
    from hashlib import sha256

    found = sha256()
    for at in range(0, end, _PIECE):
        found.update(_bytes(content, at, min(_PIECE, end - at)))
    return found.digest()


def _steps(content: Content, end: int) -> Iterator[Step]:
    """The records; what is none is a `ValueError`."""
    at = JournalHeader.SIZE
    while at < end:
        if end - at < JournalRecord.SIZE:
            raise ValueError("its records end in the middle of one")
        one = JournalRecord.unpack(_bytes(content, at, JournalRecord.SIZE))
        at += JournalRecord.SIZE
        place = 0
        if one.start + one.length > _MOST:
            raise ValueError("a record is out of range")
        if one.kind == JournalKind.PUT:
            place = at + LEN_CHECKSUM * sectors(one.length)
            at = place + one.length
            if at > end or one.start % LEN_SECTOR:
                raise ValueError("a record is out of range")
        elif one.kind == JournalKind.COMPANION:
            place, at = at, at + one.length
            if at > end:
                raise ValueError("a record is out of range")
        yield Step(one.kind, one.start, one.length, place)


def check_current(journal: Journal, disk: Disk) -> None:
    """Nobody else has written to the image since: each sector of the change is as before, or as
    some step of the change leaves it.
    """
    lengths = [journal.header.len_old, journal.len_new]
    lengths += [step.start + step.length for step in journal.steps]
    size = os.fstat(disk.fd).st_size
    if not min(journal.grown, *journal.cuts, journal.len_new) <= size <= max(lengths):
        raise NotThis(_CHANGED_SINCE)
    known: set[int] = set()
    doubtful: set[int] = set()
    zeroed = _zeroed(journal)
    for step in journal.steps:
        if step.kind == JournalKind.PUT:
            _sort(journal, disk, step, known, doubtful)
    if any(not _is_in(zeroed, sector * LEN_SECTOR) for sector in doubtful - known):
        raise NotThis(_CHANGED_SINCE)


def _zeroed(journal: Journal) -> list[tuple[int, int]]:
    """Ranges that some step lets read as zero, as a cut does with all that follows."""
    return [
        (step.start, _MOST if step.kind == JournalKind.RESIZE else step.start + step.length)
        for step in journal.steps
        if step.kind in (JournalKind.ZERO, JournalKind.FILL, JournalKind.RESIZE)
    ]


def _is_in(ranges: list[tuple[int, int]], place: int) -> bool:
    return any(low <= place < high for low, high in ranges)


def _sort(journal: Journal, disk: Disk, step: Step, known: set[int], doubtful: set[int]) -> None:
    """The sectors of one step: those that are as before or after it, and the others."""
    for done in range(0, step.length, _PIECE):
        length = min(_PIECE, step.length - done)
        first = step.start + done
        now = sums(transfer.seen(disk, first, first + length))
        at = step.checksums + done // LEN_SECTOR * LEN_CHECKSUM
        before = _bytes(journal.content, at, len(now))
        after = sums(_bytes(journal.content, step.place + done, length))
        for number in range(sectors(length)):
            part = slice(number * LEN_CHECKSUM, (number + 1) * LEN_CHECKSUM)
            sector = first // LEN_SECTOR + number
            fits = now[part] in (before[part], after[part])
            (known if fits else doubtful).add(sector)


def read_through(disk: Disk, fd: int) -> None:
    """Let a file that is only read be seen as its journal, just opened, makes it."""
    try:
        found = read(fd, disk.fd)
        check_current(found, disk)
    except (NotThis, OSError) as error:
        os.close(fd)
        disk.remark = ignored(disk, error)
        return
    disk.overlay = found.over(disk.size)
    disk.size = found.len_new


def ignored(disk: Disk, error: Exception) -> str:
    """That a journal does not count, and why."""
    name = os.path.basename(journal_path(disk.fd))
    reason = error.strerror if isinstance(error, OSError) else error
    return f"{disk.name}: ignored the journal {name}: {reason}"
