# SPDX-License-Identifier: Apache-2.0
"""Whole small qcow2 images with tables, reference counts, data, snapshots and bitmaps."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from instar.generated.formats import qcow2
from instar.generated.formats.qcow2 import (
    Qcow2AutoclearFeature,
    Qcow2BitmapFlag,
    Qcow2CompressedEntry,
    Qcow2Extension,
    Qcow2ExtensionHeader,
    Qcow2ExtensionType,
    Qcow2FeatureName,
    Qcow2Header,
    Qcow2IncompatibleFeature,
    Qcow2L1Entry,
    Qcow2L2Entry,
    Qcow2RefcountTableEntry,
    Qcow2SubclusterBitmap,
)
from tests.strategies import qcow2_extras as extras
from tests.strategies.image import Image, pattern, round_up

KINDS_V2 = ("hole", "data", "compressed")
KINDS_V3 = (*KINDS_V2, "zero", "zero_allocated")
MAX_CLUSTERS = 48


@dataclass(frozen=True, slots=True)
class Shape:
    """What kind of image to build."""

    version: int
    cluster_bits: int
    refcount_order: int
    extended_l2: bool
    virtual_size: int
    kinds: tuple[str, ...]
    """One for each cluster of the disk."""
    subclusters: tuple[tuple[int, int], ...]
    """(allocated, reads as zero) bits for each cluster; used with extended L2 entries."""
    extensions: bool
    backwards: bool
    """Data lies in the file in descending order."""
    snapshots: tuple[str, ...]
    bitmaps: tuple[extras.Bitmap, ...]

    @property
    def cluster_size(self) -> int:
        return 1 << self.cluster_bits

    @property
    def len_entry(self) -> int:
        return 16 if self.extended_l2 else 8


@st.composite
def shapes(draw: Callable[[Any], Any]) -> Shape:
    """Shapes of every version, cluster size, refcount width and mixture of clusters."""
    version = draw(st.sampled_from((2, 3, 3)))
    bits = draw(st.integers(9, 18))
    extended = version == 3 and bits >= qcow2.MIN_EXTENDED_L2_CLUSTER_BITS and draw(st.booleans())
    order = draw(st.integers(0, 6)) if version == 3 else qcow2.DEFAULT_REFCOUNT_ORDER
    count = draw(st.integers(0, MAX_CLUSTERS))
    tail = draw(st.integers(1, 1 << bits - qcow2.SECTOR_BITS)) if count else 0
    size = max(0, (count - 1 << bits) + (tail << qcow2.SECTOR_BITS)) if count else 0
    kinds = draw(
        st.lists(
            st.sampled_from(KINDS_V3 if version == 3 else KINDS_V2), min_size=count, max_size=count
        )
    )
    masks: list[tuple[int, int]] = []
    for _ in range(count if extended else 0):
        allocated = draw(st.integers(0, (1 << 32) - 1))
        masks.append((allocated, draw(st.integers(0, (1 << 32) - 1)) & ~allocated))
    snapshots = min(draw(st.integers(0, 3)), (1 << (1 << order)) - 2) if count else 0
    bitmaps = draw(st.integers(0, 3)) if count and version == 3 else 0
    return Shape(
        version,
        bits,
        order,
        extended,
        size,
        tuple(kinds),
        tuple(masks),
        draw(st.booleans()),
        draw(st.booleans()),
        tuple(f"state {n}" for n in range(snapshots)),
        tuple(draw(bitmap(f"bitmap {n}")) for n in range(bitmaps)),
    )


@st.composite
def bitmap(draw: Callable[[Any], Any], name: str) -> extras.Bitmap:
    """A bitmap that was written by the last writer of the image, and perhaps tracks what is
    written.
    """
    granularity = draw(st.integers(extras.MIN_GRANULARITY_BITS, extras.MAX_GRANULARITY_BITS))
    flags = draw(st.sampled_from((0, int(Qcow2BitmapFlag.AUTO))))
    return extras.Bitmap(name, granularity, flags, draw(st.sampled_from(extras.KINDS)))


class Builder:
    """Puts one image together; every cluster that is used is counted once."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.image = Image("qcow2", shape.virtual_size, ".qcow2")
        self.counts: dict[int, int] = {}
        self.next_cluster = 0

    @property
    def users(self) -> int:
        """How often a cluster of the disk is used: by the active tables and by each snapshot."""
        return 1 + len(self.shape.snapshots)

    def take(self, clusters: int, users: int = 1) -> int:
        """Byte offset of the next free clusters, now in use."""
        first = self.next_cluster
        self.next_cluster += clusters
        for index in range(first, first + clusters):
            self.counts[index] = users
        return first << self.shape.cluster_bits

    def build(self) -> Image:
        shape = self.shape
        self.take(1)
        per_table = shape.cluster_size // shape.len_entry
        tables = (len(shape.kinds) + per_table - 1) // per_table
        l1_offset = (
            self.take(round_up(tables * 8, shape.cluster_size) >> shape.cluster_bits)
            if tables
            else 0
        )
        table_offsets = [self.take(1, self.users) for _ in range(tables)]
        entries = self.clusters()
        for number, offset in enumerate(table_offsets):
            part = b"".join(entries[number * per_table : (number + 1) * per_table])
            self.image.put(offset, part.ljust(shape.cluster_size, b"\0"))
        alone = self.users == 1
        l1 = b"".join(
            Qcow2L1Entry(copied=alone, l2_sector=o >> qcow2.SECTOR_BITS).pack()
            for o in table_offsets
        )
        if l1:
            self.image.put(l1_offset, l1)
        bits, version = shape.cluster_bits, shape.version
        snapshots = (
            extras.snapshots(self.image, self.take, bits, version, shape.snapshots, l1)
            if not alone
            else 0
        )
        told = extras.bitmaps(self.image, self.take, bits, shape.bitmaps) if shape.bitmaps else b""
        table, table_clusters = self.refcounts()
        self.image.put(0, self.header(l1_offset, tables, table, table_clusters, snapshots, told))
        self.image.size = self.next_cluster << shape.cluster_bits
        return self.image

    def clusters(self) -> list[bytes]:
        shape = self.shape
        order = list(range(len(shape.kinds)))
        entries: list[bytes] = [b""] * len(order)
        for index in reversed(order) if shape.backwards else order:
            entries[index] = self.cluster(index)
        self.image.data.sort()
        return entries

    def cluster(self, index: int) -> bytes:
        shape = self.shape
        kind = shape.kinds[index]
        start = index << shape.cluster_bits
        length = min(shape.cluster_size, shape.virtual_size - start)
        subclusters = Qcow2SubclusterBitmap().pack()
        if kind == "hole":
            return Qcow2L2Entry().pack() + (subclusters if shape.extended_l2 else b"")
        if kind == "compressed":
            self.image.data.append((start, length))
            return self.compressed(index) + (subclusters if shape.extended_l2 else b"")
        if shape.extended_l2:
            return self.extended(index, start, length)
        if kind == "zero":
            return Qcow2L2Entry(zero=True).pack()
        offset = self.take(1, self.users)
        self.image.put(offset, pattern(index, shape.cluster_size))
        zero = kind == "zero_allocated"
        if not zero:
            self.image.data.append((start, length))
        return Qcow2L2Entry(
            copied=self.users == 1, host_sector=offset >> qcow2.SECTOR_BITS, zero=zero
        ).pack()

    def extended(self, index: int, start: int, length: int) -> bytes:
        shape = self.shape
        allocated, zero = shape.subclusters[index]
        if shape.kinds[index] == "zero":
            allocated = 0
        bitmap = Qcow2SubclusterBitmap(allocated=allocated, reads_as_zero=zero).pack()
        if not allocated and shape.kinds[index] == "zero":
            return Qcow2L2Entry().pack() + bitmap
        offset = self.take(1, self.users)
        self.image.put(offset, pattern(index, shape.cluster_size))
        part = shape.cluster_size // qcow2.SUBCLUSTERS_PER_CLUSTER
        for bit in range(qcow2.SUBCLUSTERS_PER_CLUSTER):
            if allocated >> bit & 1 and bit * part < length:
                self.image.data.append((start + bit * part, min(part, length - bit * part)))
        return (
            Qcow2L2Entry(copied=self.users == 1, host_sector=offset >> qcow2.SECTOR_BITS).pack()
            + bitmap
        )

    def compressed(self, index: int) -> bytes:
        shape = self.shape
        packer = zlib.compressobj(9, zlib.DEFLATED, -12)
        packed = packer.compress(pattern(index, shape.cluster_size)) + packer.flush()
        if len(packed) > shape.cluster_size:
            packed = packed[: shape.cluster_size]
        offset = self.take(1, self.users)
        self.image.put(offset, packed)
        sectors = (len(packed) + (1 << qcow2.SECTOR_BITS) - 1 >> qcow2.SECTOR_BITS) - 1
        width = 62 - (shape.cluster_bits - 8)
        return Qcow2CompressedEntry(compressed=True, descriptor=sectors << width | offset).pack(
            shape.cluster_bits
        )

    def refcounts(self) -> tuple[int, int]:
        """Lay down refcount blocks and their table; returns the table's place and its clusters."""
        shape = self.shape
        per_block = shape.cluster_size * 8 >> shape.refcount_order
        entries_per_cluster = shape.cluster_size // 8
        blocks = table_clusters = 0
        while True:
            total = self.next_cluster + blocks + table_clusters
            need = (total + per_block - 1) // per_block
            need_table = max(1, (need + entries_per_cluster - 1) // entries_per_cluster)
            if (need, need_table) == (blocks, table_clusters):
                break
            blocks, table_clusters = need, need_table
        table = self.take(table_clusters)
        places = [self.take(1) for _ in range(blocks)]
        for number, place in enumerate(places):
            counts = [self.counts.get(number * per_block + i, 0) for i in range(per_block)]
            self.image.put(place, pack_counts(counts, shape.refcount_order))
        rows = b"".join(
            Qcow2RefcountTableEntry(block_sector=p >> qcow2.SECTOR_BITS).pack() for p in places
        )
        self.image.put(table, rows.ljust(table_clusters << shape.cluster_bits, b"\0"))
        return table, table_clusters

    def header(
        self,
        l1_offset: int,
        tables: int,
        table: int,
        table_clusters: int,
        snapshots: int,
        bitmaps: bytes,
    ) -> bytes:
        shape = self.shape
        v3 = shape.version == 3
        features = int(Qcow2IncompatibleFeature.EXTENDED_L2) if shape.extended_l2 else 0
        header = Qcow2Header(
            version=shape.version,
            cluster_bits=shape.cluster_bits,
            virtual_size=shape.virtual_size,
            num_l1_entries=tables,
            ofs_l1_table=l1_offset,
            ofs_refcount_table=table,
            num_refcount_table_clusters=table_clusters,
            num_snapshots=len(shape.snapshots),
            ofs_snapshots=snapshots,
            incompatible_features=features,
            autoclear_features=int(Qcow2AutoclearFeature.BITMAPS) if bitmaps else 0,
            refcount_order=shape.refcount_order if v3 else 0,
            len_header=Qcow2Header.V3_MIN_LENGTH + 8 if v3 else 0,
        ).pack()
        more = self.extensions() if shape.extensions else b""
        told = extension(Qcow2ExtensionType.BITMAPS, bitmaps) if bitmaps else b""
        return header + more + told + extension(Qcow2ExtensionType.END, b"")

    def extensions(self) -> bytes:
        names = b"".join(
            Qcow2FeatureName(feature_set=0, bit=bit, name=name.ljust(46, b"\0")).pack()
            for bit, name in enumerate((b"dirty bit", b"corrupt bit"))
        )
        unknown = extension(0x6E657720, b"unknown to all readers")
        return extension(Qcow2ExtensionType.FEATURE_NAMES, names) + unknown


def extension(kind: int, data: bytes) -> bytes:
    """One header extension, padded."""
    padding = bytes(-len(data) % qcow2.EXTENSION_ALIGN)
    header = Qcow2ExtensionHeader(type=kind, len_data=len(data))
    return Qcow2Extension(header=header, data=data, padding=padding).pack()


def pack_counts(counts: list[int], order: int) -> bytes:
    """A refcount block: counts of `1 << order` bits, the first in the lowest bits of a byte."""
    if order >= 3:
        return b"".join(count.to_bytes(1 << order - 3, "big") for count in counts)
    per_byte = 8 >> order
    return bytes(
        sum(count << (place << order) for place, count in enumerate(counts[i : i + per_byte]))
        for i in range(0, len(counts), per_byte)
    )


def images() -> st.SearchStrategy[Image]:
    """Valid qcow2 images: qemu opens them and its check finds nothing."""
    return shapes().map(lambda shape: Builder(shape).build())
