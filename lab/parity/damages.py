# SPDX-License-Identifier: Apache-2.0
"""Damage to single fields of sound images, one for each thing that qemu-img's `check` looks at.

A case keeps what is written where, so that the corpus does not grow with it. Offsets are typed here
by hand, as in corpus_maker, so that images and parsers cannot share a mistake.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lab.parity import corpus
from lab.parity.corpus_maker.poke import QCOW2_OFFSET_MASK

COPIED, COMPRESSED, ZERO = 1 << 63, 1 << 62, 1
FAR = 1 << 32  # no image of the corpus is so long
BITMAPS_EXTENSION = bytes.fromhex("23852875")
SECTOR = 512

Pokes = tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Damage:
    """An image, what is done to it in a word, and the bytes that do it."""

    image: str
    label: str
    pokes: Pokes


class Look:
    """Reads numbers of an image."""

    def __init__(self, name: str, order: str = "big") -> None:
        self.name = name
        self._data = (corpus.unpacked() / name).read_bytes()
        self.big = order == "big"

    def __len__(self) -> int:
        return len(self._data)

    def get(self, at: int, size: int) -> int:
        return int.from_bytes(self._data[at : at + size], "big" if self.big else "little")

    def find(self, what: bytes) -> int:
        return self._data.index(what)

    def put(self, at: int, size: int, value: int) -> tuple[int, str]:
        value &= (1 << 8 * size) - 1
        return at, value.to_bytes(size, "big" if self.big else "little").hex()


class Qcow2(Look):
    """... and finds the tables of a qcow2 image."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.unit = 1 << self.get(20, 4)
        self.l1 = self.get(40, 8)
        self.reftable = self.get(48, 8)
        self.refblock = self.get(self.reftable, 8) & QCOW2_OFFSET_MASK
        self.snapshots = self.get(64, 8)
        self.l1_entry = next(
            self.l1 + 8 * i for i in range(self.get(36, 4)) if self.get(self.l1 + 8 * i, 8)
        )
        self.l2 = self.get(self.l1_entry, 8) & QCOW2_OFFSET_MASK
        self.wide = bool(self.get(72, 8) & 16) and self.get(4, 4) >= 3

    def entries(self, compressed: bool = False) -> list[int]:
        step = 16 if self.wide else 8
        places = range(self.l2, self.l2 + self.unit, step)
        found = [at for at in places if self.get(at, 8) & QCOW2_OFFSET_MASK]
        return [at for at in found if bool(self.get(at, 8) & COMPRESSED) == compressed]

    def refcount(self, cluster: int, value: int) -> tuple[int, str]:
        """A change of a count of 16 bits in the first block."""
        return self.put(self.refblock + 2 * cluster, 2, value)


@cache
def damages() -> tuple[Damage, ...]:
    """All of them, in a fixed order."""
    makers = (_tables, _counts, _entries, _snapshots, _wide, _bitmaps, _compressed, _narrow, _other)
    return tuple(damage for make in makers for damage in make())


def _tables() -> Iterator[Damage]:
    q = Qcow2("q2-plain.qcow2")
    l1_value = q.get(q.l1_entry, 8)
    rt_value = q.get(q.reftable, 8)
    for label, pokes in {
        "l1-reserved": (q.put(q.l1_entry, 8, l1_value | 1 << 57 | 1),),
        "l1-unaligned": (q.put(q.l1_entry, 8, l1_value + SECTOR),),
        "l1-past-end": (q.put(q.l1_entry, 8, COPIED | FAR),),
        "l1-only-flags": (q.put(q.l1_entry, 8, COPIED | 2),),
        "l1-copied": (q.put(q.l1_entry, 8, l1_value & ~COPIED),),
        "l1-to-reftable": (q.put(q.l1_entry, 8, COPIED | q.reftable),),
        "reftable-reserved": (q.put(q.reftable, 8, rt_value | 3),),
        "reftable-unaligned": (q.put(q.reftable, 8, rt_value + SECTOR),),
        "reftable-past-end": (q.put(q.reftable + 8, 8, FAR),),
        "reftable-zero": (q.put(q.reftable, 8, 0),),
        "reftable-twice": (q.put(q.reftable + 8, 8, rt_value),),
        "reftable-self": (q.put(q.reftable, 8, q.reftable),),
        "reftable-none": (q.put(56, 4, 0),),
        "dirty": (q.put(72, 8, 1), q.refcount(1, 0)),
    }.items():
        yield Damage(q.name, label, pokes)


