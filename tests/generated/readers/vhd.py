# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-reader specs/formats/vhd.ksy spec=5ab5e4b6 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Readers of the structures of vhd: for tests; the host itself reads no image."""

from __future__ import annotations

from instar.generated.formats.vhd import (
    VhdBatEntry,
    VhdBatmapHeader,
    VhdDynamicHeader,
    VhdFooter,
    VhdGeometry,
    VhdParentLocator,
    VhdSectorBitmapByte,
)
from instar.layout import FieldError, ones_complement_sum


def read_vhd_geometry(data: bytes, base: int = 0) -> VhdGeometry:
    """Check and return the vhd geometry at the start of `data`."""
    if len(data) < 4:
        raise FieldError("vhd geometry", "", base + len(data), len(data), "needs more bytes", 1)
    v_num_cylinders = int.from_bytes(data[0:2], "big")
    v_num_heads = int.from_bytes(data[2:3], "big")
    v_num_sectors_per_track = int.from_bytes(data[3:4], "big")
    return VhdGeometry(
        num_cylinders=v_num_cylinders,
        num_heads=v_num_heads,
        num_sectors_per_track=v_num_sectors_per_track,
    )


def read_vhd_footer(data: bytes, base: int = 0) -> VhdFooter:
    """Check and return the vhd footer at the start of `data`."""
    if len(data) < 512:
        raise FieldError("vhd footer", "", base + len(data), len(data), "needs more bytes", 1)
    if data[0:8] != b"conectix":
        raise FieldError("vhd footer", "cookie", base, data[0:8], '"conectix"', 2)
    v_features = int.from_bytes(data[8:12], "big")
    v_format_version = int.from_bytes(data[12:16], "big")
    v_data_offset = int.from_bytes(data[16:24], "big")
    v_time_stamp = int.from_bytes(data[24:28], "big")
    v_creator_application = int.from_bytes(data[28:32], "big")
    v_creator_version = int.from_bytes(data[32:36], "big")
    v_creator_host_os = int.from_bytes(data[36:40], "big")
    v_original_size = int.from_bytes(data[40:48], "big")
    v_current_size = int.from_bytes(data[48:56], "big")
    v_disk_geometry = read_vhd_geometry(data[56:60], base=base + 56)
    v_disk_type = int.from_bytes(data[60:64], "big")
    v_checksum = int.from_bytes(data[64:68], "big")
    if len(data) < 512:
        raise FieldError("vhd footer", "", base + len(data), len(data), "needs more bytes", 1)
    if v_checksum != ones_complement_sum((data[:64] + bytes(4) + data[68:])[0:512]):
        raise FieldError("vhd footer", "checksum", base + 64, v_checksum, "must be the checksum", 8)
    v_unique_id = data[68:84]
    v_saved_state = int.from_bytes(data[84:85], "big")
    v_hidden = int.from_bytes(data[85:86], "big")
    v_reserved = data[86:512]
    return VhdFooter(
        features=v_features,
        format_version=v_format_version,
        data_offset=v_data_offset,
        time_stamp=v_time_stamp,
        creator_application=v_creator_application,
        creator_version=v_creator_version,
        creator_host_os=v_creator_host_os,
        original_size=v_original_size,
        current_size=v_current_size,
        disk_geometry=v_disk_geometry,
        disk_type=v_disk_type,
        checksum=v_checksum,
        unique_id=v_unique_id,
        saved_state=v_saved_state,
        hidden=v_hidden,
        reserved=v_reserved,
    )


