# SPDX-License-Identifier: Apache-2.0
"""What a qcow2 image may have besides its disk: internal snapshots and persistent bitmaps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from instar.generated.formats import qcow2
from instar.generated.formats.qcow2 import (
    Qcow2BitmapEntry,
    Qcow2BitmapsExtension,
    Qcow2BitmapTableEntry,
    Qcow2BitmapType,
    Qcow2Snapshot,
    Qcow2SnapshotHeader,
)
from tests.strategies.image import Image, pattern, round_up

Take = Callable[[int], int]
"""Places clusters that are in use once; returns their offset."""

ENTRY_ALIGN = 8
EXTRA_V3 = 16
"""Extra data that version 3 asks of a snapshot: both sizes in 64 bits."""
KINDS = ("unset", "ones", "stored")
MIN_GRANULARITY_BITS, MAX_GRANULARITY_BITS = 9, 20


@dataclass(frozen=True, slots=True)
class Bitmap:
    """A persistent bitmap: its granularity, its flags, and what each cluster of bits is."""

    name: str
    granularity_bits: int
    flags: int
    kind: str


def aligned(entry: bytes) -> bytes:
    return entry.ljust(round_up(len(entry), ENTRY_ALIGN), b"\0")


def snapshots(
    image: Image, take: Take, bits: int, version: int, names: tuple[str, ...], l1: bytes
) -> int:
    """Snapshots that share all of the active disk; returns where their table is."""
    entries = b""
    for number, name in enumerate(names, 1):
        clusters = round_up(len(l1), 1 << bits) >> bits
        ofs_l1 = take(clusters)
        image.put(ofs_l1, l1)
        ident = str(number).encode()
        header = Qcow2SnapshotHeader(
            ofs_l1_table=ofs_l1,
            num_l1_entries=len(l1) // 8,
            len_id=len(ident),
            len_name=len(name.encode()),
            date_sec=1_700_000_000 + number,
            len_extra_data=EXTRA_V3 if version == 3 else 0,
        )
        sizes: dict[str, Any] = {"disk_size": image.virtual_size} if version == 3 else {}
        entries += aligned(
            Qcow2Snapshot(header=header, unique_id=ident, name=name.encode(), **sizes).pack()
        )
        image.snapshots.append(name)
    place = take(round_up(len(entries), 1 << bits) >> bits)
    image.put(place, entries)
    return place


def bitmaps(image: Image, take: Take, bits: int, wanted: tuple[Bitmap, ...]) -> bytes:
    """Bitmaps with their tables and bits; returns the extension that reports them."""
    directory = b""
    for number, bitmap in enumerate(wanted):
        num_bits = (
            round_up(image.virtual_size, 1 << bitmap.granularity_bits) >> bitmap.granularity_bits
        )
        entries = round_up((num_bits + 7) // 8, 1 << bits) >> bits
        ofs_table = take(round_up(entries * 8, 1 << bits) >> bits)
        rows = [_bits(image, take, bits, bitmap.kind, number + i).pack() for i in range(entries)]
        image.put(ofs_table, b"".join(rows))
        name = bitmap.name.encode()
        entry = Qcow2BitmapEntry(
            ofs_table=ofs_table,
            num_table_entries=entries,
            flags=bitmap.flags,
            type=Qcow2BitmapType.DIRTY_TRACKING,
            granularity_bits=bitmap.granularity_bits,
            len_name=len(name),
            name=name,
        )
        directory += aligned(entry.pack())
        image.bitmaps.append(bitmap.name)
    place = take(round_up(len(directory), 1 << bits) >> bits)
    image.put(place, directory)
    return Qcow2BitmapsExtension(
        num_bitmaps=len(wanted), len_directory=len(directory), ofs_directory=place
    ).pack()


def _bits(image: Image, take: Take, bits: int, kind: str, seed: int) -> Qcow2BitmapTableEntry:
    if kind != "stored":
        return Qcow2BitmapTableEntry(all_ones=kind == "ones")
    place = take(1)
    image.put(place, pattern(seed, 1 << bits))
    return Qcow2BitmapTableEntry(host_sector=place >> qcow2.SECTOR_BITS)
