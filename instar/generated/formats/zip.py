# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/zip.ksy spec=71d443a5 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Zip archive."""

from __future__ import annotations

import struct

from instar.layout import Values
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


MAX_COMMENT_BYTES = 65535
"""The record that ends the file is no further from its end than this and its own length."""
ABSENT_U2 = 0xFFFF
"""The number is in the second record."""
ABSENT_U4 = 0xFFFFFFFF
"""The number is in the extra field, or in the second record."""
MAX_NAME_BYTES = 4096
"""Longest name that is read, as long as Linux lets a path be."""

if TYPE_CHECKING:

    class ZipMethod(int):
        """Values of method."""

        STORED: ClassVar[ZipMethod]
        DEFLATE: ClassVar[ZipMethod]

else:
    ZipMethod = Values(STORED=0, DEFLATE=8)


if TYPE_CHECKING:

    class ZipFlag(int):
        """Values of flag."""

        ENCRYPTED: ClassVar[ZipFlag]

else:
    ZipFlag = Values(ENCRYPTED=1)


class ZipLocalHeader(Record, kw_only=True):
    """What is before a member's bytes. Name and extra field follow, whose lengths may differ
    from those in the directory.
    """

    SIZE: ClassVar[int] = 30
    MAGIC: ClassVar[bytes] = b"PK\x03\x04"
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<4sHHHIIIIHH")

    version_needed: int = 0
    """Who can unpack it."""
    flags: int = 0
    """As in the directory."""
    method: int = 0
    """As in the directory."""
    time: int = 0
    """When it was changed."""
    checksum: int = 0
    """Of the member."""
    len_stored: int = 0
    """As in the directory; 0 where it was not known yet."""
    len_member: int = 0
    """As in the directory; 0 where it was not known yet."""
    len_name: int = 0
    """Length of the name."""
    len_extra: int = 0
    """Length of the extra field."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self) -> bytes:
        """Return the 30 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.MAGIC,
            self.version_needed,
            self.flags,
            self.method,
            self.time,
            self.checksum,
            self.len_stored,
            self.len_member,
            self.len_name,
            self.len_extra,
        )


class ZipEntry(Record, kw_only=True):
    """A member in the directory. Name, extra field and comment follow."""

    SIZE: ClassVar[int] = 46
    MAGIC: ClassVar[bytes] = b"PK\x01\x02"
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<4sHHHHIIIIHHHHHII")

    version_made: int = 0
    """Who made it."""
    version_needed: int = 0
    """Who can unpack it."""
    flags: int = 0
    """Set of `flag`."""
    method: int = 0
    """How the member is stored, one of `method`."""
    time: int = 0
    """When it was changed."""
    checksum: int = 0
    """Of the member."""
    len_stored: int = 0
    """Bytes that the member takes."""
    len_member: int = 0
    """Bytes of the member."""
    len_name: int = 0
    """Length of the name."""
    len_extra: int = 0
    """Length of the extra field."""
    len_comment: int = 0
    """Length of the comment."""
    first_disk: int = 0
    """The part of a split archive that the member is in."""
    internal: int = 0
    """Whether it is text."""
    external: int = 0
    """Permissions."""
    ofs_header: int = 0
    """Where the member's own header is."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self) -> bytes:
        """Return the 46 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.MAGIC,
            self.version_made,
            self.version_needed,
            self.flags,
            self.method,
            self.time,
            self.checksum,
            self.len_stored,
            self.len_member,
            self.len_name,
            self.len_extra,
            self.len_comment,
            self.first_disk,
            self.internal,
            self.external,
            self.ofs_header,
        )


class ZipExtra(Record, kw_only=True):
    """Head of a part of an extra field."""

    SIZE: ClassVar[int] = 4
    ZIP64: ClassVar[int] = 1
    """Numbers of 64 bits, in the order `len_member`, `len_stored`, `ofs_header`, those only that
    are all ones in the directory.
    """
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<HH")

    kind: int = 0
    """What it is."""
    len_data: int = 0
    """Bytes that follow."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self) -> bytes:
        """Return the 4 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.kind, self.len_data)


class ZipEnd(Record, kw_only=True):
    """The record that ends the file. A comment follows."""

    SIZE: ClassVar[int] = 22
    MAGIC: ClassVar[bytes] = b"PK\x05\x06"
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<4sHHHHIIH")

    disk: int = 0
    """The part of a split archive that this is."""
    first_disk: int = 0
    """The part in which the directory begins."""
    num_here: int = 0
    """Members in this part."""
    num_members: int = 0
    """Members in all."""
    len_directory: int = 0
    """Length of the directory."""
    ofs_directory: int = 0
    """Where it begins, as if the archive began the file."""
    len_comment: int = 0
    """Length of the comment."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self) -> bytes:
        """Return the 22 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.MAGIC,
            self.disk,
            self.first_disk,
            self.num_here,
            self.num_members,
            self.len_directory,
            self.ofs_directory,
            self.len_comment,
        )


class ZipLocator(Record, kw_only=True):
    """Before the record that ends the file, where there is a second one."""

    SIZE: ClassVar[int] = 20
    MAGIC: ClassVar[bytes] = b"PK\x06\x07"
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<4sIQI")

    disk: int = 0
    """The part that the second record is in."""
    ofs_end64: int = 0
    """Where the second record is."""
    num_disks: int = 0
    """Parts of a split archive."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self) -> bytes:
        """Return the 20 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.MAGIC, self.disk, self.ofs_end64, self.num_disks)


class ZipEnd64(Record, kw_only=True):
    """The second record, with numbers of 64 bits."""

    SIZE: ClassVar[int] = 56
    MAGIC: ClassVar[bytes] = b"PK\x06\x06"
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<4sQHHIIQQQQ")

    len_record: int = 0
    """Bytes that follow."""
    version_made: int = 0
    """Who made it."""
    version_needed: int = 0
    """Who can unpack it."""
    disk: int = 0
    """The part that this is."""
    first_disk: int = 0
    """The part in which the directory begins."""
    num_here: int = 0
    """Members in this part."""
    num_members: int = 0
    """Members in all."""
    len_directory: int = 0
    """Length of the directory."""
    ofs_directory: int = 0
    """Where it begins."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self) -> bytes:
        """Return the 56 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.MAGIC,
            self.len_record,
            self.version_made,
            self.version_needed,
            self.disk,
            self.first_disk,
            self.num_here,
            self.num_members,
            self.len_directory,
            self.ofs_directory,
        )
