# SPDX-License-Identifier: Apache-2.0
"""Damaged qcow2 images: wrong fields, tables beyond the end, loops, cut files."""

from __future__ import annotations

from collections.abc import Callable

from lab.parity.corpus_maker.poke import Poke, qcow2_entries, qcow2_extensions, qcow2_l2
from lab.parity.corpus_maker.qcow2_layouts import written
from lab.parity.corpus_maker.workshop import KIB, MIB, Damage, Mutant, Workshop

BITMAPS_EXTENSION = bytes.fromhex("23852875")
DATA_FILE_EXTENSION = 0x44415441
AT_NAME = 1024  # where the mutants put a backing file's name
COPIED = 1 << 63
COMPRESSED_OFFSET = (1 << 53) - 1


def make_bad_qcow2(shop: Workshop) -> None:
    unit = shop.r.choice((4, 8, 16)) * KIB
    how = "the image the bad-qcow2-* ones are made of"
    size = shop.size(100, 300, unit)
    written(
        shop, "q2-small.qcow2", size, f"cluster_size={unit}", unit, 12, ["plain"], how, "write part"
    )
    shop.mutate(damage(shop, unit))
    _inside(shop, _far(shop, 64 * KIB))
    _loops(shop)
    _data_files(shop)
    for name, fmt in (("qcow2", "qcow2"), ("vmdk", "vmdk"), ("vhdx", "vhdx")):
        shop.raw_file(f"zero-length.{name}", 0, [])
        features = ["malformed", "zero-length"]
        shop.add(f"zero-length.{name}", fmt, features, "file of 0 bytes", malformed=True)


def damage(shop: Workshop, unit: int) -> Damage:
    """What can be done to q2-small.qcow2, whose clusters are `unit`."""
    far = _far(shop, unit)
    return Damage("q2-small.qcow2", _always(shop, far), _sometimes(shop, far, unit), 9)


def _far(shop: Workshop, unit: int) -> int:
    """An aligned offset beyond the end of any file here."""
    return shop.r.randint(1 << 24, 1 << 40) & ~(unit - 1)


def _entry(p: Poke, i: int = 0) -> int:
    return qcow2_entries(p, "data")[i]


def _first_entry(value: Callable[[Poke], int]) -> Callable[[Poke], None]:
    """A change of the first L2 entry that has data."""
    return lambda p: p.put(_entry(p), 8, value(p))


def _name(text: str) -> Callable[[Poke], None]:
    """A backing file name."""

    def change(p: Poke) -> None:
        p.write(AT_NAME, text.encode())
        p.puts((8, 8, AT_NAME), (16, 4, len(text)))

    return change


