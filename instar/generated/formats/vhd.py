# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/vhd.ksy spec=5ab5e4b6 gen=1
# Generated: edit the spec, then run `make codegen`.
"""VHD, the virtual hard disk of Virtual PC, Virtual Server and early Hyper-V."""

from __future__ import annotations

import struct

from instar.layout import FieldError, Values, ones_complement_sum
from instar.record import Record, later, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


SECTOR_SIZE = 512
"""Every offset in the BAT and every size in sectors counts these, whatever the sector size of
the virtual drive.
"""
MAX_SECTORS = 0xFF000000
"""Largest disk, 2040 GiB. A BAT entry is a 32-bit sector number, which reaches 2 TiB of file;
the missing 8 GiB leave room for the bitmaps, the BAT and the headers.
"""
MAX_CHS_SECTORS = 267382800
"""Sectors of the largest geometry, 65535 cylinders of 16 heads of 255 sectors: 127.5 GiB. A
footer whose geometry is exactly this belongs to a disk that may be larger, so readers take
`current_size` instead.
"""
MAX_CHS_CYLINDERS = 65535
"""Most cylinders that a footer can name."""
MAX_CHS_HEADS = 16
"""Most heads that the geometry rule hands out (the ATA limit)."""
MAX_CHS_SECTORS_PER_TRACK = 255
"""Most sectors per track that the geometry rule hands out."""
CHS_LARGE_DISK_SECTORS = 66059280
"""From this size on the geometry rule uses 16 heads and 255 sectors per track (appendix "CHS
Calculation").
"""
CHS_SECTORS_PER_TRACK_SMALL = 17
"""Sectors per track that the geometry rule tries first."""
CHS_SECTORS_PER_TRACK_MEDIUM = 31
"""Sectors per track that the geometry rule tries second, with 16 heads."""
CHS_SECTORS_PER_TRACK_LARGE = 63
"""Sectors per track that the geometry rule tries third, with 16 heads."""
CHS_MIN_HEADS = 4
"""Fewest heads that the geometry rule hands out."""
CHS_CYLINDERS_PER_HEAD = 1024
"""The geometry rule accepts a number of sectors per track when sectors / sectors-per-track is
below this many times the heads (the reach of a BIOS call).
"""
MAX_BAT_READ = 0x7FFFFE00
"""Longest BAT that qemu reads, the largest signed 32-bit number rounded down to sectors."""
SECTORS_PER_BITMAP_SECTOR = 4096
"""Sectors that one sector of a block's bitmap describes, 8 x 512."""
DEFAULT_BLOCK_SIZE = 0x200000
"""Block size of practically every dynamic image, 2 MiB. qemu, Virtual PC and Hyper-V write
nothing else.
"""
DEFAULT_HEADER_OFFSET = 512
"""Where writers put the dynamic header, after the copy of the footer."""
DEFAULT_BAT_OFFSET = 1536
"""Where writers put the BAT, after the dynamic header."""
DEFAULT_FEATURES = 2
"""`features` of a new image: the bit that is always set."""
DEFAULT_VERSION = 0x10000
"""Version 1.0, of the footer and of the dynamic header."""
QEMU_CREATOR_VERSION = 0x50003
"""`creator_version` that qemu writes."""
NO_NEXT_STRUCTURE = 0xFFFFFFFFFFFFFFFF
"""Value of `data_offset` in the dynamic header."""
PARENT_PATH_ROOM = 4096
"""What instar sets aside after the BAT of a differencing image for the path of the parent."""
FIXED_DATA_OFFSET = 0xFFFFFFFFFFFFFFFF
"""Value of `data_offset` in the footer of a fixed image."""
TIMESTAMP_EPOCH = 946684800
"""The format's time zero, 2000-01-01 00:00:00 UTC, as a Unix time."""

