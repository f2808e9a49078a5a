# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/parallels.ksy spec=ca4f037f gen=1
# Generated: edit the spec, then run `make codegen`.
"""Parallels expandable disk image (HDD)."""

from __future__ import annotations

import struct

from instar.layout import FieldError, Values
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


SECTOR_SIZE = 512
"""All offsets and sizes in sectors count these."""
BAT_OFFSET = 64
"""The BAT follows the header without a gap."""
DEFAULT_CLUSTER_SIZE = 0x100000
"""Cluster size of Parallels and of qemu unless asked otherwise, 1 MiB."""
MAX_CLUSTER_SECTORS = 4186127
"""Largest cluster that qemu opens, a little below 2 GiB (the largest signed 32-bit number
divided by 513).
"""
MAX_BAT_ENTRIES = 0x1FFFFFFF
"""Most BAT entries that qemu opens; the table has to stay below 2 GiB."""
DEFAULT_HEADS = 16
"""Heads that qemu writes."""
DEFAULT_SECTORS_PER_CYLINDER = 512
"""Sectors by which qemu divides the size to get the cylinders that it writes."""
MAX_DIRTY_BITMAPS = 1024
"""Most dirty bitmaps that instar reads. Backup programs keep a handful."""
MAX_GRANULARITY_SECTORS = 0x400000
"""Largest unit of a dirty bitmap, 2 GiB; its bytes must fit into 32 bits."""
MAX_OFFSET_SECTORS = 0x3FFFFFFFFFFFFE
"""Furthest place of the format extension that qemu accepts."""
MAX_EXTENSION_CHECK = 0x4000000
"""Largest format extension whose checksum instar computes. It is as long as a cluster, which may
be 2 GiB, most of it past the end of the file.
"""
# `WithoutFreeSpace`, the older generation. At 0: 57 69 74 68 6f 75 74 46 72 65 65 53 70 61 63 65
# `WithouFreSpacExt`, the newer generation. At 0: 57 69 74 68 6f 75 46 72 65 53 70 61 63 45 78 74

if TYPE_CHECKING:

    class ParallelsInUse(int):
        """Values of in_use."""

        OPEN: ClassVar[ParallelsInUse]
        CLOSED: ClassVar[ParallelsInUse]
        UNKNOWN: ClassVar[ParallelsInUse]

else:
    ParallelsInUse = Values(OPEN=0x746F6E59, CLOSED=0x312E3276, UNKNOWN=0)


if TYPE_CHECKING:

    class ParallelsFeature(int):
        """Values of feature."""

        END: ClassVar[ParallelsFeature]
        DIRTY_BITMAP: ClassVar[ParallelsFeature]

else:
    ParallelsFeature = Values(END=0, DIRTY_BITMAP=0x20385FAE252CB34A)


class ParallelsHeader(Record, kw_only=True):
    """Generation, geometry, size and state of the image. The BAT follows."""

    SIZE: ClassVar[int] = 64
    CLUSTER_SECTORS_MAX: ClassVar[int] = 0x3FE00F
    NUM_BAT_ENTRIES_MAX: ClassVar[int] = 0x1FFFFFFF
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<16sIIIIIQIIIQ")

    magic: bytes = b""
    """Which generation the image is of, see `is_extended`. "WithoutFreeSpace" or
    "WithouFreSpacExt".
    """
    version: int = 2
    """Version of the format; 2 is the only one."""
    num_heads: int = 0
    """Heads of the drive's geometry. qemu writes 16."""
    num_cylinders: int = 0
    """Cylinders of the drive's geometry. qemu writes the sectors of the disk divided by 16 x 32."""
    cluster_sectors: int = 0
    """Sectors in one cluster. At most 4186127."""
    num_bat_entries: int = 0
    """Entries in the BAT. Clusters after its last entry are not allocated. At most 0x1fffffff."""
    num_sectors: int = 0
    """Size of the disk. The older generation uses the lower 32 bits only, see `disk_sectors`;
    the upper ones are 0 there.
    """
    in_use: int = 0
    """Whether the image is open for writing, or was when its writer crashed."""
    data_sector: int = 0
    """First sector of the clusters. In the newer generation a multiple of the cluster, and not
    0. In the older one any sector; 0 means right after the BAT.
    """
    flags: int = 0
    """Bit 0 says that the image is empty and need not be read."""
    extension_sector: int = 0
    """Sector of the format extension cluster, which holds dirty bitmaps. 0 when there is none."""

    @property
    def is_extended(self) -> bool:
        """The newer generation, in which a BAT entry counts clusters."""
        return self.magic == b"WithouFreSpacExt"

    @property
    def disk_sectors(self) -> int:
        """Size of the disk."""
        return (
            self.num_sectors
            if (self.magic == b"WithouFreSpacExt")
            else (self.num_sectors & 0xFFFFFFFF)
        )

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if len(self.magic) > 16:
            raise FieldError(
                "parallels header", "magic", base, len(self.magic), "must have the length 16", 7
            )
        if self.magic not in (
            b"WithoutFreeSpace",
            b"WithouFreSpacExt",
        ):
            raise FieldError(
                "parallels header",
                "magic",
                base,
                self.magic,
                '"WithoutFreeSpace" or "WithouFreSpacExt"',
                2,
            )
        if self.version != 2:
            raise FieldError("parallels header", "version", base + 16, self.version, "2", 3)
        if self.cluster_sectors > 4186127:
            raise FieldError(
                "parallels header",
                "cluster_sectors",
                base + 28,
                self.cluster_sectors,
                "at most 4186127",
                3,
            )
        if self.num_bat_entries > 0x1FFFFFFF:
            raise FieldError(
                "parallels header",
                "num_bat_entries",
                base + 32,
                self.num_bat_entries,
                "at most 0x1fffffff",
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
            self.num_heads,
            self.num_cylinders,
            self.cluster_sectors,
            self.num_bat_entries,
            self.num_sectors,
            self.in_use,
            self.data_sector,
            self.flags,
            self.extension_sector,
        )


