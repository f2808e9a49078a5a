# SPDX-License-Identifier: Apache-2.0
"""Changing integers of an image in place, and finding the places to change.

Offsets are typed here by hand, and not taken from specs/, so that the images and the parsers cannot
share a mistake.
"""

from __future__ import annotations

import random
import struct
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Literal

KIB = 1 << 10
CRC32C_POLYNOMIAL = 0x82F63B78  # Castagnoli, reflected
QCOW2_OFFSET_MASK = 0x00FFFFFFFFFFFE00
VHDX_BAT, VHDX_METADATA = bytes.fromhex("6677c22d"), bytes.fromhex("06a27c8b")

Extensions = list[tuple[int, bytes]]
Change = Callable[[bytearray], None]


class Poke:
    """Reads and changes integers of a file in place (big-endian by default)."""

    def __init__(self, path: Path, order: Literal["big", "little"] = "big") -> None:
        self.file = open(path, "r+b")  # noqa: SIM115 (closed by __exit__)
        self.order: Literal["big", "little"] = order

    def __enter__(self) -> Poke:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.file.close()

    def read(self, at: int, length: int) -> bytes:
        self.file.seek(at)
        return self.file.read(length)

    def write(self, at: int, data: bytes | bytearray) -> None:
        self.file.seek(at)
        self.file.write(data)

    def get(self, at: int, length: int) -> int:
        return int.from_bytes(self.read(at, length), self.order)

    def put(self, at: int, length: int, value: int) -> None:
        self.write(at, (value & ((1 << 8 * length) - 1)).to_bytes(length, self.order))

    def puts(self, *changes: tuple[int, int, int]) -> None:
        """Several (at, length, value) at once."""
        for at, length, value in changes:
            self.put(at, length, value)

    def size(self) -> int:
        return self.file.seek(0, 2)

    def truncate(self, size: int) -> None:
        self.file.truncate(size)


