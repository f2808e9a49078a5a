# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-reader specs/formats/sesparse.ksy spec=318523ea gen=1
# Generated: edit the spec, then run `make codegen`.
"""Readers of the structures of sesparse: for tests; the host itself reads no image."""

from __future__ import annotations

from instar.generated.formats.sesparse import (
    SesparseConstHeader,
    SesparseGrainDirectoryEntry,
    SesparseGrainTableEntry,
    SesparseVolatileHeader,
)
from instar.layout import FieldError


def read_sesparse_const_header(data: bytes, base: int = 0) -> SesparseConstHeader:
    """Check and return the sesparse const header at the start of `data`."""
    if len(data) < 512:
        raise FieldError(
            "sesparse const header", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_magic = int.from_bytes(data[0:8], "little")
    if v_magic != 0xCAFEBABE:
        raise FieldError("sesparse const header", "magic", base, v_magic, "0xcafebabe", 2)
    v_version = int.from_bytes(data[8:16], "little")
    if v_version != 0x200000001:
        raise FieldError("sesparse const header", "version", base + 8, v_version, "0x200000001", 3)
    v_capacity = int.from_bytes(data[16:24], "little")
    v_grain_sectors = int.from_bytes(data[24:32], "little")
    if v_grain_sectors != 8:
        raise FieldError(
            "sesparse const header", "grain_sectors", base + 24, v_grain_sectors, "8", 3
        )
    v_grain_table_sectors = int.from_bytes(data[32:40], "little")
    if v_grain_table_sectors != 64:
        raise FieldError(
            "sesparse const header",
            "grain_table_sectors",
            base + 32,
            v_grain_table_sectors,
            "64",
            3,
        )
    v_flags = int.from_bytes(data[40:48], "little")
    if v_flags != 0:
        raise FieldError("sesparse const header", "flags", base + 40, v_flags, "0", 3)
    v_reserved_1 = int.from_bytes(data[48:56], "little")
    v_reserved_2 = int.from_bytes(data[56:64], "little")
    v_reserved_3 = int.from_bytes(data[64:72], "little")
    v_reserved_4 = int.from_bytes(data[72:80], "little")
    v_volatile_header_sector = int.from_bytes(data[80:88], "little")
    v_volatile_header_sectors = int.from_bytes(data[88:96], "little")
    v_journal_header_sector = int.from_bytes(data[96:104], "little")
    v_journal_header_sectors = int.from_bytes(data[104:112], "little")
    v_journal_sector = int.from_bytes(data[112:120], "little")
    v_journal_sectors = int.from_bytes(data[120:128], "little")
    v_grain_directory_sector = int.from_bytes(data[128:136], "little")
    v_grain_directory_sectors = int.from_bytes(data[136:144], "little")
    v_grain_tables_sector = int.from_bytes(data[144:152], "little")
    v_grain_tables_sectors = int.from_bytes(data[152:160], "little")
    v_free_bitmap_sector = int.from_bytes(data[160:168], "little")
    v_free_bitmap_sectors = int.from_bytes(data[168:176], "little")
    v_backmap_sector = int.from_bytes(data[176:184], "little")
    v_backmap_sectors = int.from_bytes(data[184:192], "little")
    v_grains_sector = int.from_bytes(data[192:200], "little")
    v_grains_sectors = int.from_bytes(data[200:208], "little")
    v_padding = data[208:512]
    return SesparseConstHeader(
        magic=v_magic,
        version=v_version,
        capacity=v_capacity,
        grain_sectors=v_grain_sectors,
        grain_table_sectors=v_grain_table_sectors,
        flags=v_flags,
        reserved_1=v_reserved_1,
        reserved_2=v_reserved_2,
        reserved_3=v_reserved_3,
        reserved_4=v_reserved_4,
        volatile_header_sector=v_volatile_header_sector,
        volatile_header_sectors=v_volatile_header_sectors,
        journal_header_sector=v_journal_header_sector,
        journal_header_sectors=v_journal_header_sectors,
        journal_sector=v_journal_sector,
        journal_sectors=v_journal_sectors,
        grain_directory_sector=v_grain_directory_sector,
        grain_directory_sectors=v_grain_directory_sectors,
        grain_tables_sector=v_grain_tables_sector,
        grain_tables_sectors=v_grain_tables_sectors,
        free_bitmap_sector=v_free_bitmap_sector,
        free_bitmap_sectors=v_free_bitmap_sectors,
        backmap_sector=v_backmap_sector,
        backmap_sectors=v_backmap_sectors,
        grains_sector=v_grains_sector,
        grains_sectors=v_grains_sectors,
        padding=v_padding,
    )


def read_sesparse_volatile_header(data: bytes, base: int = 0) -> SesparseVolatileHeader:
    """Check and return the sesparse volatile header at the start of `data`."""
    if len(data) < 512:
        raise FieldError(
            "sesparse volatile header", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_magic = int.from_bytes(data[0:8], "little")
    if v_magic != 0xCAFECAFE:
        raise FieldError("sesparse volatile header", "magic", base, v_magic, "0xcafecafe", 2)
    v_free_gt_number = int.from_bytes(data[8:16], "little")
    v_next_txn_seq_number = int.from_bytes(data[16:24], "little")
    v_replay_journal = int.from_bytes(data[24:32], "little")
    v_padding = data[32:512]
    return SesparseVolatileHeader(
        magic=v_magic,
        free_gt_number=v_free_gt_number,
        next_txn_seq_number=v_next_txn_seq_number,
        replay_journal=v_replay_journal,
        padding=v_padding,
    )


def read_sesparse_grain_directory_entry(data: bytes, base: int = 0) -> SesparseGrainDirectoryEntry:
    """Check and return the sesparse grain directory entry at the start of `data`."""
    if len(data) < 8:
        raise FieldError(
            "sesparse grain directory entry", "", base + len(data), len(data), "needs more bytes", 1
        )
    g0 = int.from_bytes(data[0:8], "little")
    v_table = g0 >> 0 & 0xFFFFFFFF
    v_state = g0 >> 32 & 0xFFFFFFFF
    return SesparseGrainDirectoryEntry(table=v_table, state=v_state)


def read_sesparse_grain_table_entry(data: bytes, base: int = 0) -> SesparseGrainTableEntry:
    """Check and return the sesparse grain table entry at the start of `data`."""
    if len(data) < 8:
        raise FieldError(
            "sesparse grain table entry", "", base + len(data), len(data), "needs more bytes", 1
        )
    g0 = int.from_bytes(data[0:8], "little")
    v_index_high = g0 >> 0 & 0xFFFFFFFFFFFF
    v_index_low = g0 >> 48 & 0xFFF
    v_state = g0 >> 60 & 0xF
    return SesparseGrainTableEntry(index_high=v_index_high, index_low=v_index_low, state=v_state)
