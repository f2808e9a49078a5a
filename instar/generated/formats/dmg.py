# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/dmg.ksy spec=0b9c7d10 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Apple disk image (UDIF)."""

from __future__ import annotations

import struct

from instar.layout import FieldError, Values
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


SECTOR_SIZE = 512
"""Unit of the disk."""
LEN_TRAILER_WINDOW = 1023
"""The trailer starts in the last this many bytes of the file, whose length is rounded up to
sectors.
"""
LEN_TRAILER_SEARCH = 515
"""... and in the first this many of them, with all four letters."""
MAX_RESOURCE_BYTES = 0x500000
"""Longest property list or resource fork that is read. qemu reads property lists up to 16 MiB."""
MAX_CHUNK_SECTORS = 0x20000
"""Most sectors of a chunk that is not of zeros, 64 MiB."""
MAX_CHUNK_BYTES = 0x4000000
"""Most bytes that a chunk takes in the file."""
MAX_DISK_SECTORS = 0x3FFFFFFFFFFFFF
"""Longest disk, whose bytes are counted in 63 bits."""
# The letters `koly`, version 4, 512 bytes; counted from the end of the file. At -512: 6b 6f 6c
# 79 00 00 00 04 00 00 02 00

if TYPE_CHECKING:

    class DmgChunkType(int):
        """Values of chunk_type."""

        ZEROS: ClassVar[DmgChunkType]
        STORED: ClassVar[DmgChunkType]
        IGNORED: ClassVar[DmgChunkType]
        COMMENT: ClassVar[DmgChunkType]
        END: ClassVar[DmgChunkType]
        ADC: ClassVar[DmgChunkType]
        ZLIB: ClassVar[DmgChunkType]
        BZIP2: ClassVar[DmgChunkType]
        LZFSE: ClassVar[DmgChunkType]
        LZMA: ClassVar[DmgChunkType]

else:
    DmgChunkType = Values(
        ZEROS=0,
        STORED=1,
        IGNORED=2,
        COMMENT=0x7FFFFFFE,
        END=0xFFFFFFFF,
        ADC=0x80000004,
        ZLIB=0x80000005,
        BZIP2=0x80000006,
        LZFSE=0x80000007,
        LZMA=0x80000008,
    )


class DmgTrailer(Record, kw_only=True):
    """Last 512 bytes of the file, the `koly` block."""

    SIZE: ClassVar[int] = 512
    MAGIC: ClassVar[bytes] = b"koly"
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">4sIIIQQQQQII16s136sQQ120s136sIQ12s")

    version: int = 0
    """4 in all known images."""
    len_header: int = 0
    """Bytes in this trailer, 512."""
    flags: int = 0
    """1 for a flattened image."""
    ofs_running_data_fork: int = 0
    """Running offset of the data fork, 0 in practice."""
    ofs_data_fork: int = 0
    """Where the data is. Places in tables count from here."""
    len_data_fork: int = 0
    """Bytes of data."""
    ofs_resource_fork: int = 0
    """Where the resource fork is, 0 when the tables are in the property list."""
    len_resource_fork: int = 0
    """Bytes of the resource fork. Where there are any, the property list is not read."""
    segment_number: int = 0
    """Which part this file is of an image in parts."""
    num_segments: int = 0
    """Parts of the image."""
    segment_id: bytes = bytes(16)
    """Identifies the image that the parts belong to."""
    data_checksum: bytes = bytes(136)
    """Type (4 bytes), bits (4 bytes) and value (up to 128 bytes) of a checksum over the data
    fork.
    """
    ofs_property_list: int = 0
    """Where the XML property list with the tables of chunks is."""
    len_property_list: int = 0
    """Bytes of the property list."""
    reserved: bytes = bytes(120)
    """Zeros."""
    master_checksum: bytes = bytes(136)
    """Checksum over the checksums of the tables, in the same form as `data_checksum`."""
    image_variant: int = 0
    """1 for a whole device, 2 for a partition."""
    num_sectors: int = 0
    """Size of the disk in sectors of 512 bytes."""
    reserved_end: bytes = bytes(12)
    """Zeros."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if len(self.segment_id) != 16:
            raise FieldError(
                "dmg trailer",
                "segment_id",
                base + 64,
                len(self.segment_id),
                "must have the length 16",
                7,
            )
        if len(self.data_checksum) != 136:
            raise FieldError(
                "dmg trailer",
                "data_checksum",
                base + 80,
                len(self.data_checksum),
                "must have the length 136",
                7,
            )
        if len(self.reserved) != 120:
            raise FieldError(
                "dmg trailer",
                "reserved",
                base + 232,
                len(self.reserved),
                "must have the length 120",
                7,
            )
        if len(self.master_checksum) != 136:
            raise FieldError(
                "dmg trailer",
                "master_checksum",
                base + 352,
                len(self.master_checksum),
                "must have the length 136",
                7,
            )
        if len(self.reserved_end) != 12:
            raise FieldError(
                "dmg trailer",
                "reserved_end",
                base + 500,
                len(self.reserved_end),
                "must have the length 12",
                7,
            )

    def pack(self) -> bytes:
        """Return the 512 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.MAGIC,
            self.version,
            self.len_header,
            self.flags,
            self.ofs_running_data_fork,
            self.ofs_data_fork,
            self.len_data_fork,
            self.ofs_resource_fork,
            self.len_resource_fork,
            self.segment_number,
            self.num_segments,
            self.segment_id,
            self.data_checksum,
            self.ofs_property_list,
            self.len_property_list,
            self.reserved,
            self.master_checksum,
            self.image_variant,
            self.num_sectors,
            self.reserved_end,
        )