if TYPE_CHECKING:

    class VhdDiskType(int):
        """Values of disk_type."""

        NONE: ClassVar[VhdDiskType]
        DEPRECATED_1: ClassVar[VhdDiskType]
        FIXED: ClassVar[VhdDiskType]
        DYNAMIC: ClassVar[VhdDiskType]
        DIFFERENCING: ClassVar[VhdDiskType]
        DEPRECATED_5: ClassVar[VhdDiskType]
        DEPRECATED_6: ClassVar[VhdDiskType]

else:
    VhdDiskType = Values(
        NONE=0, DEPRECATED_1=1, FIXED=2, DYNAMIC=3, DIFFERENCING=4, DEPRECATED_5=5, DEPRECATED_6=6
    )


if TYPE_CHECKING:

    class VhdCreatorApplication(int):
        """Values of creator_application."""

        VPC: ClassVar[VhdCreatorApplication]
        VIRTUAL_SERVER: ClassVar[VhdCreatorApplication]
        QEMU: ClassVar[VhdCreatorApplication]
        QEMU2: ClassVar[VhdCreatorApplication]
        AZURE: ClassVar[VhdCreatorApplication]
        WIN: ClassVar[VhdCreatorApplication]
        DISK2VHD: ClassVar[VhdCreatorApplication]
        XENSERVER: ClassVar[VhdCreatorApplication]
        XENCONVERT: ClassVar[VhdCreatorApplication]
        VIRTUALBOX: ClassVar[VhdCreatorApplication]

else:
    VhdCreatorApplication = Values(
        VPC=0x76706320,
        VIRTUAL_SERVER=0x76732020,
        QEMU=0x71656D75,
        QEMU2=0x71656D32,
        AZURE=0x77610000,
        WIN=0x77696E20,
        DISK2VHD=0x64327620,
        XENSERVER=0x74617000,
        XENCONVERT=0x43545853,
        VIRTUALBOX=0x76626F78,
    )


if TYPE_CHECKING:

    class VhdCreatorHostOs(int):
        """Values of creator_host_os."""

        WINDOWS: ClassVar[VhdCreatorHostOs]
        MACINTOSH: ClassVar[VhdCreatorHostOs]

else:
    VhdCreatorHostOs = Values(WINDOWS=0x5769326B, MACINTOSH=0x4D616320)


if TYPE_CHECKING:

    class VhdPlatformCode(int):
        """Values of platform_code."""

        NONE: ClassVar[VhdPlatformCode]
        WI2R: ClassVar[VhdPlatformCode]
        WI2K: ClassVar[VhdPlatformCode]
        W2RU: ClassVar[VhdPlatformCode]
        W2KU: ClassVar[VhdPlatformCode]
        MAC: ClassVar[VhdPlatformCode]
        MACX: ClassVar[VhdPlatformCode]

else:
    VhdPlatformCode = Values(
        NONE=0,
        WI2R=0x57693272,
        WI2K=0x5769326B,
        W2RU=0x57327275,
        W2KU=0x57326B75,
        MAC=0x4D616320,
        MACX=0x4D616358,
    )


class VhdGeometry(Record, kw_only=True):
    """The drive geometry that a guest sees on an ATA bus. For images of Virtual PC, and of old
    qemu, cylinders x heads x sectors is also the size of the disk.
    """

    SIZE: ClassVar[int] = 4
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">HBB")

    num_cylinders: int = 0
    """Cylinders."""
    num_heads: int = 0
    """Heads per cylinder, 4..16 by the geometry rule; readers take any value."""
    num_sectors_per_track: int = 0
    """Sectors per track, by the geometry rule 17, 31, 63 or 255."""

    @property
    def num_sectors(self) -> int:
        """Size of the disk by its geometry. Writers round the size up or down until it is such a
        product.
        """
        return (self.num_cylinders * self.num_heads) * self.num_sectors_per_track

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
        return self._LAYOUT0.pack(self.num_cylinders, self.num_heads, self.num_sectors_per_track)


