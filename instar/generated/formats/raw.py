# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/raw.ksy spec=4f1f39de gen=1
# Generated: edit the spec, then run `make codegen`.
"""Plain disk, and the partition tables by which one is recognised."""

from __future__ import annotations

import struct

from instar.layout import FieldError, Values
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


MAX_FILE_BYTES = 0x7FFFFFFFC0000000
"""Largest file that qemu deals with, 2^63 - 2^30. Reading below it but past the end of the file
gives zeros in image formats; reading beyond it is an error (since some version between 5.2 and
7.2; 2^63 before).
"""
SECTOR_SIZE = 512
"""Sector that MBR and GPT count in here. A disk with sectors of 4096 bytes has its GPT header at
byte 4096 and counts in those.
"""
LARGE_SECTOR_SIZE = 4096
"""The other sector size that is found."""
GPT_HEADER_SECTOR = 1
"""Where the first GPT header is. The second one is in the disk's last sector."""
MAX_GPT_ENTRIES = 1024
"""Most partition entries that are read. Real tables have 128."""
MAX_LOGICAL_PARTITIONS = 128
"""Most records of logical partitions that are read, one partition each. Few systems take more
than 60.
"""
PROTECTIVE_START_CHS = 0x200
"""`start_chs` of a protective entry, its three bytes as one number: the second sector."""
OFS_FAT_COUNT = 16
"""Where the boot sector of a FAT file system, which has the signature of an MBR and no
partitions, says how many tables it has.
"""
FAT_COUNT = 2
"""Number of tables of any FAT file system."""
OFS_FAT_MEDIA = 21
"""Where the same sector says what it is on."""
FAT_MEDIA_FIXED = 0xF8
"""A disk that stays where it is."""

if TYPE_CHECKING:

    class RawPartitionType(int):
        """Values of partition_type."""

        UNUSED: ClassVar[RawPartitionType]
        EXTENDED: ClassVar[RawPartitionType]
        NTFS: ClassVar[RawPartitionType]
        FAT32: ClassVar[RawPartitionType]
        EXTENDED_LBA: ClassVar[RawPartitionType]
        LINUX_SWAP: ClassVar[RawPartitionType]
        LINUX: ClassVar[RawPartitionType]
        LINUX_LVM: ClassVar[RawPartitionType]
        GPT_PROTECTIVE: ClassVar[RawPartitionType]
        EFI_SYSTEM: ClassVar[RawPartitionType]

else:
    RawPartitionType = Values(
        UNUSED=0,
        EXTENDED=5,
        NTFS=7,
        FAT32=12,
        EXTENDED_LBA=15,
        LINUX_SWAP=130,
        LINUX=131,
        LINUX_LVM=142,
        GPT_PROTECTIVE=238,
        EFI_SYSTEM=239,
    )


if TYPE_CHECKING:

    class RawGptAttribute(int):
        """Values of gpt_attribute."""

        REQUIRED: ClassVar[RawGptAttribute]
        NO_BLOCK_IO: ClassVar[RawGptAttribute]
        LEGACY_BIOS_BOOTABLE: ClassVar[RawGptAttribute]

else:
    RawGptAttribute = Values(REQUIRED=1, NO_BLOCK_IO=2, LEGACY_BIOS_BOOTABLE=4)


