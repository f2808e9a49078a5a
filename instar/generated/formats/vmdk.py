# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/vmdk.ksy spec=c13498ea gen=1
# Generated: edit the spec, then run `make codegen`.
"""VMDK, the virtual disk of VMware products."""

from __future__ import annotations

import struct

from instar.layout import FieldError, Values
from instar.record import Record, later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


SECTOR_SIZE = 512
"""All offsets and sizes in headers, tables and extent lines count these."""
MAX_VERSION = 3
"""Newest version of the hosted sparse header."""
VERSION_PLAIN = 1
"""Version that writers give an extent without anything newer."""
VERSION_ZEROED_GRAIN = 2
"""The same of an extent that may mark grains as zero."""
VERSION_COMPRESSED = 3
"""The same of an extent with compressed grains."""
MAX_GRAIN_SECTORS = 0x200000
"""Largest grain that qemu opens, 1 GiB. It bounds what reading one sector of a compressed extent
can cost.
"""
MAX_GTES_PER_GT = 512
"""Most entries in a grain table of a hosted sparse extent, and what everybody writes."""
MAX_GD_ENTRIES = 0x2000000
"""Most entries in a grain directory that qemu opens, a directory of 128 MiB."""
GD_AT_END = 0xFFFFFFFFFFFFFFFF
"""`gd_sector` of a header whose grain directory is found through the footer at the end of the
file.
"""
FOOTER_DISTANCE = 1536
"""The footer's marker is this far in front of the end of the file, the footer 1024 bytes, the
end-of-stream marker 512 bytes in front of it.
"""
COWD_GTES_PER_GT = 4096
"""Entries in each grain table of a COWD extent."""
DEFAULT_GRAIN_SECTORS = 128
"""Grain of practically every hosted sparse extent, 64 KiB."""
DEFAULT_DESCRIPTOR_SECTOR = 1
"""Where writers put the embedded descriptor."""
DEFAULT_DESCRIPTOR_SECTORS = 20
"""Room that writers leave for the embedded descriptor, 10 KiB."""
DEFAULT_GT_SECTORS = 4
"""Sectors of one grain table of 512 entries."""
DEFAULT_GT_COVERAGE = 65536
"""Part of the disk that a grain table of the default dimensions describes, 32 MiB."""
SPLIT_EXTENT_SECTORS = 0x400000
"""Largest extent of the twoGbMaxExtent kinds, 2 GiB. qemu fills each but the last, VMware stays
a little below.
"""
SPLIT_EXTENT_SIZE = 0x80000000
"""The same in bytes."""
IDE_HEADS = 16
"""Heads of the geometry in the descriptor of a disk on an IDE controller."""
SCSI_HEADS = 255
"""Heads of the geometry in the descriptor of a disk on any other controller."""
GEOMETRY_SECTORS = 63
"""Sectors per track of the geometry in the descriptor. Cylinders are what is left, rounded down."""
MIN_GRAIN_SIZE = 4096
"""Smallest grain that the VMDK specification allows, 8 sectors."""
MAX_GRAINS = 0xFFFFFFFF
"""qemu counts the grains of an extent in 32 bits; with more it wraps around and writes an image
that overlaps itself.
"""
CID_DIGITS = 8
"""Bytes of a CID in a descriptor. It is a random 32-bit number in hexadecimal without leading
zeros, so one image in 16 has a shorter one; the usual length is counted.
"""
ZLIB_STORED_BLOCK = 16383
"""Most bytes that zlib at its default memory level stores in one block when they cannot be
compressed.
"""
ZLIB_STORED_BLOCK_OVERHEAD = 5
"""Bits and two lengths in front of a stored block (RFC 1951, section 3.2.4), rounded up to
bytes.
"""
CREATE_TYPE_MONOLITHIC_SPARSE = "monolithicSparse"
"""One sparse extent, with the descriptor in it."""
CREATE_TYPE_MONOLITHIC_FLAT = "monolithicFlat"
"""A descriptor file and one raw extent."""
CREATE_TYPE_TWO_GB_MAX_EXTENT_SPARSE = "twoGbMaxExtentSparse"
"""A descriptor file and sparse extents of at most 2 GiB."""
CREATE_TYPE_TWO_GB_MAX_EXTENT_FLAT = "twoGbMaxExtentFlat"
"""A descriptor file and raw extents of at most 2 GiB."""
CREATE_TYPE_2GB_SPARSE = "2GbMaxExtentSparse"
"""Older spelling of twoGbMaxExtentSparse. qemu does not know it."""
CREATE_TYPE_2GB_FLAT = "2GbMaxExtentFlat"
"""Older spelling of twoGbMaxExtentFlat. qemu does not know it."""
CREATE_TYPE_STREAM_OPTIMIZED = "streamOptimized"
"""One sparse extent with compressed grains, for transport."""
CREATE_TYPE_VMFS = "vmfs"
"""A descriptor file and one raw extent on VMFS."""
CREATE_TYPE_VMFS_SPARSE = "vmfsSparse"
"""A descriptor file and COWD extents on VMFS."""
CREATE_TYPE_SE_SPARSE = "seSparse"
"""A descriptor file and space-efficient sparse extents on VMFS."""
CREATE_TYPE_FULL_DEVICE = "fullDevice"
"""A whole physical disk. Not readable from an image."""
CREATE_TYPE_PARTITIONED_DEVICE = "partitionedDevice"
"""Partitions of a physical disk. Not readable from an image."""
CREATE_TYPE_VMFS_RAW = "vmfsRaw"
"""A raw device on ESX. Not readable from an image."""
CREATE_TYPE_VMFS_RDM = "vmfsRDM"
"""A raw device mapping, as ESX writes it. Not readable from an image."""
CREATE_TYPE_VMFS_RDM_PASSTHROUGH = "vmfsRDMP"
"""A raw device mapping that passes SCSI commands, as ESX writes it."""
CREATE_TYPE_VMFS_RAW_DEVICE_MAP = "vmfsRawDeviceMap"
"""`vmfsRDM`, as VMware's text names it."""
CREATE_TYPE_VMFS_PASSTHROUGH_RDM = "vmfsPassthroughRawDeviceMap"
"""`vmfsRDMP`, as VMware's text names it."""
CREATE_TYPE_VMFS_THIN = "vmfsThin"
"""A raw extent on VMFS whose space is allocated when it is written."""
CREATE_TYPE_VMFS_PREALLOCATED = "vmfsPreallocated"
"""A raw extent on VMFS whose space is allocated at once."""
CREATE_TYPE_VMFS_EAGER = "vmfsEagerZeroedThick"
"""A raw extent on VMFS that is allocated and zeroed at once."""
CREATE_TYPE_CUSTOM = "custom"
"""Anything else."""
EXTENT_ACCESS_RW = "RW"
"""The extent may be read and written. The only word whose lines qemu uses."""
EXTENT_ACCESS_READ_ONLY = "RDONLY"
"""The extent may be read."""
EXTENT_ACCESS_NO_ACCESS = "NOACCESS"
"""The extent may not even be read."""
EXTENT_TYPE_FLAT = "FLAT"
"""Bytes of the disk from the given sector of the file on."""
EXTENT_TYPE_SPARSE = "SPARSE"
"""A hosted sparse extent."""
EXTENT_TYPE_ZERO = "ZERO"
"""Zeros; the line names no file. qemu skips such a line."""
EXTENT_TYPE_VMFS = "VMFS"
"""Bytes of the disk in a file on VMFS."""
EXTENT_TYPE_VMFS_SPARSE = "VMFSSPARSE"
"""A COWD extent."""
EXTENT_TYPE_VMFS_RDM = "VMFSRDM"
"""A raw device mapping."""
EXTENT_TYPE_VMFS_RAW = "VMFSRAW"
"""A raw device."""
EXTENT_TYPE_SE_SPARSE = "SESPARSE"
"""A space-efficient sparse extent."""

