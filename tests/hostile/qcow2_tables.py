# SPDX-License-Identifier: Apache-2.0
"""qcow2 tables that point where they must not: past the end, at themselves, at each other;
snapshots; bombs.
"""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

from lab.images.qcow2 import (
    BLOCK,
    CLUSTER,
    COMPRESSED,
    COPIED,
    DATA,
    L1,
    L2,
    SIZE,
    SPARE,
    TABLE,
    Patch,
    qcow2,
    qcow2_bytes,
)
from tests.hostile.catalogue import INFO, QUESTIONS, hostile

MAX32, MAX64 = 2**32 - 1, 2**64 - 1
ENTRIES = CLUSTER // 8
WITH_SNAPSHOT = (("measure", "-l", "snapshot.id=1", "-O", "qcow2"), ("map", "--output=json"), INFO)


def table(name: str, attacks: str, *patches: Patch, entries: dict[int, int] | None = None) -> None:
    hostile(f"qcow2-{name}.qcow2", attacks, qcow2(*patches, entries=entries))


table("l1-points-at-itself", "a loop: an L2 table that is the L1 table", (L1, ">Q", L1 | COPIED))
table("l1-points-at-header", "an L2 table that is the header", (L1, ">Q", COPIED))
table("l1-unaligned-l2", "an L2 table inside of a cluster", (L1, ">Q", (L2 + 512) | COPIED))
table("l1-l2-past-the-end", "an L2 table past the end of the file", (L1, ">Q", 1 << 50))
table("l1-reserved-bits", "bits of an L1 entry that are reserved", (L1, ">Q", MAX64))
table("l2-points-at-itself", "data that is its own L2 table", entries={0: L2 | COPIED})
table("l2-points-at-header", "data that is the header", entries=dict.fromkeys(range(64), COPIED))
table(
    "l2-all-at-one-cluster",
    "every cluster of the disk is the same in the file",
    entries=dict.fromkeys(range(64), DATA),
)
table("l2-data-unaligned", "data inside of a cluster", entries={0: (DATA + 512) | COPIED})
table("l2-data-past-the-end", "data past the end of the file", entries={0: (1 << 55) | COPIED})
table("l2-reserved-bits", "bits of an L2 entry that are reserved", entries={0: MAX64 ^ COMPRESSED})
table(
    "l2-compressed-past-the-end",
    "compressed data past the end",
    entries={0: COMPRESSED | (1 << 57) - 1},
)
table("l2-compressed-all-bits", "compressed data with every bit set", entries={0: MAX64})
table(
    "refcount-block-unaligned", "a refcount block inside of a cluster", (TABLE, ">Q", BLOCK + 512)
)
table(
    "refcount-block-past-the-end",
    "a refcount block past the end of the file",
    (TABLE, ">Q", 1 << 55),
)
table(
    "refcount-block-is-its-table",
    "a refcount block that is the refcount table",
    (TABLE, ">Q", TABLE),
)
table(
    "extended-l2-contradiction",
    "subclusters that are allocated and zero at once",
    (72, ">Q", 1 << 4),
    (20, ">I", 14),
    (24, ">Q", 1 << 20),
    (48, ">Q", 1 << 14),
    (40, ">Q", 2 << 14),
    (2 << 14, ">Q", 3 << 14 | COPIED),
    (3 << 14, ">Q", 0),
    ((3 << 14) + 8, ">Q", MAX64),
)


