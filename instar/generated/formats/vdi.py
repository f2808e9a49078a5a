# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/vdi.ksy spec=bf6bd095 gen=1
# Generated: edit the spec, then run `make codegen`.
"""VDI, the disk image of VirtualBox."""

from __future__ import annotations

import struct

from instar.layout import FieldError, Values
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


SECTOR_SIZE = 512
"""The only sector size in use. Map and data begin on such a boundary."""
BLOCK_SIZE = 0x100000
"""Block size that VirtualBox writes unless it is configured otherwise, 1 MiB, and the only one
that qemu opens.
"""
MAX_BLOCKS = 536870784
"""Most blocks that qemu opens, 536870784, a block map of just under 2 GiB: the map with its
rounding to sectors has to stay below what a signed 32-bit number can count.
"""
MAX_DISK_SIZE = 562949819203584
"""Largest disk that qemu opens, `max_blocks` blocks of 1 MiB, a little below 512 TiB."""
DEFAULT_BLOCK_MAP_OFFSET = 512
"""Where qemu puts the block map, after the header."""
VIRTUALBOX_BLOCK_MAP_OFFSET = 0x100000
"""Where today's VirtualBox puts the block map, so that map and data are aligned to blocks. Old
versions used 512.
"""
MAP_ALIGNMENT = 512
"""The block map is padded to this before the data begins. VirtualBox aligns to 1 MiB."""
VIRTUALBOX_HEADER_SIZE = 400
"""What VirtualBox puts in `header_size`, the header from that field on with all of its later
parts.
"""
QEMU_HEADER_SIZE = 384
"""What qemu puts in `header_size`."""
SUPPORTED_MAJOR = 1
"""The only major version in use."""
SUPPORTED_MINOR = 1
"""The only minor version in use."""
QEMU_TEXT = "<<< QEMU VM Virtual Disk Image >>>\n"
"""The header's `text` in an image of qemu."""
# The signature, after the text for people. At 64: 7f 10 da be

if TYPE_CHECKING:

    class VdiImageType(int):
        """Values of image_type."""

        DYNAMIC: ClassVar[VdiImageType]
        STATIC: ClassVar[VdiImageType]
        UNDO: ClassVar[VdiImageType]
        DIFF: ClassVar[VdiImageType]

else:
    VdiImageType = Values(DYNAMIC=1, STATIC=2, UNDO=3, DIFF=4)


