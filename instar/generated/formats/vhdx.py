# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/vhdx.ksy spec=794a3f87 gen=1
# Generated: edit the spec, then run `make codegen`.
"""VHDX, the virtual hard disk of Hyper-V."""

from __future__ import annotations

import struct

from instar.layout import FieldError, Values, crc32c
from instar.record import Record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


HEADER_SECTION_SIZE = 0x100000
"""The first MiB, which nothing but identifier, headers and region tables may use."""
ALIGNMENT = 0x100000
"""Regions, log and payload blocks begin on multiples of 1 MiB and are multiples of 1 MiB long."""
HEADER_BLOCK_SIZE = 0x10000
"""The parts of the header section are 64 KiB apart, so that a torn write never hits two of them."""
HEADER_1_OFFSET = 0x10000
"""Place of the first header."""
HEADER_2_OFFSET = 0x20000
"""Place of the second header."""
REGION_TABLE_1_OFFSET = 0x30000
"""Place of the first region table."""
REGION_TABLE_2_OFFSET = 0x40000
"""Place of the second region table, a copy of the first. Readers turn to it when the first is
damaged; qemu does not.
"""
REGION_TABLE_SIZE = 0x10000
"""Bytes that the checksum of a region table covers."""
METADATA_TABLE_SIZE = 0x10000
"""Room of the metadata table at the start of its region. Items are after it."""
MAX_REGION_ENTRIES = 2047
"""Most entries in a region table, 64 KiB less the header's 32 bytes divided by 32."""
MAX_METADATA_ENTRIES = 2047
"""Most entries in a metadata table."""
MIN_BLOCK_SIZE = 0x100000
"""Smallest payload block, 1 MiB."""
MAX_BLOCK_SIZE = 0x10000000
"""Largest payload block, 256 MiB."""
MAX_DISK_SIZE = 0x400000000000
"""Largest disk, 64 TiB."""
SECTORS_PER_BITMAP = 0x800000
"""Sectors that one sector bitmap block of 1 MiB describes. The blocks of so many sectors form a
chunk, and the BAT has one bitmap entry after the payload entries of each chunk: chunk ratio =
this x logical sector size / block size.
"""
SECTOR_BITMAP_BLOCK_SIZE = 0x100000
"""Size of a sector bitmap block."""
LOG_SECTOR_SIZE = 4096
"""The log is made of sectors of this size; entries, descriptors and data are multiples of it."""
LOG_FIRST_DESCRIPTORS = 126
"""Descriptors in the first sector of a log entry, after its header."""
LOG_LATER_DESCRIPTORS = 128
"""Descriptors in each further descriptor sector."""
MIN_LOG_LENGTH = 0x100000
"""Smallest log, 1 MiB. The length is a multiple of it."""
DEFAULT_LOG_SIZE = 0x100000
"""Log size that qemu and Hyper-V create."""
DEFAULT_LOGICAL_SECTOR_SIZE = 512
"""Logical sector size that qemu creates."""
DEFAULT_PHYSICAL_SECTOR_SIZE = 512
"""Physical sector size that qemu creates. Hyper-V writes 4096."""
DEFAULT_BLOCK_SIZE_SMALL = 0x800000
"""Block size that qemu chooses for disks up to `small_disk_size`, 8 MiB."""
SMALL_DISK_SIZE = 0x40000000
"""Largest disk that gets blocks of 8 MiB from qemu, 1 GiB."""
DEFAULT_BLOCK_SIZE_MEDIUM = 0x1000000
"""Block size that qemu chooses for disks up to `medium_disk_size`, 16 MiB."""
MEDIUM_DISK_SIZE = 0x1900000000
"""Largest disk that gets blocks of 16 MiB from qemu, 100 GiB."""
DEFAULT_BLOCK_SIZE_LARGE = 0x2000000
"""Block size that qemu chooses for larger disks up to `large_disk_size`, and Hyper-V for all, 32
MiB.
"""
LARGE_DISK_SIZE = 0x200000000000
"""Largest disk that gets blocks of 32 MiB from qemu, 32 TiB."""
DEFAULT_BLOCK_SIZE_HUGE = 0x4000000
"""Block size that qemu chooses for the largest disks, 64 MiB."""
DEFAULT_LOG_OFFSET = 0x100000
"""Where writers put the log, after the header section. The BAT follows it, and the metadata
region follows the BAT.
"""
DEFAULT_METADATA_LENGTH = 0x100000
"""Length of the metadata region, 1 MiB."""
MAX_ITEM_LENGTH = 0x100000
"""Longest metadata item, 1 MiB."""
MAX_LOG_CHECK = 0x4000000
"""Bytes of log entries whose checksums instar computes before it gives up. Each 4096 bytes of a
log may begin an entry that claims to be as long as the log, so that a hostile one of 16 MiB
would ask for 64 GiB.
"""
DEFAULT_ITEM_OFFSET = 0x10000
"""Offset in the metadata region at which the first item is, after the table."""
DATA_DISTANCE = 0x500000
"""From the metadata region to the first payload block, 5 MiB."""
MAX_LOG_SIZE = 0xFFF00000
"""Largest log that qemu creates, 1 MiB less than 4 GiB."""
MAX_BAT_SIZE = 0x7FFFFFFF
"""Largest BAT that qemu writes at once."""
BLOCK_NUMBER_MASK = 0xFFFFFFFF
"""qemu numbers blocks in 32 bits. A disk without any has no last block, and its number wraps
around to this: such an image gets room for the bitmaps of 2^32 blocks.
"""
GUID_REGION_BAT = b"fw\xc2-#\xf6\x00B\x9dd\x11^\x9b\xfdJ\x08"
"""Region of the BAT, 2DC27766-F623-4200-9D64-115E9BFD4A08."""
GUID_REGION_METADATA = b"\x06\xa2|\x8b\x90G\x9aK\xb8\xfeW_\x05\x0f\x88n"
"""Region of the metadata, 8B7CA206-4790-4B9A-B8FE-575F050F886E."""
GUID_FILE_PARAMETERS = b"7g\xa1\xca6\xfaCM\xb3\xb63\xf0\xaaD\xe7k"
"""Item file parameters, CAA16737-FA36-4D43-B3B6-33F0AA44E76B."""
GUID_VIRTUAL_DISK_SIZE = b"$B\xa5/\x1b\xcdvH\xb2\x11]\xbe\xd8;\xf4\xb8"
"""Item virtual disk size, 2FA54224-CD1B-4876-B211-5DBED83BF4B8."""
GUID_VIRTUAL_DISK_ID = b"\xab\x12\xca\xbe\xe6\xb2#E\x93\xef\xc3\t\xe0\x00\xc7F"
"""Item virtual disk id (page 83), BECA12AB-B2E6-4523-93EF-C309E000C746."""
GUID_LOGICAL_SECTOR_SIZE = b"\x1d\xbfA\x81o\xa9\tG\xbaG\xf23\xa8\xfa\xab_"
"""Item logical sector size, 8141BF1D-A96F-4709-BA47-F233A8FAAB5F."""
GUID_PHYSICAL_SECTOR_SIZE = b"\xc7H\xa3\xcd]DqD\x9c\xc9\xe9\x88RQ\xc5V"
"""Item physical sector size, CDA348C7-445D-4471-9CC9-E9885251C556."""
GUID_PARENT_LOCATOR = b"-_\xd3\xa8\x0b\xb3ME\xab\xf7\xd3\xd8H4\xab\x0c"
"""Item parent locator, A8D35F2D-B30B-454D-ABF7-D3D84834AB0C."""
GUID_LOCATOR_TYPE_VHDX = b"\xb7\xefJ\xb0\x9e\xd1\x81J\xb7\x89%\xb8\xe9DY\x13"
"""The only type of parent locator, B04AEFB7-D19E-4A81-B789-25B8E9445913."""
CREATOR = "instar"
"""`creator` of a new image, in UTF-16."""
PARENT_LOCATOR_KEY_PARENT_LINKAGE = "parent_linkage"
"""`data_write_guid` of the parent, in braces."""
PARENT_LOCATOR_KEY_PARENT_LINKAGE2 = "parent_linkage2"
"""The same, a second value that is also accepted while a merge goes on."""
PARENT_LOCATOR_KEY_RELATIVE_PATH = "relative_path"
"""Path relative to the child; the first to be tried."""
PARENT_LOCATOR_KEY_VOLUME_PATH = "volume_path"
"""Path that begins with a volume GUID; the second."""
PARENT_LOCATOR_KEY_ABSOLUTE_WIN32_PATH = "absolute_win32_path"
"""Path that begins with a drive letter; the third."""