def crc32c(data: bytes | bytearray) -> int:
    """CRC-32C, as VHDX uses it."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (CRC32C_POLYNOMIAL if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def qcow2_l2(p: Poke) -> int:
    """Offset of the first L2 table that is there."""
    l1 = p.get(40, 8)
    for i in range(p.get(36, 4)):
        found = p.get(l1 + 8 * i, 8) & QCOW2_OFFSET_MASK
        if found:
            return found
    raise SystemExit("no L2 table")


def qcow2_entries(p: Poke, want: str) -> list[int]:
    """Positions of the L2 entries in the first table that are "data" or "compressed"."""
    l2, found = qcow2_l2(p), []
    for i in range((1 << p.get(20, 4)) // 8):
        entry = p.get(l2 + 8 * i, 8)
        packed = bool(entry >> 62 & 1)
        if entry & QCOW2_OFFSET_MASK and packed == (want == "compressed"):
            found.append(l2 + 8 * i)
    return found


def qcow2_refcount_at(p: Poke, cluster: int) -> int:
    """Position of the (16-bit) refcount of a cluster covered by the first block."""
    return (p.get(p.get(48, 8), 8) & QCOW2_OFFSET_MASK) + 2 * cluster


def qcow2_extensions(
    path: Path, change: Callable[[Extensions], Extensions], header_length: int | None = None
) -> None:
    """Rewrite the header extensions of a qcow2 file, and the backing file name after them."""
    with Poke(path) as p:
        start = p.get(100, 4) if p.get(4, 4) >= 3 else 72
        name_at, name_length = p.get(8, 8), p.get(16, 4)
        name = p.read(name_at, name_length) if name_at else b""
        extensions: Extensions = []
        at = start
        while p.get(at, 4):
            length = p.get(at + 4, 4)
            extensions.append((p.get(at, 4), p.read(at + 8, length)))
            at += 8 + (length + 7 & ~7)
        end = max(at + 8, name_at + name_length)
        if header_length:
            p.put(100, 4, header_length)
            start = header_length
        blob = b""
        for kind, data in change(extensions):
            blob += struct.pack(">II", kind, len(data)) + data.ljust(len(data) + 7 & ~7, b"\0")
        blob += bytes(8)
        p.write(start, (blob + name).ljust(max(0, end - start), b"\0"))
        if name_at:
            p.put(8, 8, start + len(blob))


def vhd_checksum(block: bytes | bytearray, at: int) -> int:
    """The checksum of a VHD footer or header whose checksum field is at `at`."""
    return ~(sum(block) - sum(block[at : at + 4])) & 0xFFFFFFFF


def vhd_footer(p: Poke, change: Change) -> None:
    """Change the footer and its copy, with a new checksum."""
    places = [p.size() - 512]
    if p.read(0, 8) == b"conectix" and places[0]:
        places.append(0)
    for at in places:
        block = bytearray(p.read(at, 512))
        change(block)
        block[64:68] = struct.pack(">I", vhd_checksum(block, 64))
        p.write(at, block)


def vhd_header(p: Poke, change: Change) -> None:
    """Change the dynamic header, with a new checksum."""
    block = bytearray(p.read(512, 1024))
    change(block)
    block[36:40] = struct.pack(">I", vhd_checksum(block, 36))
    p.write(512, block)


def vhdx_headers(p: Poke, change: Change) -> None:
    """Change both VHDX headers, with new CRCs."""
    for at in (64 * KIB, 128 * KIB):
        block = bytearray(p.read(at, 4096))
        change(block)
        block[4:8] = bytes(4)
        block[4:8] = struct.pack("<I", crc32c(block))
        p.write(at, block)


def vhdx_region(p: Poke, guid_start: bytes) -> int:
    """Offset of the region whose GUID starts with these bytes."""
    for i in range(p.get(192 * KIB + 8, 4)):
        at = 192 * KIB + 16 + 32 * i
        if p.read(at, len(guid_start)) == guid_start:
            return p.get(at + 16, 8)
    raise SystemExit("no such VHDX region")


def vhdx_region_tables(p: Poke, change: Callable[[], object]) -> None:
    """Change something in both VHDX region tables, and give them new CRCs."""
    change()
    for at in (192 * KIB, 256 * KIB):
        block = bytearray(p.read(at, 64 * KIB))
        block[4:8] = bytes(4)
        p.write(at + 4, struct.pack("<I", crc32c(block)))


def vhdx_metadata_item(p: Poke, guid_start: bytes) -> int:
    """Offset of the metadata item whose GUID starts with these bytes."""
    metadata = vhdx_region(p, VHDX_METADATA)
    for i in range(p.get(metadata + 10, 2)):
        at = metadata + 32 + 32 * i
        if p.read(at, 4) == guid_start:
            return metadata + p.get(at + 16, 4)
    raise SystemExit("no such VHDX metadata item")


def vhdx_bat_entry(p: Poke, value: int) -> None:
    """Overwrite the first BAT entry of a block that is fully present."""
    at = vhdx_region(p, VHDX_BAT)
    while p.get(at, 8) & 7 != 6:
        at += 8
    p.put(at, 8, value)


def vhdx_dirty_log(p: Poke, r: random.Random) -> None:
    """Leave one valid, not yet replayed entry in the log of a VHDX file."""
    guid = r.randbytes(16)
    log = p.get(64 * KIB + 72, 8)
    entry = bytearray(4096)
    size = p.size()
    struct.pack_into("<4sIIIQII16sQQ", entry, 0, b"loge", 0, 4096, 0, 1, 1, 0, guid, size, size)
    struct.pack_into("<4sIQQQ", entry, 64, b"zero", 0, 4096, size - 4096, 1)
    struct.pack_into("<I", entry, 4, crc32c(entry))
    p.write(log, entry)

    def change(block: bytearray) -> None:
        block[48:64] = guid

    vhdx_headers(p, change)