class DmgPropertyList(Record, kw_only=True):
    """The resources as XML: each `data` element holds one of them in base64. Readers take those
    for tables that begin with `mish`, wherever they are; macOS writes them below `resource-fork`
    and `blkx`.
    """

    SIZE: ClassVar[int] = 1
    ELEMENT_DATA: ClassVar[str] = "data"
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<1s")

    text: bytes = bytes(1)
    """Its first byte."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if len(self.text) != 1:
            raise FieldError(
                "dmg property list", "text", base, len(self.text), "must have the length 1", 7
            )

    def pack(self) -> bytes:
        """Return the 1 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.text)


class DmgForkHeader(Record, kw_only=True):
    """Start of the resource fork."""

    SIZE: ClassVar[int] = 16
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">IIII")

    ofs_data: int = 0
    """Where the resources are, from the start of the fork."""
    ofs_map: int = 0
    """Where the names and types of the resources are."""
    len_data: int = 0
    """Bytes of the resources."""
    len_map: int = 0
    """Bytes of their names and types."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self) -> bytes:
        """Return the 16 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.ofs_data, self.ofs_map, self.len_data, self.len_map)


class DmgResource(Record, kw_only=True):
    """Before each resource of a fork."""

    SIZE: ClassVar[int] = 4
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">I")

    len_body: int = 0
    """Bytes of the resource, which follows."""

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
        return self._LAYOUT0.pack(self.len_body)


class DmgTableHeader(Record, kw_only=True):
    """Start of a table of chunks, the `mish` block. A part of the disk has a table, a partition
    for example.
    """

    SIZE: ClassVar[int] = 204
    MAGIC: ClassVar[bytes] = b"mish"
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">4sIQQQII24s136sI")

    version: int = 0
    """1 in all known images."""
    first_sector: int = 0
    """Where the part starts on the disk."""
    num_sectors: int = 0
    """Sectors of the part."""
    ofs_data: int = 0
    """What places of the chunks count from, in the data fork. 0 in practice."""
    num_buffer_sectors: int = 0
    """Room that a reader needs, in sectors."""
    num_descriptors: int = 0
    """Number of the part."""
    reserved: bytes = bytes(24)
    """Zeros."""
    checksum: bytes = bytes(136)
    """Of the part, in the same form as `trailer.data_checksum`."""
    num_chunks: int = 0
    """Chunks that follow. qemu reads as many as the resource has room for."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if len(self.reserved) != 24:
            raise FieldError(
                "dmg table header",
                "reserved",
                base + 40,
                len(self.reserved),
                "must have the length 24",
                7,
            )
        if len(self.checksum) != 136:
            raise FieldError(
                "dmg table header",
                "checksum",
                base + 64,
                len(self.checksum),
                "must have the length 136",
                7,
            )

    def pack(self) -> bytes:
        """Return the 204 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.MAGIC,
            self.version,
            self.first_sector,
            self.num_sectors,
            self.ofs_data,
            self.num_buffer_sectors,
            self.num_descriptors,
            self.reserved,
            self.checksum,
            self.num_chunks,
        )


class DmgChunk(Record, kw_only=True):
    """One entry of a table."""

    SIZE: ClassVar[int] = 40
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">I4sQQQQ")

    type: int = 0
    """How the sectors are kept. Entries of the kinds `comment` and `end` are no chunks."""
    comment: bytes = bytes(4)
    """Zeros, or `+beg` and `+end` for comments."""
    first_sector: int = 0
    """Where the chunk starts in the part."""
    num_sectors: int = 0
    """Sectors of the chunk."""
    ofs_data: int = 0
    """Where its bytes are, in the data fork."""
    len_data: int = 0
    """How many they are."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if len(self.comment) != 4:
            raise FieldError(
                "dmg chunk", "comment", base + 4, len(self.comment), "must have the length 4", 7
            )

    def pack(self) -> bytes:
        """Return the 40 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.type,
            self.comment,
            self.first_sector,
            self.num_sectors,
            self.ofs_data,
            self.len_data,
        )