class VdiHeader(Record, kw_only=True):
    """Identity, kind and size of the image, and where its map and data are. The first 512 bytes
    of the file.
    """

    SIZE: ClassVar[int] = 512
    BLOCKS_IN_IMAGE_MAX: ClassVar[int] = 0x1FFFFF80
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(
        "<64sIHHIII256sIIIIII4sQIIII16s16s16x16xIIII40s"
    )

    text: bytes = bytes(64)
    """`<<< Oracle VM VirtualBox Disk Image >>>` or an older company's name, `<<< QEMU VM Virtual
    Disk Image >>>` from qemu.
    """
    magic: int = 0xBEDA107F
    """Signature, the bytes 7f 10 da be. It is after the text, at byte 64."""
    version_minor: int = 0
    """Minor version, 1."""
    version_major: int = 0
    """Major version, 1. The two halves form one number in VirtualBox's sources, 0x00010001.
    Version 1.1 is the only one that qemu opens; VirtualBox still reads 0.1, whose header is
    another structure.
    """
    header_size: int = 0
    """Length of the header from this field on. VirtualBox writes 400, qemu 384."""
    image_type: int = 0
    """Whether blocks are allocated as needed and whether there is a parent."""
    image_flags: int = 0
    """Hints of VirtualBox for itself; bit 0, which it calls 0x100 in memory, asks to fill a
    block with zeros when it is allocated. 0 from qemu.
    """
    description: bytes = bytes(256)
    """A comment, ended by zero bytes."""
    ofs_block_map: int = 0
    """Offset of the block map, after what a header of version 1.0 has. A multiple of 512."""
    ofs_data: int = 0
    """Offset of block 0 of the data. Blocks follow without gaps. A multiple of 512."""
    num_cylinders: int = 0
    """Cylinders of the old geometry."""
    num_heads: int = 0
    """Heads of the old geometry."""
    num_sectors_per_track: int = 0
    """Sectors per track of the old geometry."""
    sector_size: int = 512
    """Bytes per sector of the drive; always 512."""
    reserved: bytes = bytes(4)
    """Unused; zero."""
    disk_size: int = 0
    """Size of the disk. An image whose size is not a multiple of 512 is read as if it were
    rounded up.
    """
    block_size: int = 0x100000
    """Bytes of disk in one block. 1 MiB is VirtualBox's default (setting `AllocationBlockSize`)."""
    len_block_extra: int = 0
    """Bytes in front of each block that do not belong to the disk. Always 0; the sector bitmap
    that it was meant for was never built.
    """
    blocks_in_image: int = 0
    """Blocks of the disk and entries of the block map, `disk_size` divided by `block_size`,
    rounded up. At most 536870784.
    """
    blocks_allocated: int = 0
    """Blocks in the file. A static image has all of them."""
    uuid_image: bytes = bytes(16)
    """UUID of the image, made anew when it is created."""
    uuid_last_snap: bytes = bytes(16)
    """UUID that changes with each modification; a child names it so that it can notice that its
    parent was written to.
    """
    lchs_cylinders: int = 0
    """Cylinders of the geometry that the BIOS reports. Since VirtualBox 1.6; zero bytes in older
    images and in qemu's.
    """
    lchs_heads: int = 0
    """Heads of that geometry."""
    lchs_sectors_per_track: int = 0
    """Sectors per track of that geometry."""
    lchs_sector_size: int = 0
    """Sector size of that geometry, 512."""
    unused: bytes = bytes(40)
    """Zero, up to byte 512."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if len(self.text) != 64:
            raise FieldError(
                "vdi header", "text", base, len(self.text), "must have the length 64", 7
            )
        if self.magic != 0xBEDA107F:
            raise FieldError("vdi header", "magic", base + 64, self.magic, "0xbeda107f", 2)
        if len(self.description) != 256:
            raise FieldError(
                "vdi header",
                "description",
                base + 84,
                len(self.description),
                "must have the length 256",
                7,
            )
        if not ((self.ofs_block_map % 512) == 0):
            raise FieldError(
                "vdi header",
                "ofs_block_map",
                base + 340,
                self.ofs_block_map,
                "a multiple of 512",
                5,
            )
        if not ((self.ofs_data % 512) == 0):
            raise FieldError(
                "vdi header", "ofs_data", base + 344, self.ofs_data, "a multiple of 512", 5
            )
        if self.sector_size != 512:
            raise FieldError("vdi header", "sector_size", base + 360, self.sector_size, "512", 3)
        if len(self.reserved) != 4:
            raise FieldError(
                "vdi header",
                "reserved",
                base + 364,
                len(self.reserved),
                "must have the length 4",
                7,
            )
        if self.block_size != 0x100000:
            raise FieldError("vdi header", "block_size", base + 376, self.block_size, "0x100000", 3)
        if self.blocks_in_image > 536870784:
            raise FieldError(
                "vdi header",
                "blocks_in_image",
                base + 384,
                self.blocks_in_image,
                "at most 536870784",
                3,
            )
        if len(self.uuid_image) != 16:
            raise FieldError(
                "vdi header",
                "uuid_image",
                base + 392,
                len(self.uuid_image),
                "must have the length 16",
                7,
            )
        if len(self.uuid_last_snap) != 16:
            raise FieldError(
                "vdi header",
                "uuid_last_snap",
                base + 408,
                len(self.uuid_last_snap),
                "must have the length 16",
                7,
            )
        if len(self.unused) != 40:
            raise FieldError(
                "vdi header", "unused", base + 472, len(self.unused), "must have the length 40", 7
            )

    def pack(self) -> bytes:
        """Return the 512 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.text,
            self.magic,
            self.version_minor,
            self.version_major,
            self.header_size,
            self.image_type,
            self.image_flags,
            self.description,
            self.ofs_block_map,
            self.ofs_data,
            self.num_cylinders,
            self.num_heads,
            self.num_sectors_per_track,
            self.sector_size,
            self.reserved,
            self.disk_size,
            self.block_size,
            self.len_block_extra,
            self.blocks_in_image,
            self.blocks_allocated,
            self.uuid_image,
            self.uuid_last_snap,
            self.lchs_cylinders,
            self.lchs_heads,
            self.lchs_sectors_per_track,
            self.lchs_sector_size,
            self.unused,
        )


class VdiBlockMapEntry(Record, kw_only=True):
    """Place of one block. Entry n describes the disk from byte n x `block_size` on; block b of
    the data is at `ofs_data` + b x `block_size` of the file.
    """

    SIZE: ClassVar[int] = 4
    FREE: ClassVar[int] = 0xFFFFFFFF
    """The block was never written. It reads as zeros, or from the parent."""
    ZERO: ClassVar[int] = 0xFFFFFFFE
    """The block was discarded. It reads as zeros even where there is a parent."""
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<I")

    block: int = 0
    """Number of the block in the data area, or `free` or `zero`."""

    @property
    def is_allocated(self) -> bool:
        """Whether the block is in the file."""
        return self.block < 0xFFFFFFFE

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
        return self._LAYOUT0.pack(self.block)


