# SPDX-License-Identifier: Apache-2.0
"""Journals of changes in place (`specs/abi/journal.ksy`): how they are written, when they count."""

from __future__ import annotations

import os
import stat
from zlib import crc32

from instar.generated.journal import (
    LEN_CHECKSUM,
    LEN_SECTOR,
    MODE,
    JournalHeader,
    JournalKind,
    JournalRecord,
    JournalSeal,
)
from instar.record import Record
from instar.sandbox import transfer
from instar.sandbox.filesystem import journal_path
from instar.sandbox.outputs import NewFile, keeping
from instar.sandbox.overlay import FILE, Overlay

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from instar.sandbox.disk import Disk
    from instar.sandbox.growth import Growth
    from instar.sandbox.together import Waiting

_PIECE = 1 << 20
_LEN_HASH = len(JournalSeal(num_records=0, len_records=0, len_new=0).hash)
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


class Writer:
    """Writes a journal for an open image, whose length is `length` before the change. It has no
    name before it is sealed.
    """

    def __init__(self, path: str, disk: Disk, length: int, command: str) -> None:
        from hashlib import sha256

        self.file = NewFile(path, private=True)
        self._end = 0
        self._hash = sha256()
        room = len(JournalHeader().command)
        self.header = JournalHeader(
            owner=os.geteuid(),
            inode=disk.identity[1],
            len_old=length,
            command=command.encode("ascii")[:room].ljust(room, b"\0"),
        )
        self.num_records = 0
        self._append(self.header.pack())

    def _append(self, data: bytes) -> None:
        transfer.append(self.file.fd, data, self._end)
        self._hash.update(data)
        self._end += len(data)

    def record(self, kind: int, start: int = 0, length: int = 0, tail: bytes = b"") -> Step:
        """One more step."""
        packed = JournalRecord(kind=kind, start=start, length=length).pack()
        self._append(packed + tail)
        self.num_records += 1
        place = self._end - length if kind == JournalKind.PUT else 0
        return Step(kind, start, length, place)

    def sealing(self, length: int) -> Waiting[None]:
        """All is there, and makes the image so long: on stable storage, and under its name."""
        seal = JournalSeal(
            num_records=self.num_records,
            len_records=self._end - JournalHeader.SIZE,
            len_new=length,
        )
        self._append(seal.pack()[:-_LEN_HASH])
        transfer.append(self.file.fd, self._hash.digest(), self._end)
        yield from keeping([[self.file]])


class Recorder:
    """Takes the changes of a file down in a journal that has no name yet. The file reads as if they
    were made.
    """

    def __init__(self, disk: Disk, command: str) -> None:
        self._disk = disk
        self._writer = Writer(journal_path(disk.fd), disk, disk.size, command)
        self._filled = 0, 0
        self.steps: list[Step] = []
        self.overlay = Overlay(self._writer.file.fd, disk.size)
        self.growth: Growth | None = None
        """What takes all that lies past the old end; None: the journal does."""

    def _take(self, kind: int, start: int = 0, length: int = 0, tail: bytes = b"") -> None:
        self._end_fill()
        step = self._writer.record(kind, start, length, tail)
        self.steps.append(step)
        self.overlay.apply(step)
        self._disk.size = self.overlay.length

    def put(self, start: int, data: bytes) -> None:
        """Write."""
        self._split(
            start,
            len(data),
            lambda inside: self._put(start, data[:inside]),
            lambda growth, inside: growth.put(start + inside, data[inside:]),
        )

    def takes_over(self, start: int, length: int) -> bool:
        """Whether data that is written over goes into the file itself: nothing lies over it."""
        growth = self.growth
        if growth is None or not growth.overwrites or growth.inside(start, length) < length:
            return False
        if any(place != FILE for _, _, place in self.overlay.pieces(start, start + length)):
            return False
        growth.begin()
        return True

    def _split(
        self,
        start: int,
        length: int,
        inside: Callable[[int], None],
        rest: Callable[[Growth, int], None],
    ) -> None:
        """Change a range: `inside` as much of it as is the journal's, and `rest` what lies past
        that.
        """
        own = length if self.growth is None else self.growth.inside(start, length)
        if own:
            inside(own)
        if self.growth is not None and own < length:
            rest(self.growth, own)
            self._disk.size = self.overlay.length

    def _put(self, start: int, data: bytes) -> None:
        """Write in whole sectors. Zeros past the end of the file as it was are not kept as data:
        preallocation writes any number of them.
        """
        if start >= self._disk.size and data.count(0) == len(data):
            self.fill(start, len(data))
            return
        low = start - start % LEN_SECTOR
        end = start + len(data)
        high = max(min(end + -end % LEN_SECTOR, self._disk.size), end)
        before = transfer.seen(self._disk, low, high)
        checksums = sums(before)
        before[start - low : end - low] = data
        self._take(JournalKind.PUT, low, high - low, checksums + before)

    def fill(self, start: int, length: int) -> None:
        """Write zeros. Those that follow each other become one record."""
        first, before = self._filled
        if before and first + before == start:
            start, length = first, before + length
        else:
            self._end_fill()
        self._filled = start, length
        self.overlay.apply(Step(JournalKind.FILL, start, length))
        self._disk.size = self.overlay.length

    def _end_fill(self) -> None:
        start, length = self._filled
        self._filled = 0, 0
        if length:
            self._take(JournalKind.FILL, start, length)

    def zero(self, start: int, length: int) -> None:
        """Let a range be zero."""
        self._split(
            start,
            length,
            lambda inside: self._zero(start, inside),
            lambda growth, inside: growth.zero(start + inside, length - inside),
        )

    def _zero(self, start: int, length: int) -> None:
        """Let whole sectors be zero; what remains at either end is written."""
        end = start + length
        low = min(start + -start % LEN_SECTOR, end)
        high = max(end - end % LEN_SECTOR, low)
        if start < low:
            self._put(start, bytes(low - start))
        if low < high:
            self._take(JournalKind.ZERO, low, high - low)
        if high < end:
            self._put(high, bytes(end - high))

    def resize(self, length: int) -> None:
        """Set the length."""
        if self.growth is None or not self.growth.takes(length):
            self._take(JournalKind.RESIZE, length)
            return
        self.growth.resize(length)
        self._disk.size = self.overlay.length

    def reserve(self, start: int, length: int) -> None:
        """Set space aside."""
        self._split(
            start,
            length,
            lambda inside: self._take(JournalKind.RESERVE, start, inside),
            lambda growth, inside: growth.reserve(start + inside, length - inside),
        )

    def barrier(self) -> None:
        """Keep what follows apart from what came before."""
        self._take(JournalKind.BARRIER)

    def all_steps(self) -> list[Step]:
        """What was taken down."""
        self._end_fill()
        return self.steps

    def sealing(self) -> Waiting[Journal]:
        """The change is complete: put the journal on stable storage, and give it its name."""
        if self.growth is not None and self.growth.is_begun:
            end = os.fstat(self._disk.fd).st_size
            self._take(JournalKind.GROWN, self.growth.old, max(end - self.growth.old, 0))
            yield [self._disk.fd]
        steps = tuple(self.all_steps())
        yield from self._writer.sealing(self._disk.size)
        writer = self._writer
        return Journal(writer.file.fd, writer.header, self._disk.size, steps)

    def removing(self) -> Waiting[None]:
        """The change is on stable storage."""
        return self._writer.file.removing()

    def close(self) -> None:
        """Give up the file; what has no name goes with that, and so does what was added."""
        try:
            if self.growth is not None:
                self.growth.close() if self._writer.file.is_kept else self.growth.undo()
        finally:
            self._writer.file.close()


