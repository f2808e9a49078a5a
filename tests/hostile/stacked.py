# SPDX-License-Identifier: Apache-2.0
"""Data that the file has once and the disk many times, and data on top of what the format itself
reads there: who unpacks the first runs out of space, and the second lets the disk's user write the
image's tables.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Mapping
from pathlib import Path

from lab.images import parallels as parallels_image
from lab.images import qcow2 as q2
from lab.images import two_level as two_level_image
from lab.images import vdi as vdi_image
from lab.images import vhd as vhd_image
from lab.images import vhdx as vhdx_image
from lab.images import vmdk as vmdk_image
from tests.hostile.catalogue import QUESTIONS, Build, hostile

KIB, MIB = 1 << 10, 1 << 20
DESCRIPTOR = vmdk_image.IDS + b'createType="monolithicSparse"\nRW 16384 SPARSE "i"\n'
SPARSE_DATA = vmdk_image.GRAINS


def dense(path: Path) -> Path:
    """Without holes, so that all of it is data."""
    path.write_bytes(path.read_bytes())
    return path


def qcow2(*patches: q2.Patch, **wanted: object) -> Build:
    return q2.qcow2(*patches, **wanted)  # type: ignore[arg-type]


def vmdk(entries: Mapping[int, int], *patches: vmdk_image.Patch, text: bytes = DESCRIPTOR) -> Build:
    return lambda path: vmdk_image.sparse(path, dict(entries), *patches, text=text)


def vhd(entries: Mapping[int, int], **wanted: object) -> Build:
    return lambda path: vhd_image.dynamic(path, entries, **wanted)  # type: ignore[arg-type]


def vhdx_of_data(path: Path) -> None:
    entries = {n: vhdx_image.place(vhdx_image.DATA) for n in range(8)}
    vhdx_image.vhdx(path, entries, file_end=6 * MIB)
    with path.open("r+b") as file:
        file.seek(vhdx_image.DATA)
        file.write(b"x" * MIB)


def parallels_of_data(path: Path) -> None:
    place = parallels_image.CLUSTER_SECTORS
    parallels_image.parallels(
        path, dict.fromkeys(range(8), place), file_end=2 * parallels_image.CLUSTER
    )


def sparse_bomb(path: Path) -> None:
    """As long as the disk, but a hole from where the data ends."""
    vmdk_image.sparse(path, dict.fromkeys(range(512), SPARSE_DATA), text=DESCRIPTOR)
    os.truncate(path, 8 * MIB)


BOMBS: dict[str, Build] = {
    "qcow2": qcow2(entries=dict.fromkeys(range(64), q2.DATA | q2.COPIED)),
    "qcow2-v2": qcow2(entries=dict.fromkeys(range(64), q2.DATA | q2.COPIED), version=2),
    "qcow2-every-other": qcow2(entries=dict.fromkeys(range(0, 64, 2), q2.DATA | q2.COPIED)),
    "qcow": lambda path: two_level_image.qcow(
        path, dict.fromkeys(range(512), two_level_image.QCOW_DATA)
    ),
    "qed": lambda path: two_level_image.qed(
        path, dict.fromkeys(range(512), two_level_image.QED_DATA)
    ),
    "vmdk": vmdk(dict.fromkeys(range(512), SPARSE_DATA)),
    "vhd": vhd(
        {n: vhd_image.place(0) for n in range(8)},
        file_end=vhd_image.DATA + vhd_image.BITMAP + vhd_image.BLOCK + 512,
    ),
    "vhdx": vhdx_of_data,
    "vdi": lambda path: dense(
        vdi_image.vdi(path, dict.fromkeys(range(6), 0), file_end=vdi_image.DATA + MIB)
    ),
    "parallels": parallels_of_data,
}


SNAPSHOTS = q2.SPARE
SNAPSHOT_L1, SNAPSHOT_L2 = 9 * q2.CLUSTER, 10 * q2.CLUSTER
DIRECTORY, BITMAP, BITS = 11 * q2.CLUSTER, 12 * q2.CLUSTER, 13 * q2.CLUSTER
RICH = {
    "pieces": {
        SNAPSHOTS: struct.pack(">QIHHIIQIIQQ", SNAPSHOT_L1, 1, 1, 1, 0, 0, 0, 0, 16, 0, q2.SIZE)
        + b"1a",
        SNAPSHOT_L1: struct.pack(">Q", SNAPSHOT_L2),
        DIRECTORY: struct.pack(">QIIBBHI", BITMAP, 1, 0, 1, 16, 1, 0) + b"b",
        BITMAP: struct.pack(">Q", BITS),
    },
    "extensions": q2.extension(q2.BITMAPS, struct.pack(">IIQQ", 1, 0, 32, DIRECTORY)),
}
RICH_HEADER: tuple[q2.Patch, ...] = ((60, ">I", 1), (64, ">Q", SNAPSHOTS), (88, ">Q", 1))


def rich(place: int, *patches: q2.Patch) -> Build:
    """A qcow2 with all kinds of metadata; its first cluster is at `place`."""
    return qcow2(*RICH_HEADER, *patches, entries={0: place | q2.COPIED}, **RICH)


def snapshot_data(*entries: int) -> Build:
    """... and so are the first clusters of its snapshot; that of the active disk is its own."""
    return rich(q2.DATA, *((SNAPSHOT_L2 + 8 * n, ">Q", entry) for n, entry in enumerate(entries)))


SECTOR = 512
OVERLAPS: dict[str, tuple[Build, str]] = {
    "qcow2-refcount-table": (rich(q2.TABLE), "qcow2 refcount table entry"),
    "qcow2-refcount-block": (rich(q2.BLOCK), "qcow2 refcounts in byte"),
    "qcow2-l1": (rich(q2.L1), "qcow2 l1 entry"),
    "qcow2-l2": (rich(q2.L2), "qcow2 l2 entry"),
    "qcow2-snapshots": (rich(SNAPSHOTS), "qcow2 snapshot header"),
    "qcow2-snapshot-l1": (rich(SNAPSHOT_L1), "qcow2 l1 entry"),
    "qcow2-snapshot-l2": (rich(SNAPSHOT_L2), "qcow2 l2 entry"),
    "qcow2-bitmaps": (rich(DIRECTORY), "qcow2 bitmap entry"),
    "qcow2-bitmap-table": (rich(BITMAP), "qcow2 bitmap table entry"),
    "qcow2-bitmap-bits": (rich(BITS), "qcow2 bitmap table entry"),
    "qcow2-snapshot-data": (snapshot_data(q2.DATA, 0, q2.L2 | q2.COPIED), "qcow2 l2 entry"),
    "qcow2-snapshot-zero": (snapshot_data(0, q2.L1 | 1), "qcow2 l1 entry"),
    "qcow2-snapshot-run": (
        snapshot_data(SNAPSHOTS - q2.CLUSTER, SNAPSHOTS),
        "qcow2 snapshot header",
    ),
    "qcow2-v2-l1": (qcow2(entries={0: q2.L1 | q2.COPIED}, version=2), "qcow2 l1 entry"),
    "qcow2-zero-cluster": (rich(q2.L1 | 1), "qcow2 l1 entry"),
    "qcow-header": (
        lambda path: two_level_image.qcow(path, {0: SECTOR // 16}),
        "qcow1 header",
    ),
    "qcow-l1": (
        lambda path: two_level_image.qcow(path, {0: two_level_image.QCOW_L1}),
        "qcow1 l1 entry",
    ),
    "qcow-l2": (
        lambda path: two_level_image.qcow(path, {0: two_level_image.QCOW_L2}),
        "qcow1 l2 entry",
    ),
    "qed-l1": (
        lambda path: two_level_image.qed(path, {0: two_level_image.QED_L1}),
        "qed table entry",
    ),
    "qed-l2": (
        lambda path: two_level_image.qed(path, {0: two_level_image.QED_L2}),
        "qed table entry",
    ),
    "vmdk-descriptor": (vmdk({0: 2}, (64, "<Q", 2)), "vmdk descriptor"),
    "vmdk-directory": (
        vmdk({0: vmdk_image.DIRECTORY}, (64, "<Q", 0)),
        "vmdk grain directory entry",
    ),
    "vmdk-table": (vmdk({0: vmdk_image.TABLE}, (64, "<Q", 0)), "vmdk grain table entry"),
    "vmdk-overhead": (vmdk({0: vmdk_image.GRAINS - 1}), "vmdk sparse header"),
    "vmdk-redundant-table": (
        vmdk({0: SPARSE_DATA + 1}, (48, "<Q", SPARSE_DATA), (SPARSE_DATA * SECTOR, "<I", 34)),
        "vmdk grain table entry",
    ),
    "vhd-header": (vhd({0: 1}), "vhd dynamic header"),
    "vhd-bat": (vhd({0: 2}), "vhd bat entry"),
    "vhd-bitmap": (
        vhd({0: vhd_image.place(0), 1: vhd_image.place(0) - 1}),
        "vhd sector bitmap byte",
    ),
    "vhd-footer": (vhd({0: vhd_image.place(7) + 1}), "vhd footer"),
    "vdi-header": (
        lambda path: vdi_image.vdi(path, {0: 0}, (0x158, "<I", 0)),
        "vdi header",
    ),
    "vdi-map": (
        lambda path: vdi_image.vdi(path, {0: 0}, (0x158, "<I", 512)),
        "vdi block map entry",
    ),
    "parallels-extension": (
        lambda path: parallels_image.parallels(
            path, {0: parallels_image.EXTENSION}, extension=parallels_image.extension([])
        ),
        "parallels extension header",
    ),
}

ASKED = (*QUESTIONS, ("info", "--safety", "--fail-on=high", "--max-ratio=1"))
for name, build in BOMBS.items():
    kind = name.split("-")[0]
    hostile(f"bomb-{name}.{kind}", "blocks of the disk share a block of the file", build, ASKED)
for name, (build, structure) in OVERLAPS.items():
    kind = name.split("-")[0]
    hostile(f"overlap-{name}.{kind}", f"data on top of the {structure}", build, ASKED)
