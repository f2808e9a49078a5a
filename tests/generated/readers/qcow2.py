# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-reader specs/formats/qcow2.ksy spec=aa198cbd gen=1
# Generated: edit the spec, then run `make codegen`.
"""Readers of the structures of qcow2: for tests; the host itself reads no image."""

from __future__ import annotations

from instar.generated.formats.qcow2 import (
    Qcow2BitmapEntry,
    Qcow2BitmapsExtension,
    Qcow2BitmapTableEntry,
    Qcow2CompressedEntry,
    Qcow2EncryptionPointer,
    Qcow2ExtendedL2Entry,
    Qcow2Extension,
    Qcow2ExtensionHeader,
    Qcow2FeatureName,
    Qcow2Header,
    Qcow2L1Entry,
    Qcow2L2Entry,
    Qcow2Refcount8,
    Qcow2Refcount16,
    Qcow2Refcount32,
    Qcow2Refcount64,
    Qcow2RefcountsInByte,
    Qcow2RefcountTableEntry,
    Qcow2Snapshot,
    Qcow2SnapshotHeader,
    Qcow2SubclusterBitmap,
)
from instar.layout import FieldError


def read_qcow2_header(data: bytes, base: int = 0) -> Qcow2Header:
    """Check and return the qcow2 header at the start of `data`."""
    if len(data) < 72:
        raise FieldError("qcow2 header", "", base + len(data), len(data), "needs more bytes", 1)
    if data[0:4] != b"QFI\xfb":
        raise FieldError("qcow2 header", "magic", base, data[0:4], "51 46 49 fb", 2)
    v_version = int.from_bytes(data[4:8], "big")
    if not 2 <= v_version <= 3:
        raise FieldError("qcow2 header", "version", base + 4, v_version, "2..3", 3)
    v_ofs_backing_file = int.from_bytes(data[8:16], "big")
    v_len_backing_file = int.from_bytes(data[16:20], "big")
    v_cluster_bits = int.from_bytes(data[20:24], "big")
    if not 9 <= v_cluster_bits <= 21:
        raise FieldError("qcow2 header", "cluster_bits", base + 20, v_cluster_bits, "9..21", 3)
    v_virtual_size = int.from_bytes(data[24:32], "big")
    v_crypt_method = int.from_bytes(data[32:36], "big")
    if v_crypt_method not in (
        0,
        1,
        2,
    ):
        raise FieldError(
            "qcow2 header",
            "crypt_method",
            base + 32,
            v_crypt_method,
            "one of 0 (none), 1 (aes), 2 (luks)",
            6,
        )
    v_num_l1_entries = int.from_bytes(data[36:40], "big")
    v_ofs_l1_table = int.from_bytes(data[40:48], "big")
    v_ofs_refcount_table = int.from_bytes(data[48:56], "big")
    v_num_refcount_table_clusters = int.from_bytes(data[56:60], "big")
    v_num_snapshots = int.from_bytes(data[60:64], "big")
    v_ofs_snapshots = int.from_bytes(data[64:72], "big")
    v_incompatible_features = 0
    if v_version >= 3:
        if len(data) < 80:
            raise FieldError("qcow2 header", "", base + len(data), len(data), "needs more bytes", 1)
        v_incompatible_features = int.from_bytes(data[72:80], "big")
    v_compatible_features = 0
    if v_version >= 3:
        if len(data) < 88:
            raise FieldError("qcow2 header", "", base + len(data), len(data), "needs more bytes", 1)
        v_compatible_features = int.from_bytes(data[80:88], "big")
    v_autoclear_features = 0
    if v_version >= 3:
        if len(data) < 96:
            raise FieldError("qcow2 header", "", base + len(data), len(data), "needs more bytes", 1)
        v_autoclear_features = int.from_bytes(data[88:96], "big")
    v_refcount_order = 0
    if v_version >= 3:
        if len(data) < 100:
            raise FieldError("qcow2 header", "", base + len(data), len(data), "needs more bytes", 1)
        v_refcount_order = int.from_bytes(data[96:100], "big")
        if v_refcount_order > 6:
            raise FieldError(
                "qcow2 header", "refcount_order", base + 96, v_refcount_order, "at most 6", 3
            )
    v_len_header = 0
    if v_version >= 3:
        if len(data) < 104:
            raise FieldError("qcow2 header", "", base + len(data), len(data), "needs more bytes", 1)
        v_len_header = int.from_bytes(data[100:104], "big")
        if v_len_header < 104:
            raise FieldError(
                "qcow2 header", "len_header", base + 100, v_len_header, "at least 104", 3
            )
    v_compression_type = 0
    if (v_version >= 3) and (v_len_header > 104):
        if len(data) < 105:
            raise FieldError("qcow2 header", "", base + len(data), len(data), "needs more bytes", 1)
        v_compression_type = int.from_bytes(data[104:105], "big")
        if v_compression_type not in (
            0,
            1,
        ):
            raise FieldError(
                "qcow2 header",
                "compression_type",
                base + 104,
                v_compression_type,
                "one of 0 (zlib), 1 (zstd)",
                6,
            )
    v_reserved = b""
    if (v_version >= 3) and (v_len_header >= 112):
        if len(data) < 112:
            raise FieldError("qcow2 header", "", base + len(data), len(data), "needs more bytes", 1)
        v_reserved = data[105:112]
    return Qcow2Header(
        version=v_version,
        ofs_backing_file=v_ofs_backing_file,
        len_backing_file=v_len_backing_file,
        cluster_bits=v_cluster_bits,
        virtual_size=v_virtual_size,
        crypt_method=v_crypt_method,
        num_l1_entries=v_num_l1_entries,
        ofs_l1_table=v_ofs_l1_table,
        ofs_refcount_table=v_ofs_refcount_table,
        num_refcount_table_clusters=v_num_refcount_table_clusters,
        num_snapshots=v_num_snapshots,
        ofs_snapshots=v_ofs_snapshots,
        incompatible_features=v_incompatible_features,
        compatible_features=v_compatible_features,
        autoclear_features=v_autoclear_features,
        refcount_order=v_refcount_order,
        len_header=v_len_header,
        compression_type=v_compression_type,
        reserved=v_reserved,
    )