def _always(shop: Workshop, far: int) -> dict[str, Mutant]:
    r = shop.r
    missing = f"/nonexistent-qi{r.randint(10, 99)}/etc/passwd"
    json_name = f'json:{{"driver":"raw","file":{{"driver":"file","filename":"{missing}"}}}}'
    return {
        "clusterbits": (
            "a cluster_bits out of range",
            lambda p: p.put(20, 4, r.choice((8, 22, 23, 63, 0))),
        ),
        "l1-eof": ("the L1 table beyond the end of file", lambda p: p.put(40, 8, far)),
        "l1-size": (
            "an L1 size that overflows",
            lambda p: p.put(36, 4, r.choice((0xFFFFFFFF, 0x7FFFFFFF, 0x10000001))),
        ),
        "l2-eof": ("an L2 entry beyond the end of file", _first_entry(lambda p: COPIED | far)),
        "l2-self": (
            "an L2 entry that points to its own table",
            _first_entry(lambda p: COPIED | qcow2_l2(p)),
        ),
        "l1-self": (
            "an L1 entry that points to the L1 table",
            lambda p: p.put(p.get(40, 8), 8, COPIED | p.get(40, 8)),
        ),
        "overlap": (
            "two L2 entries with the same cluster",
            lambda p: p.put(_entry(p, 1), 8, p.get(_entry(p, 0), 8)),
        ),
        "trunc-header": ("the file cut inside the header", lambda p: p.truncate(r.randint(8, 100))),
        "trunc-data": (
            "the file cut inside its clusters",
            lambda p: p.truncate(p.size() // 2 + r.randint(1, 511)),
        ),
        "backing-abs": ("an absolute backing file name that does not exist", _name(missing)),
        "backing-json": ("a json: backing string", _name(json_name)),
    }


def _sometimes(shop: Workshop, far: int, unit: int) -> dict[str, Mutant]:
    r = shop.r
    return {
        "l2-unaligned": (
            "an L2 entry that is not aligned",
            _first_entry(lambda p: p.get(_entry(p), 8) + 512),
        ),
        "l2-reserved": (
            "reserved bits in an L2 entry",
            _first_entry(lambda p: p.get(_entry(p), 8) | 0x3E),
        ),
        "l1-unaligned": (
            "an L1 table offset that is not aligned",
            lambda p: p.put(40, 8, p.get(40, 8) + 8),
        ),
        "l1-short": ("an L1 size too small for the disk", lambda p: p.put(36, 4, 0)),
        "rt-eof": ("the refcount table beyond the end of file", lambda p: p.put(48, 8, far)),
        "rt-clusters": (
            "too many refcount table clusters",
            lambda p: p.put(56, 4, r.choice((0, 0x10000, 0xFFFFFFFF))),
        ),
        "rt-self": (
            "a refcount table entry that points to the table",
            lambda p: p.put(p.get(48, 8), 8, p.get(48, 8)),
        ),
        "rt-entry": (
            "a refcount table entry that is not aligned",
            lambda p: p.put(p.get(48, 8), 8, p.get(p.get(48, 8), 8) | 512),
        ),
        "snaps": (
            "a snapshot table beyond the end of file",
            lambda p: p.puts((60, 4, r.randint(1, 3)), (64, 8, far)),
        ),
        "snaps-many": ("70000 snapshots", lambda p: p.puts((60, 4, 70000), (64, 8, unit))),
        "backing-len": (
            "a backing file name of 1024 bytes",
            lambda p: p.puts((8, 8, 512), (16, 4, 1024)),
        ),
        "version": ("an unknown version", lambda p: p.put(4, 4, r.choice((1, 4, 9)))),
        "crypt": ("an unknown encryption method", lambda p: p.put(32, 4, r.randint(3, 9))),
        "order": ("a refcount order over 6", lambda p: p.put(96, 4, r.randint(7, 31))),
        "hdrlen": (
            "a wrong header length",
            lambda p: p.put(100, 4, r.choice((72, 96, 103, 0x7FFFFFF0))),
        ),
        "size": (
            "a virtual size of nearly 2^63",
            lambda p: p.put(24, 8, (1 << 63) - r.randint(1, 9) * 512),
        ),
        "comptype": (
            "an unknown compression type",
            lambda p: p.puts((72, 8, 8), (104, 1, r.randint(2, 200))),
        ),
        "ext-long": (
            "a header extension longer than the cluster",
            lambda p: p.put(116, 4, r.choice((unit, 0x7FFFFFFF))),
        ),
    }


def _inside(shop: Workshop, far: int) -> None:
    """Damage below the header: compressed clusters, a snapshot's table, the bitmap directory."""
    r = shop.r

    def compressed(p: Poke) -> None:
        spots = qcow2_entries(p, "compressed")
        p.put(spots[0], 8, p.get(spots[0], 8) & ~0xFFFFFF | r.randint(1, 9) << 32)
        p.write((p.get(spots[1], 8) & COMPRESSED_OFFSET) + 3, shop.noise(200))

    def bitmaps(p: Poke) -> None:
        p.put(p.read(0, 4096).index(BITMAPS_EXTENSION) + 24, 8, far)

    damages: tuple[tuple[str, str, str, str, Callable[[Poke], object]], ...] = (
        (
            "compressed",
            "q2-zlib.qcow2",
            "compressed",
            "one compressed cluster beyond the end of file, one damaged",
            compressed,
        ),
        (
            "snapl1",
            "q2-snap.qcow2",
            "snapshots",
            "L1 table of the first snapshot beyond the end of file",
            lambda p: p.put(p.get(64, 8), 8, far),
        ),
        (
            "bitmap",
            "q2-bitmap.qcow2",
            "bitmaps",
            "bitmap directory beyond the end of file",
            bitmaps,
        ),
    )
    for label, src, feature, how, change in damages:
        name = f"bad-qcow2-{label}.qcow2"
        shop.copy(src, name)
        shop.poke(name, change)
        shop.add(name, "qcow2", ["malformed", feature], f"{src}: {how}", malformed=True)


def _loops(shop: Workshop) -> None:
    features = ["malformed", "backing-loop"]
    for me, other in (("loop-a.qcow2", "loop-b.qcow2"), ("loop-b.qcow2", "loop-a.qcow2")):
        shop.create(
            me, "qcow2", MIB * shop.r.randint(1, 9), args=["-u", "-b", other, "-F", "qcow2"]
        )
    how = "backing file loop-b.qcow2, whose backing file is this one"
    shop.add("loop-a.qcow2", "qcow2", features, how, malformed=True, files=["loop-b.qcow2"])
    shop.create(
        "loop-self.qcow2", "qcow2", MIB, args=["-u", "-b", "loop-????.qcow2", "-F", "qcow2"]
    )
    shop.poke("loop-self.qcow2", lambda p: p.write(p.get(8, 8), b"loop-self.qcow2"))
    shop.add("loop-self.qcow2", "qcow2", features, "its own backing file", malformed=True)


def _data_files(shop: Workshop) -> None:
    outside = f"/nonexistent-qi{shop.r.randint(10, 99)}/data"
    for label, target in (("abs", outside), ("missing", "no-such.data")):
        name = f"bad-qcow2-data-{label}.qcow2"
        shop.copy("q2-data.qcow2", name)
        _rename_data_file(shop, name, target.encode())
        features = ["malformed", "data_file"]
        shop.add(name, "qcow2", features, f"data file name set to {target}", malformed=True)


def _rename_data_file(shop: Workshop, name: str, target: bytes) -> None:
    qcow2_extensions(
        shop.path(name),
        lambda found: [(k, target if k == DATA_FILE_EXTENSION else data) for k, data in found],
    )