def all_l2_tables_are_one(path: Path) -> None:
    """A disk of 2^43 bytes in a file of 16 MiB: a walk that followed each entry would look at 2^31
    of them.
    """
    content = qcow2_bytes((24, ">Q", 2**43), (36, ">I", 2**22), (40, ">Q", SPARE))
    with path.open("wb") as file:
        file.write(content[:SPARE])
        for _ in range(2**22 * 8 // (1 << 20)):
            file.write(struct.pack(">Q", L2 | COPIED) * (1 << 17))


hostile(
    "qcow2-l2-tables-all-one.qcow2",
    "time: 4,194,304 L1 entries that share one L2 table of data",
    all_l2_tables_are_one,
    QUESTIONS[:1],  # its map has eight million rows, and is printed
)


def sparse_tables(path: Path) -> None:
    """The largest L1 table, all of it a hole."""
    content = qcow2_bytes((24, ">Q", 2**42), (36, ">I", 2**21), (40, ">Q", 1 << 20))
    with path.open("wb") as file:
        file.write(content)
        file.truncate((1 << 20) + 8 * 2**21)


hostile(
    "qcow2-l1-is-a-hole.qcow2",
    "time: 2,097,152 L1 entries that are a hole of the file",
    sparse_tables,
)


def bomb(content: bytes, zstd: bool) -> bytearray:
    """One compressed cluster of 2 MiB; what is after it is up to `content`."""
    size = 1 << 30
    cluster = 1 << 21
    image = bytearray(6 * cluster)
    fields = (b"QFI\xfb", 3, 0, 0, 21, size, 0, 1, 3 * cluster, cluster, 1, 0, 0)
    struct.pack_into(">4sIQIIQIIQQIIQ", image, 0, *fields)
    struct.pack_into(">QQQIIB", image, 72, 8 if zstd else 0, 0, 0, 4, 112, 1 if zstd else 0)
    struct.pack_into(">Q", image, cluster, 2 * cluster)
    struct.pack_into(">Q", image, 3 * cluster, 4 * cluster | COPIED)
    image[5 * cluster : 5 * cluster + len(content)] = content
    sectors = -(-len(content) // 512) - 1
    width = 62 - (21 - 8)
    entry = COMPRESSED | sectors << width | 5 * cluster
    image[4 * cluster : 5 * cluster] = struct.pack(">Q", entry).ljust(8, b"\0") * (cluster // 8)
    return image


def packed_zeros(size: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -12)
    return packer.compress(bytes(size)) + packer.flush()


hostile(
    "qcow2-zlib-bomb.qcow2",
    "memory and time: 512 compressed clusters of which each unpacks to 256 MiB",
    lambda path: path.write_bytes(bomb(packed_zeros(1 << 28), False)),
)
ZSTD_BOMB = (
    bytes.fromhex("28b52ffd")
    + b"\xc0"
    + struct.pack("<QB", 2**63, 0)
    + bytes.fromhex("020000") * 9
    + b"\xff" * 64
)
hostile(
    "qcow2-zstd-bomb.qcow2",
    "memory: a zstd frame that says it is 2^63 bytes long, in a window as large",
    lambda path: path.write_bytes(bomb(ZSTD_BOMB, True)),
)


def snapshot(
    l1: int = L1,
    entries: int = 1,
    *,
    id: bytes = b"1",
    name: bytes = b"s",
    extra: int = 16,
    size: int = SIZE,
    lengths: tuple[int, int] | None = None,
) -> bytes:
    """An entry of the snapshot table."""
    id_length, name_length = lengths or (len(id), len(name))
    head = struct.pack(">QIHHIIQII", l1, entries, id_length, name_length, 0, 0, 0, 0, extra)
    return head + struct.pack(">QQ", 0, size)[:extra] + id + name


def snapshots(name: str, attacks: str, entry: bytes, count: int = 1) -> None:
    build = qcow2((60, ">I", count), (64, ">Q", SPARE), pieces={SPARE: entry})
    hostile(f"qcow2-{name}.qcow2", attacks, build, WITH_SNAPSHOT)


snapshots(
    "snapshot-l1-2-to-32",
    "memory: a snapshot's L1 table of 2^32-1 entries",
    snapshot(entries=MAX32),
)
snapshots("snapshot-l1-past-the-end", "a snapshot's L1 table past the end", snapshot(l1=1 << 50))
snapshots("snapshot-l1-unaligned", "a snapshot's L1 table inside of a cluster", snapshot(l1=L1 + 8))
snapshots(
    "snapshot-l1-at-2-to-64",
    "a sum: a snapshot's L1 table ends past 2^64",
    snapshot(l1=MAX64 - CLUSTER + 1),
)
snapshots("snapshot-extra-2-to-32", "a sum: 2^32-1 bytes of extra data", snapshot(extra=MAX32))
snapshots("snapshot-extra-4", "extra data that ends inside of a field", snapshot(extra=4))
snapshots("snapshot-names-leave-the-file", "names of 65535 bytes", snapshot(lengths=(65535, 65535)))
snapshots("snapshot-size-2-to-64", "a snapshot of a disk of 2^64-1 bytes", snapshot(size=MAX64))
snapshots(
    "snapshot-table-is-itself",
    "a snapshot whose L1 table is the snapshot table",
    snapshot(l1=SPARE),
)
snapshots("snapshots-65536-empty", "time: 65536 snapshots that are all zeros", b"", count=65536)
snapshots(
    "snapshot-name-with-escapes",
    "the terminal: control characters in a name",
    snapshot(name=b"\x1b[31m\r\nx\x9b"),
)

hostile(
    "qcow2-many-empty-questions.qcow2",
    "a disk of no bytes: divisions by its size",
    qcow2((24, ">Q", 0), (36, ">I", 0), entries={}),
    (*QUESTIONS, INFO),
)
