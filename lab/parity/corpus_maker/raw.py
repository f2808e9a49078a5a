# SPDX-License-Identifier: Apache-2.0
"""Raw images: empty, dense, sparse, odd lengths, partitioned."""

from __future__ import annotations

import os
import struct
import zlib

from lab.parity.corpus_maker.workshop import GIB, MIB, Workshop


def make_raw(shop: Workshop) -> None:
    r, add = shop.r, shop.add
    shop.raw_file("raw-empty.raw", 0, [])
    add("raw-empty.raw", "raw", ["empty"], "file of 0 bytes")
    n = shop.size(150, 400, 1024)
    shop.raw_file("raw-dense.raw", n, [(0, shop.fill(n))])
    add("raw-dense.raw", "raw", ["dense"], "every byte written, none zero")
    n = shop.size(9, 24, MIB)
    spots = sorted(r.sample(range(n // 4096), 24))
    shop.raw_file(
        "raw-sparse.raw",
        n,
        [(s * 4096, shop.fill(4096 * r.choice((1, 1, 2, 4)))[: n - s * 4096]) for s in spots],
    )
    add(
        "raw-sparse.raw",
        "raw",
        ["sparse", "holes"],
        "24 extents at random 4 KIB places, holes between",
    )
    for name, n, why in (
        ("raw-odd512.raw", shop.size(1, 3, MIB) + r.randint(1, 511), "not a multiple of 512"),
        (
            "raw-odd4k.raw",
            shop.size(1, 3, MIB) + 512 * r.randint(1, 7),
            "multiple of 512, not of 4096",
        ),
        (
            "raw-odd64k.raw",
            shop.size(1, 3, MIB) + 4096 * r.randint(1, 15),
            "multiple of 4096, not of 64 KIB",
        ),
    ):
        shop.raw_file(
            name,
            n,
            [
                (0, shop.fill(5000)),
                (r.randrange(100000, n - 70000), shop.fill(60000)),
                (n - 77, shop.fill(77)),
            ],
        )
        add(name, "raw", ["odd-size", "sparse"], f"size {n}: {why}; data at start, middle and tail")
    _mbr(shop, "raw-mbr.raw")
    _gpt(shop, "raw-gpt.raw")
    n = shop.size(40, 200, 4096)
    shop.raw_file("raw-zeroalloc.raw", n, [(0, bytes(n))])
    add("raw-zeroalloc.raw", "raw", ["zero", "allocated"], "every byte written as zero")
    n = shop.size(2, 6, MIB)
    shop.raw_file(
        "raw-mixed.raw",
        n,
        [
            (o, r.choice((bytes, shop.fill))(r.randrange(3000, 90000)))
            for o in range(0, n - 100000, 131072 + 512 * r.randint(0, 40))
        ],
    )
    add(
        "raw-mixed.raw",
        "raw",
        ["zero", "allocated", "sparse"],
        "runs of written zeros, data and holes, unaligned",
    )
    for n in (1, 512, r.randint(2, 511), r.randint(513, 4095)):
        shop.raw_file(f"raw-tiny{n}.raw", n, [(0, shop.fill(n))])
        add(f"raw-tiny{n}.raw", "raw", ["tiny"], f"{n} bytes of data")
    n = shop.size(9, 14, GIB // 2) + 512 * r.randint(1, 9)
    shop.raw_file(
        "raw-big.raw",
        n,
        [(r.randrange(n // 4096) * 4096, shop.fill(r.randint(1, 40000))) for _ in range(6)],
    )
    os.truncate(shop.path("raw-big.raw"), n)
    add("raw-big.raw", "raw", ["big", "sparse"], "more than 4 GIB apparent, 6 small extents")


def _mbr(shop: Workshop, name: str) -> None:
    r = shop.r
    n = shop.size(4, 9, MIB)
    sector, parts, at = bytearray(512), [], 2048
    for i in range(r.randint(2, 3)):
        length = r.randint(200, 1500)
        struct.pack_into(
            "<B3sB3sII",
            sector,
            446 + 16 * i,
            0x80 * (i == 0),
            b"\xfe\xff\xff",
            r.choice((0x83, 0x82, 7, 0xC)),
            b"\xfe\xff\xff",
            at,
            length,
        )
        parts.append((at * 512, shop.fill(r.randint(1000, length * 512))))
        at += length + r.choice((0, 1, 63, 2048))
    sector[510:512] = b"\x55\xaa"
    shop.raw_file(name, max(n, at * 512), [(0, sector), *parts])
    shop.add(name, "raw", ["mbr", "sparse"], "MBR partition table, partitions partly filled")


def _gpt(shop: Workshop, name: str) -> None:
    r = shop.r
    sectors = shop.size(8, 19, 2048) + r.randint(0, 2047)
    table = bytearray(128 * 128)
    parts, at = [], 2048
    for i in range(r.randint(2, 4)):
        length = r.randint(300, 2500)
        struct.pack_into(
            "<16s16sQQQ72s",
            table,
            128 * i,
            shop.noise(16),
            shop.noise(16),
            at,
            at + length - 1,
            0,
            f"part{i}".encode("utf-16le"),
        )
        parts.append((at * 512, shop.fill(r.randint(1000, length * 512))))
        at += length
    guid = shop.noise(16)

    def header(me: int, other: int, table_at: int) -> bytes:
        h = bytearray(
            struct.pack(
                "<8sIIIIQQQQ16sQIII",
                b"EFI PART",
                0x10000,
                92,
                0,
                0,
                me,
                other,
                34,
                sectors - 34,
                guid,
                table_at,
                128,
                128,
                zlib.crc32(table),
            )
        )
        struct.pack_into("<I", h, 16, zlib.crc32(h))
        return bytes(h)

    mbr = bytearray(512)
    struct.pack_into("<B3sB3sII", mbr, 446, 0, b"\0\2\0", 0xEE, b"\xff\xff\xff", 1, sectors - 1)
    mbr[510:512] = b"\x55\xaa"
    shop.raw_file(
        name,
        sectors * 512,
        [
            (0, mbr),
            (512, header(1, sectors - 1, 2)),
            (1024, table),
            *parts,
            ((sectors - 33) * 512, table),
            ((sectors - 1) * 512, header(sectors - 1, 1, sectors - 33)),
        ],
    )
    shop.add(name, "raw", ["gpt", "sparse"], "GPT with both headers, partitions partly filled")