def read_vhd_parent_locator(data: bytes, base: int = 0) -> VhdParentLocator:
    """Check and return the vhd parent locator at the start of `data`."""
    if len(data) < 24:
        raise FieldError(
            "vhd parent locator", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_platform_code = int.from_bytes(data[0:4], "big")
    v_platform_data_space = int.from_bytes(data[4:8], "big")
    v_platform_data_length = int.from_bytes(data[8:12], "big")
    v_reserved = data[12:16]
    v_platform_data_offset = int.from_bytes(data[16:24], "big")
    return VhdParentLocator(
        platform_code=v_platform_code,
        platform_data_space=v_platform_data_space,
        platform_data_length=v_platform_data_length,
        reserved=v_reserved,
        platform_data_offset=v_platform_data_offset,
    )


def read_vhd_dynamic_header(data: bytes, base: int = 0) -> VhdDynamicHeader:
    """Check and return the vhd dynamic header at the start of `data`."""
    if len(data) < 1024:
        raise FieldError(
            "vhd dynamic header", "", base + len(data), len(data), "needs more bytes", 1
        )
    if data[0:8] != b"cxsparse":
        raise FieldError("vhd dynamic header", "cookie", base, data[0:8], '"cxsparse"', 2)
    v_data_offset = int.from_bytes(data[8:16], "big")
    v_table_offset = int.from_bytes(data[16:24], "big")
    v_header_version = int.from_bytes(data[24:28], "big")
    v_max_table_entries = int.from_bytes(data[28:32], "big")
    if v_max_table_entries > 0x1FFFFFFF:
        raise FieldError(
            "vhd dynamic header",
            "max_table_entries",
            base + 28,
            v_max_table_entries,
            "at most 0x1fffffff",
            3,
        )
    v_block_size = int.from_bytes(data[32:36], "big")
    if not ((v_block_size >= 512) and ((v_block_size & (v_block_size - 1)) == 0)):
        raise FieldError(
            "vhd dynamic header",
            "block_size",
            base + 32,
            v_block_size,
            "such that block_size >= 512 and (block_size & (block_size - 1)) == 0",
            7,
        )
    v_checksum = int.from_bytes(data[36:40], "big")
    v_parent_unique_id = data[40:56]
    v_parent_time_stamp = int.from_bytes(data[56:60], "big")
    v_reserved = data[60:64]
    v_parent_unicode_name = data[64:576]
    v_parent_locators = tuple(
        read_vhd_parent_locator(data[i : i + 24], base=base + i) for i in range(576, 768, 24)
    )
    v_reserved_2 = data[768:1024]
    return VhdDynamicHeader(
        data_offset=v_data_offset,
        table_offset=v_table_offset,
        header_version=v_header_version,
        max_table_entries=v_max_table_entries,
        block_size=v_block_size,
        checksum=v_checksum,
        parent_unique_id=v_parent_unique_id,
        parent_time_stamp=v_parent_time_stamp,
        reserved=v_reserved,
        parent_unicode_name=v_parent_unicode_name,
        parent_locators=v_parent_locators,
        reserved_2=v_reserved_2,
    )


def read_vhd_bat_entry(data: bytes, base: int = 0) -> VhdBatEntry:
    """Check and return the vhd bat entry at the start of `data`."""
    if len(data) < 4:
        raise FieldError("vhd bat entry", "", base + len(data), len(data), "needs more bytes", 1)
    v_sector = int.from_bytes(data[0:4], "big")
    return VhdBatEntry(sector=v_sector)


def read_vhd_sector_bitmap_byte(data: bytes, base: int = 0) -> VhdSectorBitmapByte:
    """Check and return the vhd sector bitmap byte at the start of `data`."""
    if len(data) < 1:
        raise FieldError(
            "vhd sector bitmap byte", "", base + len(data), len(data), "needs more bytes", 1
        )
    g0 = int.from_bytes(data[0:1], "big")
    v_sector_0 = bool(g0 >> 7 & 0x1)
    v_sector_1 = bool(g0 >> 6 & 0x1)
    v_sector_2 = bool(g0 >> 5 & 0x1)
    v_sector_3 = bool(g0 >> 4 & 0x1)
    v_sector_4 = bool(g0 >> 3 & 0x1)
    v_sector_5 = bool(g0 >> 2 & 0x1)
    v_sector_6 = bool(g0 >> 1 & 0x1)
    v_sector_7 = bool(g0 >> 0 & 0x1)
    return VhdSectorBitmapByte(
        sector_0=v_sector_0,
        sector_1=v_sector_1,
        sector_2=v_sector_2,
        sector_3=v_sector_3,
        sector_4=v_sector_4,
        sector_5=v_sector_5,
        sector_6=v_sector_6,
        sector_7=v_sector_7,
    )


def read_vhd_batmap_header(data: bytes, base: int = 0) -> VhdBatmapHeader:
    """Check and return the vhd batmap header at the start of `data`."""
    if len(data) < 512:
        raise FieldError(
            "vhd batmap header", "", base + len(data), len(data), "needs more bytes", 1
        )
    if data[0:8] != b"tdbatmap":
        raise FieldError("vhd batmap header", "cookie", base, data[0:8], '"tdbatmap"', 2)
    v_ofs_batmap = int.from_bytes(data[8:16], "big")
    v_batmap_sectors = int.from_bytes(data[16:20], "big")
    v_version = int.from_bytes(data[20:24], "big")
    if v_version > 0x10002:
        raise FieldError("vhd batmap header", "version", base + 20, v_version, "at most 0x10002", 3)
    v_checksum = int.from_bytes(data[24:28], "big")
    v_marker = int.from_bytes(data[28:29], "big")
    v_padding = data[29:512]
    return VhdBatmapHeader(
        ofs_batmap=v_ofs_batmap,
        batmap_sectors=v_batmap_sectors,
        version=v_version,
        checksum=v_checksum,
        marker=v_marker,
        padding=v_padding,
    )
