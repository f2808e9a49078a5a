# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-reader specs/formats/vmdk.ksy spec=c13498ea gen=1
# Generated: edit the spec, then run `make codegen`.
"""Readers of the structures of vmdk: for tests; the host itself reads no image."""

from __future__ import annotations

from instar.generated.formats.vmdk import (
    VmdkCowdHeader,
    VmdkDescriptor,
    VmdkFooter,
    VmdkGrainDirectoryEntry,
    VmdkGrainMarker,
    VmdkGrainTableEntry,
    VmdkMarker,
    VmdkNewDescriptor,
    VmdkSparseHeader,
)
from instar.layout import FieldError


def read_vmdk_sparse_header(data: bytes, base: int = 0) -> VmdkSparseHeader:
    """Check and return the vmdk sparse header at the start of `data`."""
    if len(data) < 512:
        raise FieldError(
            "vmdk sparse header", "", base + len(data), len(data), "needs more bytes", 1
        )
    if data[0:4] != b"KDMV":
        raise FieldError("vmdk sparse header", "magic", base, data[0:4], '"KDMV"', 2)
    v_version = int.from_bytes(data[4:8], "little")
    if v_version > 3:
        raise FieldError("vmdk sparse header", "version", base + 4, v_version, "at most 3", 3)
    v_flags = int.from_bytes(data[8:12], "little")
    v_capacity = int.from_bytes(data[12:20], "little")
    v_grain_sectors = int.from_bytes(data[20:28], "little")
    v_descriptor_sector = int.from_bytes(data[28:36], "little")
    v_descriptor_sectors = int.from_bytes(data[36:44], "little")
    v_num_gtes_per_gt = int.from_bytes(data[44:48], "little")
    if v_num_gtes_per_gt > 512:
        raise FieldError(
            "vmdk sparse header", "num_gtes_per_gt", base + 44, v_num_gtes_per_gt, "at most 512", 3
        )
    v_redundant_gd_sector = int.from_bytes(data[48:56], "little")
    v_gd_sector = int.from_bytes(data[56:64], "little")
    v_overhead_sectors = int.from_bytes(data[64:72], "little")
    v_unclean_shutdown = int.from_bytes(data[72:73], "little")
    v_single_end_line_char = int.from_bytes(data[73:74], "little")
    v_non_end_line_char = int.from_bytes(data[74:75], "little")
    v_double_end_line_char_1 = int.from_bytes(data[75:76], "little")
    v_double_end_line_char_2 = int.from_bytes(data[76:77], "little")
    v_compress_algorithm = int.from_bytes(data[77:79], "little")
    v_padding = data[79:512]
    return VmdkSparseHeader(
        version=v_version,
        flags=v_flags,
        capacity=v_capacity,
        grain_sectors=v_grain_sectors,
        descriptor_sector=v_descriptor_sector,
        descriptor_sectors=v_descriptor_sectors,
        num_gtes_per_gt=v_num_gtes_per_gt,
        redundant_gd_sector=v_redundant_gd_sector,
        gd_sector=v_gd_sector,
        overhead_sectors=v_overhead_sectors,
        unclean_shutdown=v_unclean_shutdown,
        single_end_line_char=v_single_end_line_char,
        non_end_line_char=v_non_end_line_char,
        double_end_line_char_1=v_double_end_line_char_1,
        double_end_line_char_2=v_double_end_line_char_2,
        compress_algorithm=v_compress_algorithm,
        padding=v_padding,
    )


