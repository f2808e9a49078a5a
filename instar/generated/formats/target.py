# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/target.ksy spec=6f5a301c gen=1
# Generated: edit the spec, then run `make codegen`.
"""What qemu-img writes into a new image."""

from __future__ import annotations

from typing import ClassVar

from instar.record import record

MAX_SIZE = 0x7FFFFFFFFFFFFFFF
"""Largest file and largest disk, what a signed 64-bit offset reaches."""
QCOW2_BITMAP_ENTRY_ALIGN = 8
"""Entries of the bitmap directory are padded to this."""
VMDK_MIN_GRAIN_SIZE = 4096
"""Smallest grain that the VMDK specification allows, 8 sectors."""
VMDK_MAX_GRAINS = 0xFFFFFFFF
"""qemu counts the grains of an extent in 32 bits; with more it wraps around and writes an image
that overlaps itself.
"""
VMDK_CID_DIGITS = 8
"""Bytes of a CID in a descriptor. It is a random 32-bit number in hexadecimal without leading
zeros, so one image in 16 has a shorter one; the usual length is counted.
"""
ZLIB_STREAM_OVERHEAD = 6
"""Header and checksum of a zlib stream (RFC 1950)."""
ZLIB_STORED_BLOCK = 16383
"""Most bytes that zlib at its default memory level stores in one block when they cannot be
compressed.
"""
ZLIB_STORED_BLOCK_OVERHEAD = 5
"""Bits and two lengths in front of a stored block (RFC 1951, section 3.2.4), rounded up to
bytes.
"""
VHDX_DATA_DISTANCE = 0x500000
"""From the metadata region to the first payload block, 5 MiB."""
VHDX_MAX_LOG_SIZE = 0xFFF00000
"""Largest log that qemu creates, 1 MiB less than 4 GiB."""
VHDX_MAX_BAT_SIZE = 0x7FFFFFFF
"""Largest BAT that qemu writes at once."""
VHDX_BLOCK_NUMBER_MASK = 0xFFFFFFFF
"""qemu numbers blocks in 32 bits. A disk without any has no last block, and its number wraps
around to this: such an image gets room for the bitmaps of 2^32 blocks.
"""
QED_CLUSTER_SIZE = 65536
"""Cluster of a qed unless `cluster_size` says otherwise."""
QED_MIN_CLUSTER_SIZE = 4096
"""Smallest cluster that qemu takes."""
QED_MAX_CLUSTER_SIZE = 0x4000000
"""Largest cluster that qemu takes, 64 MiB."""
QED_TABLE_SIZE = 4
"""Clusters of each table unless `table_size` says otherwise."""
QED_MAX_TABLE_SIZE = 16
"""Most clusters of a table."""
QED_SIZE_BITS = 64
"""qemu computes the largest disk that the tables reach in so many bits; what needs more becomes
0, and no disk fits.
"""
QCOW1_CLUSTER_SIZE = 4096
"""Cluster of a qcow without a backing file."""
QCOW1_CLUSTER_SIZE_BACKED = 512
"""Cluster of a qcow with a backing file."""
QCOW1_TABLE_SPAN = 0x200000
"""Bytes of the disk under each L2 table, with and without a backing file."""
QCOW1_HEADER_ALIGN = 8
"""The L1 table begins behind the header and the backing file's name, at a multiple of this."""


@record(kw_only=True)
class TargetVmdkDescriptor:
    """The descriptor that qemu writes, cut at the places where numbers and texts are filled in:
    sizes, CID, the kind of the disk, the number of an extent. Extents are named after the
    output, which is taken to be called `output.vmdk`.
    """

    SIZE: ClassVar[int] = 0
    MIN_NUMBER_DIGITS: ClassVar[int] = 3
    """An extent's number has leading zeros up to so many digits."""
    HEAD: ClassVar[str] = '# Disk DescriptorFile\nversion=1\nCID=\nparentCID=\ncreateType=""\n'
    PARENT: ClassVar[str] = 'parentFileNameHint=""'
    EXTENTS: ClassVar[str] = "\n# Extent description\n"
    FLAT: ClassVar[str] = 'RW  FLAT "output-flat.vmdk" 0\n'
    SPLIT_FLAT: ClassVar[str] = 'RW  FLAT "output-f.vmdk" 0\n'
    SPLIT_SPARSE: ClassVar[str] = 'RW  SPARSE "output-s.vmdk"\n'
    DDB: ClassVar[str] = '\n# The Disk Data Base\n#DDB\n\nddb.virtualHWVersion = ""\n'
    CYLINDERS: ClassVar[str] = 'ddb.geometry.cylinders = ""\n'
    HEADS: ClassVar[str] = 'ddb.geometry.heads = ""\n'
    SECTORS: ClassVar[str] = 'ddb.geometry.sectors = "63"\n'
    ADAPTER: ClassVar[str] = 'ddb.adapterType = ""\n'
    TOOLS: ClassVar[str] = 'ddb.toolsVersion = ""\n'
    DEFAULT_HW_VERSION: ClassVar[str] = "4"
    DEFAULT_ADAPTER: ClassVar[str] = "ide"
    DEFAULT_TOOLS_VERSION: ClassVar[str] = "2147483647"

    def check(self, base: int = 0) -> None:
        """Raise `FieldError` for the first rule broken, in spec order; `base` is the structure's
        place.
        """
        del base

    def pack(self) -> bytes:
        """Return the 0 bytes that the spec describes, checked."""
        self.check()
        return self.pack_unchecked()

    def pack_unchecked(self) -> bytes:
        """Return the bytes without `check`; for tests that need a bad image."""
        parts: list[bytes] = []
        return b"".join(parts)
