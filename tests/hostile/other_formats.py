# SPDX-License-Identifier: Apache-2.0
"""VHD, VDI, QED, qcow, Parallels, LUKS, and the formats that are refused by name."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lab.images import parallels as parallels_image
from lab.images.luks import LEN_HEADER, luks, slot
from lab.images.luks2 import volume
from lab.images.two_level import (
    QCOW_DATA,
    QCOW_L1,
    QED_CLUSTERS,
    QED_DATA,
    QED_L1,
    QED_L2,
    qcow,
    qed,
)
from tests.hostile.catalogue import hostile

MAX32, MAX64 = 2**32 - 1, 2**64 - 1
MIB = 1 << 20

Patch = tuple[int, str, int]
AnyPatch = tuple[int, str, int | bytes]


def patched(content: bytearray, patches: Sequence[AnyPatch]) -> bytearray:
    for offset, form, number in patches:
        struct.pack_into(form, content, offset, number)
    return content


def summed(block: bytearray, place: int) -> bytearray:
    """With the checksum of VHD at `place`."""
    struct.pack_into(">I", block, place, 0)
    struct.pack_into(">I", block, place, ~sum(block) & MAX32)
    return block


def vhd_bytes(*patches: AnyPatch, kind: int = 3) -> bytearray:
    """Footer copy, dynamic header at 512, BAT at 1536, a block at 2048, footer. Patches come before
    the checksums.
    """
    size = 4 * MIB
    footer = bytearray(512)
    geometry = struct.pack(">HBB", 120, 4, 17)
    struct.pack_into(
        ">8sIIQI4sI4sQQ4sI",
        footer,
        0,
        b"conectix",
        2,
        0x10000,
        512,
        0,
        b"vpc ",
        0,
        b"Wi2k",
        size,
        size,
        geometry,
        kind,
    )
    header = bytearray(1024)
    struct.pack_into(">8sQQIII", header, 0, b"cxsparse", MAX64, 1536, 0x10000, 2, 2 * MIB)
    whole = bytearray(
        footer + header + struct.pack(">II", 4, MAX32).ljust(512, b"\xff") + bytes(512 + 2 * MIB)
    )
    patched(whole, patches)
    whole[:512] = summed(whole[:512], 64)
    whole[512:1536] = summed(whole[512:1536], 36)
    return whole + whole[:512]


def vhd(name: str, attacks: str, *patches: AnyPatch, kind: int = 3) -> None:
    hostile(
        f"vhd-{name}.vhd", attacks, lambda path: path.write_bytes(vhd_bytes(*patches, kind=kind))
    )


vhd("block-size-0", "a division: blocks of no bytes", (512 + 32, ">I", 0))
vhd("block-size-max", "blocks of 2^32-1 bytes", (512 + 32, ">I", MAX32))
vhd("block-size-511", "blocks smaller than a sector", (512 + 32, ">I", 511))
vhd("entries-max", "memory: a BAT of 2^32-1 entries", (512 + 28, ">I", MAX32))
vhd("entries-0", "a BAT of no entries for a disk of some", (512 + 28, ">I", 0))
vhd("bat-at-2-to-64", "a sum: a BAT that ends past 2^64", (512 + 16, ">Q", MAX64 - 3))
vhd("bat-past-the-end", "a BAT past the end of the file", (512 + 16, ">Q", 1 << 40))
vhd("bat-is-the-header", "a BAT that is the header", (512 + 16, ">Q", 512))
vhd("header-is-the-footer", "a dynamic header that is the footer", (16, ">Q", 0))
vhd("header-at-2-to-64", "a sum: a dynamic header that ends past 2^64", (16, ">Q", MAX64 - 511))
vhd("block-past-the-end", "data past the end of the file", (1536, ">I", MAX32 - 1))
vhd("block-is-the-header", "data that is the footer", (1536, ">I", 0))
vhd(
    "size-2-to-64",
    "a product: a disk of 2^64-1 bytes",
    (48, ">Q", MAX64),
    (28, "4s", b"win "),
    (56, ">I", 0xFFFFFFFF),
)
vhd("size-larger-than-geometry", "size and geometry that differ", (48, ">Q", 1 << 50))
vhd("geometry-0", "a disk of no cylinders", (56, ">I", 0))
vhd("type-99", "a type that nobody knows", kind=99)
vhd("differencing", "a parent that is asked for and cannot be", kind=4)


def broken_sum(path: Path) -> None:
    path.write_bytes(patched(vhd_bytes(), ((64, ">I", 1),)))


hostile("vhd-checksum.vhd", "a footer with a broken checksum", broken_sum)
hostile(
    "vhd-header-checksum.vhd",
    "a dynamic header with a broken checksum",
    lambda path: path.write_bytes(patched(vhd_bytes(), ((512 + 36, ">I", 1),))),
)


def fixed_vhd(path: Path) -> None:
    """A fixed disk whose footer says 2^63 bytes over a file of 512."""
    path.write_bytes(vhd_bytes((48, ">Q", 1 << 63), kind=2)[:512])


hostile("vhd-fixed-footer-alone.vhd", "a fixed disk of 2^63 bytes in a file of 512", fixed_vhd)


def vdi_bytes() -> bytearray:
    """Header, map at 512, one block at 1 MiB."""
    content = bytearray(2 * MIB)
    content[:32] = b"<<< Oracle VM VirtualBox Disk >>"
    struct.pack_into("<IIIII", content, 64, 0xBEDA107F, 0x10001, 400, 1, 0)
    struct.pack_into(
        "<IIIIIIIQIIII", content, 340, 512, MIB, 0, 0, 0, 512, 0, 4 * MIB, MIB, 0, 4, 1
    )
    struct.pack_into("<4I", content, 512, 0, MAX32, MAX32, MAX32)
    return content


def vdi(name: str, attacks: str, *patches: Patch) -> None:
    hostile(
        f"vdi-{name}.vdi", attacks, lambda path: path.write_bytes(patched(vdi_bytes(), patches))
    )


vdi(
    "blocks-max",
    "memory: a map of 2^32-1 blocks",
    (384, "<I", MAX32),
    (368, "<Q", (2**32 - 1) * MIB),
)
vdi("size-2-to-64", "rounding up: a disk of 2^64-1 bytes", (368, "<Q", MAX64))
vdi("size-2-to-63", "a signed size", (368, "<Q", 1 << 63))
vdi("size-past-the-blocks", "a disk of more blocks than the map has", (368, "<Q", 5 * MIB))
vdi("block-size-0", "a division: blocks of no bytes", (376, "<I", 0))
vdi("block-size-2-mib", "a block size that nobody uses", (376, "<I", 2 * MIB))
vdi("sector-size-0", "a division: sectors of no bytes", (360, "<I", 0))
vdi("map-unaligned", "a map inside of a sector", (340, "<I", 513))
vdi("map-past-the-end", "a map past the end of the file", (340, "<I", MAX32 & -512))
vdi("data-unaligned", "data inside of a sector", (344, "<I", MIB + 1))
vdi("block-past-the-end", "data past the end of the file", (512, "<I", MAX32 - 2))
vdi(
    "blocks-all-one",
    "every block is the same in the file",
    *[(512 + 4 * n, "<I", 0) for n in range(4)],
)
vdi("parent", "a parent that is asked for and cannot be", (440, "<Q", 1))
vdi("version-0", "which fields the header has", (68, "<I", 0))


def parallels_bytes(extended: bool = False) -> bytearray:
    """Header, BAT at 64, one cluster at 1 MiB."""
    content = bytearray(MIB + 2 * MIB)
    magic = b"WithouFreSpacExt" if extended else b"WithoutFreeSpace"
    struct.pack_into(
        "<16sIIIIIQIIIQ", content, 0, magic, 2, 16, 8, 2048, 4, 4 * 2048, 0, 2048, 0, 0
    )
    struct.pack_into("<4I", content, 64, 1 if extended else 2048, 0, 0, 0)
    return content


def parallels(name: str, attacks: str, *patches: Patch, extended: bool = False) -> None:
    hostile(
        f"parallels-{name}.hds",
        attacks,
        lambda path: path.write_bytes(patched(parallels_bytes(extended), patches)),
    )


parallels("cluster-0", "a division: clusters of no sectors", (28, "<I", 0))
parallels("cluster-max", "a product: clusters of 2^32-1 sectors", (28, "<I", MAX32))
parallels("bat-max", "memory: a BAT of 2^32-1 entries", (32, "<I", MAX32))
parallels("bat-short", "a BAT of fewer clusters than the disk has", (32, "<I", 1))
parallels("size-2-to-64", "a product: a disk of 2^64-1 sectors", (36, "<Q", MAX64), extended=True)
parallels("entry-past-the-end", "data past the end of the file", (64, "<I", MAX32))
parallels(
    "entry-product",
    "a product: an entry times its cluster",
    (64, "<I", MAX32),
    (28, "<I", 0x3FFFFF),
    extended=True,
)
parallels(
    "extension-past-the-end",
    "an extension past the end of the file",
    (56, "<Q", 1 << 50),
    extended=True,
)
parallels(
    "extension-of-2-gib",
    "time: an MD5 of 2 GiB in a file of 3 MiB",
    (28, "<I", 0x3FE00E),
    (56, "<Q", 2048),
    (MIB, "<Q", 0xAB234CEF23DCEA87),
    extended=True,
)
parallels("extension-is-the-header", "an extension that is data", (56, "<Q", 2048), extended=True)


parallels("entry-in-the-table", "data that is the BAT", (64, "<I", 1), (48, "<I", 0))
parallels(
    "entries-all-one",
    "every cluster is the same in the file",
    *[(64 + 4 * n, "<I", 2048) for n in range(4)],
)


def broken_extension(path: Path) -> None:
    parallels_image.parallels(path, {0: 63}, extension=parallels_image.extension([], sound=False))


hostile("parallels-extension-checksum.hds", "an extension with a broken checksum", broken_extension)


def in_qed(name: str, attacks: str, *patches: Patch, entries: dict[int, int] | None = None) -> None:
    hostile(f"qed-{name}.qed", attacks, lambda path: qed(path, entries or {0: QED_DATA}, *patches))


in_qed("cluster-0", "a division: clusters of no bytes", (4, "<I", 0))
in_qed("cluster-max", "clusters of 2^32-1 bytes", (4, "<I", MAX32))
in_qed("table-0", "tables of no clusters", (8, "<I", 0))
in_qed("table-max", "memory: tables of 2^32-1 clusters", (8, "<I", MAX32))
in_qed("header-max", "a product: a header of 2^32-1 clusters", (12, "<I", MAX32))
in_qed("features-all", "every feature at once", (16, "<Q", MAX64))
in_qed("l1-at-2-to-64", "a sum: an L1 table that ends past 2^64", (40, "<Q", MAX64 - 4095))
in_qed("size-2-to-64", "rounding up: a disk of 2^64-512 bytes", (48, "<Q", MAX64 - 511))
in_qed(
    "backing-name-max", "memory: a backing name of 2^32-1 bytes", (16, "<Q", 1), (60, "<I", MAX32)
)
in_qed(
    "backing-name-in-tables",
    "a sum: a backing name behind the header",
    (16, "<Q", 1),
    (56, "<I", MAX32),
    (60, "<I", 9),
)
in_qed("l2-is-l1", "a loop: an L2 table that is the L1 table", (QED_L1, "<Q", QED_L1))
in_qed("l2-unaligned", "an L2 table inside of a cluster", (QED_L1, "<Q", QED_L2 + 8))
in_qed(
    "data-at-2-to-64-less-1",
    "an entry of ones, which code may take for none",
    entries={0: QED_DATA, 1: MAX64},
)
in_qed("data-past-the-end", "data past the end of the file", entries={0: QED_CLUSTERS * 4096})


def in_qcow(name: str, attacks: str, *patches: Patch) -> None:
    hostile(f"qcow-{name}.qcow", attacks, lambda path: qcow(path, {0: 8192}, *patches))


in_qcow("cluster-bits-63", "a shift: clusters of 2^63 bytes", (32, "B", 63))
in_qcow("cluster-bits-0", "a shift: clusters of one byte", (32, "B", 0))
in_qcow("l2-bits-max", "a shift: L2 tables of 2^255 entries", (33, "B", 255))
in_qcow("size-2-to-64", "rounding up: a disk of 2^64-1 bytes", (24, ">Q", MAX64))
in_qcow("size-0", "a disk of no bytes", (24, ">Q", 0))
in_qcow("l1-at-2-to-64", "a sum: an L1 table that ends past 2^64", (40, ">Q", MAX64 - 7))
in_qcow(
    "l1-of-1-gib",
    "time: an L1 table of 2^27 entries behind the end of the file",
    *((24, ">Q", 1 << 48), (32, "B", 9), (33, "B", 12), (40, ">Q", 1 << 20)),
)
in_qcow("l1-points-at-itself", "a loop: an L2 table that is the L1 table", (QCOW_L1, ">Q", QCOW_L1))
in_qcow(
    "backing-name-long",
    "a buffer: a backing name of 2^32-1 bytes",
    (8, ">Q", 64),
    (16, ">I", MAX32),
)
in_qcow("crypt-method-max", "an encryption that nobody knows", (36, ">I", MAX32))


def packed_qcow(path: Path) -> None:
    """Each cluster is the same 4 KiB of deflated zeros, which unpack to 4 MiB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -12)
    content = packer.compress(bytes(1 << 22)) + packer.flush()
    qcow(path, dict.fromkeys(range(64), 1 << 63 | 4095 << 51 | QCOW_DATA))
    with path.open("r+b") as file:
        file.seek(QCOW_DATA)
        file.write(content)


