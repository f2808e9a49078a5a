# SPDX-License-Identifier: Apache-2.0
"""Journals that are being written (`specs/abi/journal.ksy`): in memory while they are small, in a
file without a name otherwise. Those of images that are changed together share a file.
"""

from __future__ import annotations

import os

from instar.generated.journal import (
    MAX_JOURNALS,
    JournalHeader,
    JournalKind,
    JournalRecord,
    JournalSeal,
)
from instar.record import replace
from instar.sandbox import transfer
from instar.sandbox.journal import Step, Stored
from instar.sandbox.outputs import NewFile
from instar.sandbox.stable import sync
from instar.sandbox.together import Joint

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from instar.sandbox.disk import Disk
    from instar.sandbox.together import Waiting

_MOST_HELD = 128 << 10
"""Bytes of a journal that is kept in memory."""
_LEN_HASH = len(JournalSeal(num_records=0, len_records=0, len_new=0).hash)


class _Draft:
    """The bytes of a journal so far."""

    __slots__ = ("_hash", "_held", "_path", "_stored", "file", "length")

    def __init__(self, path: str) -> None:
        self._path = path
        self._held = bytearray()
        self._hash: Any = None
        self._stored: Stored | None = None
        self.file: NewFile | None = None
        self.length = 0

    @property
    def held(self) -> bytearray | None:
        """All of it, if that is in memory."""
        return self._held if self.file is None else None

    def append(self, data: bytes) -> None:
        """Add some bytes."""
        end = self.length + len(data)
        if self.file is None:
            self._held += data
            if end > _MOST_HELD:
                self._spill()
        else:
            self._store(data, self.length)
        self.length = end

    def _spill(self) -> None:
        from hashlib import sha256

        self.file, self._hash = NewFile(self._path, private=True), sha256()
        self._stored = Stored(self.file.fd, 0)
        held, self._held = bytes(self._held), bytearray()
        self._store(held, 0)

    def _store(self, data: bytes, start: int) -> None:
        assert self.file is not None
        transfer.append(self.file.fd, data, start)
        self._hash.update(data)

    def digest(self) -> bytes:
        """The hash of all of it."""
        from hashlib import sha256

        found: bytes = (sha256(self._held) if self.file is None else self._hash).digest()
        return found

    def begin_with(self, data: bytes) -> None:
        """Replace the first bytes of one that is in memory."""
        self._held[: len(data)] = data

    def fill(self, buffers: Sequence[memoryview], place: int) -> None:
        """Fill the buffers with what is there."""
        if self._stored is not None:
            self._stored.fill(buffers, place)
            return
        for buffer in buffers:
            buffer[:] = self._held[place : place + len(buffer)]
            place += len(buffer)

    def move(self, place: int, fd: int, start: int, length: int) -> None:
        """Copy a part of it to a file."""
        if self._stored is not None:
            self._stored.move(place, fd, start, length)
        else:
            transfer.append(fd, bytes(self._held[place : place + length]), start)

    def close(self) -> None:
        """Give it up."""
        if self.file is not None:
            self.file.close()


class Writer:
    """Writes a journal for an open image, whose length is `length` before the change. Nothing has
    its name `path` before it is sealed.
    """

    def __init__(self, path: str, disk: Disk, length: int, command: str) -> None:
        self.path = path
        self.draft = _Draft(path)
        room = len(JournalHeader().command)
        self.header = JournalHeader(
            owner=os.geteuid(),
            inode=disk.identity[1],
            len_old=length,
            command=command.encode("ascii")[:room].ljust(room, b"\0"),
        )
        self.num_records = 0
        self.draft.append(self.header.pack())
        self._named: _Named | None = None

    @property
    def is_kept(self) -> bool:
        """Whether it has its name, or had it last."""
        return self._named is not None

    def record(self, kind: int, start: int = 0, length: int = 0, tail: bytes = b"") -> Step:
        """One more step."""
        draft = self.draft
        draft.append(JournalRecord(kind=kind, start=start, length=length).pack() + tail)
        self.num_records += 1
        place = draft.length - length if kind == JournalKind.PUT else 0
        return Step(kind, start, length, place)

    def sealing(self, length: int) -> Waiting[None]:
        """All is there, and makes the image so long: on stable storage, and under its name."""
        draft = self.draft
        seal = JournalSeal(
            num_records=self.num_records,
            len_records=draft.length - JournalHeader.SIZE,
            len_new=length,
        )
        if draft.held is not None:
            whole = draft.length + JournalSeal.SIZE
            self.header = replace(self.header, len_journal=whole)
            draft.begin_with(self.header.pack())
        draft.append(seal.pack()[:-_LEN_HASH])
        draft.append(draft.digest())
        yield _Sealed(self)

    def name(self, file: _Named) -> None:
        """It is in this file, which has its name."""
        self._named = file
        file.num_users += 1

    def removing(self) -> Waiting[None]:
        """Take the name away again, durably."""
        assert self._named is not None
        folder = self._named.file.folder
        os.unlink(os.path.basename(self.path), dir_fd=folder)
        yield [folder]

    def close(self) -> None:
        """Give it up; what has a name keeps it."""
        if self._named is None:
            self.draft.close()
        else:
            self._named.leave()


class _Named:
    """A file that is the journal of some images, open until all of them are done."""

    __slots__ = ("file", "num_users")

    def __init__(self, file: NewFile) -> None:
        self.file = file
        self.num_users = 0

    def leave(self) -> None:
        self.num_users -= 1
        if not self.num_users:
            self.file.close()


class _Sealed(Joint):
    """A journal that is whole, and is to get its name."""

    __slots__ = ("writer",)

    def __init__(self, writer: Writer) -> None:
        self.writer = writer

    @classmethod
    def at_once(cls, every: Sequence[Any]) -> list[OSError | None]:
        """Those of one directory share a file, if they are in memory."""
        groups: dict[str, list[Writer]] = {}
        for one in every:
            path, is_held = one.writer.path, one.writer.draft.held is not None
            groups.setdefault(os.path.dirname(path) if is_held else path, []).append(one.writer)
        errors: dict[int, OSError] = {}
        for writers in groups.values():
            for first in range(0, len(writers), MAX_JOURNALS):
                _share(writers[first : first + MAX_JOURNALS], errors)
        return [errors.get(id(one.writer)) for one in every]


def _share(writers: Sequence[Writer], errors: dict[int, OSError]) -> None:
    """Put journals into one file, durably, and give it all their names."""
    first = writers[0]
    try:
        file = first.draft.file or NewFile(first.path, private=True)
    except OSError as error:
        errors.update((id(writer), error) for writer in writers)
        return
    if file.has_scratch_name:  # the file system may not know several names either
        for writer in writers[1:]:
            _share([writer], errors)
        writers = [first]
    named = _Named(file)
    try:
        if held := [one.draft.held for one in writers if one.draft.held is not None]:
            transfer.append(file.fd, b"".join(held), 0)
        sync(file.fd)
        for writer in writers:
            try:
                file.name_as(os.path.basename(writer.path))
                writer.name(named)
            except OSError as error:
                errors[id(writer)] = error
        sync(file.folder)
    except OSError as error:
        errors.update((id(writer), error) for writer in writers)
    finally:
        if not named.num_users and first.draft.file is None:
            file.close()
