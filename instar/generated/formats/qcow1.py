# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/qcow1.ksy spec=e6f25dc2 gen=1
# Generated: edit the spec, then run `make codegen`.
"""QEMU copy-on-write image, version 1 ("qcow")."""

from __future__ import annotations

import struct

from instar.layout import FieldError, Values
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


MAX_BACKING_NAME_BYTES = 1023
"""Longest name of a backing file that qemu opens, without a terminator."""
MAX_L1_ENTRIES = 0xFFFFFFF
"""Most entries of the L1 table that qemu opens (less than 2 GiB of them)."""
SECTOR_SIZE = 512
"""qemu rounds the virtual size down to a multiple of this."""
DEFAULT_CLUSTER_SIZE = 4096
"""Cluster of a qcow without a backing file."""
DEFAULT_CLUSTER_SIZE_BACKED = 512
"""Cluster of a qcow with a backing file."""
TABLE_SPAN = 0x200000
"""Bytes of the disk under each L2 table, with and without a backing file."""
HEADER_ALIGN = 8
"""The L1 table begins after the header and the backing file's name, at a multiple of this."""

if TYPE_CHECKING:

    class Qcow1CryptMethod(int):
        """Values of crypt_method."""

        NONE: ClassVar[Qcow1CryptMethod]
        AES: ClassVar[Qcow1CryptMethod]

else:
    Qcow1CryptMethod = Values(NONE=0, AES=1)


class Qcow1Header(Record, kw_only=True):
    """First 48 bytes of the file. qemu checks the fields in their order, then the number of L1
    entries, reads the L1 table, and looks at the backing file last. Bytes past the end of the
    file read as zeros.
    """

    SIZE: ClassVar[int] = 48
    MAGIC: ClassVar[bytes] = b"QFI\xfb"
    VIRTUAL_SIZE_MIN: ClassVar[int] = 2
    CLUSTER_BITS_MIN: ClassVar[int] = 9
    CLUSTER_BITS_MAX: ClassVar[int] = 16
    L2_BITS_MIN: ClassVar[int] = 6
    L2_BITS_MAX: ClassVar[int] = 13
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">4sIQIIQBBHIQ")

    version: int = 1
    """1. Versions 2 and 3 are qcow2."""
    ofs_backing_file: int = 0
    """Where the name of the backing file is; 0 if there is none."""
    len_backing_file: int = 0
    """Length of that name, without a terminator."""
    mtime: int = 0
    """When the backing file was last changed, once. Writers leave 0."""
    virtual_size: int
    """Size of the disk that the guest sees. Limited by `max_l1_entries`; qemu rounds it down to
    512 bytes. At least 2.
    """
    cluster_bits: int
    """A cluster is `1 << cluster_bits` bytes. 9..16."""
    l2_bits: int
    """An L2 table has `1 << l2_bits` entries. 6..13."""
    reserved: int = 0
    """Padding."""
    crypt_method: int = 0
    """How the guest's data is encrypted."""
    ofs_l1_table: int = 0
    """Where the L1 table is."""

    @property
    def cluster_size(self) -> int:
        """Bytes in a cluster."""
        return 1 << self.cluster_bits

    @property
    def num_l2_entries(self) -> int:
        """Entries in an L2 table."""
        return 1 << self.l2_bits

    @property
    def num_l1_entries(self) -> int:
        """Entries that the L1 table has for this size."""
        return ((self.virtual_size + (1 << (self.cluster_bits + self.l2_bits))) - 1) >> (
            self.cluster_bits + self.l2_bits
        )

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.version != 1:
            raise FieldError("qcow1 header", "version", base + 4, self.version, "1", 3)
        if self.virtual_size < 2:
            raise FieldError(
                "qcow1 header", "virtual_size", base + 24, self.virtual_size, "at least 2", 3
            )
        if not 9 <= self.cluster_bits <= 16:
            raise FieldError(
                "qcow1 header", "cluster_bits", base + 32, self.cluster_bits, "9..16", 3
            )
        if not 6 <= self.l2_bits <= 13:
            raise FieldError("qcow1 header", "l2_bits", base + 33, self.l2_bits, "6..13", 3)
        if self.crypt_method not in (
            0,
            1,
        ):
            raise FieldError(
                "qcow1 header",
                "crypt_method",
                base + 36,
                self.crypt_method,
                "one of 0 (none), 1 (aes)",
                6,
            )

    def pack(self) -> bytes:
        """Return the 48 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.MAGIC,
            self.version,
            self.ofs_backing_file,
            self.len_backing_file,
            self.mtime,
            self.virtual_size,
            self.cluster_bits,
            self.l2_bits,
            self.reserved,
            self.crypt_method,
            self.ofs_l1_table,
        )


class Qcow1L1Entry(Record, kw_only=True):
    """Entry of the L1 table, where one L2 table is. 0 when it does not exist and its whole range
    is unallocated.
    """

    SIZE: ClassVar[int] = 8
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">Q")

    ofs_l2_table: int = 0
    """Where the L2 table is."""

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
        return self._LAYOUT0.pack(self.ofs_l2_table)


class Qcow1L2Entry(Record, kw_only=True):
    """Entry of an L2 table. 0 means unallocated. When `compressed` is set, the rest is a
    `compressed_entry`.
    """

    SIZE: ClassVar[int] = 8
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">Q")

    compressed: bool = False
    """Bit 63. The entry is a `compressed_entry`."""
    host_offset: int = 0
    """Bits 62 to 0. Where the cluster is in the file; 0 when it is unallocated."""

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
        return self._LAYOUT0.pack(self.compressed << 63 | self.host_offset)


class Qcow1CompressedEntry(Record, kw_only=True):
    """Entry of an L2 table whose top bit is set: of the other 63, the upper `cluster_bits` are
    the length and the rest the offset. The data is deflate (RFC 1951) without the zlib header.
    """

    SIZE: ClassVar[int] = 8
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct(">Q")

    compressed: bool = False
    """Bit 63, set."""
    descriptor: int = 0
    """Length and offset, see the derived values."""

    def offset_bits(self, cluster_bits: int) -> int:
        """Bits of the descriptor that are the offset."""
        return 63 - cluster_bits

    def host_offset(self, cluster_bits: int) -> int:
        """First byte of the compressed data."""
        return self.descriptor & ((1 << (63 - cluster_bits)) - 1)

    def len_data(self, cluster_bits: int) -> int:
        """Bytes of compressed data, less than a cluster."""
        return self.descriptor >> (63 - cluster_bits)

    def check(self, cluster_bits: int, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self, cluster_bits: int) -> bytes:
        """Return the 8 bytes that the spec describes, checked."""
        self.check(cluster_bits)
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(self.compressed << 63 | self.descriptor)
