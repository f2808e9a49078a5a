# SPDX-License-Identifier: Apache-2.0
"""qcow2 images in every layout: cluster sizes, refcounts, subclusters, zeros, compression,
preallocation.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable

from lab.parity.corpus_maker.poke import QCOW2_OFFSET_MASK, Poke, qcow2_entries, qcow2_refcount_at
from lab.parity.corpus_maker.workshop import GIB, KIB, MIB, SCATTER, TIB, Workshop


def make_qcow2_layouts(shop: Workshop) -> None:
    _cluster_sizes(shop)
    _refcount_widths(shop)
    _lazy_and_blank(shop)
    _large_and_unaligned(shop)
    _subclusters(shop)
    _zeros(shop)
    _compressed(shop)
    _prealloc(shop)


def written(
    shop: Workshop,
    name: str,
    size: int,
    opts: str,
    unit: int,
    count: int,
    features: Iterable[str],
    how: str,
    kinds: str = SCATTER,
) -> None:
    """Create one qcow2 image, write at `count` random places and list it."""
    shop.create(name, "qcow2", size, opts)
    if count:
        shop.io(name, "qcow2", shop.scatter(size, unit, count, kinds))
    shop.add(name, "qcow2", features, f"create -o {opts}; {how}" if opts else how)


def _cluster_sizes(shop: Workshop) -> None:
    r = shop.r
    for label, unit, units in (
        ("512", 512, 3000),
        ("4k", 4 * KIB, 900),
        ("16k", 16 * KIB, 400),
        ("64k", 64 * KIB, 200),
        ("128k", 128 * KIB, 150),
        ("1M", MIB, 30),
        ("2M", 2 * MIB, 20),
    ):
        size = shop.size(units // 2, units, unit) + 512 * r.choice((0, 1, 3))
        compat = "0.10" if label in ("512", "64k", "2M")[r.randrange(2) :] else "1.1"
        written(
            shop,
            f"q2-cs{label}.qcow2",
            size,
            f"compat={compat},cluster_size={unit}",
            unit,
            r.randint(9, 20),
            ["cluster_size", "compat" + compat],
            "random writes, zeros, discards",
        )


def _refcount_widths(shop: Workshop) -> None:
    r = shop.r
    for bits in (1, 2, 8, 32, 64):
        unit = r.choice((4, 16, 64, 64, 128)) * KIB
        size = shop.size(20, 90, 128 * KIB)
        written(
            shop,
            f"q2-rb{bits}.qcow2",
            size,
            f"refcount_bits={bits},cluster_size={unit}",
            unit,
            r.randint(8, 14),
            ["refcount_bits"],
            "random writes",
        )


def _lazy_and_blank(shop: Workshop) -> None:
    r = shop.r
    size = shop.size(30, 99, 64 * KIB)
    written(
        shop, "q2-lazy.qcow2", size, "lazy_refcounts=on", 64 * KIB, 9, ["lazy_refcounts"], "clean"
    )
    shop.copy("q2-lazy.qcow2", "q2-lazy-dirty.qcow2")
    with Poke(shop.path("q2-lazy-dirty.qcow2")) as p:
        p.put(72, 8, 1)
        for entry in qcow2_entries(p, "data")[: r.randint(1, 3)]:
            p.put(qcow2_refcount_at(p, (p.get(entry, 8) & QCOW2_OFFSET_MASK) >> 16), 2, 0)
    shop.add(
        "q2-lazy-dirty.qcow2",
        "qcow2",
        ["lazy_refcounts", "dirty"],
        "dirty bit set, some refcounts not yet written",
    )
    written(
        shop,
        "q2-blank.qcow2",
        shop.size(1, 70, GIB),
        "",
        65536,
        0,
        ["no-l2"],
        "created, never written: no L2 table",
    )


def _large_and_unaligned(shop: Workshop) -> None:
    r = shop.r
    size = shop.size(200, 400, 64 * KIB) + 512 * r.randint(1, 127)
    written(
        shop,
        "q2-unaligned.qcow2",
        size,
        "",
        65536,
        12,
        ["unaligned-size"],
        "virtual size is not a multiple of the cluster; last cluster written",
    )
    shop.io("q2-unaligned.qcow2", "qcow2", [f"write -P 9 {size - 512} 512"])
    for label, size in (("1T", TIB), ("64T", r.choice((64, 61, 48)) * TIB)):
        opts = f"cluster_size={r.choice((64, 128)) if label == '1T' else 2048}k"
        size = size - 512 * r.choice((0, 7)) if label == "1T" else size
        shop.create(f"q2-{label}.qcow2", "qcow2", size, opts)
        shop.io(
            f"q2-{label}.qcow2",
            "qcow2",
            [
                f"write -P {r.randint(1, 255)} {r.randrange(size >> 16) << 16} "
                f"{r.randint(1, 99999)}"
                for _ in range(5)
            ]
            + [f"write -P 1 {size - 4096} 4096"],
        )
        shop.add(
            f"q2-{label}.qcow2",
            "qcow2",
            ["huge"],
            f"create -o {opts}; 5 random writes and one at the very end",
        )


def _subclusters(shop: Workshop) -> None:
    r = shop.r
    for i, unit in enumerate(
        (r.choice((16, 32)), r.choice((64, 128)), 64, r.choice((512, 1024, 2048)))
    ):
        unit *= KIB
        sub, size = unit // 32, shop.size(30, 80, unit)
        name = f"q2-extl2-{i}.qcow2"
        opts = f"extended_l2=on,cluster_size={unit}"
        back = []
        if i == 2:
            shop.raw_file(
                "q2-extl2-base.raw",
                size - unit,
                [(o, shop.fill(unit)) for o in range(0, size - 2 * unit, 3 * unit)],
            )
            shop.add("q2-extl2-base.raw", "raw", ["base"], "base of " + name)
            back = ["-b", "q2-extl2-base.raw", "-F", "raw"]
        shop.create(name, "qcow2", size, opts, args=back)
        shop.io(
            name,
            "qcow2",
            shop.scatter(size, unit, 5)
            + shop.scatter(size, sub, 30, "write part zero unmap discard prng"),
        )
        # one cluster each: alternating, first half zero, only the last subcluster, all zero
        c = [x * unit for x in r.sample(range(size // unit), 4)]
        shop.io(
            name,
            "qcow2",
            [f"write -P 5 {c[0] + j * sub} {sub}" for j in range(0, 32, 2)]
            + [f"write -P 6 {c[1]} {unit}", f"write -z -u {c[1]} {unit // 2}"]
            + [f"write -P 7 {c[2] + 31 * sub} {sub}", f"write -z -u {c[3]} {unit}"],
        )
        shop.add(
            name,
            "qcow2",
            ["extended_l2"] + (["backing"] if back else []),
            f"create -o {opts}; partial, zero and missing subclusters",
        )


def _zeros(shop: Workshop) -> None:
    r = shop.r
    unit, size = 64 * KIB, shop.size(40, 90, 64 * KIB)
    shop.create("q2-zero.qcow2", "qcow2", size)
    spots = r.sample(range(size // unit), 12)
    shop.io(
        "q2-zero.qcow2",
        "qcow2",
        [f"write -P {3 + i} {s * unit} {unit}" for i, s in enumerate(spots[:8])]
        + [f"write -z {s * unit} {unit}" for s in spots[2:5]]
        + [f"write -z -u {s * unit} {unit}" for s in spots[5:7]]
        + [f"write -z {s * unit} {unit}" for s in spots[8:]],
    )
    shop.add(
        "q2-zero.qcow2",
        "qcow2",
        ["zero-plain", "zero-alloc"],
        "zero clusters with and without a host cluster",
    )


def _compressed(shop: Workshop) -> None:
    r = shop.r
    src = "q2-comp-src.tmp"
    size = shop.size(40, 90, 64 * KIB) + 512 * r.randint(0, 9)
    pieces = [
        (
            o,
            r.choice((shop.fill, shop.noise, lambda n: shop.fill(n // 2) + bytes(n - n // 2)))(
                r.choice((3000, 65536, 65536))
            ),
        )
        for o in r.sample(range(0, size - 65536, 65536), 18)
    ]
    noise = [p for p in pieces if len(set(p[1])) > 200][5:]  # few incompressible pieces are enough
    shop.raw_file(src, size, [p for p in pieces if p not in noise])
    for name, opts in (
        ("q2-zlib.qcow2", ""),
        ("q2-zlib-v2.qcow2", f"compat=0.10,cluster_size={r.choice((4, 32))}k"),
        ("q2-zstd.qcow2", "compression_type=zstd"),
        ("q2-zstd-big.qcow2", f"compression_type=zstd,cluster_size={r.choice((512, 1024, 2048))}k"),
    ):
        shop.img(
            "convert", "-c", "-f", "raw", "-O", "qcow2", *(("-o", opts) if opts else ()), src, name
        )
        shop.add(
            name,
            "qcow2",
            ["compressed", "zstd" if "zstd" in opts else "zlib"],
            f"convert -c -o '{opts}'; partly compressible",
            content="comp",
        )
    for kind in ("zlib", "zstd"):
        name = f"q2-mix-{kind}.qcow2"
        shop.copy(f"q2-{kind}.qcow2", name)
        shop.io(name, "qcow2", shop.scatter(size & ~65535, 65536, 10))
        shop.add(
            name,
            "qcow2",
            ["compressed", kind, "mixed"],
            "compressed, then 10 normal writes, zeros and discards over it",
        )
    os.remove(shop.path(src))


def _prealloc(shop: Workshop) -> None:
    r = shop.r
    for mode in ("metadata", "falloc", "full"):
        unit = r.choice((64, 64, 128, 256)) * KIB
        size = shop.size(9, 30, 4 * unit)
        name = f"q2-pre-{mode}.qcow2"
        shop.create(name, "qcow2", size, f"preallocation={mode},cluster_size={unit}")
        shop.add(
            name, "qcow2", ["preallocation"], f"preallocation={mode}, cluster {unit}, never written"
        )
        used = f"q2-pre-{mode}-used.qcow2"
        shop.copy(name, used)
        shop.io(used, "qcow2", shop.scatter(size, unit, 9))
        with Poke(shop.path(used)) as p:
            for entry in r.sample(qcow2_entries(p, "data"), 3):
                off = p.get(entry, 8) & QCOW2_OFFSET_MASK
                off += r.choice((0, 4096))
                subprocess.run(
                    [
                        "fallocate",
                        "-p",
                        "-o",
                        str(off),
                        "-l",
                        str(unit // r.choice((1, 2))),
                        shop.path(used),
                    ],
                    check=True,
                )
        shop.add(
            used,
            "qcow2",
            ["preallocation", "punched"],
            f"preallocation={mode}; random writes, discards, and 3 holes punched in the file",
        )
