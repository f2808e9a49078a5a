# SPDX-License-Identifier: Apache-2.0
"""qcow2 images with a history: snapshots, bitmaps, chains; with data files, keys, and odd
headers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lab.parity.corpus_maker.poke import (
    QCOW2_OFFSET_MASK,
    Poke,
    qcow2_entries,
    qcow2_extensions,
    qcow2_refcount_at,
)
from lab.parity.corpus_maker.qcow2_layouts import written
from lab.parity.corpus_maker.workshop import KIB, MIB, Workshop

FEATURE_NAMES = 0x6803F857  # the header extension


def make_qcow2_special(shop: Workshop) -> None:
    _snapshots(shop)
    _bitmaps(shop)
    _chains(shop)
    _data_files(shop)
    _encrypted(shop)
    _variants(shop)
    _extensions(shop)


def _snapshots(shop: Workshop) -> None:
    r = shop.r
    size = shop.size(60, 120, 64 * KIB)
    shop.create("q2-snap.qcow2", "qcow2", size)
    for tag in ("first", "second one", str(r.randint(5, 99)), "last"):
        shop.io("q2-snap.qcow2", "qcow2", shop.scatter(size, 65536, 5))
        shop.img("snapshot", "-c", tag, "q2-snap.qcow2")
    shop.img("snapshot", "-d", "second one", "q2-snap.qcow2")
    shop.io("q2-snap.qcow2", "qcow2", shop.scatter(size, 65536, 4))
    shop.add(
        "q2-snap.qcow2", "qcow2", ["snapshots"], "4 snapshots, one deleted again, writes between"
    )
    size = shop.size(60, 200, 64 * KIB)
    shop.create("q2-snap-resize.qcow2", "qcow2", size, "cluster_size=16k")
    shop.io("q2-snap-resize.qcow2", "qcow2", shop.scatter(size, 16384, 9))
    shop.img("snapshot", "-c", "small", "q2-snap-resize.qcow2")
    bigger = size + shop.size(1, 40, MIB) + 512
    shop.img("resize", "-f", "qcow2", "q2-snap-resize.qcow2", str(bigger))
    shop.io("q2-snap-resize.qcow2", "qcow2", shop.scatter(bigger, 16384, 9))
    shop.img("snapshot", "-c", "big", "q2-snap-resize.qcow2")
    shop.add(
        "q2-snap-resize.qcow2",
        "qcow2",
        ["snapshots", "snapshot-size"],
        f"snapshot 'small' of {size} bytes, then resized to {bigger}, snapshot 'big'",
    )
    size = shop.size(3, 9, MIB)
    shop.create("q2-snap-v2.qcow2", "qcow2", size, "compat=0.10,cluster_size=4k")
    for tag in ("a", "b"):
        shop.io("q2-snap-v2.qcow2", "qcow2", shop.scatter(size, 4096, 8, "write part prng"))
        shop.img("snapshot", "-c", tag, "q2-snap-v2.qcow2")
    shop.add(
        "q2-snap-v2.qcow2", "qcow2", ["snapshots", "compat0.10"], "2 snapshots in a version 2 image"
    )


def _bitmaps(shop: Workshop) -> None:
    r = shop.r
    size = shop.size(3, 40, MIB)
    shop.create("q2-bitmap.qcow2", "qcow2", size)
    for name, gran in (
        ("b-on", 64 * KIB),
        ("b-fine", r.choice((512, 4096))),
        ("b-coarse", r.choice((1, 2, 16)) * MIB),
    ):
        shop.img("bitmap", "--add", "-g", str(gran), "-f", "qcow2", "q2-bitmap.qcow2", name)
    shop.io("q2-bitmap.qcow2", "qcow2", shop.scatter(size, 65536, 8))
    shop.img("bitmap", "--disable", "-f", "qcow2", "q2-bitmap.qcow2", "b-fine")
    shop.img("bitmap", "--add", "--disable", "-f", "qcow2", "q2-bitmap.qcow2", "b-off")
    shop.io("q2-bitmap.qcow2", "qcow2", shop.scatter(size, 65536, 4))
    shop.add(
        "q2-bitmap.qcow2",
        "qcow2",
        ["bitmaps"],
        "4 bitmaps: enabled, fine (disabled later), coarse, disabled from the start",
    )
    shop.copy("q2-bitmap.qcow2", "q2-bitmap-inuse.qcow2")
    with Poke(shop.path("q2-bitmap-inuse.qcow2")) as p:
        at = p.read(0, 4096).index(bytes.fromhex("23852875"))
        directory = p.get(at + 24, 8)
        p.put(directory + 12, 4, p.get(directory + 12, 4) | 1)
    shop.add("q2-bitmap-inuse.qcow2", "qcow2", ["bitmaps", "in-use"], "first bitmap marked in use")
    shop.copy("q2-bitmap.qcow2", "q2-bitmap-noautoclear.qcow2")
    with Poke(shop.path("q2-bitmap-noautoclear.qcow2")) as p:
        p.put(88, 8, 0)
    shop.add(
        "q2-bitmap-noautoclear.qcow2",
        "qcow2",
        ["bitmaps"],
        "bitmaps extension there, autoclear bit not set",
    )


def _chains(shop: Workshop) -> None:
    r = shop.r
    size = shop.size(20, 70, 64 * KIB)
    shop.raw_file(
        "base.raw",
        size,
        [(o, shop.fill(r.randint(4096, 80000))) for o in range(0, size - 80000, 5 * 65536)],
    )
    shop.add("base.raw", "raw", ["base"], "base of the ov-raw overlays")

    def overlay(
        name: str,
        base: str,
        fmt: str | None,
        size: int,
        opts: str = "",
        features: Iterable[str] = (),
        old: bool = False,
    ) -> None:
        n = 8
        shop.create(
            name, "qcow2", size, opts, args=["-b", base, *(("-F", fmt) if fmt else ())], old=old
        )
        shop.io(name, "qcow2", shop.scatter(size, 65536, n))
        shop.add(
            name,
            "qcow2",
            ["backing", *features],
            f"overlay of {base} (format {fmt or 'not given'}), {n} writes, zeros, discards",
        )

    overlay("ov-raw.qcow2", "base.raw", "raw", size)
    overlay("ov-raw-nofmt.qcow2", "base.raw", None, size, old=True, features=["no-backing-fmt"])
    overlay(
        "ov-larger.qcow2",
        "base.raw",
        "raw",
        size + shop.size(3, 20, 65536) + 512,
        features=["base-smaller"],
    )
    overlay(
        "ov-smaller.qcow2", "base.raw", "raw", size // 2 // 65536 * 65536, features=["base-larger"]
    )
    overlay(
        "ov-v2.qcow2",
        "base.raw",
        "raw",
        size,
        f"compat=0.10,cluster_size={r.choice((4, 16))}k",
        features=["compat0.10"],
    )
    size = shop.size(40, 99, 64 * KIB)
    written(
        shop,
        "base.qcow2",
        size,
        f"cluster_size={r.choice((4, 64, 128))}k",
        65536,
        14,
        ["base"],
        "base of mid.qcow2",
    )
    overlay(
        "mid.qcow2",
        "base.qcow2",
        "qcow2",
        size + 65536 * r.randint(1, 5) + 512,
        features=["depth2", "base-smaller"],
    )
    overlay(
        "top.qcow2",
        "mid.qcow2",
        "qcow2",
        size - 65536 * r.randint(1, 9),
        f"cluster_size={r.choice((16, 32))}k",
        features=["depth3", "base-larger"],
    )
    overlay(
        "top-nofmt.qcow2", "mid.qcow2", None, size, old=True, features=["depth3", "no-backing-fmt"]
    )


def _data_files(shop: Workshop) -> None:
    for label, opts in (("", ""), ("-raw", ",data_file_raw=on")):
        size = shop.size(20, 60, 64 * KIB)
        name = f"q2-data{label}.qcow2"
        written(
            shop,
            name,
            size,
            f"data_file=q2-data{label}.data{opts}",
            65536,
            9,
            ["data_file"] + ["data_file_raw"] * bool(opts),
            "random writes",
        )
        shop.entries[name]["files"] = [f"q2-data{label}.data"]


def _encrypted(shop: Workshop) -> None:
    r = shop.r
    secret = f"pw{r.randint(100, 999)}"
    obj = ["--object", f"secret,id=sec0,data={secret}"]
    for name, fmt, opts, cipher in (
        (
            "q2-luks.qcow2",
            "qcow2",
            "encrypt.format=luks,encrypt.iter-time=10,encrypt.key-secret=sec0",
            "encrypt.key-secret",
        ),
        (
            "q2-aes.qcow2",
            "qcow2",
            "encrypt.format=aes,encrypt.key-secret=sec0",
            "encrypt.key-secret",
        ),
        (
            "luks.luks",
            "luks",
            f"key-secret=sec0,iter-time=10,cipher-alg=aes-{r.choice((128, 256))}",
            "key-secret",
        ),
        (
            "qcow1-aes.qcow",
            "qcow",
            "encrypt.format=aes,encrypt.key-secret=sec0",
            "encrypt.key-secret",
        ),
    ):
        size = shop.size(9, 40, 64 * KIB)
        shop.create(name, fmt, size, opts, args=obj, old="aes," in opts)
        image_opts = f"driver={fmt},{cipher}=sec0,file.driver=file,file.filename={name}"
        shop.io(name, fmt, shop.scatter(size, 65536, 6, "write part"), opts=image_opts, args=obj)
        shop.add(
            name,
            fmt,
            ["encrypted"],
            f"create -o {opts}; random writes",
            secret=secret,
            image_opts=image_opts,
        )


def _variants(shop: Workshop) -> None:
    """Copies of one image, each with something changed in place that does not make it unreadable
    (but for two).
    """
    r = shop.r
    size = shop.size(30, 70, 64 * KIB)
    written(
        shop,
        "q2-plain.qcow2",
        size,
        "",
        65536,
        12,
        ["plain"],
        "random writes",
        kinds="write part prng",
    )

    def bits(p: Poke) -> None:
        p.puts((80, 8, 1 << r.randint(5, 40)), (88, 8, 1 << r.randint(5, 40)))

    changes: tuple[tuple[str, str, str, Callable[[Poke], object]], ...] = (
        ("dirty", "dirty", "dirty bit set on a consistent image", lambda p: p.put(72, 8, 1)),
        ("corrupt", "corrupt", "corrupt bit set on a consistent image", lambda p: p.put(72, 8, 2)),
        (
            "leak",
            "leaks",
            "clusters appended with refcount 1 but no user",
            lambda p: _leak(shop, p),
        ),
        (
            "refcounts",
            "refcount-errors",
            "refcounts of 3 data clusters set to 0, 2 and more",
            lambda p: _wrong_refcounts(shop, p),
        ),
        (
            "copied",
            "copied-flag",
            "COPIED flag cleared in two L2 entries",
            lambda p: _not_copied(shop, p),
        ),
        ("compatbits", "unknown-bits", "unknown compatible and autoclear bits set", bits),
        (
            "unknownbit",
            "unknown-bits",
            "unknown incompatible bit set",
            lambda p: p.put(72, 8, 1 << r.randint(6, 40)),
        ),
        (
            "namedbit",
            "unknown-bits",
            "unknown incompatible bits, one with a name in the feature table",
            lambda p: p.put(72, 8, 0x60),
        ),
        (
            "oddsize",
            "odd-size",
            "virtual size poked to a value that is not a multiple of 512",
            lambda p: p.put(24, 8, p.get(24, 8) - r.randint(1, 511)),
        ),
    )
    for label, feature, how, change in changes:
        name = f"q2-{label}.qcow2"
        shop.copy("q2-plain.qcow2", name)
        shop.poke(name, change)
        shop.add(name, "qcow2", [feature], how, malformed=label in ("unknownbit", "namedbit"))
    named = [(FEATURE_NAMES, bytes([0, 5]) + b"shiny new thing".ljust(46, b"\0"))]
    qcow2_extensions(shop.path("q2-namedbit.qcow2"), lambda found: named)


def _leak(shop: Workshop, p: Poke) -> None:
    end = p.size() >> 16
    for i in range(shop.r.randint(1, 4)):
        p.write((end + i) << 16, b"leaked".ljust(65536, b"\x11"))
        p.put(qcow2_refcount_at(p, end + i), 2, 1)


def _wrong_refcounts(shop: Workshop, p: Poke) -> None:
    spots = shop.r.sample(qcow2_entries(p, "data"), 3)
    for entry, count in zip(spots, (0, 2, shop.r.randint(3, 9)), strict=True):
        p.put(qcow2_refcount_at(p, (p.get(entry, 8) & QCOW2_OFFSET_MASK) >> 16), 2, count)


def _not_copied(shop: Workshop, p: Poke) -> None:
    for entry in shop.r.sample(qcow2_entries(p, "data"), 2):
        p.put(entry, 8, p.get(entry, 8) & ~(1 << 63))


def _extensions(shop: Workshop) -> None:
    """Copies with other header extensions."""
    r = shop.r
    extra = [(r.randrange(1 << 28, 1 << 31), shop.noise(r.randint(1, 60))) for _ in range(2)]
    for label, feature, how, change, length in (
        (
            "exts",
            "unknown-extension",
            "two unknown header extensions",
            lambda e: [extra[0], *e, extra[1]],
            None,
        ),
        ("hdr104", "header-104", "header length 104, as old versions wrote it", lambda e: e, 104),
        ("nonames", "no-feature-names", "feature name table removed", lambda e: [], None),
    ):
        name = f"q2-{label}.qcow2"
        shop.copy("q2-plain.qcow2", name)
        qcow2_extensions(shop.path(name), change, length)
        shop.add(name, "qcow2", [feature], how)
