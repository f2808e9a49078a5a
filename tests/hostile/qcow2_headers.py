# SPDX-License-Identifier: Apache-2.0
"""qcow2 headers and header extensions that lie."""

from __future__ import annotations

from lab.images.qcow2 import (
    BACKING_FORMAT,
    BITMAPS,
    CLUSTER,
    ENCRYPTION,
    SPARE,
    Patch,
    extension,
    qcow2,
)
from tests.hostile.catalogue import hostile

MAX32, MAX64 = 2**32 - 1, 2**64 - 1


def broken(name: str, attacks: str, *patches: Patch, version: int = 3) -> None:
    """A header with other numbers in it."""
    hostile(f"qcow2-{name}.qcow2", attacks, qcow2(*patches, version=version))


for value in (0, 8, 22, 63, MAX32):
    broken(f"cluster-bits-{value}", f"a shift: clusters of 2^{value} bytes", (20, ">I", value))
for value in (7, 255, MAX32):
    broken(
        f"refcount-order-{value}", f"a shift: reference counts of 2^{value} bits", (96, ">I", value)
    )
broken("version-0", "which fields the header has", (4, ">I", 0))
broken("version-4", "which fields the header has", (4, ">I", 4))
broken("version-max", "which fields the header has", (4, ">I", MAX32))

broken("size-2-to-63", "a signed size: the disk has 2^63 bytes", (24, ">Q", 1 << 63))
broken("size-2-to-64-less-1", "rounding up: the disk has 2^64-1 bytes", (24, ">Q", MAX64))
broken("size-2-to-63-less-1", "rounding up: the disk has 2^63-1 bytes", (24, ">Q", (1 << 63) - 1))
broken("size-2-to-62", "an L1 table too short for its disk", (24, ">Q", 1 << 62))
broken("size-without-l1", "an L1 table of no entries for a disk of some", (36, ">I", 0))
broken(
    "size-and-l1-large",
    "memory: an L1 table of 32 MiB that the file does not have",
    (24, ">Q", 2**43),
    (36, ">I", 2**22),
)

broken("l1-entries-2-to-32", "memory: an L1 table of 2^32-1 entries", (36, ">I", MAX32))
broken(
    "l1-entries-overflow-32",
    "a product: L1 entries times 8 is 8 modulo 2^32",
    (36, ">I", 0x20000001),
)
broken("l1-entries-signed", "a signed count of L1 entries", (36, ">I", 0x80000000))
broken("l1-past-the-end", "an L1 table past the end of the file", (40, ">Q", 1 << 40))
broken("l1-unaligned", "an L1 table inside of a cluster", (40, ">Q", 3 * CLUSTER + 8))
broken("l1-at-2-to-64", "a sum: the L1 table ends past 2^64", (40, ">Q", MAX64 - CLUSTER + 1))
broken("l1-is-the-header", "an L1 table that is the header", (40, ">Q", 0))
broken("l1-is-the-refcount-table", "an L1 table that is the refcount table", (40, ">Q", CLUSTER))

broken("refcount-table-unaligned", "a refcount table inside of a cluster", (48, ">Q", CLUSTER + 1))
broken(
    "refcount-table-at-2-to-64",
    "a sum: the refcount table ends past 2^64",
    (48, ">Q", MAX64 - CLUSTER + 1),
)
broken(
    "refcount-table-past-the-end", "a refcount table past the end of the file", (48, ">Q", 1 << 50)
)
broken("refcount-table-huge", "memory: a refcount table of 2^32-1 clusters", (56, ">I", MAX32))
broken("refcount-table-empty", "a refcount table of no clusters", (56, ">I", 0))
broken("refcount-table-is-the-header", "a refcount table that is the header", (48, ">Q", 0))

broken("snapshots-2-to-32", "memory: 2^32-1 snapshots", (60, ">I", MAX32), (64, ">Q", SPARE))
broken(
    "snapshots-65537", "one snapshot more than there may be", (60, ">I", 65537), (64, ">Q", SPARE)
)
broken(
    "snapshots-past-the-end",
    "a snapshot table past the end of the file",
    (60, ">I", 1),
    (64, ">Q", 1 << 45),
)
broken(
    "snapshots-at-2-to-64",
    "a sum: the snapshot table ends past 2^64",
    (60, ">I", 1),
    (64, ">Q", MAX64 - 7),
)
broken(
    "snapshots-unaligned",
    "a snapshot table inside of a cluster",
    (60, ">I", 1),
    (64, ">Q", SPARE + 4),
)