if TYPE_CHECKING:

    class VhdxPayloadBlockState(int):
        """Values of payload_block_state."""

        NOT_PRESENT: ClassVar[VhdxPayloadBlockState]
        UNDEFINED: ClassVar[VhdxPayloadBlockState]
        ZERO: ClassVar[VhdxPayloadBlockState]
        UNMAPPED: ClassVar[VhdxPayloadBlockState]
        UNMAPPED_DRAFT: ClassVar[VhdxPayloadBlockState]
        FULLY_PRESENT: ClassVar[VhdxPayloadBlockState]
        PARTIALLY_PRESENT: ClassVar[VhdxPayloadBlockState]

else:
    VhdxPayloadBlockState = Values(
        NOT_PRESENT=0,
        UNDEFINED=1,
        ZERO=2,
        UNMAPPED=3,
        UNMAPPED_DRAFT=5,
        FULLY_PRESENT=6,
        PARTIALLY_PRESENT=7,
    )


if TYPE_CHECKING:

    class VhdxSectorBitmapState(int):
        """Values of sector_bitmap_state."""

        NOT_PRESENT: ClassVar[VhdxSectorBitmapState]
        PRESENT: ClassVar[VhdxSectorBitmapState]

else:
    VhdxSectorBitmapState = Values(NOT_PRESENT=0, PRESENT=6)