class VhdFooter(Record, kw_only=True):
    """Identity, size and kind of the image. The last 512 bytes of every VHD; dynamic and
    differencing images repeat it at offset 0. Images of Virtual PC before 2004 have a footer of
    511 bytes; qemu reads it as if a zero byte followed.
    """

    SIZE: ClassVar[int] = 512
    COOKIE: ClassVar[bytes] = b"conectix"
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">8sIIQIIIIQQ4sII16sBB426s")

    features: int = 0
    """Bit 0 marks a temporary disk that may be deleted on shutdown, bit 1 is reserved and always
    set.
    """
    format_version: int = 0
    """Major version in the upper 16 bits, minor in the lower. There is 1.0 only."""
    data_offset: int = 0
    """Offset of the dynamic header, 512 in practice. All bits set for a fixed disk."""
    time_stamp: int = 0
    """Creation time in seconds since 2000-01-01 00:00:00 UTC (`timestamp_epoch`)."""
    creator_application: int = 0
    """Four characters that name the writing program. Readers need them, because writers disagree
    on what the size of the disk is: see the enum.
    """
    creator_version: int = 0
    """Version of the writing program, major in the upper 16 bits. Virtual PC 2004 wrote
    0x00050000, Virtual PC 2007 and qemu 0x00050003.
    """
    creator_host_os: int = 0
    """System on which the image was made."""
    original_size: int = 0
    """Size of the disk when it was created."""
    current_size: int = 0
    """Size of the disk now. Changes with a resize."""
    disk_geometry: VhdGeometry = later(lambda: VhdGeometry())
    """Geometry of the drive."""
    disk_type: int = 0
    """Kind of the image."""
    checksum: int = 0
    """All 512 bytes added up as unsigned bytes, with this field as zero, and the sum inverted
    bit by bit.
    """
    unique_id: bytes = bytes(16)
    """UUID of the image. A differencing image repeats its parent's here, in its dynamic header."""
    saved_state: int = 0
    """1 when the virtual machine is suspended to disk. Such an image must not be expanded or
    compacted.
    """
    hidden: int = 0
    """1 where XenServer does not show the disk to people, such as a parent of snapshots. By the
    specification the first of the reserved bytes.
    """
    reserved: bytes = bytes(426)
    """Zero, covered by the checksum."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        self.disk_geometry.check(base=base + 56)
        if len(self.unique_id) != 16:
            raise FieldError(
                "vhd footer",
                "unique_id",
                base + 68,
                len(self.unique_id),
                "must have the length 16",
                7,
            )
        if len(self.reserved) != 426:
            raise FieldError(
                "vhd footer",
                "reserved",
                base + 86,
                len(self.reserved),
                "must have the length 426",
                7,
            )

    def pack(self) -> bytes:
        """Return the 512 bytes that the spec describes, checked. Its checksum is computed here."""
        self.check()
        return self.sealed().pack_unchecked()

    def sealed(self) -> VhdFooter:
        """Return a copy whose checksum is that of its bytes."""
        blank = replace(self, checksum=0).pack_unchecked()
        return replace(self, checksum=ones_complement_sum(blank[0:512]))

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.COOKIE,
            self.features,
            self.format_version,
            self.data_offset,
            self.time_stamp,
            self.creator_application,
            self.creator_version,
            self.creator_host_os,
            self.original_size,
            self.current_size,
            self.disk_geometry.pack_unchecked(),
            self.disk_type,
            self.checksum,
            self.unique_id,
            self.saved_state,
            self.hidden,
            self.reserved,
        )


class VhdParentLocator(Record, kw_only=True):
    """Says where in the file the path of the parent is stored for one platform."""

    SIZE: ClassVar[int] = 24
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">III4sQ")

    platform_code: int = 0
    """Which platform's notation the path is in; 0 for an unused locator."""
    platform_data_space: int = 0
    """Room set aside for the path."""
    platform_data_length: int = 0
    """Length of the path."""
    reserved: bytes = bytes(4)
    """Zero."""
    platform_data_offset: int = 0
    """Offset of the path in this file."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if len(self.reserved) != 4:
            raise FieldError(
                "vhd parent locator",
                "reserved",
                base + 12,
                len(self.reserved),
                "must have the length 4",
                7,
            )

    def pack(self) -> bytes:
        """Return the 24 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.platform_code,
            self.platform_data_space,
            self.platform_data_length,
            self.reserved,
            self.platform_data_offset,
        )