if TYPE_CHECKING:

    class VmdkCompressAlgorithm(int):
        """Values of compress_algorithm."""

        NONE: ClassVar[VmdkCompressAlgorithm]
        DEFLATE: ClassVar[VmdkCompressAlgorithm]

else:
    VmdkCompressAlgorithm = Values(NONE=0, DEFLATE=1)


if TYPE_CHECKING:

    class VmdkMarkerType(int):
        """Values of marker_type."""

        END_OF_STREAM: ClassVar[VmdkMarkerType]
        GRAIN_TABLE: ClassVar[VmdkMarkerType]
        GRAIN_DIRECTORY: ClassVar[VmdkMarkerType]
        FOOTER: ClassVar[VmdkMarkerType]

else:
    VmdkMarkerType = Values(END_OF_STREAM=0, GRAIN_TABLE=1, GRAIN_DIRECTORY=2, FOOTER=3)


class VmdkSparseHeader(Record, kw_only=True):
    """First sector of a hosted sparse extent. Its footer, which streamOptimized files have near
    their end, is the same structure and takes precedence. A header that is cut short reads as if
    it went on with zeros.
    """

    SIZE: ClassVar[int] = 512
    FLAG_NEWLINE_TEST: ClassVar[int] = 1
    """Bit of `flags`, the four end-of-line bytes are filled in."""
    FLAG_REDUNDANT_GD: ClassVar[int] = 2
    """Bit of `flags`, there is a second grain directory."""
    FLAG_ZEROED_GRAIN: ClassVar[int] = 4
    """Bit of `flags`, a grain table entry of 1 means a grain of zeros."""
    FLAG_COMPRESSED: ClassVar[int] = 0x10000
    """Bit of `flags`, grains are compressed."""
    FLAG_MARKERS: ClassVar[int] = 0x20000
    """Bit of `flags`, grains and metadata are after markers."""
    MAGIC: ClassVar[bytes] = b"KDMV"
    VERSION_MAX: ClassVar[int] = 3
    NUM_GTES_PER_GT_MAX: ClassVar[int] = 512
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<4sIIQQQQIQQQBBBBBH433s")

    version: int = 0
    """1, or 2 when grain table entries may be 1 (zeroed grain), or 3. At most 3."""
    flags: int = 0
    """Set of bits, see the derived values below."""
    capacity: int = 0
    """Size of the extent's part of the disk, a multiple of the grain."""
    grain_sectors: int = 0
    """Size of a grain, a power of two greater than 8; 128 in practice."""
    descriptor_sector: int = 0
    """Sector of the embedded descriptor, 1 in practice."""
    descriptor_sectors: int = 0
    """Room of the embedded descriptor, 20 in practice."""
    num_gtes_per_gt: int = 0
    """Entries in one grain table. At most 512."""
    redundant_gd_sector: int = 0
    """Sector of the second grain directory, which has grain tables of its own. Valid with flag
    bit 1.
    """
    gd_sector: int = 0
    """Sector of the grain directory, or `gd_at_end`."""
    overhead_sectors: int = 0
    """Sectors in front of the first grain, all metadata included, rounded up to the grain."""
    unclean_shutdown: int = 0
    """1 while the extent is open for writing, and after a crash."""
    single_end_line_char: int = 0
    """Line feed. This and the next three are damaged when the file went through a text-mode
    transfer.
    """
    non_end_line_char: int = 0
    """Space."""
    double_end_line_char_1: int = 0
    """Carriage return."""
    double_end_line_char_2: int = 0
    """Line feed."""
    compress_algorithm: int = 0
    """How grains are compressed. The rule for the whole extent; single grains may not differ."""
    padding: bytes = bytes(433)
    """Zero, up to the end of the sector."""

    @property
    def has_redundant_gd(self) -> bool:
        """There is a second grain directory."""
        return (self.flags & 2) != 0

    @property
    def has_zeroed_grain(self) -> bool:
        """A grain table entry of 1 means a grain of zeros. Without the flag it is a sector like
        any other.
        """
        return (self.flags & 4) != 0

    @property
    def has_markers(self) -> bool:
        """A compressed grain is preceded by `grain_marker`."""
        return (self.flags & 0x20000) != 0

    @property
    def has_footer(self) -> bool:
        """The footer says where the grain directory is."""
        return self.gd_sector == 0xFFFFFFFFFFFFFFFF

    @property
    def is_compressed(self) -> bool:
        """Grains are deflated. qemu decides by this field and not by the flag; so does instar."""
        return self.compress_algorithm == 1

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.version > 3:
            raise FieldError(
                "vmdk sparse header", "version", base + 4, self.version, "at most 3", 3
            )
        if self.num_gtes_per_gt > 512:
            raise FieldError(
                "vmdk sparse header",
                "num_gtes_per_gt",
                base + 44,
                self.num_gtes_per_gt,
                "at most 512",
                3,
            )
        if len(self.padding) != 433:
            raise FieldError(
                "vmdk sparse header",
                "padding",
                base + 79,
                len(self.padding),
                "must have the length 433",
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
            self.flags,
            self.capacity,
            self.grain_sectors,
            self.descriptor_sector,
            self.descriptor_sectors,
            self.num_gtes_per_gt,
            self.redundant_gd_sector,
            self.gd_sector,
            self.overhead_sectors,
            self.unclean_shutdown,
            self.single_end_line_char,
            self.non_end_line_char,
            self.double_end_line_char_1,
            self.double_end_line_char_2,
            self.compress_algorithm,
            self.padding,
        )