class VhdxFileIdentifier(Record, kw_only=True):
    """What makes the file a VHDX, and who created it. It is at offset 0, is never written again,
    and has 64 KiB for itself.
    """

    SIZE: ClassVar[int] = 520
    SIGNATURE: ClassVar[bytes] = b"vhdxfile"
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<8s512s")

    creator: bytes = bytes(512)
    """Name of the creating program in UTF-16, ended by a zero character. For diagnosis only."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if len(self.creator) != 512:
            raise FieldError(
                "vhdx file identifier",
                "creator",
                base + 8,
                len(self.creator),
                "must have the length 512",
                7,
            )

    def pack(self) -> bytes:
        """Return the 520 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.SIGNATURE, self.creator)


class VhdxHeader(Record, kw_only=True):
    """Root of the metadata, twice in the file. A writer updates the one that does not count,
    with a larger sequence number, so that one of the two is always whole. The header that counts
    is the one with valid signature and checksum and the larger sequence number.
    """

    SIZE: ClassVar[int] = 4096
    SIGNATURE: ClassVar[bytes] = b"head"
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<4sIQ16s16s16sHHIQ4016s")

    checksum: int = 0
    """CRC-32C of the 4096 bytes of this structure, with this field as zero."""
    sequence_number: int = 0
    """Grows with each update of a header."""
    file_write_guid: bytes = bytes(16)
    """Changed each time before the file is first written to after opening."""
    data_write_guid: bytes = bytes(16)
    """Changed each time before data that a guest can see is first changed. Children name it in
    their parent locators.
    """
    log_guid: bytes = bytes(16)
    """Identity that valid entries of the log bear. Zero when the log is empty and nothing is to
    be replayed.
    """
    log_version: int = 0
    """Version of the log's format; 0 is the only one."""
    version: int = 1
    """Version of the format; 1 is the only one."""
    log_length: int = 0
    """Length of the log. 0 is not allowed even when it is empty."""
    log_offset: int = 0
    """Place of the log, after the header section."""
    reserved: bytes = bytes(4016)
    """Zero, covered by the checksum."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if len(self.file_write_guid) != 16:
            raise FieldError(
                "vhdx header",
                "file_write_guid",
                base + 16,
                len(self.file_write_guid),
                "must have the length 16",
                7,
            )
        if len(self.data_write_guid) != 16:
            raise FieldError(
                "vhdx header",
                "data_write_guid",
                base + 32,
                len(self.data_write_guid),
                "must have the length 16",
                7,
            )
        if len(self.log_guid) != 16:
            raise FieldError(
                "vhdx header",
                "log_guid",
                base + 48,
                len(self.log_guid),
                "must have the length 16",
                7,
            )
        if self.version != 1:
            raise FieldError("vhdx header", "version", base + 66, self.version, "1", 3)
        if len(self.reserved) != 4016:
            raise FieldError(
                "vhdx header",
                "reserved",
                base + 80,
                len(self.reserved),
                "must have the length 4016",
                7,
            )

    def pack(self) -> bytes:
        """Return the 4096 bytes that the spec describes, checked. Its checksum is computed here."""
        self.check()
        return self.sealed().pack_unchecked()

    def sealed(self) -> VhdxHeader:
        """Return a copy whose checksum is that of its bytes."""
        blank = replace(self, checksum=0).pack_unchecked()
        return replace(self, checksum=crc32c(blank[0:4096]))

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.SIGNATURE,
            self.checksum,
            self.sequence_number,
            self.file_write_guid,
            self.data_write_guid,
            self.log_guid,
            self.log_version,
            self.version,
            self.log_length,
            self.log_offset,
            self.reserved,
        )


class VhdxRegionTableHeader(Record, kw_only=True):
    """Begins each of the two region tables. The table has 64 KiB, which its checksum covers; the
    entries follow this header, the rest is zero.
    """

    SIZE: ClassVar[int] = 16
    SIGNATURE: ClassVar[bytes] = b"regi"
    NUM_ENTRIES_MAX: ClassVar[int] = 2047
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<4sII4s")

    checksum: int = 0
    """CRC-32C of the 64 KiB of the table, with this field as zero."""
    num_entries: int = 0
    """Entries in the table. At most 2047."""
    reserved: bytes = bytes(4)
    """Zero."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.num_entries > 2047:
            raise FieldError(
                "vhdx region table header",
                "num_entries",
                base + 8,
                self.num_entries,
                "at most 2047",
                3,
            )
        if len(self.reserved) != 4:
            raise FieldError(
                "vhdx region table header",
                "reserved",
                base + 12,
                len(self.reserved),
                "must have the length 4",
                7,
            )

    def pack(self) -> bytes:
        """Return the 16 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.SIGNATURE, self.checksum, self.num_entries, self.reserved)


class VhdxRegionTableEntry(Record, kw_only=True):
    """Place of one region."""

    SIZE: ClassVar[int] = 32
    FLAG_REQUIRED: ClassVar[int] = 1
    """Bit of `flags`, the file must not be opened without knowing the region."""
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<16sQII")

    guid: bytes = bytes(16)
    """Which region, see `guid_region_bat` and `guid_region_metadata`."""
    file_offset: int = 0
    """Place of the region. Blocks may not lie in it either."""
    length: int = 0
    """Length of the region."""
    flags: int = 0
    """Bit 0, required, forbids to open the file when the region is not known."""

    @property
    def is_required(self) -> bool:
        """The file must not be opened without knowing this region."""
        return (self.flags & 1) != 0

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if len(self.guid) != 16:
            raise FieldError(
                "vhdx region table entry",
                "guid",
                base,
                len(self.guid),
                "must have the length 16",
                7,
            )

    def pack(self) -> bytes:
        """Return the 32 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.guid, self.file_offset, self.length, self.flags)