class VhdDynamicHeader(Record, kw_only=True):
    """Where the BAT is and how large the blocks are; for a differencing image also who the
    parent is. Present in dynamic and differencing images.
    """

    SIZE: ClassVar[int] = 1024
    COOKIE: ClassVar[bytes] = b"cxsparse"
    MAX_TABLE_ENTRIES_MAX: ClassVar[int] = 0x1FFFFFFF
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">8sQQIIII16sI4s512s192s256s")

    data_offset: int = 0
    """All bits set."""
    table_offset: int = 0
    """Offset of the BAT, a multiple of 512; 1536 in practice."""
    header_version: int = 0
    """As in the footer, of this structure."""
    max_table_entries: int = 0
    """Entries in the BAT, equal to the number of blocks of the disk, the last of which may reach
    past its end. At most 0x1fffffff.
    """
    block_size: int
    """Bytes of disk in one block, a power of two, not counting the bitmap in front. 2 MiB unless
    somebody chose otherwise. Such that block_size >= 512 and (block_size & (block_size - 1)) ==
    0.
    """
    checksum: int = 0
    """As in the footer, over the 1024 bytes of this structure. Virtual PC and Hyper-V check it,
    qemu does not.
    """
    parent_unique_id: bytes = bytes(16)
    """UUID of the parent of a differencing image, else zero. Must equal the `unique_id` in the
    parent's footer.
    """
    parent_time_stamp: int = 0
    """Modification time of the parent when the child was made. A parent written to since then
    makes the child worthless.
    """
    reserved: bytes = bytes(4)
    """Zero."""
    parent_unicode_name: bytes = bytes(512)
    """File name of the parent in UTF-16, big-endian, ended by a zero character or the end of the
    field.
    """
    parent_locators: tuple[VhdParentLocator, ...]
    """Up to eight ways to find the parent, one per platform."""
    reserved_2: bytes = bytes(256)
    """Zero."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.max_table_entries > 0x1FFFFFFF:
            raise FieldError(
                "vhd dynamic header",
                "max_table_entries",
                base + 28,
                self.max_table_entries,
                "at most 0x1fffffff",
                3,
            )
        if not ((self.block_size >= 512) and ((self.block_size & (self.block_size - 1)) == 0)):
            raise FieldError(
                "vhd dynamic header",
                "block_size",
                base + 32,
                self.block_size,
                "such that block_size >= 512 and (block_size & (block_size - 1)) == 0",
                7,
            )
        if len(self.parent_unique_id) != 16:
            raise FieldError(
                "vhd dynamic header",
                "parent_unique_id",
                base + 40,
                len(self.parent_unique_id),
                "must have the length 16",
                7,
            )
        if len(self.reserved) != 4:
            raise FieldError(
                "vhd dynamic header",
                "reserved",
                base + 60,
                len(self.reserved),
                "must have the length 4",
                7,
            )
        if len(self.parent_unicode_name) != 512:
            raise FieldError(
                "vhd dynamic header",
                "parent_unicode_name",
                base + 64,
                len(self.parent_unicode_name),
                "must have the length 512",
                7,
            )
        for index, item in enumerate(self.parent_locators):
            item.check(base=base + 576 + 24 * index)
        if len(self.reserved_2) != 256:
            raise FieldError(
                "vhd dynamic header",
                "reserved_2",
                base + 768,
                len(self.reserved_2),
                "must have the length 256",
                7,
            )

    def pack(self) -> bytes:
        """Return the 1024 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def sealed(self) -> VhdDynamicHeader:
        """Return a copy whose checksum is that of its bytes."""
        blank = replace(self, checksum=0).pack_unchecked()
        return replace(self, checksum=ones_complement_sum(blank[0:1024]))

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.COOKIE,
            self.data_offset,
            self.table_offset,
            self.header_version,
            self.max_table_entries,
            self.block_size,
            self.checksum,
            self.parent_unique_id,
            self.parent_time_stamp,
            self.reserved,
            self.parent_unicode_name,
            b"".join(x.pack_unchecked() for x in self.parent_locators),
            self.reserved_2,
        )


