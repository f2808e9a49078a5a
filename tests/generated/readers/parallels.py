# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-reader specs/formats/parallels.ksy spec=ca4f037f gen=1
# Generated: edit the spec, then run `make codegen`.
"""Readers of the structures of parallels: for tests; the host itself reads no image."""

from __future__ import annotations

from instar.generated.formats.parallels import (
    ParallelsBatEntry,
    ParallelsDirtyBitmap,
    ParallelsDirtyBitmapL1Entry,
    ParallelsExtensionFeature,
    ParallelsExtensionHeader,
    ParallelsHeader,
)
from instar.layout import FieldError


def read_parallels_header(data: bytes, base: int = 0) -> ParallelsHeader:
    """Check and return the parallels header at the start of `data`."""
    if len(data) < 64:
        raise FieldError("parallels header", "", base + len(data), len(data), "needs more bytes", 1)
    v_magic = data[0:16]
    if v_magic not in (
        b"WithoutFreeSpace",
        b"WithouFreSpacExt",
    ):
        raise FieldError(
            "parallels header",
            "magic",
            base,
            v_magic,
            '"WithoutFreeSpace" or "WithouFreSpacExt"',
            2,
        )
    v_version = int.from_bytes(data[16:20], "little")
    if v_version != 2:
        raise FieldError("parallels header", "version", base + 16, v_version, "2", 3)
    v_num_heads = int.from_bytes(data[20:24], "little")
    v_num_cylinders = int.from_bytes(data[24:28], "little")
    v_cluster_sectors = int.from_bytes(data[28:32], "little")
    if v_cluster_sectors > 4186127:
        raise FieldError(
            "parallels header",
            "cluster_sectors",
            base + 28,
            v_cluster_sectors,
            "at most 4186127",
            3,
        )
    v_num_bat_entries = int.from_bytes(data[32:36], "little")
    if v_num_bat_entries > 0x1FFFFFFF:
        raise FieldError(
            "parallels header",
            "num_bat_entries",
            base + 32,
            v_num_bat_entries,
            "at most 0x1fffffff",
            3,
        )
    v_num_sectors = int.from_bytes(data[36:44], "little")
    v_in_use = int.from_bytes(data[44:48], "little")
    v_data_sector = int.from_bytes(data[48:52], "little")
    v_flags = int.from_bytes(data[52:56], "little")
    v_extension_sector = int.from_bytes(data[56:64], "little")
    return ParallelsHeader(
        magic=v_magic,
        version=v_version,
        num_heads=v_num_heads,
        num_cylinders=v_num_cylinders,
        cluster_sectors=v_cluster_sectors,
        num_bat_entries=v_num_bat_entries,
        num_sectors=v_num_sectors,
        in_use=v_in_use,
        data_sector=v_data_sector,
        flags=v_flags,
        extension_sector=v_extension_sector,
    )


def read_parallels_bat_entry(data: bytes, base: int = 0) -> ParallelsBatEntry:
    """Check and return the parallels bat entry at the start of `data`."""
    if len(data) < 4:
        raise FieldError(
            "parallels bat entry", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_place = int.from_bytes(data[0:4], "little")
    return ParallelsBatEntry(place=v_place)


def read_parallels_extension_header(data: bytes, base: int = 0) -> ParallelsExtensionHeader:
    """Check and return the parallels extension header at the start of `data`."""
    if len(data) < 24:
        raise FieldError(
            "parallels extension header", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_magic = int.from_bytes(data[0:8], "little")
    if v_magic != 0xAB234CEF23DCEA87:
        raise FieldError(
            "parallels extension header", "magic", base, v_magic, "0xab234cef23dcea87", 2
        )
    v_checksum = data[8:24]
    return ParallelsExtensionHeader(magic=v_magic, checksum=v_checksum)


def read_parallels_extension_feature(data: bytes, base: int = 0) -> ParallelsExtensionFeature:
    """Check and return the parallels extension feature at the start of `data`."""
    if len(data) < 24:
        raise FieldError(
            "parallels extension feature", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_magic = int.from_bytes(data[0:8], "little")
    v_flags = int.from_bytes(data[8:16], "little")
    v_len_data = int.from_bytes(data[16:20], "little")
    v_reserved = data[20:24]
    return ParallelsExtensionFeature(
        magic=v_magic, flags=v_flags, len_data=v_len_data, reserved=v_reserved
    )


def read_parallels_dirty_bitmap(data: bytes, base: int = 0) -> ParallelsDirtyBitmap:
    """Check and return the parallels dirty bitmap at the start of `data`."""
    if len(data) < 32:
        raise FieldError(
            "parallels dirty bitmap", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_num_sectors = int.from_bytes(data[0:8], "little")
    v_uuid = data[8:24]
    v_granularity = int.from_bytes(data[24:28], "little")
    v_num_l1_entries = int.from_bytes(data[28:32], "little")
    return ParallelsDirtyBitmap(
        num_sectors=v_num_sectors,
        uuid=v_uuid,
        granularity=v_granularity,
        num_l1_entries=v_num_l1_entries,
    )


def read_parallels_dirty_bitmap_l1_entry(data: bytes, base: int = 0) -> ParallelsDirtyBitmapL1Entry:
    """Check and return the parallels dirty bitmap l1 entry at the start of `data`."""
    if len(data) < 8:
        raise FieldError(
            "parallels dirty bitmap l1 entry",
            "",
            base + len(data),
            len(data),
            "needs more bytes",
            1,
        )
    v_sector = int.from_bytes(data[0:8], "little")
    return ParallelsDirtyBitmapL1Entry(sector=v_sector)