broken("crypt-method-3", "an encryption that nobody knows", (32, ">I", 3))
broken("crypt-method-max", "an encryption that nobody knows", (32, ">I", MAX32))
broken(
    "crypt-luks-without-header", "LUKS encryption without the pointer to its header", (32, ">I", 2)
)
broken("features-all", "every incompatible feature at once", (72, ">Q", MAX64))
broken("features-bit-63", "an incompatible feature that nobody knows", (72, ">Q", 1 << 63))
broken("extended-l2-small-clusters", "a shift: subclusters of 128 bytes", (72, ">Q", 1 << 4))
broken(
    "compression-without-bit", "a compression that the feature bit does not admit", (104, "B", 1)
)
broken("compression-255", "a compression that nobody knows", (72, ">Q", 1 << 3), (104, "B", 255))
broken("header-length-0", "a header of no bytes", (100, ">I", 0))
broken("header-length-103", "a header shorter than version 3 has it", (100, ">I", 103))
broken("header-length-max", "a sum: a header of 2^32-1 bytes", (100, ">I", MAX32))
broken(
    "header-length-past-cluster",
    "extensions that begin behind the first cluster",
    (100, ">I", CLUSTER + 8),
)

broken(
    "backing-name-past-cluster",
    "a backing name behind the first cluster",
    (8, ">Q", CLUSTER),
    (16, ">I", 5),
)
broken(
    "backing-name-at-2-to-64",
    "a sum: the backing name ends past 2^64",
    (8, ">Q", MAX64 - 3),
    (16, ">I", 5),
)
broken(
    "backing-name-2-to-32",
    "memory: a backing name of 2^32-1 bytes",
    (8, ">Q", 1024),
    (16, ">I", MAX32),
)
broken("backing-name-1024", "a backing name one byte too long", (8, ">Q", 1024), (16, ">I", 1024))
broken(
    "backing-name-is-the-header",
    "a backing name that is the header's own magic",
    (8, ">Q", 1),
    (16, ">I", 3),
)
broken("backing-name-empty-in-v2", "a backing name of no bytes", (8, ">Q", 1024), version=2)


def extended(name: str, attacks: str, extensions: bytes, *patches: Patch) -> None:
    """A header whose extensions lie."""
    hostile(f"qcow2-{name}.qcow2", attacks, qcow2(*patches, extensions=extensions))


extended("extension-2-to-32", "a sum: an extension of 2^32-1 bytes", extension(0x1234, b"", MAX32))
extended(
    "extension-signed",
    "a signed length: an extension of 2^31 bytes",
    extension(0x1234, b"", 1 << 31),
)
extended(
    "extension-rounds-to-0",
    "rounding up: an extension of 2^32-4 bytes",
    extension(0x1234, b"", MAX32 - 3),
)
extended(
    "extension-past-cluster",
    "an extension that leaves the first cluster",
    extension(0x1234, b"", CLUSTER),
)
extended("extensions-of-no-bytes", "a loop over 490 empty extensions", extension(0x1234, b"") * 490)
extended(
    "backing-format-long",
    "a buffer: a format name of 16 bytes",
    extension(BACKING_FORMAT, b"f" * 16),
)
extended(
    "feature-names-odd",
    "feature names that end inside of one",
    extension(0x6803F857, b"x" * 47),
    (72, ">Q", 1 << 40),
)
extended(
    "encryption-header-short",
    "an encryption pointer of 8 bytes",
    extension(ENCRYPTION, bytes(8)),
    (32, ">I", 2),
)
extended(
    "encryption-header-at-2-to-64",
    "a sum: an encryption header that ends past 2^64",
    extension(
        ENCRYPTION, (MAX64 - CLUSTER + 1).to_bytes(8, "big") + (2 * CLUSTER).to_bytes(8, "big")
    ),
    (32, ">I", 2),
)
extended(
    "encryption-header-unaligned",
    "an encryption header inside of a cluster",
    extension(ENCRYPTION, (SPARE + 1).to_bytes(8, "big") + CLUSTER.to_bytes(8, "big")),
    (32, ">I", 2),
)


