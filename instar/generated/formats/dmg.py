# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/dmg.ksy spec=b1f9fa81 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Apple disk image (UDIF)."""

from __future__ import annotations

import struct

from instar.layout import FieldError
from instar.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


LEN_TRAILER = 512
"""The trailer is the last this many bytes of the file."""
# The letters `koly`, version 4, 512 bytes; counted from the end of the file. At -512: 6b 6f 6c
# 79 00 00 00 04 00 00 02 00


@record(kw_only=True)
class DmgTrailer:
    """Last 512 bytes of the file, the `koly` block."""

    SIZE: ClassVar[int] = 512
    MAGIC: ClassVar[bytes] = b"koly"
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">4sIIIQQQQQII16s136sQQ120s136sIQ12s")

    version: int = 4
    """4 in all known images."""
    len_header: int = 512
    """Bytes in this trailer."""
    flags: int = 0
    """1 for a flattened image."""
    ofs_running_data_fork: int = 0
    """Running offset of the data fork, 0 in practice."""
    ofs_data_fork: int = 0
    """Where the data is."""
    len_data_fork: int = 0
    """Bytes of data."""
    ofs_resource_fork: int = 0
    """Where the resource fork is, 0 when the table of blocks is in the property list."""
    len_resource_fork: int = 0
    """Bytes of the resource fork."""
    segment_number: int = 0
    """Which part this file is of an image in parts."""
    num_segments: int = 0
    """Parts of the image."""
    segment_id: bytes = bytes(16)
    """Identifies the image that the parts belong to."""
    data_checksum: bytes = bytes(136)
    """Type (4 bytes), bits (4 bytes) and value (up to 128 bytes) of a checksum over the data
    fork.
    """
    ofs_property_list: int = 0
    """Where the XML property list with the tables of blocks is."""
    len_property_list: int = 0
    """Bytes of the property list."""
    reserved: bytes = bytes(120)
    """Zeros."""
    master_checksum: bytes = bytes(136)
    """Checksum over the checksums of the blocks, in the same form as `data_checksum`."""
    image_variant: int = 0
    """1 for a whole device, 2 for a partition."""
    num_sectors: int = 0
    """Size of the disk in sectors of 512 bytes."""
    reserved_end: bytes = bytes(12)
    """Zeros."""

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.version != 4:
            raise FieldError("dmg trailer", "version", base + 4, self.version, "4", 3)
        if self.len_header != 512:
            raise FieldError("dmg trailer", "len_header", base + 8, self.len_header, "512", 3)
        if len(self.segment_id) != 16:
            raise FieldError(
                "dmg trailer",
                "segment_id",
                base + 64,
                len(self.segment_id),
                "must have the length 16",
                7,
            )
        if len(self.data_checksum) != 136:
            raise FieldError(
                "dmg trailer",
                "data_checksum",
                base + 80,
                len(self.data_checksum),
                "must have the length 136",
                7,
            )
        if len(self.reserved) != 120:
            raise FieldError(
                "dmg trailer",
                "reserved",
                base + 232,
                len(self.reserved),
                "must have the length 120",
                7,
            )
        if len(self.master_checksum) != 136:
            raise FieldError(
                "dmg trailer",
                "master_checksum",
                base + 352,
                len(self.master_checksum),
                "must have the length 136",
                7,
            )
        if len(self.reserved_end) != 12:
            raise FieldError(
                "dmg trailer",
                "reserved_end",
                base + 500,
                len(self.reserved_end),
                "must have the length 12",
                7,
            )

    def pack(self) -> bytes:
        """Return the 512 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.MAGIC,
            self.version,
            self.len_header,
            self.flags,
            self.ofs_running_data_fork,
            self.ofs_data_fork,
            self.len_data_fork,
            self.ofs_resource_fork,
            self.len_resource_fork,
            self.segment_number,
            self.num_segments,
            self.segment_id,
            self.data_checksum,
            self.ofs_property_list,
            self.len_property_list,
            self.reserved,
            self.master_checksum,
            self.image_variant,
            self.num_sectors,
            self.reserved_end,
        )