hostile(
    "qcow-zlib-bomb.qcow",
    "memory and time: compressed clusters of which each unpacks to 4 MiB",
    packed_qcow,
)


def in_luks(
    name: str,
    attacks: str,
    *patches: Patch,
    names: tuple[str, str, str] = ("aes", "xts-plain64", "sha256"),
) -> None:
    def build(path: Path) -> None:
        luks(path, *patches, names=names)

    hostile(f"luks-{name}.luks", attacks, build)


in_luks("payload-past-the-end", "a payload past the end of the file", (104, ">I", MAX32))
in_luks("payload-in-the-header", "a payload that is the header", (104, ">I", 0))
in_luks("stripes-max", "a product: 2^32-1 stripes", slot(0, 44, MAX32))
in_luks("stripes-0", "an assertion: a key slot of no stripes", slot(0, 44, 0), slot(0, 40, 0))
in_luks("material-max", "a sum: key material that ends past 2^32 sectors", slot(7, 40, MAX32))
in_luks("material-is-the-header", "key material that is the header", slot(0, 40, 0))
in_luks("slot-state", "a key slot that is neither used nor free", slot(2, 0, 0xFFFFFFFF))
in_luks(
    "iterations-max", "time: 2^32-1 iterations for each key", slot(0, 4, MAX32), (164, ">I", MAX32)
)
in_luks("key-bytes-max", "memory: a key of 2^32-1 bytes", (108, ">I", MAX32))
in_luks(
    "name-without-end", "a name that fills its field", names=("a" * 32, "xts-plain64", "sha256")
)
in_luks(
    "name-with-escapes",
    "the terminal: control characters in a name",
    names=("\x1b[2J", "xts-plain64", "sha256"),
)