class RawMbrPartition(Record, kw_only=True):
    """One of the four entries of a master boot record."""

    SIZE: ClassVar[int] = 16
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<B3sB3sII")

    boot_indicator: int = 0
    """0x80 marks the partition that a BIOS starts from. Other values say that this is no
    partition table. 0x0 or 0x80.
    """
    start_chs: bytes = bytes(3)
    """Head (8 bits), sector (6 bits, the two high ones belong to the cylinder), cylinder (8 low
    bits).
    """
    type: int = 0
    """What is in the partition; 0 for an unused entry."""
    end_chs: bytes = bytes(3)
    """Address of the last sector, in the same form."""
    start_sector: int = 0
    """First sector of the partition."""
    num_sectors: int = 0
    """Sectors in the partition. A protective entry has the disk's size less one, or all ones
    when that is too large.
    """

    @property
    def is_used(self) -> bool:
        """Whether the entry describes a partition."""
        return self.type != 0

    @property
    def is_protective(self) -> bool:
        """Whether the entry represents a disk that a GPT describes."""
        return self.type == 238

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.boot_indicator not in (
            0,
            0x80,
        ):
            raise FieldError(
                "raw mbr partition", "boot_indicator", base, self.boot_indicator, "0x0 or 0x80", 3
            )
        if len(self.start_chs) != 3:
            raise FieldError(
                "raw mbr partition",
                "start_chs",
                base + 1,
                len(self.start_chs),
                "must have the length 3",
                7,
            )
        if len(self.end_chs) != 3:
            raise FieldError(
                "raw mbr partition",
                "end_chs",
                base + 5,
                len(self.end_chs),
                "must have the length 3",
                7,
            )

    def pack(self) -> bytes:
        """Return the 16 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.boot_indicator,
            self.start_chs,
            self.type,
            self.end_chs,
            self.start_sector,
            self.num_sectors,
        )


class RawMbr(Record, kw_only=True):
    """Master boot record: the first sector of a disk. Boot code, four partition entries and a
    signature. Boot sectors of file systems have the same signature; the entries'
    `boot_indicator` distinguishes most of them.
    """

    SIZE: ClassVar[int] = 512
    SIGNATURE: ClassVar[bytes] = b"U\xaa"
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<440sI2s64s2s")

    boot_code: bytes = bytes(440)
    """Started by a BIOS; unused by UEFI."""
    disk_signature: int = 0
    """Number by which some systems recognise the disk."""
    reserved: bytes = bytes(2)
    """Not used by readers."""
    partitions: tuple[RawMbrPartition, ...]
    """The partitions, used or not."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if len(self.boot_code) != 440:
            raise FieldError(
                "raw mbr", "boot_code", base, len(self.boot_code), "must have the length 440", 7
            )
        if len(self.reserved) != 2:
            raise FieldError(
                "raw mbr", "reserved", base + 444, len(self.reserved), "must have the length 2", 7
            )
        for index, item in enumerate(self.partitions):
            item.check(base=base + 446 + 16 * index)

    def pack(self) -> bytes:
        """Return the 512 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.boot_code,
            self.disk_signature,
            self.reserved,
            b"".join(x.pack_unchecked() for x in self.partitions),
            self.SIGNATURE,
        )


class RawProtectiveMbr(Record, kw_only=True):
    """The MBR of a disk with a GPT: its first entry has type 0xee and covers the whole disk, so
    that programs which do not know GPT leave it alone. The other entries are unused.
    """

    SIZE: ClassVar[int] = 512
    SIGNATURE: ClassVar[bytes] = b"U\xaa"
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<440sI2sB3sB3sII48s2s")

    boot_code: bytes = bytes(440)
    """Unused by UEFI."""
    disk_signature: int = 0
    """Unused."""
    reserved: bytes = bytes(2)
    """Unused."""
    boot_indicator: int = 0
    """0 in the source. 0x0 or 0x80."""
    start_chs: bytes = bytes(3)
    """Address of the second sector."""
    type: int = 238
    """Says that a GPT describes the disk."""
    end_chs: bytes = bytes(3)
    """Address of the last sector, all ones when it has none."""
    start_sector: int = 1
    """The sector of the GPT header."""
    num_sectors: int = 0
    """Sectors after this one, or 0xffffffff when that does not fit."""
    other_partitions: bytes = bytes(48)
    """The other three entries."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if len(self.boot_code) != 440:
            raise FieldError(
                "raw protective mbr",
                "boot_code",
                base,
                len(self.boot_code),
                "must have the length 440",
                7,
            )
        if len(self.reserved) != 2:
            raise FieldError(
                "raw protective mbr",
                "reserved",
                base + 444,
                len(self.reserved),
                "must have the length 2",
                7,
            )
        if self.boot_indicator not in (
            0,
            0x80,
        ):
            raise FieldError(
                "raw protective mbr",
                "boot_indicator",
                base + 446,
                self.boot_indicator,
                "0x0 or 0x80",
                3,
            )
        if len(self.start_chs) != 3:
            raise FieldError(
                "raw protective mbr",
                "start_chs",
                base + 447,
                len(self.start_chs),
                "must have the length 3",
                7,
            )
        if self.type != 238:
            raise FieldError(
                "raw protective mbr",
                "type",
                base + 450,
                self.type,
                "238 (partition_type::gpt_protective)",
                3,
            )
        if len(self.end_chs) != 3:
            raise FieldError(
                "raw protective mbr",
                "end_chs",
                base + 451,
                len(self.end_chs),
                "must have the length 3",
                7,
            )
        if self.start_sector != 1:
            raise FieldError(
                "raw protective mbr", "start_sector", base + 454, self.start_sector, "1", 3
            )
        if len(self.other_partitions) != 48:
            raise FieldError(
                "raw protective mbr",
                "other_partitions",
                base + 462,
                len(self.other_partitions),
                "must have the length 48",
                7,
            )

    def pack(self) -> bytes:
        """Return the 512 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.boot_code,
            self.disk_signature,
            self.reserved,
            self.boot_indicator,
            self.start_chs,
            self.type,
            self.end_chs,
            self.start_sector,
            self.num_sectors,
            self.other_partitions,
            self.SIGNATURE,
        )


class RawGptHeader(Record, kw_only=True):
    """Header of a GUID partition table: in the second sector, and again in the last one of the
    disk. It names the array of partition entries, each copy its own.
    """

    SIZE: ClassVar[int] = 92
    SIGNATURE: ClassVar[bytes] = b"EFI PART"
    REVISION_MIN: ClassVar[int] = 0x10000
    REVISION_MAX: ClassVar[int] = 0x1FFFF
    LEN_HEADER_MIN: ClassVar[int] = 92
    LEN_HEADER_MAX: ClassVar[int] = 4096
    ENTRIES_SECTOR_MIN: ClassVar[int] = 2
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<8sIII4xQQQQ16sQIII")

    revision: int
    """0x00010000 for revision 1.0, the only one. It has not followed the revisions of the UEFI
    specification. 0x10000..0x1ffff.
    """
    len_header: int
    """Bytes that the checksum covers, at least 92 and at most a sector, which has 4096 bytes on
    a 4Kn disk. Beyond 92 everything is reserved. 92..4096.
    """
    header_crc32: int = 0
    """CRC-32 of the first `len_header` bytes, with this field zero."""
    my_sector: int = 0
    """The sector that this header is in."""
    alternate_sector: int = 0
    """The sector that the other header is in."""
    first_usable_sector: int = 0
    """First sector that partitions may use."""
    last_usable_sector: int
    """Last sector that partitions may use. Such that last_usable_sector >= first_usable_sector."""
    disk_guid: bytes = bytes(16)
    """Identifies the disk. The first three parts of a GUID are little-endian numbers."""
    entries_sector: int
    """Where the array of partition entries starts; 2 in the first header. At least 2."""
    num_entries: int = 0
    """Entries in that array, used or not; 128 in practice."""
    len_entry: int
    """Bytes in an entry, 128 times a power of two; always 128 in practice. 128, 256, 512, 1024,
    2048 or 4096.
    """
    entries_crc32: int = 0
    """CRC-32 of the array of partition entries."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if not 0x10000 <= self.revision <= 0x1FFFF:
            raise FieldError(
                "raw gpt header", "revision", base + 8, self.revision, "0x10000..0x1ffff", 3
            )
        if not 92 <= self.len_header <= 4096:
            raise FieldError(
                "raw gpt header", "len_header", base + 12, self.len_header, "92..4096", 3
            )
        if not (self.last_usable_sector >= self.first_usable_sector):
            raise FieldError(
                "raw gpt header",
                "last_usable_sector",
                base + 48,
                self.last_usable_sector,
                "such that last_usable_sector >= first_usable_sector",
                7,
            )
        if len(self.disk_guid) != 16:
            raise FieldError(
                "raw gpt header",
                "disk_guid",
                base + 56,
                len(self.disk_guid),
                "must have the length 16",
                7,
            )
        if self.entries_sector < 2:
            raise FieldError(
                "raw gpt header", "entries_sector", base + 72, self.entries_sector, "at least 2", 3
            )
        if self.len_entry not in (
            128,
            256,
            512,
            1024,
            2048,
            4096,
        ):
            raise FieldError(
                "raw gpt header",
                "len_entry",
                base + 84,
                self.len_entry,
                "128, 256, 512, 1024, 2048 or 4096",
                3,
            )

    def pack(self) -> bytes:
        """Return the 92 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.SIGNATURE,
            self.revision,
            self.len_header,
            self.header_crc32,
            self.my_sector,
            self.alternate_sector,
            self.first_usable_sector,
            self.last_usable_sector,
            self.disk_guid,
            self.entries_sector,
            self.num_entries,
            self.len_entry,
            self.entries_crc32,
        )


class RawGptEntry(Record, kw_only=True):
    """One partition of a GUID partition table."""

    SIZE: ClassVar[int] = 128
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<16s16sQQQ72s")

    type_guid: bytes = bytes(16)
    """What is in the partition; all zeros in an unused entry."""
    partition_guid: bytes = bytes(16)
    """Identifies the partition."""
    first_sector: int = 0
    """First sector of the partition."""
    last_sector: int = 0
    """Last sector of the partition."""
    attributes: int = 0
    """Set of `gpt_attribute`, and bits of the partition's type."""
    name: bytes = bytes(72)
    """Name in UTF-16, little-endian, padded with zeros."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if len(self.type_guid) != 16:
            raise FieldError(
                "raw gpt entry",
                "type_guid",
                base,
                len(self.type_guid),
                "must have the length 16",
                7,
            )
        if len(self.partition_guid) != 16:
            raise FieldError(
                "raw gpt entry",
                "partition_guid",
                base + 16,
                len(self.partition_guid),
                "must have the length 16",
                7,
            )
        if len(self.name) != 72:
            raise FieldError(
                "raw gpt entry", "name", base + 56, len(self.name), "must have the length 72", 7
            )

    def pack(self) -> bytes:
        """Return the 128 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.type_guid,
            self.partition_guid,
            self.first_sector,
            self.last_sector,
            self.attributes,
            self.name,
        )