def read_vmdk_cowd_header(data: bytes, base: int = 0) -> VmdkCowdHeader:
    """Check and return the vmdk cowd header at the start of `data`."""
    if len(data) < 2048:
        raise FieldError("vmdk cowd header", "", base + len(data), len(data), "needs more bytes", 1)
    if data[0:4] != b"COWD":
        raise FieldError("vmdk cowd header", "magic", base, data[0:4], '"COWD"', 2)
    v_version = int.from_bytes(data[4:8], "little")
    v_flags = int.from_bytes(data[8:12], "little")
    v_num_sectors = int.from_bytes(data[12:16], "little")
    v_grain_sectors = int.from_bytes(data[16:20], "little")
    v_gd_sector = int.from_bytes(data[20:24], "little")
    v_num_gd_entries = int.from_bytes(data[24:28], "little")
    if v_num_gd_entries > 0x2000000:
        raise FieldError(
            "vmdk cowd header",
            "num_gd_entries",
            base + 24,
            v_num_gd_entries,
            "at most 0x2000000",
            3,
        )
    v_free_sector = int.from_bytes(data[28:32], "little")
    v_num_cylinders = int.from_bytes(data[32:36], "little")
    v_num_heads = int.from_bytes(data[36:40], "little")
    v_num_sectors_per_track = int.from_bytes(data[40:44], "little")
    v_padding_root = data[44:1056]
    v_parent_generation = int.from_bytes(data[1056:1060], "little")
    v_generation = int.from_bytes(data[1060:1064], "little")
    v_name = data[1064:1124]
    v_description = data[1124:1636]
    v_saved_generation = int.from_bytes(data[1636:1640], "little")
    v_reserved = data[1640:1648]
    v_unclean_shutdown = int.from_bytes(data[1648:1652], "little")
    v_padding = data[1652:2048]
    return VmdkCowdHeader(
        version=v_version,
        flags=v_flags,
        num_sectors=v_num_sectors,
        grain_sectors=v_grain_sectors,
        gd_sector=v_gd_sector,
        num_gd_entries=v_num_gd_entries,
        free_sector=v_free_sector,
        num_cylinders=v_num_cylinders,
        num_heads=v_num_heads,
        num_sectors_per_track=v_num_sectors_per_track,
        padding_root=v_padding_root,
        parent_generation=v_parent_generation,
        generation=v_generation,
        name=v_name,
        description=v_description,
        saved_generation=v_saved_generation,
        reserved=v_reserved,
        unclean_shutdown=v_unclean_shutdown,
        padding=v_padding,
    )


def read_vmdk_marker(data: bytes, base: int = 0) -> VmdkMarker:
    """Check and return the vmdk marker at the start of `data`."""
    if len(data) < 512:
        raise FieldError("vmdk marker", "", base + len(data), len(data), "needs more bytes", 1)
    v_num_sectors = int.from_bytes(data[0:8], "little")
    v_len_data = int.from_bytes(data[8:12], "little")
    v_marker_type = int.from_bytes(data[12:16], "little")
    v_padding = data[16:512]
    return VmdkMarker(
        num_sectors=v_num_sectors, len_data=v_len_data, marker_type=v_marker_type, padding=v_padding
    )


def read_vmdk_grain_marker(data: bytes, base: int = 0) -> VmdkGrainMarker:
    """Check and return the vmdk grain marker at the start of `data`."""
    if len(data) < 12:
        raise FieldError(
            "vmdk grain marker", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_lba = int.from_bytes(data[0:8], "little")
    v_len_data = int.from_bytes(data[8:12], "little")
    return VmdkGrainMarker(lba=v_lba, len_data=v_len_data)


def read_vmdk_footer(data: bytes, base: int = 0) -> VmdkFooter:
    """Check and return the vmdk footer at the start of `data`."""
    if len(data) < 1536:
        raise FieldError("vmdk footer", "", base + len(data), len(data), "needs more bytes", 1)
    v_footer_marker = read_vmdk_marker(data[0:512], base=base + 0)
    v_header = read_vmdk_sparse_header(data[512:1024], base=base + 512)
    v_end_of_stream = read_vmdk_marker(data[1024:1536], base=base + 1024)
    return VmdkFooter(footer_marker=v_footer_marker, header=v_header, end_of_stream=v_end_of_stream)


def read_vmdk_grain_directory_entry(data: bytes, base: int = 0) -> VmdkGrainDirectoryEntry:
    """Check and return the vmdk grain directory entry at the start of `data`."""
    if len(data) < 4:
        raise FieldError(
            "vmdk grain directory entry", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_sector = int.from_bytes(data[0:4], "little")
    return VmdkGrainDirectoryEntry(sector=v_sector)


def read_vmdk_grain_table_entry(data: bytes, base: int = 0) -> VmdkGrainTableEntry:
    """Check and return the vmdk grain table entry at the start of `data`."""
    if len(data) < 4:
        raise FieldError(
            "vmdk grain table entry", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_sector = int.from_bytes(data[0:4], "little")
    return VmdkGrainTableEntry(sector=v_sector)


def read_vmdk_descriptor(data: bytes, len_text: int, base: int = 0) -> VmdkDescriptor:
    """Check and return the vmdk descriptor at the start of `data`."""
    n_text = len_text
    if n_text > 1048575 or n_text < 0:
        raise FieldError("vmdk descriptor", "text", base, n_text, "at most 1048575 bytes", 3)
    if len(data) < n_text:
        raise FieldError("vmdk descriptor", "", base + len(data), len(data), "needs more bytes", 1)
    v_text = data[0:n_text]
    return VmdkDescriptor(text=v_text)


def read_vmdk_new_descriptor(data: bytes, base: int = 0) -> VmdkNewDescriptor:
    """Check and return the vmdk new descriptor at the start of `data`."""
    return VmdkNewDescriptor()