class VhdxMetadataTableHeader(Record, kw_only=True):
    """Begins the metadata region. The entries follow; the items are after the first 64 KiB of
    the region.
    """

    SIZE: ClassVar[int] = 32
    SIGNATURE: ClassVar[bytes] = b"metadata"
    NUM_ENTRIES_MAX: ClassVar[int] = 2047
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<8s2sH20s")

    reserved: bytes = bytes(2)
    """Zero."""
    num_entries: int = 0
    """Entries in the table. At most 2047."""
    reserved_2: bytes = bytes(20)
    """Zero."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if len(self.reserved) != 2:
            raise FieldError(
                "vhdx metadata table header",
                "reserved",
                base + 8,
                len(self.reserved),
                "must have the length 2",
                7,
            )
        if self.num_entries > 2047:
            raise FieldError(
                "vhdx metadata table header",
                "num_entries",
                base + 10,
                self.num_entries,
                "at most 2047",
                3,
            )
        if len(self.reserved_2) != 20:
            raise FieldError(
                "vhdx metadata table header",
                "reserved_2",
                base + 12,
                len(self.reserved_2),
                "must have the length 20",
                7,
            )

    def pack(self) -> bytes:
        """Return the 32 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.SIGNATURE, self.reserved, self.num_entries, self.reserved_2)