class Journal(Record):
    """A journal that counts as far as it can be judged by itself."""

    fd: int
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

    def over(self, size: int) -> Overlay:
        """What the image reads as, whose file has so many bytes now: what was added at once is
        there.
        """
        overlay = Overlay(self.fd, self.header.len_old)
        overlay.show(size)
        for step in self.steps:
            overlay.apply(step)
        return overlay


def read(fd: int, image: int, *, anywhere: bool = False) -> Journal:
    """The journal of an open image. One that does not count is a `NotThis`. With `anywhere` it may
    be on another file system.
    """
    size = _check_file(fd)
    if not anywhere and os.fstat(fd).st_dev != os.fstat(image).st_dev:
        raise NotThis("it is on another file system")
    least = JournalHeader.SIZE + JournalSeal.SIZE
    if size < least:
        raise NotThis("it is not whole")
    try:
        header = JournalHeader.unpack(_bytes(fd, 0, JournalHeader.SIZE))
        seal = JournalSeal.unpack(_bytes(fd, size - JournalSeal.SIZE, JournalSeal.SIZE))
    except ValueError as error:
        raise NotThis(str(error)) from error
    if seal.len_records != size - least or seal.hash != _hash(fd, size - _LEN_HASH):
        raise NotThis("it is not whole")
    if header.inode != os.fstat(image).st_ino or header.owner != os.geteuid():
        raise NotThis("it belongs to another image")
    try:
        steps = tuple(_steps(fd, size - JournalSeal.SIZE))
    except ValueError as error:
        raise NotThis(str(error)) from error
    if len(steps) != seal.num_records:
        raise NotThis(f"it has {len(steps)} records, not {seal.num_records}")
    return Journal(fd, header, seal.len_new, steps)


def _check_file(fd: int) -> int:
    """Nobody else can have made it. Returns its length."""
    found = os.fstat(fd)
    if not stat.S_ISREG(found.st_mode) or found.st_nlink != 1:
        raise NotThis("it is no regular file of one name")
    if found.st_uid != os.geteuid():
        raise NotThis("it belongs to another user")
    if stat.S_IMODE(found.st_mode) != MODE:
        raise NotThis(f"its mode is {stat.S_IMODE(found.st_mode):04o}, not {MODE:04o}")
    return found.st_size


def _bytes(fd: int, start: int, length: int) -> bytes:
    found = bytearray(length)
    transfer.fill(fd, [memoryview(found)], start)
    return bytes(found)


def _hash(fd: int, end: int) -> bytes:
    from hashlib import sha256

    found = sha256()
    for at in range(0, end, _PIECE):
        found.update(_bytes(fd, at, min(_PIECE, end - at)))
    return found.digest()


def _steps(fd: int, end: int) -> Iterator[Step]:
    """The records; what is none is a `ValueError`."""
    at = JournalHeader.SIZE
    while at < end:
        if end - at < JournalRecord.SIZE:
            raise ValueError("its records end in the middle of one")
        one = JournalRecord.unpack(_bytes(fd, at, JournalRecord.SIZE))
        at += JournalRecord.SIZE
        place = 0
        if one.start + one.length > _MOST:
            raise ValueError("a record is out of range")
        if one.kind == JournalKind.PUT:
            place = at + LEN_CHECKSUM * sectors(one.length)
            at = place + one.length
            if at > end or one.start % LEN_SECTOR:
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
        before = _bytes(journal.fd, at, len(now))
        after = sums(_bytes(journal.fd, step.place + done, length))
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
