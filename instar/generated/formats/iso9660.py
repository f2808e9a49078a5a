# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/iso9660.ksy spec=ed6664fa gen=1
# Generated: edit the spec, then run `make codegen`.
"""Optical disc file systems (ECMA-119, and how UDF is recognised)."""

from __future__ import annotations

import struct

from instar.layout import FieldError, Values
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


OFS_VOLUME_DESCRIPTOR = 0x8000
"""Where the first volume descriptor is, sector 16."""
SECTOR_SIZE = 2048
"""Bytes in a sector. A volume of ECMA-167 whose sectors have 4096 bytes has its descriptors
twice as far apart, with zeros between them.
"""
MAX_DESCRIPTORS = 32
"""Sectors from the first descriptor on in which instar looks for the identifier of UDF."""
EXTENDED_AREA_BEGIN = "BEA01"
"""Identifier of the first descriptor of ECMA-167 (2/9.2)."""
EXTENDED_AREA_END = "TEA01"
"""Identifier of the descriptor after which no other is looked for (ECMA-167, 2/9.3)."""
UDF_2 = "NSR02"
"""Identifier of a descriptor of ECMA-167, second edition (3/9.1): UDF up to 1.50."""
UDF_3 = "NSR03"
"""The same of the third edition: UDF from 2.00 on."""
# The text `CD001` in the first volume descriptor. At 32769: 43 44 30 30 31

if TYPE_CHECKING:

    class Iso9660DescriptorType(int):
        """Values of descriptor_type."""

        BOOT_RECORD: ClassVar[Iso9660DescriptorType]
        PRIMARY: ClassVar[Iso9660DescriptorType]
        SUPPLEMENTARY: ClassVar[Iso9660DescriptorType]
        PARTITION: ClassVar[Iso9660DescriptorType]
        TERMINATOR: ClassVar[Iso9660DescriptorType]

else:
    Iso9660DescriptorType = Values(
        BOOT_RECORD=0, PRIMARY=1, SUPPLEMENTARY=2, PARTITION=3, TERMINATOR=255
    )


class Iso9660VolumeDescriptor(Record, kw_only=True):
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
