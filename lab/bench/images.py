# SPDX-License-Identifier: Apache-2.0
"""Large qcow2 images for benchmarks, written in a second or two: only their metadata exists, the
data is a hole or unwritten space.

`python -m lab.bench.images DIR` writes all of them. Each is sound (`qemu-img check` agrees), and
takes the place of an image that a virtual machine would need a day to fill.
"""

from __future__ import annotations

import os
import sys
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from instar.generated.formats.qcow2 import (
    SECTOR_BITS,
    Qcow2Header,
    Qcow2L1Entry,
    Qcow2L2Entry,
    Qcow2Refcount16,
    Qcow2RefcountTableEntry,
)

REFCOUNT_ORDER = 4


@dataclass(frozen=True, slots=True)
class Shape:
    """What a generated image looks like."""

    name: str
    virtual_size: int
    cluster_bits: int
    every: int  # 1: all clusters are allocated, 2: every second one
    descending: bool  # the first cluster of the disk is the last of the file
    # an L2 table is before its clusters, as qemu-img preallocates; else all are together
    interleaved: bool
    allocate: bool  # reserve space for the whole file; else the data is one hole

    @property
    def cluster_size(self) -> int:
        return 1 << self.cluster_bits

    @property
    def entries(self) -> int:
        """Entries of an L2 table."""
        return self.cluster_size // Qcow2L2Entry.SIZE

    @property
    def num_tables(self) -> int:
        return -(-self.virtual_size // (self.entries << self.cluster_bits))

    @property
    def data_per_table(self) -> int:
        """Allocated clusters below one L2 table."""
        return self.entries // self.every


SPARSE_DESCENDING = Shape(
    "sparse-1t.qcow2", 1 << 40, 16, 2, descending=True, interleaved=False, allocate=False
)
SMALL_CLUSTERS = Shape(
    "clusters-4k.qcow2", 64 << 30, 12, 2, descending=True, interleaved=False, allocate=True
)
PREALLOCATED = Shape(
    "preallocated-1t.qcow2", 1 << 40, 16, 1, descending=False, interleaved=True, allocate=False
)
SHAPES = (SPARSE_DESCENDING, SMALL_CLUSTERS, PREALLOCATED)


@dataclass(frozen=True, slots=True)
class Places:
    """Where things are, in clusters of the file."""

    refcount_table: int
    len_refcount_table: int
    refcount_blocks: int
    num_refcount_blocks: int
    l1: int
    tables: int
    total: int


def _clusters(count: int, size: int, shape: Shape) -> int:
    """Clusters that `count` entries of `size` bytes take."""
    return -(-count * size // shape.cluster_size)


def _place(shape: Shape) -> Places:
    refcounts_per_block = shape.cluster_size // Qcow2Refcount16.SIZE
    len_l1 = _clusters(shape.num_tables, Qcow2L1Entry.SIZE, shape)
    rest = 1 + len_l1 + shape.num_tables * (1 + shape.data_per_table)
    blocks = len_table = 0
    while True:  # refcounts count their own clusters too
        total = rest + blocks + len_table
        wanted = -(-total // refcounts_per_block)
        wanted_table = _clusters(wanted, Qcow2RefcountTableEntry.SIZE, shape)
        if (wanted, wanted_table) == (blocks, len_table):
            break
        blocks, len_table = wanted, wanted_table
    first_block = 1 + len_table
    return Places(
        1,
        len_table,
        first_block,
        blocks,
        first_block + blocks,
        first_block + blocks + len_l1,
        total,
    )


def _table_place(shape: Shape, places: Places, index: int) -> int:
    return places.tables + index * (1 + shape.data_per_table if shape.interleaved else 1)


def _first_data(shape: Shape, places: Places, index: int) -> int:
    """The cluster of the file that holds the first data below an L2 table."""
    if shape.interleaved:
        return _table_place(shape, places, index) + 1
    before = index * shape.data_per_table
    return (
        places.total - 1 - before if shape.descending else places.tables + shape.num_tables + before
    )


def _big_endian(numbers: array[int]) -> bytes:
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers.tobytes()


def _l2_table(shape: Shape, places: Places, index: int) -> bytes:
    first = _first_data(shape, places, index) << shape.cluster_bits
    entry = int.from_bytes(Qcow2L2Entry(copied=True, host_sector=first >> SECTOR_BITS).pack())
    step = -shape.cluster_size if shape.descending else shape.cluster_size
    table = array("Q", bytes(shape.cluster_size))
    table[:: shape.every] = array("Q", range(entry, entry + step * shape.data_per_table, step))
    return _big_endian(table)


def _header(shape: Shape, places: Places) -> bytes:
    return Qcow2Header(
        version=3,
        cluster_bits=shape.cluster_bits,
        virtual_size=shape.virtual_size,
        num_l1_entries=shape.num_tables,
        ofs_l1_table=places.l1 << shape.cluster_bits,
        ofs_refcount_table=places.refcount_table << shape.cluster_bits,
        num_refcount_table_clusters=places.len_refcount_table,
        refcount_order=REFCOUNT_ORDER,
        len_header=Qcow2Header.V3_MIN_LENGTH,
    ).pack()


def _pieces(shape: Shape, places: Places) -> Iterator[tuple[int, bytes]]:
    """All metadata: cluster of the file, bytes."""
    bits = shape.cluster_bits
    yield 0, _header(shape, places)
    blocks = range(places.refcount_blocks, places.refcount_blocks + places.num_refcount_blocks)
    yield (
        places.refcount_table,
        b"".join(
            Qcow2RefcountTableEntry(block_sector=b << bits >> SECTOR_BITS).pack() for b in blocks
        ),
    )
    yield places.refcount_blocks, Qcow2Refcount16(refcount=1).pack() * places.total
    tables = [_table_place(shape, places, i) for i in range(shape.num_tables)]
    yield (
        places.l1,
        b"".join(
            Qcow2L1Entry(copied=True, l2_sector=t << bits >> SECTOR_BITS).pack() for t in tables
        ),
    )
    for index, place in enumerate(tables):
        yield place, _l2_table(shape, places, index)


def write(shape: Shape, folder: Path) -> Path:
    """Write the image into `folder`, unless it is there already."""
    path = folder / shape.name
    if path.exists():
        return path
    places = _place(shape)
    scratch = path.with_suffix(".part")
    with open(scratch, "wb") as file:
        if shape.allocate:
            os.posix_fallocate(file.fileno(), 0, places.total << shape.cluster_bits)
        else:
            os.truncate(file.fileno(), places.total << shape.cluster_bits)
        for place, data in _pieces(shape, places):
            file.seek(place << shape.cluster_bits)
            file.write(data)
    scratch.rename(path)
    return path


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for shape in SHAPES:
        path = write(shape, folder)
        status = path.stat()
        print(f"{path}: {status.st_size} bytes, {status.st_blocks * 512} allocated")


if __name__ == "__main__":
    main()