class VhdxMetadataTableEntry(Record, kw_only=True):
    """Place of one metadata item."""

    SIZE: ClassVar[int] = 32
    FLAG_USER: ClassVar[int] = 1
    """Bit of `flags`, a user's item."""
    FLAG_VIRTUAL_DISK: ClassVar[int] = 2
    """Bit of `flags`, an item of the virtual disk."""
    FLAG_REQUIRED: ClassVar[int] = 4
    """Bit of `flags`, the file must not be opened without knowing the item."""
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<16sIII4s")

    item_id: bytes = bytes(16)
    """Which item, see `guid_file_parameters` and those after it."""
    offset: int = 0
    """Place of the item in the metadata region, at least 64 KiB; 0 for an item of length 0."""
    length: int = 0
    """Length of the item, at most 1 MiB."""
    flags: int = 0
    """Bit 0, user data; bit 1, belongs to the virtual disk rather than to the file; bit 2,
    required.
    """
    reserved: bytes = bytes(4)
    """Zero."""

    @property
    def is_user(self) -> bool:
        """The item is a user's, not the system's. At most 1024 of these."""
        return (self.flags & 1) != 0

    @property
    def is_virtual_disk(self) -> bool:
        """The item describes the virtual disk and goes with it from parent to child."""
        return (self.flags & 2) != 0

    @property
    def is_required(self) -> bool:
        """The file must not be opened without knowing this item."""
        return (self.flags & 4) != 0

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if len(self.item_id) != 16:
            raise FieldError(
                "vhdx metadata table entry",
                "item_id",
                base,
                len(self.item_id),
                "must have the length 16",
                7,
            )
        if len(self.reserved) != 4:
            raise FieldError(
                "vhdx metadata table entry",
                "reserved",
                base + 28,
                len(self.reserved),
                "must have the length 4",
                7,
            )

    def pack(self) -> bytes:
        """Return the 32 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.item_id, self.offset, self.length, self.flags, self.reserved)


class VhdxFileParameters(Record, kw_only=True):
    """Item, size of the payload blocks and kind of the file."""

    SIZE: ClassVar[int] = 8
    FLAG_LEAVE_BLOCKS_ALLOCATED: ClassVar[int] = 1
    """Bit of `flags`, a fixed file unless `flag_has_parent` is set too."""
    FLAG_HAS_PARENT: ClassVar[int] = 2
    """Bit of `flags`, a differencing image."""
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<II")

    block_size: int
    """Bytes of the disk in one payload block, a power of two between 1 MiB and 256 MiB. Such
    that block_size >= 0x100000 and block_size <= 0x10000000 and (block_size & (block_size - 1))
    == 0.
    """
    flags: int = 0
    """See the derived values."""

    @property
    def leave_blocks_allocated(self) -> bool:
        """The file is fixed, all of its blocks are allocated and stay so. Without meaning in a
        differencing image.
        """
        return (self.flags & 1) != 0

    @property
    def has_parent(self) -> bool:
        """The file is a differencing image; sector bitmaps and a parent locator exist. qemu
        refuses it.
        """
        return (self.flags & 2) != 0

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if not (
            ((self.block_size >= 0x100000) and (self.block_size <= 0x10000000))
            and ((self.block_size & (self.block_size - 1)) == 0)
        ):
            raise FieldError(
                "vhdx file parameters",
                "block_size",
                base,
                self.block_size,
                "such that block_size >= 0x100000 and block_size <= 0x10000000 and "
                "(block_size & (block_size - 1)) == 0",
                7,
            )

    def pack(self) -> bytes:
        """Return the 8 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.block_size, self.flags)