class VmdkCowdHeader(Record, kw_only=True):
    """First 2048 bytes of an ESX sparse extent (delta disk of a snapshot on VMFS, a "redo log").
    Everything not in it is read from the parent disk, or as zeros. The same magic begins the
    extents of VMware Workstation 3, whose header is shorter.
    """

    SIZE: ClassVar[int] = 2048
    MAGIC: ClassVar[bytes] = b"COWD"
    NUM_GD_ENTRIES_MAX: ClassVar[int] = 0x2000000
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<4sIIIIIIIIII1012sII60s512sI8sI396s")

    version: int = 0
    """Version, 1."""
    flags: int = 0
    """3, always."""
    num_sectors: int = 0
    """Size of the extent's part of the disk."""
    grain_sectors: int = 0
    """Size of a grain; 1 on ESX."""
    gd_sector: int = 0
    """Sector of the grain directory; 4 on ESX, after this header."""
    num_gd_entries: int = 0
    """Entries in the grain directory. At most 0x2000000."""
    free_sector: int = 0
    """Next sector to be allocated."""
    num_cylinders: int = 0
    """Cylinders of a root disk. In a child this and what follows is the parent's file name, 1024
    bytes with the next three fields.
    """
    num_heads: int = 0
    """Heads of a root disk."""
    num_sectors_per_track: int = 0
    """Sectors per track of a root disk."""
    padding_root: bytes = bytes(1012)
    """Unused in a root disk."""
    parent_generation: int = 0
    """Generation of the parent when the child was made."""
    generation: int = 0
    """Grows with each time the disk is opened for writing."""
    name: bytes = bytes(60)
    """Name of the disk."""
    description: bytes = bytes(512)
    """Description of the disk."""
    saved_generation: int = 0
    """Generation at the last clean close."""
    reserved: bytes = bytes(8)
    """Unused."""
    unclean_shutdown: int = 0
    """1 while the extent is open for writing, and after a crash."""
    padding: bytes = bytes(396)
    """Zero, up to byte 2048."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.num_gd_entries > 0x2000000:
            raise FieldError(
                "vmdk cowd header",
                "num_gd_entries",
                base + 24,
                self.num_gd_entries,
                "at most 0x2000000",
                3,
            )
        if len(self.padding_root) != 1012:
            raise FieldError(
                "vmdk cowd header",
                "padding_root",
                base + 44,
                len(self.padding_root),
                "must have the length 1012",
                7,
            )
        if len(self.name) != 60:
            raise FieldError(
                "vmdk cowd header",
                "name",
                base + 1064,
                len(self.name),
                "must have the length 60",
                7,
            )
        if len(self.description) != 512:
            raise FieldError(
                "vmdk cowd header",
                "description",
                base + 1124,
                len(self.description),
                "must have the length 512",
                7,
            )
        if len(self.reserved) != 8:
            raise FieldError(
                "vmdk cowd header",
                "reserved",
                base + 1640,
                len(self.reserved),
                "must have the length 8",
                7,
            )
        if len(self.padding) != 396:
            raise FieldError(
                "vmdk cowd header",
                "padding",
                base + 1652,
                len(self.padding),
                "must have the length 396",
                7,
            )

    def pack(self) -> bytes:
        """Return the 2048 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.MAGIC,
            self.version,
            self.flags,
            self.num_sectors,
            self.grain_sectors,
            self.gd_sector,
            self.num_gd_entries,
            self.free_sector,
            self.num_cylinders,
            self.num_heads,
            self.num_sectors_per_track,
            self.padding_root,
            self.parent_generation,
            self.generation,
            self.name,
            self.description,
            self.saved_generation,
            self.reserved,
            self.unclean_shutdown,
            self.padding,
        )