def read_qcow2_extension_header(data: bytes, base: int = 0) -> Qcow2ExtensionHeader:
    """Check and return the qcow2 extension header at the start of `data`."""
    if len(data) < 8:
        raise FieldError(
            "qcow2 extension header", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_type = int.from_bytes(data[0:4], "big")
    v_len_data = int.from_bytes(data[4:8], "big")
    return Qcow2ExtensionHeader(type=v_type, len_data=v_len_data)


def read_qcow2_extension(data: bytes, base: int = 0) -> Qcow2Extension:
    """Check and return the qcow2 extension at the start of `data`."""
    if len(data) < 8:
        raise FieldError("qcow2 extension", "", base + len(data), len(data), "needs more bytes", 1)
    at = 0
    v_header = read_qcow2_extension_header(data[at : at + 8], base=base + at)
    at += 8
    n_data = v_header.len_data
    if n_data > 2097152 or n_data < 0:
        raise FieldError("qcow2 extension", "data", base + at, n_data, "at most 2097152 bytes", 3)
    if len(data) < at + n_data:
        raise FieldError("qcow2 extension", "", base + len(data), len(data), "needs more bytes", 1)
    v_data = data[at : at + n_data]
    at += n_data
    n_padding = (8 - (v_header.len_data % 8)) % 8
    if n_padding > 7 or n_padding < 0:
        raise FieldError("qcow2 extension", "padding", base + at, n_padding, "at most 7 bytes", 3)
    if len(data) < at + n_padding:
        raise FieldError("qcow2 extension", "", base + len(data), len(data), "needs more bytes", 1)
    v_padding = data[at : at + n_padding]
    at += n_padding
    return Qcow2Extension(header=v_header, data=v_data, padding=v_padding)


def read_qcow2_feature_name(data: bytes, base: int = 0) -> Qcow2FeatureName:
    """Check and return the qcow2 feature name at the start of `data`."""
    if len(data) < 48:
        raise FieldError(
            "qcow2 feature name", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_feature_set = int.from_bytes(data[0:1], "big")
    v_bit = int.from_bytes(data[1:2], "big")
    v_name = data[2:48]
    return Qcow2FeatureName(feature_set=v_feature_set, bit=v_bit, name=v_name)


def read_qcow2_bitmaps_extension(data: bytes, base: int = 0) -> Qcow2BitmapsExtension:
    """Check and return the qcow2 bitmaps extension at the start of `data`."""
    if len(data) < 24:
        raise FieldError(
            "qcow2 bitmaps extension", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_num_bitmaps = int.from_bytes(data[0:4], "big")
    if v_num_bitmaps < 1:
        raise FieldError(
            "qcow2 bitmaps extension", "num_bitmaps", base, v_num_bitmaps, "at least 1", 3
        )
    if data[4:8] != b"\x00\x00\x00\x00":
        raise FieldError("qcow2 bitmaps extension", "reserved", base + 4, data[4:8], "zero", 4)
    v_len_directory = int.from_bytes(data[8:16], "big")
    if v_len_directory > 0x3FFFC00:
        raise FieldError(
            "qcow2 bitmaps extension",
            "len_directory",
            base + 8,
            v_len_directory,
            "at most 0x3fffc00",
            3,
        )
    v_ofs_directory = int.from_bytes(data[16:24], "big")
    return Qcow2BitmapsExtension(
        num_bitmaps=v_num_bitmaps, len_directory=v_len_directory, ofs_directory=v_ofs_directory
    )


def read_qcow2_encryption_pointer(data: bytes, base: int = 0) -> Qcow2EncryptionPointer:
    """Check and return the qcow2 encryption pointer at the start of `data`."""
    if len(data) < 16:
        raise FieldError(
            "qcow2 encryption pointer", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_ofs_header = int.from_bytes(data[0:8], "big")
    v_len_header = int.from_bytes(data[8:16], "big")
    return Qcow2EncryptionPointer(ofs_header=v_ofs_header, len_header=v_len_header)


def read_qcow2_l1_entry(data: bytes, base: int = 0) -> Qcow2L1Entry:
    """Check and return the qcow2 l1 entry at the start of `data`."""
    if len(data) < 8:
        raise FieldError("qcow2 l1 entry", "", base + len(data), len(data), "needs more bytes", 1)
    g0 = int.from_bytes(data[0:8], "big")
    v_copied = bool(g0 >> 63 & 0x1)
    v_reserved_high = g0 >> 56 & 0x7F
    v_l2_sector = g0 >> 9 & 0x7FFFFFFFFFFF
    v_reserved_low = g0 >> 0 & 0x1FF
    return Qcow2L1Entry(
        copied=v_copied,
        reserved_high=v_reserved_high,
        l2_sector=v_l2_sector,
        reserved_low=v_reserved_low,
    )


def read_qcow2_l2_entry(data: bytes, base: int = 0) -> Qcow2L2Entry:
    """Check and return the qcow2 l2 entry at the start of `data`."""
    if len(data) < 8:
        raise FieldError("qcow2 l2 entry", "", base + len(data), len(data), "needs more bytes", 1)
    g0 = int.from_bytes(data[0:8], "big")
    v_copied = bool(g0 >> 63 & 0x1)
    v_compressed = bool(g0 >> 62 & 0x1)
    v_reserved_high = g0 >> 56 & 0x3F
    v_host_sector = g0 >> 9 & 0x7FFFFFFFFFFF
    v_reserved_low = g0 >> 1 & 0xFF
    v_zero = bool(g0 >> 0 & 0x1)
    return Qcow2L2Entry(
        copied=v_copied,
        compressed=v_compressed,
        reserved_high=v_reserved_high,
        host_sector=v_host_sector,
        reserved_low=v_reserved_low,
        zero=v_zero,
    )


def read_qcow2_compressed_entry(
    data: bytes, cluster_bits: int, base: int = 0
) -> Qcow2CompressedEntry:
    """Check and return the qcow2 compressed entry at the start of `data`."""
    if len(data) < 8:
        raise FieldError(
            "qcow2 compressed entry", "", base + len(data), len(data), "needs more bytes", 1
        )
    g0 = int.from_bytes(data[0:8], "big")
    v_copied = bool(g0 >> 63 & 0x1)
    v_compressed = bool(g0 >> 62 & 0x1)
    v_descriptor = g0 >> 0 & 0x3FFFFFFFFFFFFFFF
    return Qcow2CompressedEntry(copied=v_copied, compressed=v_compressed, descriptor=v_descriptor)


def read_qcow2_subcluster_bitmap(data: bytes, base: int = 0) -> Qcow2SubclusterBitmap:
    """Check and return the qcow2 subcluster bitmap at the start of `data`."""
    if len(data) < 8:
        raise FieldError(
            "qcow2 subcluster bitmap", "", base + len(data), len(data), "needs more bytes", 1
        )
    g0 = int.from_bytes(data[0:8], "big")
    v_reads_as_zero = g0 >> 32 & 0xFFFFFFFF
    v_allocated = g0 >> 0 & 0xFFFFFFFF
    return Qcow2SubclusterBitmap(reads_as_zero=v_reads_as_zero, allocated=v_allocated)


def read_qcow2_extended_l2_entry(data: bytes, base: int = 0) -> Qcow2ExtendedL2Entry:
    """Check and return the qcow2 extended l2 entry at the start of `data`."""
    if len(data) < 16:
        raise FieldError(
            "qcow2 extended l2 entry", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_entry = read_qcow2_l2_entry(data[0:8], base=base + 0)
    v_subclusters = read_qcow2_subcluster_bitmap(data[8:16], base=base + 8)
    return Qcow2ExtendedL2Entry(entry=v_entry, subclusters=v_subclusters)


def read_qcow2_refcount_table_entry(data: bytes, base: int = 0) -> Qcow2RefcountTableEntry:
    """Check and return the qcow2 refcount table entry at the start of `data`."""
    if len(data) < 8:
        raise FieldError(
            "qcow2 refcount table entry", "", base + len(data), len(data), "needs more bytes", 1
        )
    g0 = int.from_bytes(data[0:8], "big")
    v_block_sector = g0 >> 9 & 0x7FFFFFFFFFFFFF
    v_reserved = g0 >> 0 & 0x1FF
    return Qcow2RefcountTableEntry(block_sector=v_block_sector, reserved=v_reserved)


def read_qcow2_refcounts_in_byte(
    data: bytes, order: int, index: int, base: int = 0
) -> Qcow2RefcountsInByte:
    """Check and return the qcow2 refcounts in byte at the start of `data`."""
    if len(data) < 1:
        raise FieldError(
            "qcow2 refcounts in byte", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_counts = int.from_bytes(data[0:1], "big")
    return Qcow2RefcountsInByte(counts=v_counts)


def read_qcow2_refcount_8(data: bytes, base: int = 0) -> Qcow2Refcount8:
    """Check and return the qcow2 refcount 8 at the start of `data`."""
    if len(data) < 1:
        raise FieldError("qcow2 refcount 8", "", base + len(data), len(data), "needs more bytes", 1)
    v_refcount = int.from_bytes(data[0:1], "big")
    return Qcow2Refcount8(refcount=v_refcount)


def read_qcow2_refcount_16(data: bytes, base: int = 0) -> Qcow2Refcount16:
    """Check and return the qcow2 refcount 16 at the start of `data`."""
    if len(data) < 2:
        raise FieldError(
            "qcow2 refcount 16", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_refcount = int.from_bytes(data[0:2], "big")
    return Qcow2Refcount16(refcount=v_refcount)


def read_qcow2_refcount_32(data: bytes, base: int = 0) -> Qcow2Refcount32:
    """Check and return the qcow2 refcount 32 at the start of `data`."""
    if len(data) < 4:
        raise FieldError(
            "qcow2 refcount 32", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_refcount = int.from_bytes(data[0:4], "big")
    return Qcow2Refcount32(refcount=v_refcount)


def read_qcow2_refcount_64(data: bytes, base: int = 0) -> Qcow2Refcount64:
    """Check and return the qcow2 refcount 64 at the start of `data`."""
    if len(data) < 8:
        raise FieldError(
            "qcow2 refcount 64", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_refcount = int.from_bytes(data[0:8], "big")
    return Qcow2Refcount64(refcount=v_refcount)


def read_qcow2_snapshot_header(data: bytes, base: int = 0) -> Qcow2SnapshotHeader:
    """Check and return the qcow2 snapshot header at the start of `data`."""
    if len(data) < 40:
        raise FieldError(
            "qcow2 snapshot header", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_ofs_l1_table = int.from_bytes(data[0:8], "big")
    v_num_l1_entries = int.from_bytes(data[8:12], "big")
    v_len_id = int.from_bytes(data[12:14], "big")
    v_len_name = int.from_bytes(data[14:16], "big")
    v_date_sec = int.from_bytes(data[16:20], "big")
    v_date_nsec = int.from_bytes(data[20:24], "big")
    v_vm_clock_nsec = int.from_bytes(data[24:32], "big")
    v_vm_state_size_low = int.from_bytes(data[32:36], "big")
    v_len_extra_data = int.from_bytes(data[36:40], "big")
    if v_len_extra_data > 1024:
        raise FieldError(
            "qcow2 snapshot header",
            "len_extra_data",
            base + 36,
            v_len_extra_data,
            "at most 1024",
            3,
        )
    return Qcow2SnapshotHeader(
        ofs_l1_table=v_ofs_l1_table,
        num_l1_entries=v_num_l1_entries,
        len_id=v_len_id,
        len_name=v_len_name,
        date_sec=v_date_sec,
        date_nsec=v_date_nsec,
        vm_clock_nsec=v_vm_clock_nsec,
        vm_state_size_low=v_vm_state_size_low,
        len_extra_data=v_len_extra_data,
    )


def read_qcow2_snapshot(data: bytes, base: int = 0) -> Qcow2Snapshot:
    """Check and return the qcow2 snapshot at the start of `data`."""
    if len(data) < 40:
        raise FieldError("qcow2 snapshot", "", base + len(data), len(data), "needs more bytes", 1)
    at = 0
    v_header = read_qcow2_snapshot_header(data[at : at + 40], base=base + at)
    at += 40
    v_vm_state_size = 0
    if v_header.len_extra_data >= 8:
        if len(data) < at + 8:
            raise FieldError(
                "qcow2 snapshot", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_vm_state_size = int.from_bytes(data[at : at + 8], "big")
        at += 8
    v_disk_size = 0
    if v_header.len_extra_data >= 16:
        if len(data) < at + 8:
            raise FieldError(
                "qcow2 snapshot", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_disk_size = int.from_bytes(data[at : at + 8], "big")
        at += 8
    v_icount = 0
    if v_header.len_extra_data >= 24:
        if len(data) < at + 8:
            raise FieldError(
                "qcow2 snapshot", "", base + len(data), len(data), "needs more bytes", 1
            )
        v_icount = int.from_bytes(data[at : at + 8], "big")
        at += 8
    n_unknown_extra_data = (
        (v_header.len_extra_data - 24)
        if (v_header.len_extra_data >= 24)
        else (v_header.len_extra_data % 8)
    )
    if n_unknown_extra_data > 1000 or n_unknown_extra_data < 0:
        raise FieldError(
            "qcow2 snapshot",
            "unknown_extra_data",
            base + at,
            n_unknown_extra_data,
            "at most 1000 bytes",
            3,
        )
    if len(data) < at + n_unknown_extra_data:
        raise FieldError("qcow2 snapshot", "", base + len(data), len(data), "needs more bytes", 1)
    v_unknown_extra_data = data[at : at + n_unknown_extra_data]
    at += n_unknown_extra_data
    n_unique_id = v_header.len_id
    if n_unique_id > 65535 or n_unique_id < 0:
        raise FieldError(
            "qcow2 snapshot", "unique_id", base + at, n_unique_id, "at most 65535 bytes", 3
        )
    if len(data) < at + n_unique_id:
        raise FieldError("qcow2 snapshot", "", base + len(data), len(data), "needs more bytes", 1)
    v_unique_id = data[at : at + n_unique_id]
    at += n_unique_id
    n_name = v_header.len_name
    if n_name > 65535 or n_name < 0:
        raise FieldError("qcow2 snapshot", "name", base + at, n_name, "at most 65535 bytes", 3)
    if len(data) < at + n_name:
        raise FieldError("qcow2 snapshot", "", base + len(data), len(data), "needs more bytes", 1)
    v_name = data[at : at + n_name]
    at += n_name
    return Qcow2Snapshot(
        header=v_header,
        vm_state_size=v_vm_state_size,
        disk_size=v_disk_size,
        icount=v_icount,
        unknown_extra_data=v_unknown_extra_data,
        unique_id=v_unique_id,
        name=v_name,
    )


def read_qcow2_bitmap_entry(data: bytes, base: int = 0) -> Qcow2BitmapEntry:
    """Check and return the qcow2 bitmap entry at the start of `data`."""
    if len(data) < 24:
        raise FieldError(
            "qcow2 bitmap entry", "", base + len(data), len(data), "needs more bytes", 1
        )
    at = 0
    v_ofs_table = int.from_bytes(data[at : at + 8], "big")
    at += 8
    v_num_table_entries = int.from_bytes(data[at : at + 4], "big")
    at += 4
    v_flags = int.from_bytes(data[at : at + 4], "big")
    at += 4
    v_type = int.from_bytes(data[at : at + 1], "big")
    at += 1
    v_granularity_bits = int.from_bytes(data[at : at + 1], "big")
    at += 1
    v_len_name = int.from_bytes(data[at : at + 2], "big")
    at += 2
    v_len_extra_data = int.from_bytes(data[at : at + 4], "big")
    at += 4
    n_extra_data = v_len_extra_data
    if n_extra_data > 67108864 or n_extra_data < 0:
        raise FieldError(
            "qcow2 bitmap entry", "extra_data", base + at, n_extra_data, "at most 67108864 bytes", 3
        )
    if len(data) < at + n_extra_data:
        raise FieldError(
            "qcow2 bitmap entry", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_extra_data = data[at : at + n_extra_data]
    at += n_extra_data
    n_name = v_len_name
    if n_name > 65535 or n_name < 0:
        raise FieldError("qcow2 bitmap entry", "name", base + at, n_name, "at most 65535 bytes", 3)
    if len(data) < at + n_name:
        raise FieldError(
            "qcow2 bitmap entry", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_name = data[at : at + n_name]
    at += n_name
    return Qcow2BitmapEntry(
        ofs_table=v_ofs_table,
        num_table_entries=v_num_table_entries,
        flags=v_flags,
        type=v_type,
        granularity_bits=v_granularity_bits,
        len_name=v_len_name,
        len_extra_data=v_len_extra_data,
        extra_data=v_extra_data,
        name=v_name,
    )


def read_qcow2_bitmap_table_entry(data: bytes, base: int = 0) -> Qcow2BitmapTableEntry:
    """Check and return the qcow2 bitmap table entry at the start of `data`."""
    if len(data) < 8:
        raise FieldError(
            "qcow2 bitmap table entry", "", base + len(data), len(data), "needs more bytes", 1
        )
    g0 = int.from_bytes(data[0:8], "big")
    v_reserved_high = g0 >> 56 & 0xFF
    if v_reserved_high != 0:
        raise FieldError("qcow2 bitmap table entry", "reserved_high", base, v_reserved_high, "0", 4)
    v_host_sector = g0 >> 9 & 0x7FFFFFFFFFFF
    v_reserved_low = g0 >> 1 & 0xFF
    if v_reserved_low != 0:
        raise FieldError("qcow2 bitmap table entry", "reserved_low", base, v_reserved_low, "0", 4)
    v_all_ones = bool(g0 >> 0 & 0x1)
    if not ((not v_all_ones) or (v_host_sector == 0)):
        raise FieldError(
            "qcow2 bitmap table entry",
            "all_ones",
            base,
            v_all_ones,
            "such that not all_ones or host_sector == 0",
            7,
        )
    return Qcow2BitmapTableEntry(
        reserved_high=v_reserved_high,
        host_sector=v_host_sector,
        reserved_low=v_reserved_low,
        all_ones=v_all_ones,
    )