def _counts() -> Iterator[Damage]:
    q = Qcow2("q2-plain.qcow2")
    data = (q.get(q.entries()[0], 8) & QCOW2_OFFSET_MASK) // q.unit
    last = -(-len(q) // q.unit) - 1
    for label, pokes in {
        "count-low": (q.refcount(data, 0),),
        "count-high": (q.refcount(data, 2),),
        "count-header": (q.refcount(0, 0),),
        "count-last": (q.refcount(last, 7),),
        "count-after-end": (q.refcount(last + 1, 1),),
        "count-mixed": (q.refcount(data, 9), q.refcount(1, 0)),
    }.items():
        yield Damage(q.name, label, pokes)


def _entries() -> Iterator[Damage]:
    for name in ("q2-plain.qcow2", "q2-cs64k.qcow2"):
        q = Qcow2(name)
        first, second = q.entries()[:2]
        value = q.get(first, 8)
        for label, entry in {
            "l2-reserved": value | 1 << 60 | 4,
            "l2-unaligned": value + SECTOR,
            "l2-zero-unaligned": value + SECTOR | ZERO,
            "l2-zero-allocated": value | ZERO,
            "l2-past-end": COPIED | FAR,
            "l2-copied": value & ~COPIED,
            "l2-twice": q.get(second, 8),
            "l2-to-header": COPIED,
            "l2-to-l1": COPIED | q.l1,
            "l2-compressed": COMPRESSED | COPIED | value & QCOW2_OFFSET_MASK,
            "l2-dropped": 0,
        }.items():
            yield Damage(name, label, (q.put(first, 8, entry),))
    data = Qcow2("q2-data.qcow2")
    entry = data.entries()[-1]
    for label, value in {
        "l2-compressed": COMPRESSED | data.unit,
        "l2-copied": data.get(entry, 8) & ~COPIED,
        "l2-unaligned": data.get(entry, 8) + SECTOR,
    }.items():
        yield Damage(data.name, label, (data.put(entry, 8, value),))
    yield Damage(data.name, "snapshots", (data.put(60, 4, 1), data.put(64, 8, data.l1)))


def _snapshots() -> Iterator[Damage]:
    for name in ("q2-snap.qcow2", "q2-snap-v2.qcow2"):
        q = Qcow2(name)
        at = q.snapshots
        for label, pokes in {
            "snapshot-l1-unaligned": (q.put(at, 8, q.get(at, 8) + 8),),
            "snapshot-l1-large": (q.put(at + 8, 4, 1 << 28),),
            "snapshot-l1-past-end": (q.put(at, 8, FAR),),
            "snapshot-extra-long": (q.put(at + 36, 4, 2000),),
            "snapshot-extra-none": (q.put(at + 36, 4, 0),),
            "snapshot-table-unaligned": (q.put(64, 8, at + 8),),
            "snapshot-table-past-end": (q.put(64, 8, FAR),),
            "snapshot-count-more": (q.put(60, 4, q.get(60, 4) + 3),),
            "snapshot-count-less": (q.put(60, 4, 1),),
            "snapshot-count-large": (q.put(60, 4, 65537),),
        }.items():
            yield Damage(name, label, pokes)


def _wide() -> Iterator[Damage]:
    q = Qcow2("q2-extl2-2.qcow2")
    first = q.entries()[0]
    for label, pokes in {
        "both-bits": (q.put(first + 8, 8, 1 << 32 | 1),),
        "no-offset": (q.put(first, 8, 0), q.put(first + 8, 8, 1)),
        "zero-flag": (q.put(first, 8, q.get(first, 8) | ZERO),),
        "unaligned-data": (q.put(first, 8, q.get(first, 8) + SECTOR), q.put(first + 8, 8, 1)),
        "unaligned-zeros": (
            q.put(first, 8, q.get(first, 8) + SECTOR),
            q.put(first + 8, 8, 0xFFFFFFFF << 32),
        ),
        "compressed-bits": (
            q.put(first, 8, COMPRESSED | q.get(first, 8) & QCOW2_OFFSET_MASK),
            q.put(first + 8, 8, 1),
        ),
    }.items():
        yield Damage(q.name, label, pokes)


def _bitmaps() -> Iterator[Damage]:
    for name in ("q2-bitmap.qcow2", "q2-bitmap-inuse.qcow2"):
        q = Qcow2(name)
        extension = q.find(BITMAPS_EXTENSION)
        directory = q.get(extension + 24, 8)
        table = q.get(directory, 8)
        for label, pokes in {
            "directory-past-end": (q.put(extension + 24, 8, FAR),),
            "table-past-end": (q.put(directory, 8, FAR),),
            "table-unaligned": (q.put(directory, 8, table + 8),),
            "table-entry-far": (q.put(table, 8, FAR),),
            "table-entry-odd": (q.put(table, 8, SECTOR),),
            "table-entry-ones": (q.put(table, 8, 1),),
            "flags": (q.put(directory + 12, 4, 64),),
        }.items():
            yield Damage(name, label, pokes)


def _compressed() -> Iterator[Damage]:
    q = Qcow2("q2-zlib.qcow2")
    first, second = q.entries(compressed=True)[:2]
    value = q.get(first, 8)
    for label, entry in {
        "copied": value | COPIED,
        "past-end": COMPRESSED | FAR,
        "twice": q.get(second, 8),
        "longest": value | 0xFF << 54,
        "reserved": value | ZERO,
    }.items():
        yield Damage(q.name, label, (q.put(first, 8, entry),))


def _narrow() -> Iterator[Damage]:
    """Counts of one bit, which the second user of a cluster overflows, and of other widths."""
    for name in ("q2-rb1.qcow2", "q2-rb2.qcow2", "q2-rb8.qcow2", "q2-rb32.qcow2", "q2-rb64.qcow2"):
        q = Qcow2(name)
        entries = q.entries()
        value = q.get(entries[1], 8)
        pokes = [q.put(entry, 8, value) for entry in entries[: 5 if name == "q2-rb2.qcow2" else 2]]
        yield Damage(name, "overflow", tuple(pokes))
        yield Damage(name, "counts", (q.put(q.refblock, 1, 0xFF), q.put(q.refblock + 1, 1, 0xA5)))


def _other() -> Iterator[Damage]:
    yield from _qed()
    yield from _vdi()
    yield from _parallels()
    yield from _vhdx()
    yield from _vmdk()


def _qed() -> Iterator[Damage]:
    for name in ("qed-small.qed", "same.qed"):
        q = Look(name, "little")
        unit, l1 = q.get(4, 4), q.get(40, 8)
        at = next(l1 + 8 * i for i in range(unit // 8) if q.get(l1 + 8 * i, 8))
        l2 = q.get(at, 8)
        entry = next(l2 + 8 * i for i in range(unit // 8) if q.get(l2 + 8 * i, 8) > 1)
        other = next(
            l2 + 8 * i for i in range(unit // 8) if q.get(l2 + 8 * i, 8) > 1 and l2 + 8 * i != entry
        )
        for label, pokes in {
            "l1-unaligned": (q.put(at, 8, l2 + 8),),
            "l1-past-end": (q.put(at, 8, FAR),),
            "l1-header": (q.put(at, 8, unit // 2),),
            "l1-self": (q.put(at, 8, l1),),
            "l1-dropped": (q.put(at, 8, 0),),
            "l2-unaligned": (q.put(entry, 8, q.get(entry, 8) + 8),),
            "l2-past-end": (q.put(entry, 8, FAR),),
            "l2-twice": (q.put(entry, 8, q.get(other, 8)),),
            "l2-dropped": (q.put(entry, 8, 0),),
            "l2-zero": (q.put(entry, 8, 1),),
            "need-check": (q.put(16, 8, q.get(16, 8) | 2),),
        }.items():
            yield Damage(name, label, pokes)


def _vdi() -> Iterator[Damage]:
    for name in ("vdi-small.vdi", "vdi-dyn.vdi"):
        v = Look(name, "little")
        blocks, used = v.get(0x180, 4), v.get(0x184, 4)
        first = v.get(0x154, 4)
        for label, pokes in {
            "block-large": (v.put(first, 4, blocks),),
            "block-last": (v.put(first, 4, blocks - 1),),
            "block-twice": (v.put(first, 4, 0), v.put(first + 4, 4, 0)),
            "block-none": (v.put(first, 4, 0xFFFFFFFF),),
            "block-zero": (v.put(first, 4, 0xFFFFFFFE),),
            "count": (v.put(0x184, 4, used + 5),),
        }.items():
            yield Damage(name, label, pokes)


def _parallels() -> Iterator[Damage]:
    for name in ("par-small.parallels", "par.parallels"):
        p = Look(name, "little")
        at = next(64 + 4 * i for i in range(p.get(32, 4)) if p.get(64 + 4 * i, 4))
        value = p.get(at, 4)
        for label, pokes in {
            "in-use": (p.put(44, 4, 0x746F6E59),),
            "bat-past-end": (p.put(at, 4, 1 << 20),),
            "bat-dropped": (p.put(at, 4, 0),),
            "bat-twice": (p.put(at + 4, 4, value),),
            "data-off": (p.put(48, 4, p.get(48, 4) + 8),),
        }.items():
            yield Damage(name, label, pokes)


def _vhdx() -> Iterator[Damage]:
    v = Look("vhdx-small.vhdx", "little")
    bat = v.get(v.find(bytes.fromhex("6677c22d")) + 16, 8)
    at = next(bat + 8 * i for i in range(64) if v.get(bat + 8 * i, 8) & 7 == 6)
    value = v.get(at, 8)
    for label, entry in {
        "bat-past-end": 6 | 1 << 40,
        "bat-header": 6,
        "bat-overflow": 6 | 0xFFFFFFFFFFF << 20,
        "bat-last": 6 | (len(v) >> 20) << 20,
        "bat-twice": v.get(at + 8, 8) if v.get(at + 8, 8) & 7 == 6 else value,
    }.items():
        yield Damage(v.name, label, (v.put(at, 8, entry),))


def _vmdk() -> Iterator[Damage]:
    v = Look("vmdk-small.vmdk", "little")
    directory = v.get(56, 8) * SECTOR
    table = v.get(directory, 4) * SECTOR
    at = next(table + 4 * i for i in range(512) if v.get(table + 4 * i, 4) > 1)
    for label, pokes in {
        "grain-past-end": (v.put(at, 4, FAR // SECTOR),),
        "grain-end": (v.put(at, 4, len(v) // SECTOR),),
        "grain-twice": (v.put(at, 4, v.get(at + 4, 4)),),
        "table-past-end": (v.put(directory, 4, FAR // SECTOR),),
        "table-none": (v.put(directory, 4, 0),),
    }.items():
        yield Damage(v.name, label, pokes)