class ParallelsBatEntry(Record, kw_only=True):
    """Place of one cluster. Entry n describes the disk from sector n x `cluster_sectors` on. The
    newer generation counts clusters from the start of the file, the older one sectors. A place
    that is not 0 is not before `data_sector`, is in the file, is no other entry's, and is a
    multiple of the cluster from `data_sector` on. The format extension and the clusters of dirty
    bitmaps lie by the same rules.
    """

    SIZE: ClassVar[int] = 4
    UNALLOCATED: ClassVar[int] = 0
    """Value of an entry without a cluster."""
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<I")

    place: int = 0
    """Where the cluster is, or 0 for a cluster that was never written and reads as zeros."""

    @property
    def is_allocated(self) -> bool:
        """Whether the cluster is in the file."""
        return self.place != 0

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
        return self._LAYOUT0.pack(self.place)


class ParallelsExtensionHeader(Record, kw_only=True):
    """Begins the format extension cluster, whose length is one cluster. Feature headers with
    their data follow, each padded to 8 bytes, up to a feature of magic 0.
    """

    SIZE: ClassVar[int] = 24
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<Q16s")

    magic: int = 0xAB234CEF23DCEA87
    """By this number the extension is recognised."""
    checksum: bytes = bytes(16)
    """MD5 of the cluster after this field."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.magic != 0xAB234CEF23DCEA87:
            raise FieldError(
                "parallels extension header", "magic", base, self.magic, "0xab234cef23dcea87", 2
            )
        if len(self.checksum) != 16:
            raise FieldError(
                "parallels extension header",
                "checksum",
                base + 8,
                len(self.checksum),
                "must have the length 16",
                7,
            )

    def pack(self) -> bytes:
        """Return the 24 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.magic, self.checksum)


class ParallelsExtensionFeature(Record, kw_only=True):
    """Header of one feature of the format extension."""

    SIZE: ClassVar[int] = 24
    FLAG_NECESSARY: ClassVar[int] = 1
    """Bit of `flags`, the image must not be changed without knowing the feature."""
    FLAG_TRANSIT: ClassVar[int] = 2
    """Bit of `flags`, the feature is to be kept by programs that do not know it."""
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<QQI4s")

    magic: int = 0
    """Which feature; 0 ends the list."""
    flags: int = 0
    """What a program does that does not know the feature. Bit 0, necessary: it does not change
    the image. Bit 1, transit: it keeps the feature when it rewrites the image. With neither bit
    it drops the feature.
    """
    len_data: int = 0
    """Length of the data after this header, without padding."""
    reserved: bytes = bytes(4)
    """Unused."""

    @property
    def is_necessary(self) -> bool:
        """The image must not be changed without knowing the feature."""
        return (self.flags & 1) != 0

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if len(self.reserved) != 4:
            raise FieldError(
                "parallels extension feature",
                "reserved",
                base + 20,
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
        return self._LAYOUT0.pack(self.magic, self.flags, self.len_data, self.reserved)


class ParallelsDirtyBitmap(Record, kw_only=True):
    """Data of the dirty bitmap feature. The L1 table follows, with one 64-bit entry for each
    cluster of the bitmap.
    """

    SIZE: ClassVar[int] = 32
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<Q16sII")

    num_sectors: int = 0
    """Size of the disk that the bitmap describes."""
    uuid: bytes = bytes(16)
    """Name of the bitmap."""
    granularity: int = 0
    """Sectors for each bit, a power of two."""
    num_l1_entries: int = 0
    """Entries in the L1 table."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if len(self.uuid) != 16:
            raise FieldError(
                "parallels dirty bitmap",
                "uuid",
                base + 8,
                len(self.uuid),
                "must have the length 16",
                7,
            )

    def pack(self) -> bytes:
        """Return the 32 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.num_sectors, self.uuid, self.granularity, self.num_l1_entries
        )


class ParallelsDirtyBitmapL1Entry(Record, kw_only=True):
    """Place of one cluster of a dirty bitmap."""

    SIZE: ClassVar[int] = 8
    ALL_ZEROS: ClassVar[int] = 0
    """All bits of this part of the bitmap are clear."""
    ALL_ONES: ClassVar[int] = 1
    """All bits of this part of the bitmap are set."""
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<Q")

    sector: int = 0
    """Sector of the cluster of bits, or one of the two constants."""

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
        return self._LAYOUT0.pack(self.sector)
