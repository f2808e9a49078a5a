# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/bochs.ksy spec=c5d2178c gen=1
# Generated: edit the spec, then run `make codegen`.
"""Bochs growing disk image."""

from __future__ import annotations

import struct

from instar.layout import FieldError
from instar.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


# The text `Bochs Virtual HD Image` with its terminator. At 0: 42 6f 63 68 73 20 56 69 72 74 75
# 61 6c 20 48 44 20 49 6d 61 67 65 00


@record(kw_only=True)
class BochsHeader:
    """Start of the file. The disk's size follows at an offset that depends on the version: 84 in
    version 1, 88 in version 2.
    """

    SIZE: ClassVar[int] = 84
    MAGIC: ClassVar[bytes] = b"Bochs Virtual HD Image\x00"
    TYPE: ClassVar[bytes] = b"Redolog\x00"
    SUBTYPE: ClassVar[bytes] = b"Growing\x00"
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
    """Bytes before the catalog, 512."""
    num_catalog_entries: int = 0
    """Entries in the catalog, one for each extent."""
    len_bitmap: int = 0
    """Bytes of the bitmap before each extent."""
    len_extent: int = 0
    """Bytes in an extent."""

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