class VhdxVirtualDiskSize(Record, kw_only=True):
    """Item, size of the disk."""

    SIZE: ClassVar[int] = 8
    SIZE_MAX: ClassVar[int] = 0x400000000000
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<Q")

    size: int = 0
    """Size of the disk, a multiple of the logical sector size, at most 64 TiB. An odd rest is
    cut off by readers. At most 0x400000000000.
    """

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.size > 0x400000000000:
            raise FieldError(
                "vhdx virtual disk size", "size", base, self.size, "at most 0x400000000000", 3
            )

    def pack(self) -> bytes:
        """Return the 8 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.size)


class VhdxVirtualDiskId(Record, kw_only=True):
    """Item, identity of the disk as its drive reports it in SCSI page 83."""

    SIZE: ClassVar[int] = 16
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<16s")

    guid: bytes = bytes(16)
    """The identity, the same in all files of a chain."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if len(self.guid) != 16:
            raise FieldError(
                "vhdx virtual disk id", "guid", base, len(self.guid), "must have the length 16", 7
            )

    def pack(self) -> bytes:
        """Return the 16 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.guid)


class VhdxLogicalSectorSize(Record, kw_only=True):
    """Item, sector size that the drive has for its guest."""

    SIZE: ClassVar[int] = 4
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<I")

    size: int
    """512 or 4096. 512 or 4096."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.size not in (
            512,
            4096,
        ):
            raise FieldError("vhdx logical sector size", "size", base, self.size, "512 or 4096", 3)

    def pack(self) -> bytes:
        """Return the 4 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.size)


class VhdxPhysicalSectorSize(Record, kw_only=True):
    """Item, sector size that the drive says that its medium has."""

    SIZE: ClassVar[int] = 4
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<I")

    size: int = 0
    """Bytes per sector."""

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
        return self._LAYOUT0.pack(self.size)


class VhdxParentLocatorHeader(Record, kw_only=True):
    """Item of differencing images, says where the parent is. The entries follow, then keys and
    values.
    """

    SIZE: ClassVar[int] = 20
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<16s2sH")

    locator_type: bytes = bytes(16)
    """Type of the locator, see `guid_locator_type_vhdx`."""
    reserved: bytes = bytes(2)
    """Zero."""
    num_entries: int = 0
    """Entries that follow."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if len(self.locator_type) != 16:
            raise FieldError(
                "vhdx parent locator header",
                "locator_type",
                base,
                len(self.locator_type),
                "must have the length 16",
                7,
            )
        if len(self.reserved) != 2:
            raise FieldError(
                "vhdx parent locator header",
                "reserved",
                base + 16,
                len(self.reserved),
                "must have the length 2",
                7,
            )

    def pack(self) -> bytes:
        """Return the 20 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.locator_type, self.reserved, self.num_entries)


class VhdxParentLocatorEntry(Record, kw_only=True):
    """One pair of key and value, both in UTF-16, little-endian, without a final zero character.
    The keys of the VHDX type are the texts `parent_locator_key_*` of this file; the order of the
    paths there is the order in which they are tried.
    """

    SIZE: ClassVar[int] = 12
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<IIHH")

    key_offset: int = 0
    """Place of the key in the item, not 0."""
    value_offset: int = 0
    """Place of the value in the item, not 0."""
    key_length: int = 0
    """Length of the key, not 0."""
    value_length: int = 0
    """Length of the value, not 0."""

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
        return self._LAYOUT0.pack(
            self.key_offset, self.value_offset, self.key_length, self.value_length
        )


class VhdxPayloadBatEntry(Record, kw_only=True):
    """State and place of one payload block. The entries of the blocks are in order, except that
    a `sector_bitmap_bat_entry` follows those of each chunk (in a differencing image, also those
    of the last, partial chunk). So with r blocks in a chunk, `sectors_per_bitmap` x logical
    sector size / block size, the entry of block n has the index n + n / r, rounded down.
    """

    SIZE: ClassVar[int] = 8
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<Q")

    state: int = 0
    """What the block reads as."""
    reserved: int = 0
    """Zero."""
    file_offset_mb: int = 0
    """Place of the block in units of 1 MiB. Meaningless unless the block is present."""

    @property
    def file_offset(self) -> int:
        """Place of the block in the file."""
        return self.file_offset_mb << 20

    @property
    def is_present(self) -> bool:
        """The block, or part of it, is in the file."""
        return int(self.state) >= 6

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
        return self._LAYOUT0.pack(self.state | self.reserved << 3 | self.file_offset_mb << 20)


class VhdxSectorBitmapBatEntry(Record, kw_only=True):
    """State and place of the sector bitmap block of one chunk. Only differencing images have
    these blocks; others keep the entries in their places, not present.
    """

    SIZE: ClassVar[int] = 8
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<Q")

    state: int = 0
    """Whether there is a bitmap."""
    reserved: int = 0
    """Zero."""
    file_offset_mb: int = 0
    """Place of the bitmap in units of 1 MiB."""

    @property
    def file_offset(self) -> int:
        """Place of the bitmap in the file."""
        return self.file_offset_mb << 20

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
        return self._LAYOUT0.pack(self.state | self.reserved << 3 | self.file_offset_mb << 20)


class VhdxSectorBitmapByte(Record, kw_only=True):
    """One byte of a sector bitmap block: eight consecutive sectors, the first in the lowest bit.
    A set bit says that the sector is in this file, a clear one that it is in the parent. Only
    blocks in the state partially present have meaningful bits.
    """

    SIZE: ClassVar[int] = 1
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<B")

    sectors: int = 0
    """Bit n is sector n of the eight."""

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
        return self._LAYOUT0.pack(self.sectors)


class VhdxLogEntryHeader(Record, kw_only=True):
    """First 64 bytes of a log entry. Up to 126 descriptors follow in the same sector, more in
    further ones, then a data sector for each data descriptor. Applied in one go, an entry brings
    the file from one consistent state to the next.
    """

    SIZE: ClassVar[int] = 64
    SIGNATURE: ClassVar[bytes] = b"loge"
    SEQUENCE_NUMBER_MIN: ClassVar[int] = 1
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<4sIIIQI4s16sQQ")

    checksum: int = 0
    """CRC-32C of the `entry_length` bytes of the entry, with this field as zero."""
    entry_length: int = 0
    """Length of the entry with its descriptors and data sectors, a multiple of 4096 and not 0. A
    multiple of 4096.
    """
    tail: int = 0
    """Place in the log of the oldest entry of the sequence when this one was written. Replay
    starts there.
    """
    sequence_number: int
    """One more than that of the entry before. At least 1."""
    num_descriptors: int = 0
    """Descriptors in the entry; may be 0."""
    reserved: bytes = bytes(4)
    """Zero."""
    log_guid: bytes = bytes(16)
    """`log_guid` of the header when this was written. An entry of another life of the log has
    another one.
    """
    flushed_file_offset: int = 0
    """Length of the file up to which everything was on disk when this was written. A shorter
    file has lost data.
    """
    last_file_offset: int = 0
    """Length that the file must have to hold everything that is allocated. Replay extends it so
    far.
    """

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if not ((self.entry_length % 4096) == 0):
            raise FieldError(
                "vhdx log entry header",
                "entry_length",
                base + 8,
                self.entry_length,
                "a multiple of 4096",
                5,
            )
        if self.sequence_number < 1:
            raise FieldError(
                "vhdx log entry header",
                "sequence_number",
                base + 16,
                self.sequence_number,
                "at least 1",
                3,
            )
        if len(self.reserved) != 4:
            raise FieldError(
                "vhdx log entry header",
                "reserved",
                base + 28,
                len(self.reserved),
                "must have the length 4",
                7,
            )
        if len(self.log_guid) != 16:
            raise FieldError(
                "vhdx log entry header",
                "log_guid",
                base + 32,
                len(self.log_guid),
                "must have the length 16",
                7,
            )

    def pack(self) -> bytes:
        """Return the 64 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.SIGNATURE,
            self.checksum,
            self.entry_length,
            self.tail,
            self.sequence_number,
            self.num_descriptors,
            self.reserved,
            self.log_guid,
            self.flushed_file_offset,
            self.last_file_offset,
        )


