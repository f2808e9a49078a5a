# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/hdd.ksy spec=6b95a47a gen=1
# Generated: edit the spec, then run `make codegen`.
"""Parallels disk bundle (DiskDescriptor.xml)."""

from __future__ import annotations

import struct

from instar.layout import FieldError
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


SECTOR_SIZE = 512
"""Unit of the disk."""
MAX_BYTES = 0x100000
"""Longest descriptor that is read. An image takes about 250 bytes of it, a snapshot about 150."""
MAX_DISK_SECTORS = 0x3FFFFFFFFFFFFF
"""Longest disk, whose bytes are counted in 63 bits."""
MAX_STORAGES = 64
"""Most storages. Parallels splits disks into parts of 2 GiB where the host's file system needs
it.
"""
MAX_IMAGES = 512
"""Most images of all storages, half of the files that a run may have."""
MAX_SHOTS = 512
"""Most snapshots."""
MAX_LEVELS = 64
"""Most images below each other."""


class HddDescriptor(Record, kw_only=True):
    """The text of DiskDescriptor.xml. Elements other than those listed are passed over."""

    SIZE: ClassVar[int] = 1
    ROOT: ClassVar[str] = "Parallels_disk_image"
    PARAMETERS: ClassVar[str] = "Disk_Parameters"
    DISK_SIZE: ClassVar[str] = "Disk_size"
    PADDING: ClassVar[str] = "Padding"
    ENCRYPTION: ClassVar[str] = "Encryption"
    ENGINE: ClassVar[str] = "Engine"
    STORAGE_DATA: ClassVar[str] = "StorageData"
    STORAGE: ClassVar[str] = "Storage"
    START: ClassVar[str] = "Start"
    END: ClassVar[str] = "End"
    IMAGE: ClassVar[str] = "Image"
    GUID: ClassVar[str] = "GUID"
    TYPE: ClassVar[str] = "Type"
    FILE: ClassVar[str] = "File"
    TYPE_PLAIN: ClassVar[str] = "Plain"
    TYPE_COMPRESSED: ClassVar[str] = "Compressed"
    SNAPSHOTS: ClassVar[str] = "Snapshots"
    TOP_GUID: ClassVar[str] = "TopGUID"
    SHOT: ClassVar[str] = "Shot"
    PARENT_GUID: ClassVar[str] = "ParentGUID"
    GUID_NONE: ClassVar[str] = "{00000000-0000-0000-0000-000000000000}"
    GUID_TOP: ClassVar[str] = "{5fbaabe3-6958-40ff-92a7-860e329aab41}"
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<1s")

    text: bytes = bytes(1)
    """Its first byte."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if len(self.text) != 1:
            raise FieldError(
                "hdd descriptor", "text", base, len(self.text), "must have the length 1", 7
            )

    def pack(self) -> bytes:
        """Return the 1 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.text)
