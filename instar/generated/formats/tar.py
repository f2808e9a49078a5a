# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/tar.ksy spec=e8a4129e gen=1
# Generated: edit the spec, then run `make codegen`.
"""Tape archive."""

from __future__ import annotations

import struct

from instar.layout import FieldError, Values
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


BLOCK_SIZE = 512
"""Headers and padded members are whole blocks."""
BINARY_NUMBER = 0x80
"""First byte of a number that is no text. The others are the number, big-endian."""
OFS_IS_EXTENDED = 482
"""Where a header of a sparse file says, by a byte that is not zero, that a block with more parts
follows.
"""
OFS_HAS_MORE = 504
"""Where such a block says it."""
MAX_NAME_BYTES = 4096
"""Longest name that is read, as long as Linux lets a path be."""
MAX_RECORD_BYTES = 0x100000
"""Most bytes of pax records before one member, or of a long name, that are read."""
POSIX = "ustar"
"""What `magic` begins with; a zero byte after it is that of POSIX."""
KEY_PATH = "path"
"""Key of the record with the member's name."""
KEY_SIZE = "size"
"""Key of the record with the member's bytes, decimal."""
KEY_SPARSE = "GNU.sparse."
"""What keys of records begin with that describe a file of which only some parts are here."""

if TYPE_CHECKING:

    class TarKind(int):
        """Values of kind."""

        OLD_FILE: ClassVar[TarKind]
        FILE: ClassVar[TarKind]
        LINK: ClassVar[TarKind]
        SYMLINK: ClassVar[TarKind]
        CHAR_DEVICE: ClassVar[TarKind]
        BLOCK_DEVICE: ClassVar[TarKind]
        DIRECTORY: ClassVar[TarKind]
        FIFO: ClassVar[TarKind]
        CONTIGUOUS: ClassVar[TarKind]
        GNU_LONG_LINK: ClassVar[TarKind]
        GNU_LONG_NAME: ClassVar[TarKind]
        GNU_SPARSE: ClassVar[TarKind]
        SOLARIS_RECORDS: ClassVar[TarKind]
        GLOBAL_RECORDS: ClassVar[TarKind]
        RECORDS: ClassVar[TarKind]

else:
    TarKind = Values(
        OLD_FILE=0,
        FILE=48,
        LINK=49,
        SYMLINK=50,
        CHAR_DEVICE=51,
        BLOCK_DEVICE=52,
        DIRECTORY=53,
        FIFO=54,
        CONTIGUOUS=55,
        GNU_LONG_LINK=75,
        GNU_LONG_NAME=76,
        GNU_SPARSE=83,
        SOLARIS_RECORDS=88,
        GLOBAL_RECORDS=103,
        RECORDS=120,
    )


class TarHeader(Record, kw_only=True):
    """What is before a member's bytes."""

    SIZE: ClassVar[int] = 512
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(
        "<100s8s8s8s12s12s8sB100s6s2s32s32s8s8s155s12s"
    )

    name: bytes = bytes(100)
    """The path of the member, or its end."""
    mode: bytes = bytes(8)
    """Permissions, octal."""
    uid: bytes = bytes(8)
    """Owner, octal."""
    gid: bytes = bytes(8)
    """Group, octal."""
    size: bytes = bytes(12)
    """Bytes of the member, a number."""
    mtime: bytes = bytes(12)
    """When it was last changed, octal seconds since 1970."""
    checksum: bytes = bytes(8)
    """Sum of all bytes of the header, octal, as if these eight were spaces."""
    typeflag: int = 0
    """What the member is, one of `kind`."""
    linkname: bytes = bytes(100)
    """What a link leads to."""
    magic: bytes = bytes(6)
    """`ustar` and a zero byte, or a space as GNU writes it, or nothing."""
    version: bytes = bytes(2)
    """`00`, or a space and a zero byte as GNU writes it."""
    uname: bytes = bytes(32)
    """Name of the owner."""
    gname: bytes = bytes(32)
    """Name of the group."""
    devmajor: bytes = bytes(8)
    """Of a device."""
    devminor: bytes = bytes(8)
    """Of a device."""
    prefix: bytes = bytes(155)
    """The beginning of the path, before a slash, where `magic` is that of POSIX. GNU keeps other
    things here.
    """
    padding: bytes = bytes(12)
    """Nothing."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if len(self.name) != 100:
            raise FieldError(
                "tar header", "name", base, len(self.name), "must have the length 100", 7
            )
        if len(self.mode) != 8:
            raise FieldError(
                "tar header", "mode", base + 100, len(self.mode), "must have the length 8", 7
            )
        if len(self.uid) != 8:
            raise FieldError(
                "tar header", "uid", base + 108, len(self.uid), "must have the length 8", 7
            )
        if len(self.gid) != 8:
            raise FieldError(
                "tar header", "gid", base + 116, len(self.gid), "must have the length 8", 7
            )
        if len(self.size) != 12:
            raise FieldError(
                "tar header", "size", base + 124, len(self.size), "must have the length 12", 7
            )
        if len(self.mtime) != 12:
            raise FieldError(
                "tar header", "mtime", base + 136, len(self.mtime), "must have the length 12", 7
            )
        if len(self.checksum) != 8:
            raise FieldError(
                "tar header",
                "checksum",
                base + 148,
                len(self.checksum),
                "must have the length 8",
                7,
            )
        if len(self.linkname) != 100:
            raise FieldError(
                "tar header",
                "linkname",
                base + 157,
                len(self.linkname),
                "must have the length 100",
                7,
            )
        if len(self.magic) != 6:
            raise FieldError(
                "tar header", "magic", base + 257, len(self.magic), "must have the length 6", 7
            )
        if len(self.version) != 2:
            raise FieldError(
                "tar header", "version", base + 263, len(self.version), "must have the length 2", 7
            )
        if len(self.uname) != 32:
            raise FieldError(
                "tar header", "uname", base + 265, len(self.uname), "must have the length 32", 7
            )
        if len(self.gname) != 32:
            raise FieldError(
                "tar header", "gname", base + 297, len(self.gname), "must have the length 32", 7
            )
        if len(self.devmajor) != 8:
            raise FieldError(
                "tar header",
                "devmajor",
                base + 329,
                len(self.devmajor),
                "must have the length 8",
                7,
            )
        if len(self.devminor) != 8:
            raise FieldError(
                "tar header",
                "devminor",
                base + 337,
                len(self.devminor),
                "must have the length 8",
                7,
            )
        if len(self.prefix) != 155:
            raise FieldError(
                "tar header", "prefix", base + 345, len(self.prefix), "must have the length 155", 7
            )
        if len(self.padding) != 12:
            raise FieldError(
                "tar header", "padding", base + 500, len(self.padding), "must have the length 12", 7
            )

    def pack(self) -> bytes:
        """Return the 512 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.name,
            self.mode,
            self.uid,
            self.gid,
            self.size,
            self.mtime,
            self.checksum,
            self.typeflag,
            self.linkname,
            self.magic,
            self.version,
            self.uname,
            self.gname,
            self.devmajor,
            self.devminor,
            self.prefix,
            self.padding,
        )