class VhdxLogZeroDescriptor(Record, kw_only=True):
    """Says that a range of the file becomes zero."""

    SIZE: ClassVar[int] = 32
    SIGNATURE: ClassVar[bytes] = b"zero"
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<4s4sQQQ")

    reserved: bytes = bytes(4)
    """Zero."""
    zero_length: int = 0
    """Length of the range, a multiple of 4096. A multiple of 4096."""
    file_offset: int = 0
    """Place of the range, a multiple of 4096. A multiple of 4096."""
    sequence_number: int = 0
    """Must equal that of the entry."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if len(self.reserved) != 4:
            raise FieldError(
                "vhdx log zero descriptor",
                "reserved",
                base + 4,
                len(self.reserved),
                "must have the length 4",
                7,
            )
        if not ((self.zero_length % 4096) == 0):
            raise FieldError(
                "vhdx log zero descriptor",
                "zero_length",
                base + 8,
                self.zero_length,
                "a multiple of 4096",
                5,
            )
        if not ((self.file_offset % 4096) == 0):
            raise FieldError(
                "vhdx log zero descriptor",
                "file_offset",
                base + 16,
                self.file_offset,
                "a multiple of 4096",
                5,
            )

    def pack(self) -> bytes:
        """Return the 32 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.SIGNATURE, self.reserved, self.zero_length, self.file_offset, self.sequence_number
        )


