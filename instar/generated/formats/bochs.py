# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/bochs.ksy spec=b3f5f642 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Bochs growing disk image."""

from __future__ import annotations

import struct

from instar.layout import FieldError
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


VERSION_1 = 0x10000
"""The version whose header has no time."""
SECTOR_SIZE = 512
"""What bitmaps and extents are counted in."""
MIN_EXTENT_BYTES = 512
"""Shortest extent. `bximage` makes none below 4 KiB."""
MAX_EXTENT_BYTES = 0x800000
"""Longest extent, 8 MiB."""
# The text `Bochs Virtual HD Image` with its terminator. At 0: 42 6f 63 68 73 20 56 69 72 74 75
# 61 6c 20 48 44 20 49 6d 61 67 65 00


class BochsHeader(Record, kw_only=True):
    """Start of the file, up to what depends on the version."""

    SIZE: ClassVar[int] = 84
    MAGIC: ClassVar[bytes] = b"Bochs Virtual HD Image\x00"
    TYPE: ClassVar[bytes] = b"Redolog\x00"
    SUBTYPE: ClassVar[bytes] = b"Growing\x00"
    NUM_CATALOG_ENTRIES_MAX: ClassVar[int] = 0x100000
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<23s9s8s8s8s8sIIIII")

    unused: bytes = bytes(9)
    """Rest of the magic's 32 bytes, zeros."""
    unused_type: bytes = bytes(8)
    """Rest of the type's 16 bytes, zeros."""
    unused_subtype: bytes = bytes(8)
    """Rest of the subtype's 16 bytes, zeros."""
    version: int
    """0x00010000 for version 1, 0x00020000 for version 2. 0x10000 or 0x20000."""
    len_header: int = 0
    """Where the catalog is, 512."""
    num_catalog_entries: int = 0
    """Entries in the catalog, one for each extent. At most 1048576."""
    len_bitmap: int = 0
    """Bytes of the bitmap before each extent."""
    len_extent: int = 0
    """Bytes in an extent, a power of two from 512 bytes to 8 MiB."""

    @property
    def bitmap_sectors(self) -> int:
        """Sectors of the bitmap before each extent. One of no bytes counts as one of 2^32."""
        return (((self.len_bitmap + 0xFFFFFFFF) % 0x100000000) // 512) + 1

    @property
    def data_offset(self) -> int:
        """Where the first extent's bitmap is."""
        return self.len_header + (self.num_catalog_entries * 4)

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if len(self.unused) != 9:
            raise FieldError(
                "bochs header", "unused", base + 23, len(self.unused), "must have the length 9", 7
            )
        if len(self.unused_type) != 8:
            raise FieldError(
                "bochs header",
                "unused_type",
                base + 40,
                len(self.unused_type),
                "must have the length 8",
                7,
            )
        if len(self.unused_subtype) != 8:
            raise FieldError(
                "bochs header",
                "unused_subtype",
                base + 56,
                len(self.unused_subtype),
                "must have the length 8",
                7,
            )
        if self.version not in (
            0x10000,
            0x20000,
        ):
            raise FieldError(
                "bochs header", "version", base + 64, self.version, "0x10000 or 0x20000", 3
            )
        if self.num_catalog_entries > 1048576:
            raise FieldError(
                "bochs header",
                "num_catalog_entries",
                base + 72,
                self.num_catalog_entries,
                "at most 1048576",
                3,
            )

    def pack(self) -> bytes:
        """Return the 84 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.MAGIC,
            self.unused,
            self.TYPE,
            self.unused_type,
            self.SUBTYPE,
            self.unused_subtype,
            self.version,
            self.len_header,
            self.num_catalog_entries,
            self.len_bitmap,
            self.len_extent,
        )


class BochsEnd1(Record, kw_only=True):
    """What follows the header in version 1."""

    SIZE: ClassVar[int] = 8
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<Q")

    len_disk: int = 0
    """Bytes of the disk. What is left of a sector does not count."""

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
        return self._LAYOUT0.pack(self.len_disk)


class BochsEnd2(Record, kw_only=True):
    """What follows the header in version 2."""

    SIZE: ClassVar[int] = 12
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<IQ")

    timestamp: int = 0
    """A date and a time in FAT's form, the date in the upper half; 0 in a new image."""
    len_disk: int = 0
    """Bytes of the disk. What is left of a sector does not count."""

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
        return self._LAYOUT0.pack(self.timestamp, self.len_disk)


class BochsCatalogEntry(Record, kw_only=True):
    """Which of the extents in the file has this part of the disk."""

    SIZE: ClassVar[int] = 4
    UNUSED: ClassVar[int] = 0xFFFFFFFF
    """Where the disk has no extent."""
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<I")

    extent: int = 0
    """Its number, in the order of the file; 0xffffffff where there is none."""

    @property
    def is_allocated(self) -> bool:
        """Whether the file has an extent for this part of the disk."""
        return self.extent != 0xFFFFFFFF

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
        return self._LAYOUT0.pack(self.extent)
