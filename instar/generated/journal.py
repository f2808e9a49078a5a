# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/journal.ksy spec=62b47234 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Journal of a change in place."""

from __future__ import annotations

import struct

from instar.layout import FieldError, Values
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


LEN_SECTOR = 512
"""What is written whole or not at all."""
LEN_CHECKSUM = 4
"""A sector's CRC-32, little-endian. What lies past the end of the file counts as zeros."""
MODE = 0x180
"""Permissions of a journal, 0600."""
MAX_JOURNALS = 256
"""The most that one file has."""

if TYPE_CHECKING:

    class JournalKind(int):
        """Values of kind."""

        PUT: ClassVar[JournalKind]
        BARRIER: ClassVar[JournalKind]
        RESIZE: ClassVar[JournalKind]
        ZERO: ClassVar[JournalKind]
        RESERVE: ClassVar[JournalKind]
        FILL: ClassVar[JournalKind]
        OVER: ClassVar[JournalKind]
        GROWN: ClassVar[JournalKind]
        COMPANION: ClassVar[JournalKind]

else:
    JournalKind = Values(
        PUT=0, BARRIER=1, RESIZE=2, ZERO=3, RESERVE=4, FILL=5, OVER=6, GROWN=7, COMPANION=8
    )


class JournalHeader(Record, kw_only=True):
    """Which image is changed, and by whom."""

    SIZE: ClassVar[int] = 64
    LEN_OLD_MAX: ClassVar[int] = 0x7FFFFFFFFFFFFFFF
    LEN_JOURNAL_MAX: ClassVar[int] = 0x7FFFFFFFFFFFFFFF
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<QIIQQ24sQ")

    magic: int = 0x4C4E524A54534E49
    """`INSTJRNL`."""
    version: int = 1
    """Version of the whole layout."""
    owner: int = 0
    """User who makes the change."""
    inode: int = 0
    """The image's inode."""
    len_old: int = 0
    """Length of the image before the change. At most 0x7fffffffffffffff."""
    command: bytes = bytes(24)
    """The command that makes the change, in ASCII, filled up with zeros."""
    len_journal: int = 0
    """Length of this journal, with header and seal, after which another may follow; 0 for all of
    the file. At most 0x7fffffffffffffff.
    """

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.magic != 0x4C4E524A54534E49:
            raise FieldError("journal header", "magic", base, self.magic, "0x4c4e524a54534e49", 2)
        if self.version != 1:
            raise FieldError("journal header", "version", base + 8, self.version, "1", 3)
        if self.len_old > 0x7FFFFFFFFFFFFFFF:
            raise FieldError(
                "journal header",
                "len_old",
                base + 24,
                self.len_old,
                "at most 0x7fffffffffffffff",
                3,
            )
        if len(self.command) != 24:
            raise FieldError(
                "journal header",
                "command",
                base + 32,
                len(self.command),
                "must have the length 24",
                7,
            )
        if self.len_journal > 0x7FFFFFFFFFFFFFFF:
            raise FieldError(
                "journal header",
                "len_journal",
                base + 56,
                self.len_journal,
                "at most 0x7fffffffffffffff",
                3,
            )

    def pack(self) -> bytes:
        """Return the 64 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.magic,
            self.version,
            self.owner,
            self.inode,
            self.len_old,
            self.command,
            self.len_journal,
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> JournalHeader:
        """Check and return the journal header at the start of `data`."""
        if len(data) < 64:
            raise FieldError(
                "journal header", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_magic = int.from_bytes(data[0:8], "little")
        if v_magic != 0x4C4E524A54534E49:
            raise FieldError("journal header", "magic", base, v_magic, "0x4c4e524a54534e49", 2)
        v_version = int.from_bytes(data[8:12], "little")
        if v_version != 1:
            raise FieldError("journal header", "version", base + 8, v_version, "1", 3)
        v_owner = int.from_bytes(data[12:16], "little")
        v_inode = int.from_bytes(data[16:24], "little")
        v_len_old = int.from_bytes(data[24:32], "little")
        if v_len_old > 0x7FFFFFFFFFFFFFFF:
            raise FieldError(
                "journal header", "len_old", base + 24, v_len_old, "at most 0x7fffffffffffffff", 3
            )
        v_command = data[32:56]
        v_len_journal = int.from_bytes(data[56:64], "little")
        if v_len_journal > 0x7FFFFFFFFFFFFFFF:
            raise FieldError(
                "journal header",
                "len_journal",
                base + 56,
                v_len_journal,
                "at most 0x7fffffffffffffff",
                3,
            )
        return cls(
            magic=v_magic,
            version=v_version,
            owner=v_owner,
            inode=v_inode,
            len_old=v_len_old,
            command=v_command,
            len_journal=v_len_journal,
        )


class JournalRecord(Record, kw_only=True):
    """One step of the change."""

    SIZE: ClassVar[int] = 24
    START_MAX: ClassVar[int] = 0x7FFFFFFFFFFFFFFF
    LENGTH_MAX: ClassVar[int] = 0x7FFFFFFFFFFFFFFF
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<I4xQQ")

    kind: int = 0
    """What is done."""
    start: int = 0
    """Where; the new length for `resize`, 0 for `barrier`. At most 0x7fffffffffffffff."""
    length: int = 0
    """How much; 0 for `resize` and `barrier`. At most 0x7fffffffffffffff."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.kind not in (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
        ):
            raise FieldError(
                "journal record",
                "kind",
                base,
                self.kind,
                "one of 0 (put), 1 (barrier), 2 (resize), 3 (zero), 4 (reserve), 5 (fill), 6 "
                "(over), 7 (grown), 8 (companion)",
                6,
            )
        if self.start > 0x7FFFFFFFFFFFFFFF:
            raise FieldError(
                "journal record", "start", base + 8, self.start, "at most 0x7fffffffffffffff", 3
            )
        if self.length > 0x7FFFFFFFFFFFFFFF:
            raise FieldError(
                "journal record", "length", base + 16, self.length, "at most 0x7fffffffffffffff", 3
            )

    def pack(self) -> bytes:
        """Return the 24 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.kind, self.start, self.length)

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> JournalRecord:
        """Check and return the journal record at the start of `data`."""
        if len(data) < 24:
            raise FieldError(
                "journal record", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_kind = int.from_bytes(data[0:4], "little")
        if v_kind not in (
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
        ):
            raise FieldError(
                "journal record",
                "kind",
                base,
                v_kind,
                "one of 0 (put), 1 (barrier), 2 (resize), 3 (zero), 4 (reserve), 5 (fill), 6 "
                "(over), 7 (grown), 8 (companion)",
                6,
            )
        if data[4:8] != b"\x00\x00\x00\x00":
            raise FieldError("journal record", "reserved", base + 4, data[4:8], "zero", 4)
        v_start = int.from_bytes(data[8:16], "little")
        if v_start > 0x7FFFFFFFFFFFFFFF:
            raise FieldError(
                "journal record", "start", base + 8, v_start, "at most 0x7fffffffffffffff", 3
            )
        v_length = int.from_bytes(data[16:24], "little")
        if v_length > 0x7FFFFFFFFFFFFFFF:
            raise FieldError(
                "journal record", "length", base + 16, v_length, "at most 0x7fffffffffffffff", 3
            )
        return cls(kind=v_kind, start=v_start, length=v_length)


class JournalCompanion(Record, kw_only=True):
    """What follows a record of that kind. A file in the image's directory, as it was before the
    change.
    """

    SIZE: ClassVar[int] = 272
    LEN_OLD_MAX: ClassVar[int] = 0x7FFFFFFFFFFFFFFF
    IS_NEW_MAX: ClassVar[int] = 1
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<QQB255s")

    inode: int = 0
    """The file's inode."""
    len_old: int = 0
    """Its length before the change; 0 for one that is new. At most 0x7fffffffffffffff."""
    is_new: int = 0
    """1 for one that the change makes. At most 1."""
    name: bytes = bytes(255)
    """Its name, filled up with zeros."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.len_old > 0x7FFFFFFFFFFFFFFF:
            raise FieldError(
                "journal companion",
                "len_old",
                base + 8,
                self.len_old,
                "at most 0x7fffffffffffffff",
                3,
            )
        if self.is_new > 1:
            raise FieldError("journal companion", "is_new", base + 16, self.is_new, "at most 1", 3)
        if len(self.name) != 255:
            raise FieldError(
                "journal companion",
                "name",
                base + 17,
                len(self.name),
                "must have the length 255",
                7,
            )

    def pack(self) -> bytes:
        """Return the 272 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.inode, self.len_old, self.is_new, self.name)

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> JournalCompanion:
        """Check and return the journal companion at the start of `data`."""
        if len(data) < 272:
            raise FieldError(
                "journal companion", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_inode = int.from_bytes(data[0:8], "little")
        v_len_old = int.from_bytes(data[8:16], "little")
        if v_len_old > 0x7FFFFFFFFFFFFFFF:
            raise FieldError(
                "journal companion", "len_old", base + 8, v_len_old, "at most 0x7fffffffffffffff", 3
            )
        v_is_new = int.from_bytes(data[16:17], "little")
        if v_is_new > 1:
            raise FieldError("journal companion", "is_new", base + 16, v_is_new, "at most 1", 3)
        v_name = data[17:272]
        return cls(inode=v_inode, len_old=v_len_old, is_new=v_is_new, name=v_name)


class JournalSeal(Record, kw_only=True):
    """Last bytes of a journal that is whole."""

    SIZE: ClassVar[int] = 64
    LEN_NEW_MAX: ClassVar[int] = 0x7FFFFFFFFFFFFFFF
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<QQQQ32s")

    magic: int = 0x4C41455354534E49
    """`INSTSEAL`."""
    num_records: int = 0
    """How many records there are."""
    len_records: int = 0
    """Bytes of all records with what follows them."""
    len_new: int = 0
    """Length of the image after the change. At most 0x7fffffffffffffff."""
    hash: bytes = bytes(32)
    """SHA-256 of the header and all records, and of this seal up to here."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.magic != 0x4C41455354534E49:
            raise FieldError("journal seal", "magic", base, self.magic, "0x4c41455354534e49", 2)
        if self.len_new > 0x7FFFFFFFFFFFFFFF:
            raise FieldError(
                "journal seal", "len_new", base + 24, self.len_new, "at most 0x7fffffffffffffff", 3
            )
        if len(self.hash) != 32:
            raise FieldError(
                "journal seal", "hash", base + 32, len(self.hash), "must have the length 32", 7
            )

    def pack(self) -> bytes:
        """Return the 64 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.magic, self.num_records, self.len_records, self.len_new, self.hash
        )

    @classmethod
    def unpack(cls, data: bytes, base: int = 0) -> JournalSeal:
        """Check and return the journal seal at the start of `data`."""
        if len(data) < 64:
            raise FieldError("journal seal", "", base + len(data), len(data), "needs more bytes", 1)
        v_magic = int.from_bytes(data[0:8], "little")
        if v_magic != 0x4C41455354534E49:
            raise FieldError("journal seal", "magic", base, v_magic, "0x4c41455354534e49", 2)
        v_num_records = int.from_bytes(data[8:16], "little")
        v_len_records = int.from_bytes(data[16:24], "little")
        v_len_new = int.from_bytes(data[24:32], "little")
        if v_len_new > 0x7FFFFFFFFFFFFFFF:
            raise FieldError(
                "journal seal", "len_new", base + 24, v_len_new, "at most 0x7fffffffffffffff", 3
            )
        v_hash = data[32:64]
        return cls(
            magic=v_magic,
            num_records=v_num_records,
            len_records=v_len_records,
            len_new=v_len_new,
            hash=v_hash,
        )