class VhdxLogDataDescriptor(Record, kw_only=True):
    """Says that 4096 bytes of the file are replaced. Because a data sector loses 12 of its bytes
    to signature and sequence number, the first 8 and the last 4 bytes of the new contents are
    here.
    """

    SIZE: ClassVar[int] = 32
    SIGNATURE: ClassVar[bytes] = b"desc"
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<4s4s8sQQ")

    trailing_bytes: bytes = bytes(4)
    """The last 4 bytes of the new contents."""
    leading_bytes: bytes = bytes(8)
    """The first 8 bytes of the new contents."""
    file_offset: int = 0
    """Place of the 4096 bytes, a multiple of 4096. A multiple of 4096."""
    sequence_number: int = 0
    """Must equal that of the entry."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if len(self.trailing_bytes) != 4:
            raise FieldError(
                "vhdx log data descriptor",
                "trailing_bytes",
                base + 4,
                len(self.trailing_bytes),
                "must have the length 4",
                7,
            )
        if len(self.leading_bytes) != 8:
            raise FieldError(
                "vhdx log data descriptor",
                "leading_bytes",
                base + 8,
                len(self.leading_bytes),
                "must have the length 8",
                7,
            )
        if not ((self.file_offset % 4096) == 0):
            raise FieldError(
                "vhdx log data descriptor",
                "file_offset",
                base + 16,
                self.file_offset,
                "a multiple of 4096",
                5,
            )

    def pack(self) -> bytes:
        """Return the 32 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.SIGNATURE,
            self.trailing_bytes,
            self.leading_bytes,
            self.file_offset,
            self.sequence_number,
        )


class VhdxLogDataSector(Record, kw_only=True):
    """4096 bytes of new contents, but for the 12 bytes that its descriptor holds. The n-th data
    sector belongs to the n-th data descriptor.
    """

    SIZE: ClassVar[int] = 4096
    SIGNATURE: ClassVar[bytes] = b"data"
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<4sI4084sI")

    sequence_high: int = 0
    """Upper half of the entry's sequence number."""
    data: bytes = bytes(4084)
    """The new contents without the first 8 and the last 4 bytes."""
    sequence_low: int = 0
    """Lower half of the entry's sequence number."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if len(self.data) != 4084:
            raise FieldError(
                "vhdx log data sector",
                "data",
                base + 8,
                len(self.data),
                "must have the length 4084",
                7,
            )

    def pack(self) -> bytes:
        """Return the 4096 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.SIGNATURE, self.sequence_high, self.data, self.sequence_low)
