# SPDX-License-Identifier: Apache-2.0
"""QED and qcow images assembled by hand, sound or broken."""

from __future__ import annotations

import struct
from pathlib import Path

CLUSTER = 4096
Patch = tuple[int, str, int]
QED_L1, QED_L2, QED_DATA = CLUSTER, 3 * CLUSTER, 5 * CLUSTER  # tables of two clusters
QED_CLUSTERS = 16
QED_ENTRIES = 2 * CLUSTER // 8
QED_SIZE = 2 * QED_ENTRIES * CLUSTER


def _link(content: bytearray, form: str, at: tuple[int, int], entries: dict[int, int]) -> None:
    """An L1 table of one entry, and entries of the L2 table that it names."""
    l1, l2 = at
    struct.pack_into(form, content, l1, l2)
    for index, entry in entries.items():
        struct.pack_into(form, content, l2 + struct.calcsize(form) * index, entry)


def _patched(path: Path, content: bytearray, patches: tuple[Patch, ...]) -> Path:
    for offset, form, number in patches:
        struct.pack_into(form, content, offset, number)
    path.write_bytes(content)
    return path


def qed(path: Path, entries: dict[int, int], *patches: Patch) -> Path:
    content = bytearray(QED_CLUSTERS * CLUSTER)
    struct.pack_into(
        "<4sIIIQQQQQII", content, 0, b"QED\0", CLUSTER, 2, 1, 0, 0, 0, QED_L1, QED_SIZE, 0, 0
    )
    _link(content, "<Q", (QED_L1, QED_L2), entries)
    return _patched(path, content, patches)


QCOW_L1, QCOW_L2, QCOW_DATA = 48, 512, 2 * CLUSTER
L2_BITS = 6
QCOW_SIZE = 3 * CLUSTER << L2_BITS


def qcow(path: Path, entries: dict[int, int], *patches: Patch) -> Path:
    content = bytearray(8 * CLUSTER)
    struct.pack_into(
        ">4sIQIIQBBHIQ", content, 0, b"QFI\xfb", 1, 0, 0, 0, QCOW_SIZE, 12, L2_BITS, 0, 0, QCOW_L1
    )
    _link(content, ">Q", (QCOW_L1, QCOW_L2), entries)
    return _patched(path, content, patches)