class VhdBatEntry(Record, kw_only=True):
    """Place of one block. The block's sector bitmap is at that sector, rounded up to whole
    sectors; its data follows. Blocks may come in any order. Entry n describes the disk from byte
    n x `block_size` on.
    """

    SIZE: ClassVar[int] = 4
    UNALLOCATED: ClassVar[int] = 0xFFFFFFFF
    """Value of an entry without a block. The block reads as zeros, or from the parent."""
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">I")

    sector: int = 0
    """Sector at which the block's bitmap begins; all bits set for a block that was never
    written.
    """

    @property
    def is_allocated(self) -> bool:
        """Whether the block is in the file."""
        return self.sector != 0xFFFFFFFF

    @property
    def bitmap_offset(self) -> int:
        """Offset of the block's sector bitmap in the file. Meaningless for an unallocated entry."""
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


class VhdSectorBitmapByte(Record, kw_only=True):
    """One byte of a sector bitmap: eight consecutive sectors, the first in the highest bit. A
    dynamic image sets the bit of a sector that was written, a differencing image that of a
    sector which is in this file rather than in the parent. The bitmap has one bit for each
    sector of the block and is padded with zeros to a multiple of 512 bytes: 512 bytes for the
    usual block of 2 MiB.
    """

    SIZE: ClassVar[int] = 1
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">B")

    sector_0: bool = False
    """The first of the eight sectors is in this file."""
    sector_1: bool = False
    """The second sector is in this file."""
    sector_2: bool = False
    """The third sector is in this file."""
    sector_3: bool = False
    """The fourth sector is in this file."""
    sector_4: bool = False
    """The fifth sector is in this file."""
    sector_5: bool = False
    """The sixth sector is in this file."""
    sector_6: bool = False
    """The seventh sector is in this file."""
    sector_7: bool = False
    """The eighth sector is in this file."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self) -> bytes:
        """Return the 1 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.sector_0 << 7
            | self.sector_1 << 6
            | self.sector_2 << 5
            | self.sector_3 << 4
            | self.sector_4 << 3
            | self.sector_5 << 2
            | self.sector_6 << 1
            | self.sector_7
        )


class VhdBatmapHeader(Record, kw_only=True):
    """XenServer's extension: which blocks are full, so that their sector bitmaps need not be
    read. It follows the BAT, on the next sector, in dynamic and differencing images of its
    writers (creator `tap`). One bit for each entry of the BAT, the first in the highest bit of a
    byte, is set where all sectors of the block are in the file.
    """

    SIZE: ClassVar[int] = 512
    COOKIE: ClassVar[bytes] = b"tdbatmap"
    VERSION_MAX: ClassVar[int] = 0x10002
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">8sQIIIB483s")

    ofs_batmap: int = 0
    """Where the bits are; the next sector."""
    batmap_sectors: int = 0
    """How many sectors they take."""
    version: int = 0
    """Major version in the upper 16 bits, minor in the lower. At most 0x10002."""
    checksum: int = 0
    """All bytes of the bits added up, and the sum inverted bit by bit."""
    marker: int = 0
    """Set by tools for their own use."""
    padding: bytes = bytes(483)
    """Up to the end of the sector."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.version > 0x10002:
            raise FieldError(
                "vhd batmap header", "version", base + 20, self.version, "at most 0x10002", 3
            )
        if len(self.padding) != 483:
            raise FieldError(
                "vhd batmap header",
                "padding",
                base + 29,
                len(self.padding),
                "must have the length 483",
                7,
            )

    def pack(self) -> bytes:
        """Return the 512 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.COOKIE,
            self.ofs_batmap,
            self.batmap_sectors,
            self.version,
            self.checksum,
            self.marker,
            self.padding,
        )