class VmdkMarker(Record, kw_only=True):
    """Announces metadata in a streamOptimized file. A marker is one sector; what it announces
    follows in the next ones. A size other than 0 makes it a `grain_marker`, whose data begins
    right after 12 bytes.
    """

    SIZE: ClassVar[int] = 512
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<QII496s")

    num_sectors: int = 0
    """Sectors of metadata that follow, 0 for the end of the stream. In a grain marker, the
    sector of the disk.
    """
    len_data: int = 0
    """0 for metadata."""
    marker_type: int = 0
    """What follows."""
    padding: bytes = bytes(496)
    """Zero, up to the end of the sector."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if len(self.padding) != 496:
            raise FieldError(
                "vmdk marker",
                "padding",
                base + 16,
                len(self.padding),
                "must have the length 496",
                7,
            )

    def pack(self) -> bytes:
        """Return the 512 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.num_sectors, self.len_data, self.marker_type, self.padding)


class VmdkGrainMarker(Record, kw_only=True):
    """Precedes each compressed grain. The grain's data follows at once, and is padded with zeros
    to the end of its last sector. A grain table entry points to the marker.
    """

    SIZE: ClassVar[int] = 12
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<QI")

    lba: int = 0
    """Sector of the disk at which the grain begins."""
    len_data: int = 0
    """Length of the compressed data, never 0. The data is a zlib stream (RFC 1950)."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self) -> bytes:
        """Return the 12 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.lba, self.len_data)