def bitmaps(
    name: str, attacks: str, count: int, length: int, offset: int, directory: bytes = b""
) -> None:
    """A bitmaps extension, and what is where it points if that is in the file."""
    content = (
        count.to_bytes(4, "big") + bytes(4) + length.to_bytes(8, "big") + offset.to_bytes(8, "big")
    )
    pieces = {SPARE: directory} if directory else None
    build = qcow2((88, ">Q", 1), extensions=extension(BITMAPS, content), pieces=pieces)
    hostile(f"qcow2-{name}.qcow2", attacks, build)


def bitmap(
    table: int,
    entries: int,
    granularity: int,
    name: bytes,
    length: int | None = None,
    extra: int = 0,
) -> bytes:
    """A directory entry."""
    head = (
        table.to_bytes(8, "big") + entries.to_bytes(4, "big") + bytes(4) + bytes((1, granularity))
    )
    head += (
        (len(name) if length is None else length).to_bytes(2, "big")
        + extra.to_bytes(4, "big")
        + name
    )
    return head + bytes(-len(head) % 8)


bitmaps("bitmaps-2-to-32", "memory: 2^32-1 bitmaps", MAX32, 32, SPARE)
bitmaps("bitmaps-65536", "one bitmap more than there may be", 65536, 65536 * 32, SPARE)
bitmaps("bitmaps-none", "an extension for no bitmaps", 0, 0, 0)
bitmaps("bitmap-directory-2-to-64", "memory: a directory of 2^64-1 bytes", 1, MAX64, SPARE)
bitmaps("bitmap-directory-past-the-end", "a directory past the end of the file", 1, 32, 1 << 50)
bitmaps("bitmap-directory-unaligned", "a directory inside of a cluster", 1, 32, SPARE + 8)
bitmaps(
    "bitmap-directory-at-2-to-64",
    "a sum: a directory that ends past 2^64",
    1,
    32,
    MAX64 - CLUSTER + 1,
)
bitmaps("bitmap-directory-is-the-header", "a directory that is the header", 1, 32, 0)
bitmaps(
    "bitmap-granularity-0",
    "a shift: a bit for each byte",
    1,
    32,
    SPARE,
    bitmap(SPARE + CLUSTER, 1, 0, b"b"),
)
bitmaps(
    "bitmap-granularity-63",
    "a shift: a bit for 2^63 bytes",
    1,
    32,
    SPARE,
    bitmap(SPARE + CLUSTER, 1, 63, b"b"),
)
bitmaps(
    "bitmap-table-2-to-32",
    "memory: 2^32-1 table entries",
    1,
    32,
    SPARE,
    bitmap(SPARE + CLUSTER, MAX32, 16, b"b"),
)
bitmaps("bitmap-table-empty", "a bitmap of no table", 1, 32, SPARE, bitmap(0, 0, 16, b"b"))
bitmaps(
    "bitmap-name-65535",
    "a name that leaves the directory",
    1,
    32,
    SPARE,
    bitmap(SPARE, 1, 16, b"b", 65535),
)
bitmaps(
    "bitmap-name-empty",
    "a bitmap without a name",
    1,
    24,
    SPARE,
    bitmap(SPARE + CLUSTER, 1, 16, b""),
)
bitmaps(
    "bitmap-extra-2-to-32",
    "a sum: 2^32-1 bytes of extra data",
    1,
    32,
    SPARE,
    bitmap(SPARE, 1, 16, b"b", extra=MAX32),
)
bitmaps(
    "bitmap-names-alike",
    "two bitmaps of one name",
    2,
    64,
    SPARE,
    bitmap(SPARE + CLUSTER, 1, 16, b"b") * 2,
)
bitmaps(
    "bitmap-name-with-escapes",
    "the terminal: control characters in a bitmap's name, in an error that shows it",
    1,
    40,
    SPARE,
    bitmap(SPARE + CLUSTER, 1, 63, b"\x1b[2J\x07\r\nok"),
)
