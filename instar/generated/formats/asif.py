# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/asif.ksy spec=71f3d058 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Apple sparse image (ASIF)."""

from __future__ import annotations

import struct

from instar.layout import FieldError, Values
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


SECTORS_PER_BYTE = 4
"""A byte of a bitmap has the states of so many sectors."""
BITS_PER_SECTOR = 2
"""Of a bitmap."""
MAX_DISK_BYTES = 0x7FFFFFFFFFFFFE00
"""Longest disk, whose bytes are counted in 63 bits."""
MAX_TABLES = 0x100000
"""Most tables of a disk. macOS makes disks of up to 4 PiB, with 33,289 of them."""
# The letters `shdw`. At 0: 73 68 64 77

if TYPE_CHECKING:

    class AsifChunkState(int):
        """Values of chunk_state."""

        UNWRITTEN: ClassVar[AsifChunkState]
        WRITTEN: ClassVar[AsifChunkState]
        UNKNOWN: ClassVar[AsifChunkState]
        PARTIAL: ClassVar[AsifChunkState]

else:
    AsifChunkState = Values(UNWRITTEN=0, WRITTEN=1, UNKNOWN=2, PARTIAL=3)


if TYPE_CHECKING:

    class AsifSectorState(int):
        """Values of sector_state."""

        UNWRITTEN: ClassVar[AsifSectorState]
        WRITTEN: ClassVar[AsifSectorState]

else:
    AsifSectorState = Values(UNWRITTEN=0, WRITTEN=1)


class AsifTableEntry(Record, kw_only=True):
    """Where a chunk of data, or the bitmap of a group, is."""

    SIZE: ClassVar[int] = 8
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">Q")

    state: int = 0
    """What of the chunk was written. One of the descriptions takes the bits for marks of what is
    being changed, and reads a chunk whatever they are.
    """
    reserved: int = 0
    """Zeros."""
    chunk: int = 0
    """Its chunk of the file. 0, there is none."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self) -> bytes:
        """Return the 8 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.state << 62 | self.reserved << 55 | self.chunk)


class AsifHeader(Record, kw_only=True):
    """Start of the file."""

    SIZE: ClassVar[int] = 108
    MAGIC: ClassVar[bytes] = b"shdw"
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">4sIII2Q16sQQIHHQ16sIII")

    version: int = 1
    """The only version that is known."""
    len_header: int = 0
    """Bytes of the header, 512."""
    flags: int = 0
    """0 in all known images."""
    ofs_directories: tuple[int, ...] = (0,) * 2
    """Where the two directories are. The one with the higher sequence number counts, of equal
    ones the first.
    """
    uuid: bytes = bytes(16)
    """Identifies the image."""
    num_sectors: int = 0
    """Size of the disk."""
    max_sectors: int = 0
    """What the disk may grow to."""
    len_chunk: int
    """Bytes of a chunk, of data as of a table. 1 MiB in all known images. Such that len_chunk >=
    32768 and len_chunk <= 0x4000000 and len_chunk & (len_chunk - 1) == 0.
    """
    len_sector: int
    """Bytes of a sector. A table has room for one group at least. Such that len_sector >= 512
    and len_sector <= 4096 and len_sector & (len_sector - 1) == 0 and len_chunk - 32 * len_sector
    >= 8.
    """
    num_segments: int = 0
    """Files of the image, by one of the descriptions."""
    metadata_chunk: int = 0
    """Where a property list is that says more of the image, in chunks, on the disk and past its
    end.
    """
    reserved: bytes = bytes(16)
    """Zeros."""
    read_only_flags: int = 0
    """Flags of what a program that does not know them may still read."""
    metadata_flags: int = 0
    """Flags of the property list."""
    metadata_read_only_flags: int = 0
    """Likewise."""

    @property
    def group_entries(self) -> int:
        """Chunks of data in a group. Their bitmap takes a chunk."""
        return 4 * self.len_sector

    @property
    def num_groups(self) -> int:
        """Of a table."""
        return self.len_chunk // (8 * ((4 * self.len_sector) + 1))

    @property
    def len_group_span(self) -> int:
        """Part of the disk that a group describes."""
        return (4 * self.len_sector) * self.len_chunk

    @property
    def len_table_span(self) -> int:
        """Part of the disk that a table describes."""
        return (self.len_chunk // (8 * ((4 * self.len_sector) + 1))) * (
            (4 * self.len_sector) * self.len_chunk
        )

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.version != 1:
            raise FieldError("asif header", "version", base + 4, self.version, "1", 3)
        if len(self.uuid) != 16:
            raise FieldError(
                "asif header", "uuid", base + 32, len(self.uuid), "must have the length 16", 7
            )
        if not (
            ((self.len_chunk >= 32768) and (self.len_chunk <= 0x4000000))
            and ((self.len_chunk & (self.len_chunk - 1)) == 0)
        ):
            raise FieldError(
                "asif header",
                "len_chunk",
                base + 64,
                self.len_chunk,
                "such that len_chunk >= 32768 and len_chunk <= 0x4000000 and len_chunk & "
                "(len_chunk - 1) == 0",
                7,
            )
        if not (
            (
                ((self.len_sector >= 512) and (self.len_sector <= 4096))
                and ((self.len_sector & (self.len_sector - 1)) == 0)
            )
            and ((self.len_chunk - (32 * self.len_sector)) >= 8)
        ):
            raise FieldError(
                "asif header",
                "len_sector",
                base + 68,
                self.len_sector,
                "such that len_sector >= 512 and len_sector <= 4096 and len_sector & "
                "(len_sector - 1) == 0 and len_chunk - 32 * len_sector >= 8",
                7,
            )
        if len(self.reserved) != 16:
            raise FieldError(
                "asif header",
                "reserved",
                base + 80,
                len(self.reserved),
                "must have the length 16",
                7,
            )

    def pack(self) -> bytes:
        """Return the 108 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.MAGIC,
            self.version,
            self.len_header,
            self.flags,
            *self.ofs_directories,
            self.uuid,
            self.num_sectors,
            self.max_sectors,
            self.len_chunk,
            self.len_sector,
            self.num_segments,
            self.metadata_chunk,
            self.reserved,
            self.read_only_flags,
            self.metadata_flags,
            self.metadata_read_only_flags,
        )


class AsifDirectory(Record, kw_only=True):
    """Start of a directory. An entry for each table follows."""

    SIZE: ClassVar[int] = 8
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">Q")

    sequence: int = 0
    """Grows with each change."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self) -> bytes:
        """Return the 8 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.sequence)


class AsifDirectoryEntry(Record, kw_only=True):
    """Where a table is."""

    SIZE: ClassVar[int] = 8
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">Q")

    chunk: int = 0
    """Its chunk of the file. 0, there is no table, and all that it would describe reads as
    zeros.
    """

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self) -> bytes:
        """Return the 8 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.chunk)