LUKS2 = (
    ("info", "-f", "luks"),
    ("measure", "-f", "luks", "-O", "qcow2"),
)
KDF = {"salt": "AAAAAAAAAAAAAAAA", "type": "argon2id"}


def in_luks2(
    name: str,
    attacks: str,
    edit: Callable[[dict[str, Any]], object] = lambda _: None,
    raw: Callable[[str], str] = lambda text: text,
    *patches: Patch,
) -> None:
    """Of version 2, as who says that it is one reads it."""

    def build(path: Path) -> None:
        volume(path, len_key=16, encryption="aes-cbc-plain64", edit=edit, raw=raw)
        path.write_bytes(patched(bytearray(path.read_bytes()), patches))

    hostile(f"luks-v2-{name}.luks", attacks, build, LUKS2)


def first_slot(**change: Any) -> Callable[[dict[str, Any]], object]:
    return lambda text: text["keyslots"]["0"].update(change)


def first_segment(**change: Any) -> Callable[[dict[str, Any]], object]:
    return lambda text: text["segments"]["0"].update(change)


in_luks2(
    "memory-of-4-tib",
    "memory: a derivation that takes 2^32 KiB",
    first_slot(kdf={**KDF, "time": 1, "memory": 1 << 32, "cpus": 1}),
)
in_luks2(
    "lanes-max",
    "threads: a derivation with 2^24-1 lanes",
    first_slot(kdf={**KDF, "time": 1, "memory": 1 << 31, "cpus": (1 << 24) - 1}),
)
in_luks2(
    "stripes-max",
    "a product: 2^32-1 stripes of a key",
    first_slot(af={"type": "luks1", "stripes": MAX32, "hash": "sha256"}),
)
in_luks2("area-max", "a sum: a segment near 10^18", first_segment(offset="9" * 18, size="9" * 18))
in_luks2("digits", "a number of 10,000 digits", first_segment(offset="9" * 10000))
in_luks2("segments-two", "segments that overlap", lambda text: text["segments"].update({"1": {}}))
in_luks2(
    "nested",
    "recursion: 4,000 arrays in each other",
    raw=lambda text: text.replace('"tokens": {}', '"tokens": ' + "[" * 4000 + "]" * 4000),
)
in_luks2(
    "text-without-end", "a string without its end", raw=lambda text: text[:-30] + '"' + "x" * 60
)
in_luks2("base64", "a salt that is no base64", first_slot(kdf={**KDF, "salt": "?" * 44}))
in_luks2(
    "checksums",
    "a checksum that neither header has",
    lambda _: None,
    lambda text: text,
    (448, ">Q", 1),
    (LEN_HEADER + 448, ">Q", 1),
)


