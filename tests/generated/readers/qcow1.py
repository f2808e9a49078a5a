# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-reader specs/formats/qcow1.ksy spec=e6f25dc2 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Readers of the structures of qcow1: for tests; the host itself reads no image."""

from __future__ import annotations

from instar.generated.formats.qcow1 import (
    Qcow1CompressedEntry,
    Qcow1Header,
    Qcow1L1Entry,
    Qcow1L2Entry,
)
from instar.layout import FieldError


def read_qcow1_header(data: bytes, base: int = 0) -> Qcow1Header:
    """Check and return the qcow1 header at the start of `data`."""
    if len(data) < 48:
        raise FieldError("qcow1 header", "", base + len(data), len(data), "needs more bytes", 1)
    if data[0:4] != b"QFI\xfb":
        raise FieldError("qcow1 header", "magic", base, data[0:4], "51 46 49 fb", 2)
    v_version = int.from_bytes(data[4:8], "big")
    if v_version != 1:
        raise FieldError("qcow1 header", "version", base + 4, v_version, "1", 3)
    v_ofs_backing_file = int.from_bytes(data[8:16], "big")
    v_len_backing_file = int.from_bytes(data[16:20], "big")
    v_mtime = int.from_bytes(data[20:24], "big")
    v_virtual_size = int.from_bytes(data[24:32], "big")
    if v_virtual_size < 2:
        raise FieldError("qcow1 header", "virtual_size", base + 24, v_virtual_size, "at least 2", 3)
    v_cluster_bits = int.from_bytes(data[32:33], "big")
    if not 9 <= v_cluster_bits <= 16:
        raise FieldError("qcow1 header", "cluster_bits", base + 32, v_cluster_bits, "9..16", 3)
    v_l2_bits = int.from_bytes(data[33:34], "big")
    if not 6 <= v_l2_bits <= 13:
        raise FieldError("qcow1 header", "l2_bits", base + 33, v_l2_bits, "6..13", 3)
    v_reserved = int.from_bytes(data[34:36], "big")
    v_crypt_method = int.from_bytes(data[36:40], "big")
    if v_crypt_method not in (
        0,
        1,
    ):
        raise FieldError(
            "qcow1 header", "crypt_method", base + 36, v_crypt_method, "one of 0 (none), 1 (aes)", 6
        )
    v_ofs_l1_table = int.from_bytes(data[40:48], "big")
    return Qcow1Header(
        version=v_version,
        ofs_backing_file=v_ofs_backing_file,
        len_backing_file=v_len_backing_file,
        mtime=v_mtime,
        virtual_size=v_virtual_size,
        cluster_bits=v_cluster_bits,
        l2_bits=v_l2_bits,
        reserved=v_reserved,
        crypt_method=v_crypt_method,
        ofs_l1_table=v_ofs_l1_table,
    )


def read_qcow1_l1_entry(data: bytes, base: int = 0) -> Qcow1L1Entry:
    """Check and return the qcow1 l1 entry at the start of `data`."""
    if len(data) < 8:
        raise FieldError("qcow1 l1 entry", "", base + len(data), len(data), "needs more bytes", 1)
    v_ofs_l2_table = int.from_bytes(data[0:8], "big")
    return Qcow1L1Entry(ofs_l2_table=v_ofs_l2_table)


def read_qcow1_l2_entry(data: bytes, base: int = 0) -> Qcow1L2Entry:
    """Check and return the qcow1 l2 entry at the start of `data`."""
    if len(data) < 8:
        raise FieldError("qcow1 l2 entry", "", base + len(data), len(data), "needs more bytes", 1)
    g0 = int.from_bytes(data[0:8], "big")
    v_compressed = bool(g0 >> 63 & 0x1)
    v_host_offset = g0 >> 0 & 0x7FFFFFFFFFFFFFFF
    return Qcow1L2Entry(compressed=v_compressed, host_offset=v_host_offset)


def read_qcow1_compressed_entry(
    data: bytes, cluster_bits: int, base: int = 0
) -> Qcow1CompressedEntry:
    """Check and return the qcow1 compressed entry at the start of `data`."""
    if len(data) < 8:
        raise FieldError(
            "qcow1 compressed entry", "", base + len(data), len(data), "needs more bytes", 1
        )
    g0 = int.from_bytes(data[0:8], "big")
    v_compressed = bool(g0 >> 63 & 0x1)
    v_descriptor = g0 >> 0 & 0x7FFFFFFFFFFFFFFF
    return Qcow1CompressedEntry(compressed=v_compressed, descriptor=v_descriptor)
