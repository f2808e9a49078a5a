# SPDX-License-Identifier: Apache-2.0
"""VHDX images assembled by hand, sound or broken. The layout is typed here once more on purpose, so
that writer and parser cannot share a mistake."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

from instar.layout import crc32c

KIB, MIB = 1 << 10, 1 << 20
HEADER_1, HEADER_2, REGIONS = 64 * KIB, 128 * KIB, 192 * KIB
LOG, METADATA, BAT, BITMAP, DATA = (n * MIB for n in range(1, 6))
ITEMS = METADATA + 64 * KIB
BLOCK = MIB
SIZE = 8 * BLOCK
FILE_END = 16 * MIB
CHUNK = 4096
"""Blocks of 1 MiB that one sector bitmap describes: the entry of the bitmap is after theirs.
"""

NOT_PRESENT, UNDEFINED, ZERO, UNMAPPED, UNMAPPED_DRAFT, PRESENT, PARTIAL = 0, 1, 2, 3, 5, 6, 7
HAS_PARENT = 2
IDENTITY = bytes(range(16))
LINKAGE = "{03020100-0504-0706-0809-0A0B0C0D0E0F}"
LOG_GUID = bytes(range(100, 116))

GUIDS = {
    "bat": "6677c22d23f600429d64115e9bfd4a08",
    "metadata": "06a27c8b90479a4bb8fe575f050f886e",
    "parameters": "3767a1ca36fa434db3b633f0aa44e76b",
    "size": "2442a52f1bcd7648b2115dbed83bf4b8",
    "id": "ab12cabee6b2234593efc309e000c746",
    "logical": "1dbf41816fa90947ba47f233a8faab5f",
    "physical": "c748a3cd5d4471449cc9e9885251c556",
    "locator": "2d5fd3a80bb34d45abf7d3d84834ab0c",
    "type": "b7ef4ab09ed1814ab78925b8e9445913",
}

Patch = tuple[int, str, int]


def place(offset: int, state: int = PRESENT) -> int:
    """A BAT entry."""
    return offset | state


def locator(pairs: Mapping[str, str], kind: str = GUIDS["type"]) -> bytes:
    """A parent locator item: header, entries, then keys and values."""
    texts = [text.encode("utf-16-le") for pair in pairs.items() for text in pair]
    head = bytes.fromhex(kind) + struct.pack("<HH", 0, len(pairs))
    at = len(head) + 12 * len(pairs)
    values = b""
    for key, value in zip(texts[::2], texts[1::2], strict=True):
        offset = at + len(values)
        head += struct.pack("<IIHH", offset, offset + len(key), len(key), len(value))
        values += key + value
    return head + values


def log_entry(
    descriptors: Sequence[bytes] = (),
    *,
    number: int | None = None,
    length: int = 4096,
    sequence: int = 1,
) -> bytes:
    """A log entry with its checksum."""
    count = len(descriptors) if number is None else number
    head = (
        b"loge"
        + struct.pack("<IIIQII", 0, length, 0, sequence, count, 0)
        + LOG_GUID
        + struct.pack("<QQ", 0, 0)
    )
    entry = (head + b"".join(descriptors)).ljust(max(length, 4096), b"\0")
    return entry[:4] + struct.pack("<I", crc32c(entry)) + entry[8:]


def zero_descriptor(sequence: int = 1) -> bytes:
    return b"zero" + struct.pack("<IQQQ", 0, 4096, 8 * MIB, sequence)


def _checked(content: bytes) -> bytes:
    return (
        content[:4] + struct.pack("<I", crc32c(content[:4] + bytes(4) + content[8:])) + content[8:]
    )


def _metadata(items: Sequence[tuple[str, bytes]]) -> tuple[bytes, bytes]:
    table, values = b"metadata" + struct.pack("<HH20x", 0, len(items)), b""
    for name, value in items:
        table += bytes.fromhex(GUIDS[name]) + struct.pack(
            "<IIII", 64 * KIB + len(values), len(value), 4, 0
        )
        values += value
    return table, values


def vhdx(
    path: Path,
    entries: Mapping[int, int],
    *patches: Patch,
    after: Sequence[Patch] = (),
    size: int = SIZE,
    flags: int = 0,
    parent: bytes | None = None,
    bitmap: bytes = b"",
    log: Mapping[int, bytes] | None = None,
    file_end: int = FILE_END,
) -> Path:
    """An image whose BAT entries are those given. `patches` are made before the checksums are,
    `after` after them.
    """
    items = [
        ("parameters", struct.pack("<II", BLOCK, flags)),
        ("size", struct.pack("<Q", size)),
        ("id", bytes(16)),
        ("logical", struct.pack("<I", 512)),
        ("physical", struct.pack("<I", 4096)),
    ]
    if parent is not None:
        items.append(("locator", parent))
    table, values = _metadata(items)
    regions = b"regi" + struct.pack("<III", 0, 2, 0)
    for name, offset in (("bat", BAT), ("metadata", METADATA)):
        regions += bytes.fromhex(GUIDS[name]) + struct.pack("<QII", offset, MIB, 1)
    guid = LOG_GUID if log else bytes(16)
    parts = {
        0: bytearray(b"vhdxfile" + bytes(512)),
        METADATA: bytearray(table),
        ITEMS: bytearray(values),
    }
    for sequence, offset in ((1, HEADER_1), (2, HEADER_2)):
        head = b"head" + struct.pack("<IQ", 0, sequence) + bytes(16) + IDENTITY + guid
        parts[offset] = bytearray((head + struct.pack("<HHIQ", 0, 1, MIB, LOG)).ljust(4096, b"\0"))
    parts[REGIONS] = bytearray(regions.ljust(64 * KIB, b"\0"))
    rows = bytearray(8 * (CHUNK + 1))
    for index, entry in entries.items():
        struct.pack_into("<Q", rows, 8 * index, entry)
    parts[BAT] = rows
    if bitmap:
        parts[BITMAP] = bytearray(bitmap)
    for offset, content in (log or {}).items():
        parts[LOG + offset] = bytearray(content)
    return _write(path, parts, patches, after, file_end)


def _patch(parts: dict[int, bytearray], patches: Sequence[Patch]) -> None:
    for offset, form, number in patches:
        start = max(part for part in parts if part <= offset)
        missing = offset - start + 8 - len(parts[start])
        parts[start] += bytes(max(missing, 0))
        struct.pack_into(form, parts[start], offset - start, number)


def _write(
    path: Path,
    parts: dict[int, bytearray],
    patches: Sequence[Patch],
    after: Sequence[Patch],
    file_end: int,
) -> Path:
    _patch(parts, patches)
    for offset in (HEADER_1, HEADER_2, REGIONS):
        parts[offset] = bytearray(_checked(bytes(parts[offset])))
    _patch(parts, after)
    with path.open("wb") as file:
        for offset, part in sorted(parts.items()):
            file.seek(offset)
            file.write(part)
        file.truncate(file_end)
    return path
