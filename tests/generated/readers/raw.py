# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-reader specs/formats/raw.ksy spec=4f1f39de gen=1
# Generated: edit the spec, then run `make codegen`.
"""Readers of the structures of raw: for tests; the host itself reads no image."""

from __future__ import annotations

from instar.generated.formats.raw import (
    RawGptEntry,
    RawGptHeader,
    RawMbr,
    RawMbrPartition,
    RawProtectiveMbr,
)
from instar.layout import FieldError


def read_raw_mbr_partition(data: bytes, base: int = 0) -> RawMbrPartition:
    """Check and return the raw mbr partition at the start of `data`."""
    if len(data) < 16:
        raise FieldError(
            "raw mbr partition", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_boot_indicator = int.from_bytes(data[0:1], "little")
    if v_boot_indicator not in (
        0,
        0x80,
    ):
        raise FieldError(
            "raw mbr partition", "boot_indicator", base, v_boot_indicator, "0x0 or 0x80", 3
        )
    v_start_chs = data[1:4]
    v_type = int.from_bytes(data[4:5], "little")
    v_end_chs = data[5:8]
    v_start_sector = int.from_bytes(data[8:12], "little")
    v_num_sectors = int.from_bytes(data[12:16], "little")
    return RawMbrPartition(
        boot_indicator=v_boot_indicator,
        start_chs=v_start_chs,
        type=v_type,
        end_chs=v_end_chs,
        start_sector=v_start_sector,
        num_sectors=v_num_sectors,
    )


def read_raw_mbr(data: bytes, base: int = 0) -> RawMbr:
    """Check and return the raw mbr at the start of `data`."""
    if len(data) < 512:
        raise FieldError("raw mbr", "", base + len(data), len(data), "needs more bytes", 1)
    v_boot_code = data[0:440]
    v_disk_signature = int.from_bytes(data[440:444], "little")
    v_reserved = data[444:446]
    v_partitions = tuple(
        read_raw_mbr_partition(data[i : i + 16], base=base + i) for i in range(446, 510, 16)
    )
    if data[510:512] != b"U\xaa":
        raise FieldError("raw mbr", "signature", base + 510, data[510:512], "55 aa", 2)
    return RawMbr(
        boot_code=v_boot_code,
        disk_signature=v_disk_signature,
        reserved=v_reserved,
        partitions=v_partitions,
    )


def read_raw_protective_mbr(data: bytes, base: int = 0) -> RawProtectiveMbr:
    """Check and return the raw protective mbr at the start of `data`."""
    if len(data) < 512:
        raise FieldError(
            "raw protective mbr", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_boot_code = data[0:440]
    v_disk_signature = int.from_bytes(data[440:444], "little")
    v_reserved = data[444:446]
    v_boot_indicator = int.from_bytes(data[446:447], "little")
    if v_boot_indicator not in (
        0,
        0x80,
    ):
        raise FieldError(
            "raw protective mbr", "boot_indicator", base + 446, v_boot_indicator, "0x0 or 0x80", 3
        )
    v_start_chs = data[447:450]
    v_type = int.from_bytes(data[450:451], "little")
    if v_type != 238:
        raise FieldError(
            "raw protective mbr",
            "type",
            base + 450,
            v_type,
            "238 (partition_type::gpt_protective)",
            3,
        )
    v_end_chs = data[451:454]
    v_start_sector = int.from_bytes(data[454:458], "little")
    if v_start_sector != 1:
        raise FieldError("raw protective mbr", "start_sector", base + 454, v_start_sector, "1", 3)
    v_num_sectors = int.from_bytes(data[458:462], "little")
    v_other_partitions = data[462:510]
    if data[510:512] != b"U\xaa":
        raise FieldError("raw protective mbr", "signature", base + 510, data[510:512], "55 aa", 2)
    return RawProtectiveMbr(
        boot_code=v_boot_code,
        disk_signature=v_disk_signature,
        reserved=v_reserved,
        boot_indicator=v_boot_indicator,
        start_chs=v_start_chs,
        type=v_type,
        end_chs=v_end_chs,
        start_sector=v_start_sector,
        num_sectors=v_num_sectors,
        other_partitions=v_other_partitions,
    )


def read_raw_gpt_header(data: bytes, base: int = 0) -> RawGptHeader:
    """Check and return the raw gpt header at the start of `data`."""
    if len(data) < 92:
        raise FieldError("raw gpt header", "", base + len(data), len(data), "needs more bytes", 1)
    if data[0:8] != b"EFI PART":
        raise FieldError("raw gpt header", "signature", base, data[0:8], '"EFI PART"', 2)
    v_revision = int.from_bytes(data[8:12], "little")
    if not 0x10000 <= v_revision <= 0x1FFFF:
        raise FieldError("raw gpt header", "revision", base + 8, v_revision, "0x10000..0x1ffff", 3)
    v_len_header = int.from_bytes(data[12:16], "little")
    if not 92 <= v_len_header <= 4096:
        raise FieldError("raw gpt header", "len_header", base + 12, v_len_header, "92..4096", 3)
    v_header_crc32 = int.from_bytes(data[16:20], "little")
    if data[20:24] != b"\x00\x00\x00\x00":
        raise FieldError("raw gpt header", "reserved", base + 20, data[20:24], "zero", 4)
    v_my_sector = int.from_bytes(data[24:32], "little")
    v_alternate_sector = int.from_bytes(data[32:40], "little")
    v_first_usable_sector = int.from_bytes(data[40:48], "little")
    v_last_usable_sector = int.from_bytes(data[48:56], "little")
    if not (v_last_usable_sector >= v_first_usable_sector):
        raise FieldError(
            "raw gpt header",
            "last_usable_sector",
            base + 48,
            v_last_usable_sector,
            "such that last_usable_sector >= first_usable_sector",
            7,
        )
    v_disk_guid = data[56:72]
    v_entries_sector = int.from_bytes(data[72:80], "little")
    if v_entries_sector < 2:
        raise FieldError(
            "raw gpt header", "entries_sector", base + 72, v_entries_sector, "at least 2", 3
        )
    v_num_entries = int.from_bytes(data[80:84], "little")
    v_len_entry = int.from_bytes(data[84:88], "little")
    if v_len_entry not in (
        128,
        256,
        512,
        1024,
        2048,
        4096,
    ):
        raise FieldError(
            "raw gpt header",
            "len_entry",
            base + 84,
            v_len_entry,
            "128, 256, 512, 1024, 2048 or 4096",
            3,
        )
    v_entries_crc32 = int.from_bytes(data[88:92], "little")
    return RawGptHeader(
        revision=v_revision,
        len_header=v_len_header,
        header_crc32=v_header_crc32,
        my_sector=v_my_sector,
        alternate_sector=v_alternate_sector,
        first_usable_sector=v_first_usable_sector,
        last_usable_sector=v_last_usable_sector,
        disk_guid=v_disk_guid,
        entries_sector=v_entries_sector,
        num_entries=v_num_entries,
        len_entry=v_len_entry,
        entries_crc32=v_entries_crc32,
    )


def read_raw_gpt_entry(data: bytes, base: int = 0) -> RawGptEntry:
    """Check and return the raw gpt entry at the start of `data`."""
    if len(data) < 128:
        raise FieldError("raw gpt entry", "", base + len(data), len(data), "needs more bytes", 1)
    v_type_guid = data[0:16]
    v_partition_guid = data[16:32]
    v_first_sector = int.from_bytes(data[32:40], "little")
    v_last_sector = int.from_bytes(data[40:48], "little")
    v_attributes = int.from_bytes(data[48:56], "little")
    v_name = data[56:128]
    return RawGptEntry(
        type_guid=v_type_guid,
        partition_guid=v_partition_guid,
        first_sector=v_first_sector,
        last_sector=v_last_sector,
        attributes=v_attributes,
        name=v_name,
    )
