# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-reader specs/formats/asif.ksy spec=71f3d058 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Readers of the structures of asif: for tests; the host itself reads no image."""

from __future__ import annotations

from instar.generated.formats.asif import (
    AsifDirectory,
    AsifDirectoryEntry,
    AsifHeader,
    AsifTableEntry,
)
from instar.layout import FieldError


def read_asif_table_entry(data: bytes, base: int = 0) -> AsifTableEntry:
    """Check and return the asif table entry at the start of `data`."""
    if len(data) < 8:
        raise FieldError("asif table entry", "", base + len(data), len(data), "needs more bytes", 1)
    g0 = int.from_bytes(data[0:8], "big")
    v_state = g0 >> 62 & 0x3
    v_reserved = g0 >> 55 & 0x7F
    v_chunk = g0 >> 0 & 0x7FFFFFFFFFFFFF
    return AsifTableEntry(state=v_state, reserved=v_reserved, chunk=v_chunk)


def read_asif_header(data: bytes, base: int = 0) -> AsifHeader:
    """Check and return the asif header at the start of `data`."""
    if len(data) < 108:
        raise FieldError("asif header", "", base + len(data), len(data), "needs more bytes", 1)
    if data[0:4] != b"shdw":
        raise FieldError("asif header", "magic", base, data[0:4], '"shdw"', 2)
    v_version = int.from_bytes(data[4:8], "big")
    if v_version != 1:
        raise FieldError("asif header", "version", base + 4, v_version, "1", 3)
    v_len_header = int.from_bytes(data[8:12], "big")
    v_flags = int.from_bytes(data[12:16], "big")
    v_ofs_directories = tuple(int.from_bytes(data[i : i + 8], "big") for i in range(16, 32, 8))
    v_uuid = data[32:48]
    v_num_sectors = int.from_bytes(data[48:56], "big")
    v_max_sectors = int.from_bytes(data[56:64], "big")
    v_len_chunk = int.from_bytes(data[64:68], "big")
    if not (
        ((v_len_chunk >= 32768) and (v_len_chunk <= 0x4000000))
        and ((v_len_chunk & (v_len_chunk - 1)) == 0)
    ):
        raise FieldError(
            "asif header",
            "len_chunk",
            base + 64,
            v_len_chunk,
            "such that len_chunk >= 32768 and len_chunk <= 0x4000000 and len_chunk & "
            "(len_chunk - 1) == 0",
            7,
        )
    v_len_sector = int.from_bytes(data[68:70], "big")
    if not (
        (
            ((v_len_sector >= 512) and (v_len_sector <= 4096))
            and ((v_len_sector & (v_len_sector - 1)) == 0)
        )
        and ((v_len_chunk - (32 * v_len_sector)) >= 8)
    ):
        raise FieldError(
            "asif header",
            "len_sector",
            base + 68,
            v_len_sector,
            "such that len_sector >= 512 and len_sector <= 4096 and len_sector & "
            "(len_sector - 1) == 0 and len_chunk - 32 * len_sector >= 8",
            7,
        )
    v_num_segments = int.from_bytes(data[70:72], "big")
    v_metadata_chunk = int.from_bytes(data[72:80], "big")
    v_reserved = data[80:96]
    v_read_only_flags = int.from_bytes(data[96:100], "big")
    v_metadata_flags = int.from_bytes(data[100:104], "big")
    v_metadata_read_only_flags = int.from_bytes(data[104:108], "big")
    return AsifHeader(
        version=v_version,
        len_header=v_len_header,
        flags=v_flags,
        ofs_directories=v_ofs_directories,
        uuid=v_uuid,
        num_sectors=v_num_sectors,
        max_sectors=v_max_sectors,
        len_chunk=v_len_chunk,
        len_sector=v_len_sector,
        num_segments=v_num_segments,
        metadata_chunk=v_metadata_chunk,
        reserved=v_reserved,
        read_only_flags=v_read_only_flags,
        metadata_flags=v_metadata_flags,
        metadata_read_only_flags=v_metadata_read_only_flags,
    )


def read_asif_directory(data: bytes, base: int = 0) -> AsifDirectory:
    """Check and return the asif directory at the start of `data`."""
    if len(data) < 8:
        raise FieldError("asif directory", "", base + len(data), len(data), "needs more bytes", 1)
    v_sequence = int.from_bytes(data[0:8], "big")
    return AsifDirectory(sequence=v_sequence)


def read_asif_directory_entry(data: bytes, base: int = 0) -> AsifDirectoryEntry:
    """Check and return the asif directory entry at the start of `data`."""
    if len(data) < 8:
        raise FieldError(
            "asif directory entry", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_chunk = int.from_bytes(data[0:8], "big")
    return AsifDirectoryEntry(chunk=v_chunk)
