# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/iso9660.ksy spec=4251916f gen=1
# Generated: edit the spec, then run `make codegen`.
"""Optical disc file system (ECMA-119)."""

from __future__ import annotations

import struct

from instar.layout import FieldError
from instar.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


OFS_VOLUME_DESCRIPTOR = 0x8000
"""Where the first volume descriptor is, sector 16."""
SECTOR_SIZE = 2048
"""Bytes in a sector."""
SIGNATURE_UDF_2 = "NSR02"
"""What is in its place on a volume with UDF, second edition."""
SIGNATURE_UDF_3 = "NSR03"
"""The same of the third edition."""
# The text `CD001` in the first volume descriptor. At 32769: 43 44 30 30 31


class Iso9660DescriptorType(int):
    """Values of descriptor_type."""

    if TYPE_CHECKING:
        BOOT_RECORD: ClassVar[Iso9660DescriptorType]
        PRIMARY: ClassVar[Iso9660DescriptorType]
        SUPPLEMENTARY: ClassVar[Iso9660DescriptorType]
        PARTITION: ClassVar[Iso9660DescriptorType]
        TERMINATOR: ClassVar[Iso9660DescriptorType]
    else:
        BOOT_RECORD = 0
        PRIMARY = 1
        SUPPLEMENTARY = 2
        PARTITION = 3
        TERMINATOR = 255


@record(kw_only=True)
class Iso9660VolumeDescriptor:
    """Start of a volume descriptor, one sector long."""

    SIZE: ClassVar[int] = 7
    IDENTIFIER: ClassVar[bytes] = b"CD001"
    VERSION_MIN: ClassVar[int] = 1
    VERSION_MAX: ClassVar[int] = 2
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<B5sB")

    type: int = 0
    """What the descriptor describes."""
    version: int
    """1; 2 in an enhanced volume descriptor. 1..2."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if not 1 <= self.version <= 2:
            raise FieldError(
                "iso9660 volume descriptor", "version", base + 6, self.version, "1..2", 3
            )

    def pack(self) -> bytes:
        """Return the 7 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.type, self.IDENTIFIER, self.version)