def bochs(extent: int = 4096, catalog: int = 1) -> Callable[[Path], object]:
    head = (
        b"Bochs Virtual HD Image".ljust(32, b"\0")
        + b"Redolog".ljust(16, b"\0")
        + b"Growing".ljust(16, b"\0")
    )
    head += struct.pack("<IIIIIIQ", 0x20000, 512, catalog, 512, extent, 0, 1 << 30)
    return lambda path: path.write_bytes(head.ljust(65536, b"\0"))


hostile("bochs-catalog-max.bochs", "memory: a catalog of 2^32-1 entries", bochs(catalog=MAX32))


CLOOP = b"#!/bin/sh\n#V2.0 Format\nmodprobe cloop file=$0 && mount -r -t iso9660 /dev/cloop $1\n"


def cloop(block: int, blocks: int, offsets: tuple[int, ...] = ()) -> Callable[[Path], object]:
    head = CLOOP.ljust(128, b"\0") + struct.pack(">II", block, blocks)
    head += b"".join(offset.to_bytes(8, "big") for offset in offsets)
    return lambda path: path.write_bytes(head.ljust(65536, b"\xff"))


hostile("cloop-block-0.cloop", "a division: blocks of no bytes", cloop(0, 16))
hostile("cloop-blocks-max.cloop", "a product: 2^32-1 blocks", cloop(MAX32 & -512, MAX32))


hostile(
    "cloop-bomb.cloop",
    "memory and time: 2^16 blocks of 64 KiB, all but one of no bytes",
    lambda path: path.write_bytes(
        CLOOP.ljust(128, b"\0")
        + struct.pack(">II", 65536, 1 << 16)
        + (136).to_bytes(8, "big") * (1 << 16)
        + (136 + (1 << 20)).to_bytes(8, "big")
    ),
)
hostile(
    "cloop-in-part.raw",
    "a script that begins as those of cloop do: not one to qemu-img, which reads it raw",
    lambda path: path.write_bytes(CLOOP[:-2].ljust(65536, b"\0")),
)


def dmg(path: Path) -> None:
    """A trailer whose resource fork and XML lie past the end."""
    trailer = bytearray(512)
    struct.pack_into(">4sIII", trailer, 0, b"koly", 4, 512, 1)
    struct.pack_into(">QQ", trailer, 40, MAX64 - 7, MAX64)
    struct.pack_into(">QQ", trailer, 216, MAX64 - 7, MAX64)
    struct.pack_into(">Q", trailer, 492, 1 << 62)
    path.write_bytes(bytes(65536) + trailer)


hostile("dmg-trailer.dmg", "sums: a resource fork and a list that end past 2^64", dmg)