class VmdkFooter(Record, kw_only=True):
    """The last three sectors of a streamOptimized file that was written in one go. The header in
    the middle differs from that at the start of the file in `gd_sector`.
    """

    SIZE: ClassVar[int] = 1536
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<512s512s512s")

    footer_marker: VmdkMarker = later(lambda: VmdkMarker())
    """Marker of the footer, of size 0 and type footer."""
    header: VmdkSparseHeader = later(lambda: VmdkSparseHeader())
    """The header that counts."""
    end_of_stream: VmdkMarker = later(lambda: VmdkMarker())
    """Marker of 512 zero bytes."""

    @property
    def is_valid(self) -> bool:
        """What readers demand of the two markers. The number of sectors in the footer's marker,
        1, is not looked at.
        """
        return (
            (
                ((self.footer_marker.len_data == 0) and (self.footer_marker.marker_type == 3))
                and (self.end_of_stream.num_sectors == 0)
            )
            and (self.end_of_stream.len_data == 0)
        ) and (self.end_of_stream.marker_type == 0)

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        self.footer_marker.check(base=base)
        self.header.check(base=base + 512)
        self.end_of_stream.check(base=base + 1024)

    def pack(self) -> bytes:
        """Return the 1536 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.footer_marker.pack_unchecked(),
            self.header.pack_unchecked(),
            self.end_of_stream.pack_unchecked(),
        )


class VmdkGrainDirectoryEntry(Record, kw_only=True):
    """Place of one grain table. Entry n covers the disk from sector n x `num_gtes_per_gt` x
    `grain_sectors` on.
    """

    SIZE: ClassVar[int] = 4
    UNALLOCATED: ClassVar[int] = 0
    """Value of an entry without a grain table; none of its grains was ever written."""
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<I")

    sector: int = 0
    """Sector of the grain table."""

    @property
    def is_allocated(self) -> bool:
        """Whether there is a grain table."""
        return self.sector != 0

    @property
    def table_offset(self) -> int:
        """Offset of the grain table in the file."""
        return self.sector * 512

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
        return self._LAYOUT0.pack(self.sector)


class VmdkGrainTableEntry(Record, kw_only=True):
    """Place of one grain. An entry that is not allocated reads from the parent disk or, without
    one, as zeros.
    """

    SIZE: ClassVar[int] = 4
    UNALLOCATED: ClassVar[int] = 0
    """The grain was never written."""
    ZEROED: ClassVar[int] = 1
    """The grain reads as zeros, whatever the parent has. Only with `has_zeroed_grain`."""
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<I")

    sector: int = 0
    """Sector of the grain, or of its marker in a compressed extent."""

    @property
    def is_allocated(self) -> bool:
        """Whether this extent, rather than the parent, says what the grain is."""
        return self.sector != 0

    @property
    def grain_offset(self) -> int:
        """Offset of the grain in the file."""
        return self.sector * 512

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
        return self._LAYOUT0.pack(self.sector)


class VmdkDescriptor(Record, kw_only=True):
    """Text that ties a disk together: a file of its own, or embedded in a sparse extent. Lines
    end in a line feed (or carriage return and line feed); `#` begins a comment; `key=value`
    pairs have values with or without double quotes. By VMware's text the case of letters does
    not matter (VirtualBox writes `# The disk Data Base`); qemu compares keys and create types
    with regard to case. Three parts follow each other, each after a comment: the header
    (version, CID, parentCID, createType), the extents, and the disk data base (keys with the
    prefix `ddb.`). An extent line is `ACCESS SECTORS TYPE "NAME" [OFFSET]`: line = [ WS ] access
    WS sectors WS type [ WS DQUOTE name DQUOTE [ [ WS ] offset [ ignored ] ] ] LF access = "RW" /
    "RDONLY" / "NOACCESS" sectors = 1*DIGIT ; size of the extent type = "FLAT" / "SPARSE" /
    "ZERO" / "VMFS" / "VMFSSPARSE" / "VMFSRDM" / "VMFSRAW" / "SESPARSE" name = 1*511( any
    character but DQUOTE, CR and LF ) offset = 1*DIGIT ; sector in the file at which a FLAT
    extent begins WS = 1*( SP / HTAB ) The words, and the values of createType, are the texts
    `extent_access_*`, `extent_type_*` and `create_type_*` of this file. Extents follow each
    other on the disk in the order of their lines, and the size of the disk is their sum. Names
    are relative to the directory of the descriptor.
    """

    MIN_SIZE: ClassVar[int] = 0
    MAX_FILE_BYTES: ClassVar[int] = 0xFFFFF
    """qemu reads no more than this of a descriptor file, 1 MiB less one byte."""
    MAX_IDS_BYTES: ClassVar[int] = 10240
    """qemu looks for content ids and the parent in this much of a descriptor, embedded or not."""
    MAX_TYPE_BYTES: ClassVar[int] = 127
    """Longest createType. qemu takes a longer one for no descriptor."""
    MAX_NAME_BYTES: ClassVar[int] = 511
    """Longest extent file name."""
    MAX_WORD_BYTES: ClassVar[int] = 10
    """Longest type word, VMFSSPARSE."""
    MIN_PROBE_BYTES: ClassVar[int] = 4
    """Bytes of a magic number. A shorter file is no sparse extent, and only an empty one is too
    small for a descriptor.
    """
    NO_PARENT_CID: ClassVar[int] = 0xFFFFFFFF
    """Value of parentCID, written ffffffff, of a disk without parent."""
    MAGIC: ClassVar[str] = "# Disk DescriptorFile"
    VERSION_1: ClassVar[str] = "version=1"
    VERSION_2: ClassVar[str] = "version=2"
    VERSION_3: ClassVar[str] = "version=3"
    HEADING_EXTENTS: ClassVar[str] = "# Extent description"
    HEADING_DDB: ClassVar[str] = "# The Disk Data Base"
    HEADING_DDB_2: ClassVar[str] = "#DDB"
    KEY_VERSION: ClassVar[str] = "version"
    KEY_ENCODING: ClassVar[str] = "encoding"
    KEY_CID: ClassVar[str] = "CID"
    KEY_PARENT_CID: ClassVar[str] = "parentCID"
    KEY_IS_NATIVE_SNAPSHOT: ClassVar[str] = "isNativeSnapshot"
    KEY_CREATE_TYPE: ClassVar[str] = "createType"
    KEY_PARENT_FILE_NAME_HINT: ClassVar[str] = "parentFileNameHint"
    KEY_CHANGE_TRACK_PATH: ClassVar[str] = "changeTrackPath"
    HEADING_CHANGE_TRACK: ClassVar[str] = "# Change Tracking File"
    KEY_DDB: ClassVar[str] = "ddb"
    KEY_ADAPTER_TYPE: ClassVar[str] = "ddb.adapterType"
    KEY_CYLINDERS: ClassVar[str] = "ddb.geometry.cylinders"
    KEY_HEADS: ClassVar[str] = "ddb.geometry.heads"
    KEY_SECTORS: ClassVar[str] = "ddb.geometry.sectors"
    KEY_HW_VERSION: ClassVar[str] = "ddb.virtualHWVersion"
    KEY_TOOLS_VERSION: ClassVar[str] = "ddb.toolsVersion"
    KEY_TOOLS_INSTALL_TYPE: ClassVar[str] = "ddb.toolsInstallType"
    KEY_BIOS_CYLINDERS: ClassVar[str] = "ddb.geometry.biosCylinders"
    KEY_BIOS_HEADS: ClassVar[str] = "ddb.geometry.biosHeads"
    KEY_BIOS_SECTORS: ClassVar[str] = "ddb.geometry.biosSectors"
    KEY_LOGICAL_SECTOR_SIZE: ClassVar[str] = "ddb.logicalSectorSize"
    KEY_PHYSICAL_SECTOR_SIZE: ClassVar[str] = "ddb.physicalSectorSize"
    KEY_UUID: ClassVar[str] = "ddb.uuid"
    KEY_UUID_IMAGE: ClassVar[str] = "ddb.uuid.image"
    KEY_UUID_PARENT: ClassVar[str] = "ddb.uuid.parent"
    KEY_UUID_MODIFICATION: ClassVar[str] = "ddb.uuid.modification"
    KEY_UUID_PARENT_MODIFICATION: ClassVar[str] = "ddb.uuid.parentmodification"
    KEY_LONG_CONTENT_ID: ClassVar[str] = "ddb.longContentID"
    KEY_THIN_PROVISIONED: ClassVar[str] = "ddb.thinProvisioned"
    KEY_DELETABLE: ClassVar[str] = "ddb.deletable"

    text: bytes = b""
    """The text, up to the first zero byte or the end of its room."""

    def check(self, len_text: int, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if len(self.text) != len_text:
            raise FieldError(
                "vmdk descriptor", "text", base, len(self.text), "must have the length len_text", 7
            )

    def pack(self, len_text: int) -> bytes:
        """Return the bytes that the spec describes, checked."""
        self.check(len_text)
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        parts: list[bytes] = []
        parts.append(self.text)
        return b"".join(parts)


class VmdkNewDescriptor(Record, kw_only=True):
    """The descriptor that qemu writes, in pieces; each % is the place of a number or a text.
    Extents are named after the image.
    """

    SIZE: ClassVar[int] = 0
    MIN_NUMBER_DIGITS: ClassVar[int] = 3
    """An extent's number has leading zeros up to so many digits."""
    HEAD: ClassVar[str] = '# Disk DescriptorFile\nversion=1\nCID=%\nparentCID=%\ncreateType="%"\n'
    PARENT: ClassVar[str] = 'parentFileNameHint="%"'
    EXTENTS: ClassVar[str] = "\n# Extent description\n"
    FLAT: ClassVar[str] = 'RW % FLAT "%" 0\n'
    SPARSE: ClassVar[str] = 'RW % SPARSE "%"\n'
    DDB: ClassVar[str] = '\n# The Disk Data Base\n#DDB\n\nddb.virtualHWVersion = "%"\n'
    GEOMETRY: ClassVar[str] = (
        'ddb.geometry.cylinders = "%"\nddb.geometry.heads = "%"\nddb.geometry.sectors = "63"\n'
    )
    ADAPTER: ClassVar[str] = 'ddb.adapterType = "%"\n'
    TOOLS: ClassVar[str] = 'ddb.toolsVersion = "%"\n'
    NAME_FLAT: ClassVar[str] = "-flat"
    NAME_SPLIT_FLAT: ClassVar[str] = "-f"
    NAME_SPLIT_SPARSE: ClassVar[str] = "-s"
    DEFAULT_NAME: ClassVar[str] = "output.vmdk"
    DEFAULT_HW_VERSION: ClassVar[str] = "4"
    COMPAT6_HW_VERSION: ClassVar[str] = "6"
    DEFAULT_ADAPTER: ClassVar[str] = "ide"
    DEFAULT_TOOLS_VERSION: ClassVar[str] = "2147483647"

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self) -> bytes:
        """Return the 0 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        parts: list[bytes] = []
        return b"".join(parts)
