# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-reader specs/formats/bochs.ksy spec=b3f5f642 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Readers of the structures of bochs: for tests; the host itself reads no image."""

from __future__ import annotations

from instar.generated.formats.bochs import BochsCatalogEntry, BochsEnd1, BochsEnd2, BochsHeader
from instar.layout import FieldError


def read_bochs_header(data: bytes, base: int = 0) -> BochsHeader:
    """Check and return the bochs header at the start of `data`."""
    if len(data) < 84:
        raise FieldError("bochs header", "", base + len(data), len(data), "needs more bytes", 1)
    if data[0:23] != b"Bochs Virtual HD Image\x00":
        raise FieldError(
            "bochs header",
            "magic",
            base,
            data[0:23],
            "42 6f 63 68 73 20 56 69 72 74 75 61 6c 20 48 44 20 49 6d 61 67 65 00",
            2,
        )
    v_unused = data[23:32]
    if data[32:40] != b"Redolog\x00":
        raise FieldError(
            "bochs header", "type", base + 32, data[32:40], "52 65 64 6f 6c 6f 67 00", 2
        )
    v_unused_type = data[40:48]
    if data[48:56] != b"Growing\x00":
        raise FieldError(
            "bochs header", "subtype", base + 48, data[48:56], "47 72 6f 77 69 6e 67 00", 2
        )
    v_unused_subtype = data[56:64]
    v_version = int.from_bytes(data[64:68], "little")
    if v_version not in (
        0x10000,
        0x20000,
    ):
        raise FieldError("bochs header", "version", base + 64, v_version, "0x10000 or 0x20000", 3)
    v_len_header = int.from_bytes(data[68:72], "little")
    v_num_catalog_entries = int.from_bytes(data[72:76], "little")
    if v_num_catalog_entries > 1048576:
        raise FieldError(
            "bochs header",
            "num_catalog_entries",
            base + 72,
            v_num_catalog_entries,
            "at most 1048576",
            3,
        )
    v_len_bitmap = int.from_bytes(data[76:80], "little")
    v_len_extent = int.from_bytes(data[80:84], "little")
    return BochsHeader(
        unused=v_unused,
        unused_type=v_unused_type,
        unused_subtype=v_unused_subtype,
        version=v_version,
        len_header=v_len_header,
        num_catalog_entries=v_num_catalog_entries,
        len_bitmap=v_len_bitmap,
        len_extent=v_len_extent,
    )


def read_bochs_end_1(data: bytes, base: int = 0) -> BochsEnd1:
    """Check and return the bochs end 1 at the start of `data`."""
    if len(data) < 8:
        raise FieldError("bochs end 1", "", base + len(data), len(data), "needs more bytes", 1)
    v_len_disk = int.from_bytes(data[0:8], "little")
    return BochsEnd1(len_disk=v_len_disk)


def read_bochs_end_2(data: bytes, base: int = 0) -> BochsEnd2:
    """Check and return the bochs end 2 at the start of `data`."""
    if len(data) < 12:
        raise FieldError("bochs end 2", "", base + len(data), len(data), "needs more bytes", 1)
    v_timestamp = int.from_bytes(data[0:4], "little")
    v_len_disk = int.from_bytes(data[4:12], "little")
    return BochsEnd2(timestamp=v_timestamp, len_disk=v_len_disk)


def read_bochs_catalog_entry(data: bytes, base: int = 0) -> BochsCatalogEntry:
    """Check and return the bochs catalog entry at the start of `data`."""
    if len(data) < 4:
        raise FieldError(
            "bochs catalog entry", "", base + len(data), len(data), "needs more bytes", 1
        )
    v_extent = int.from_bytes(data[0:4], "little")
    return BochsCatalogEntry(extent=v_extent)
