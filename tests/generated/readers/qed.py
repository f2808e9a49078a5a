# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-reader specs/formats/qed.ksy spec=d4cf34e4 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Readers of the structures of qed: for tests; the host itself reads no image."""

from __future__ import annotations

from instar.generated.formats.qed import QedHeader, QedTableEntry
from instar.layout import FieldError


def read_qed_header(data: bytes, base: int = 0) -> QedHeader:
    """Check and return the qed header at the start of `data`."""
    if len(data) < 64:
        raise FieldError("qed header", "", base + len(data), len(data), "needs more bytes", 1)
    if data[0:4] != b"QED\x00":
        raise FieldError("qed header", "magic", base, data[0:4], "51 45 44 00", 2)
    v_cluster_size = int.from_bytes(data[4:8], "little")
    if v_cluster_size not in (
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
            v_cluster_size,
            "0x1000, 0x2000, 0x4000, 0x8000, 0x10000, 0x20000, 0x40000, 0x80000, "
            "0x100000, 0x200000, 0x400000, 0x800000, 0x1000000, 0x2000000 or 0x4000000",
            3,
        )
    v_table_size = int.from_bytes(data[8:12], "little")
    if v_table_size not in (
        1,
        2,
        4,
        8,
        16,
    ):
        raise FieldError("qed header", "table_size", base + 8, v_table_size, "1, 2, 4, 8 or 16", 3)
    v_num_header_clusters = int.from_bytes(data[12:16], "little")
    v_features = int.from_bytes(data[16:24], "little")
    if v_features > 7:
        raise FieldError("qed header", "features", base + 16, v_features, "at most 7", 3)
    v_compat_features = int.from_bytes(data[24:32], "little")
    v_autoclear_features = int.from_bytes(data[32:40], "little")
    v_ofs_l1_table = int.from_bytes(data[40:48], "little")
    v_image_size = int.from_bytes(data[48:56], "little")
    if not ((v_image_size % 512) == 0):
        raise FieldError(
            "qed header", "image_size", base + 48, v_image_size, "a multiple of 512", 5
        )
    v_ofs_backing_file = int.from_bytes(data[56:60], "little")
    v_len_backing_file = int.from_bytes(data[60:64], "little")
    return QedHeader(
        cluster_size=v_cluster_size,
        table_size=v_table_size,
        num_header_clusters=v_num_header_clusters,
        features=v_features,
        compat_features=v_compat_features,
        autoclear_features=v_autoclear_features,
        ofs_l1_table=v_ofs_l1_table,
        image_size=v_image_size,
        ofs_backing_file=v_ofs_backing_file,
        len_backing_file=v_len_backing_file,
    )


def read_qed_table_entry(data: bytes, base: int = 0) -> QedTableEntry:
    """Check and return the qed table entry at the start of `data`."""
    if len(data) < 8:
        raise FieldError("qed table entry", "", base + len(data), len(data), "needs more bytes", 1)
    v_offset = int.from_bytes(data[0:8], "little")
    return QedTableEntry(offset=v_offset)