class VdiHeader0(Record, kw_only=True):
    """Header of version 0, before 1.1. The block map follows at once, and the data at once after
    the map; nothing is aligned. Entries of the map are those of version 1.1. qemu does not open
    it.
    """

    SIZE: ClassVar[int] = 420
    DISK_SIZE_MIN: ClassVar[int] = 1
    NUM_BLOCKS_MIN: ClassVar[int] = 1
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<64sIIII256sIIIIQIII16s16s16s")

    text: bytes = bytes(64)
    """As in version 1.1."""
    magic: int = 0xBEDA107F
    """The signature, as in version 1.1."""
    version: int = 0
    """2, or any version whose major one is 0. Such that version < 0x10000."""
    image_type: int = 0
    """Kind of the image."""
    image_flags: int = 0
    """As in version 1.1."""
    description: bytes = bytes(256)
    """A comment, ended by zero bytes."""
    num_cylinders: int = 0
    """Cylinders of the drive."""
    num_heads: int = 0
    """Heads of the drive."""
    num_sectors_per_track: int = 0
    """Sectors per track of the drive."""
    sector_size: int = 512
    """Bytes per sector of the drive."""
    disk_size: int
    """Size of the disk. At least 1."""
    block_size: int
    """Bytes of disk in one block. Such that block_size > 1 and block_size & (block_size - 1) ==
    0.
    """
    num_blocks: int
    """Blocks of the disk and entries of the map. At least 1."""
    num_blocks_allocated: int
    """Blocks in the file. Such that num_blocks_allocated <= num_blocks."""
    uuid_image: bytes = bytes(16)
    """UUID of the image."""
    uuid_last_snap: bytes = bytes(16)
    """UUID of the last modification."""
    uuid_link: bytes = bytes(16)
    """UUID of the parent, or zero."""

    @property
    def ofs_data(self) -> int:
        """Where the data begins. The map is right before it."""
        return 420 + (self.num_blocks * 4)

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if len(self.text) != 64:
            raise FieldError(
                "vdi header 0", "text", base, len(self.text), "must have the length 64", 7
            )
        if self.magic != 0xBEDA107F:
            raise FieldError("vdi header 0", "magic", base + 64, self.magic, "0xbeda107f", 2)
        if not (self.version < 0x10000):
            raise FieldError(
                "vdi header 0", "version", base + 68, self.version, "such that version < 0x10000", 7
            )
        if self.image_type not in (
            1,
            2,
            3,
            4,
        ):
            raise FieldError(
                "vdi header 0",
                "image_type",
                base + 72,
                self.image_type,
                "one of 1 (dynamic), 2 (static), 3 (undo), 4 (diff)",
                6,
            )
        if len(self.description) != 256:
            raise FieldError(
                "vdi header 0",
                "description",
                base + 80,
                len(self.description),
                "must have the length 256",
                7,
            )
        if self.sector_size != 512:
            raise FieldError("vdi header 0", "sector_size", base + 348, self.sector_size, "512", 3)
        if self.disk_size < 1:
            raise FieldError(
                "vdi header 0", "disk_size", base + 352, self.disk_size, "at least 1", 3
            )
        if not ((self.block_size > 1) and ((self.block_size & (self.block_size - 1)) == 0)):
            raise FieldError(
                "vdi header 0",
                "block_size",
                base + 360,
                self.block_size,
                "such that block_size > 1 and block_size & (block_size - 1) == 0",
                7,
            )
        if self.num_blocks < 1:
            raise FieldError(
                "vdi header 0", "num_blocks", base + 364, self.num_blocks, "at least 1", 3
            )
        if not (self.num_blocks_allocated <= self.num_blocks):
            raise FieldError(
                "vdi header 0",
                "num_blocks_allocated",
                base + 368,
                self.num_blocks_allocated,
                "such that num_blocks_allocated <= num_blocks",
                7,
            )
        if len(self.uuid_image) != 16:
            raise FieldError(
                "vdi header 0",
                "uuid_image",
                base + 372,
                len(self.uuid_image),
                "must have the length 16",
                7,
            )
        if len(self.uuid_last_snap) != 16:
            raise FieldError(
                "vdi header 0",
                "uuid_last_snap",
                base + 388,
                len(self.uuid_last_snap),
                "must have the length 16",
                7,
            )
        if len(self.uuid_link) != 16:
            raise FieldError(
                "vdi header 0",
                "uuid_link",
                base + 404,
                len(self.uuid_link),
                "must have the length 16",
                7,
            )

    def pack(self) -> bytes:
        """Return the 420 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.text,
            self.magic,
            self.version,
            self.image_type,
            self.image_flags,
            self.description,
            self.num_cylinders,
            self.num_heads,
            self.num_sectors_per_track,
            self.sector_size,
            self.disk_size,
            self.block_size,
            self.num_blocks,
            self.num_blocks_allocated,
            self.uuid_image,
            self.uuid_last_snap,
            self.uuid_link,
        )
