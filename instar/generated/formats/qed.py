# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/qed.ksy spec=d4cf34e4 gen=1
# Generated: edit the spec, then run `make codegen`.
"""QEMU enhanced disk."""

from __future__ import annotations

import struct

from instar.layout import FieldError, Values
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


MAX_BACKING_NAME_BYTES = 4095
"""Longest name of a backing file that qemu opens, without a terminator; more than qcow2's 1023."""
ZERO_CLUSTER = 1
"""An L2 entry of this value is no offset: the cluster reads as zeros, and the backing file is
not looked at.
"""
DEFAULT_CLUSTER_SIZE = 65536
"""Cluster of a qed unless `cluster_size` says otherwise."""
MIN_CLUSTER_SIZE = 4096
"""Smallest cluster that qemu takes."""
MAX_CLUSTER_SIZE = 0x4000000
"""Largest cluster that qemu takes, 64 MiB."""
DEFAULT_TABLE_SIZE = 4
"""Clusters of each table unless `table_size` says otherwise."""
MAX_TABLE_SIZE = 16
"""Most clusters of a table."""
SECTOR_SIZE = 512
"""The size of the disk is a multiple of this."""
SIZE_BITS = 64
"""qemu computes the largest disk that the tables reach in so many bits; what needs more becomes
0, and no disk fits.
"""
BACKING_RAW = "raw"
"""Format of a backing file that is recorded, by `backing_format_no_probe`; no other is."""

if TYPE_CHECKING:

    class QedFeature(int):
        """Values of feature."""

        BACKING_FILE: ClassVar[QedFeature]
        NEED_CHECK: ClassVar[QedFeature]
        BACKING_FORMAT_NO_PROBE: ClassVar[QedFeature]

else:
    QedFeature = Values(BACKING_FILE=1, NEED_CHECK=2, BACKING_FORMAT_NO_PROBE=4)


class QedHeader(Record, kw_only=True):
    """First 64 bytes of the file. All numbers are little-endian. qemu looks at `features` before
    `cluster_size`, so an image with both wrong gets the text about the features from it; for the
    rest the order is that of the fields, with the L1 table's offset and the backing file's name
    after `image_size`. Bytes past the end of the file read as zeros.
    """

    SIZE: ClassVar[int] = 64
    MAGIC: ClassVar[bytes] = b"QED\x00"
    FEATURES_MAX: ClassVar[int] = 7
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<4sIIIQQQQQII")

    cluster_size: int
    """Bytes in a cluster, a power of two from 4 KiB to 64 MiB. qemu makes 64 KiB. 0x1000,
    0x2000, 0x4000, 0x8000, 0x10000, 0x20000, 0x40000, 0x80000, 0x100000, 0x200000, 0x400000,
    0x800000, 0x1000000, 0x2000000 or 0x4000000.
    """
    table_size: int
    """Clusters in a table of either level, a power of two up to 16. qemu makes 4. 1, 2, 4, 8 or
    16.
    """
    num_header_clusters: int = 0
    """Clusters before the first one that is a table or data. 1 in practice; qemu opens images
    with 0.
    """
    features: int = 0
    """Set of `feature`. A reader must refuse an image with a bit that it does not know. The
    value in qemu's text is the unknown bits. At most 7.
    """
    compat_features: int = 0
    """Bits that readers may ignore."""
    autoclear_features: int = 0
    """Bits that a writer clears when it does not know them."""
    ofs_l1_table: int = 0
    """Where the L1 table is, a multiple of the cluster size."""
    image_size: int = 0
    """Size of the disk that the guest sees, a multiple of 512. Limited by what the tables can
    describe. A multiple of 512.
    """
    ofs_backing_file: int = 0
    """Where the name of the backing file is, inside the header's clusters."""
    len_backing_file: int = 0
    """Length of that name, without a terminator."""

    @property
    def num_table_entries(self) -> int:
        """Entries in a table of either level."""
        return (self.table_size * self.cluster_size) // 8

    @property
    def len_table(self) -> int:
        """Bytes in a table of either level."""
        return self.table_size * self.cluster_size

    @property
    def has_backing_file(self) -> bool:
        """Whether there is a backing file."""
        return (self.features & 1) != 0

    @property
    def is_backing_file_raw(self) -> bool:
        """Whether the backing file is raw, whatever it looks like."""
        return (self.features & 4) != 0

    @property
    def needs_check(self) -> bool:
        """Whether the tables may be inconsistent."""
        return (self.features & 2) != 0

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        if self.cluster_size not in (
            0x1000,
            0x2000,
            0x4000,
            0x8000,
            0x10000,
            0x20000,
            0x40000,
            0x80000,
            0x100000,
            0x200000,
            0x400000,
            0x800000,
            0x1000000,
            0x2000000,
            0x4000000,
        ):
            raise FieldError(
                "qed header",
                "cluster_size",
                base + 4,
                self.cluster_size,
                "0x1000, 0x2000, 0x4000, 0x8000, 0x10000, 0x20000, 0x40000, 0x80000, "
                "0x100000, 0x200000, 0x400000, 0x800000, 0x1000000, 0x2000000 or 0x4000000",
                3,
            )
        if self.table_size not in (
            1,
            2,
            4,
            8,
            16,
        ):
            raise FieldError(
                "qed header", "table_size", base + 8, self.table_size, "1, 2, 4, 8 or 16", 3
            )
        if self.features > 7:
            raise FieldError("qed header", "features", base + 16, self.features, "at most 7", 3)
        if not ((self.image_size % 512) == 0):
            raise FieldError(
                "qed header", "image_size", base + 48, self.image_size, "a multiple of 512", 5
            )

    def pack(self) -> bytes:
        """Return the 64 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        return self._LAYOUT0.pack(
            self.MAGIC,
            self.cluster_size,
            self.table_size,
            self.num_header_clusters,
            self.features,
            self.compat_features,
            self.autoclear_features,
            self.ofs_l1_table,
            self.image_size,
            self.ofs_backing_file,
            self.len_backing_file,
        )


class QedTableEntry(Record, kw_only=True):
    """Entry of an L1 or L2 table: where an L2 table or a cluster of data is. 0 means that it
    does not exist, so that its range is read from the backing file. 1 (`zero_cluster`), in an L2
    table, means that the cluster reads as zeros.
    """

    SIZE: ClassVar[int] = 8
    _LAYOUT0: ClassVar[struct.Struct] = struct.Struct("<Q")

    offset: int = 0
    """Offset in the file. The twelve low bits are reserved for later and zero, but for
    `zero_cluster`.
    """

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
        return self._LAYOUT0.pack(self.offset)
