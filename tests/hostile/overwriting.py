# SPDX-License-Identifier: Apache-2.0
"""Images that lie to who writes over their disk: two blocks in one place of the file, or a block
where tables are, so that what is written to one changes another.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from lab.images import parallels, two_level, vdi, vhd
from tests.hostile.catalogue import IMAGE, INFO, Question, hostile

SOURCE = "source.raw"
SUFFIXES = {"vpc": "vhd"}


def overwriting(
    name: str, attacks: str, format: str, build: Callable[[Path], object], size: int
) -> None:
    """What becomes of it with another disk, of one megabyte at most."""

    def lay(path: Path) -> None:
        (path.parent / SOURCE).write_bytes(b"new!" * (min(size, 1 << 20) // 4))
        build(path)

    line: Question = ("convert", "-n", "-f", "raw", "-O", format, SOURCE, IMAGE)
    image = f"over-{format}-{name}.{SUFFIXES.get(format, format)}"
    hostile(image, attacks, lay, questions=(line, INFO))


def of_vdi(name: str, attacks: str, *patches: vdi.Patch, **entries: int) -> None:
    rows = {int(key[1:]): value for key, value in entries.items()} or {0: 0, 1: 1}
    build = lambda path: vdi.vdi(path, rows, *patches)  # noqa: E731
    overwriting(name, attacks, "vdi", build, vdi.SIZE)


of_vdi("two-in-one-block", "the first block and the last are one", b0=1, b5=1)
of_vdi("block-past-the-end", "a block where none is", b2=9)
of_vdi("block-of-2-to-32", "a sum: a block 4 PiB into the file", b0=vdi.DISCARDED - 1)
of_vdi("map-in-the-header", "entries over the header", (0x154, "<I", 0))
of_vdi("data-in-the-map", "data over the entries", (0x158, "<I", vdi.MAP))
of_vdi("data-in-the-header", "data over the header", (0x158, "<I", 0))


def of_vpc(name: str, attacks: str, *patches: vhd.Patch, **entries: int) -> None:
    rows = {int(key[1:]): value for key, value in entries.items()} or {0: vhd.place(0)}
    build = lambda path: vhd.dynamic(path, rows, *patches)  # noqa: E731
    overwriting(name, attacks, "vpc", build, vhd.SIZE)


of_vpc("two-in-one-block", "the first block and the last are one", b0=vhd.place(2), b7=vhd.place(2))
of_vpc(
    "two-share-a-sector",
    "the bitmap of one block is the last sector of another",
    b0=vhd.place(0),
    b1=vhd.place(1) - 1,
)
of_vpc(
    "two-share-backwards",
    "the last sector of a block is the bitmap of another",
    b0=vhd.place(1) - 1,
    b1=vhd.place(0),
)
of_vpc("block-is-the-header", "a block over the header", b3=vhd.HEADER // 512 + 1)
of_vpc("block-in-the-table", "a block over the table", b3=vhd.BAT // 512)
of_vpc("block-is-the-footer", "a block over the copy of the footer", b3=0)


def of_parallels(
    name: str,
    attacks: str,
    *patches: parallels.Patch,
    magic: bytes = parallels.OLD,
    file_end: int = 0,
    **entries: int,
) -> None:
    rows = {int(key[1:]): value for key, value in entries.items()}

    def build(path: Path) -> None:
        parallels.parallels(path, rows, *patches, magic=magic)
        os.truncate(path, file_end or path.stat().st_size)

    overwriting(name, attacks, "parallels", build, parallels.SIZE)


of_parallels("two-in-one-cluster", "the first cluster and the last are one", b0=63, b7=63)
of_parallels("two-share-a-sector", "a cluster begins in another one", b0=63, b1=125)
of_parallels("two-share-backwards", "a cluster ends in another one", b0=125, b1=63)
of_parallels(
    "newer-two-in-one-cluster",
    "the same where entries count clusters",
    magic=parallels.NEW,
    b0=2,
    b7=2,
)
of_parallels("cluster-past-the-end", "a cluster that a new one takes", b5=630)
of_parallels("cluster-cut-off", "a cluster that the end of the file is in", b5=568)
of_parallels(
    "table-of-a-gigabyte",
    "time: 2^28 entries, of which each may share each of 2^32 places",
    (32, "<I", 1 << 28),
    file_end=1 << 41,
    b0=63,
)
of_parallels("cluster-of-2-to-32", "a sum: a cluster 2 TiB into the file", b5=2**32 - 1)


def of_qed(name: str, attacks: str, *patches: two_level.Patch, **entries: int) -> None:
    rows = {int(key[1:]): value for key, value in entries.items()}
    build = lambda path: two_level.qed(path, rows, *patches)  # noqa: E731
    overwriting(name, attacks, "qed", build, two_level.QED_SIZE)


of_qed(
    "two-in-one-cluster",
    "the first cluster and another are one",
    b0=two_level.QED_DATA,
    b9=two_level.QED_DATA,
)
of_qed("cluster-in-the-table", "a cluster over the table that names it", b4=two_level.QED_L2)
of_qed(
    "cluster-past-the-end",
    "a cluster that a new one takes",
    b9=two_level.QED_CLUSTERS * two_level.CLUSTER,
)
of_qed(
    "two-tables-in-one-place",
    "the second half of the disk is the first",
    (two_level.QED_L1 + 8, "<Q", two_level.QED_L2),
)
