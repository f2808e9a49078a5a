# SPDX-License-Identifier: Apache-2.0
"""LUKS headers assembled by hand, sound or broken."""

from __future__ import annotations

import hashlib
import struct
from pathlib import Path

SECTOR = 512
PAYLOAD = 2056  # sectors
SIZE = 8 * SECTOR
ACTIVE, INACTIVE = 0xAC71F3, 0xDEAD
STATE, ITERATIONS, MATERIAL, STRIPES = 0, 4, 40, 44
Patch = tuple[int, str, int]


def luks(
    path: Path, *patches: Patch, names: tuple[str, str, str] = ("aes", "xts-plain64", "sha256")
) -> Path:
    """A container whose slot 0 is in use; each patch is an offset, a format and a number."""
    content = bytearray(592)
    struct.pack_into(">6sH", content, 0, b"LUKS\xba\xbe", 1)
    for offset, name in zip((8, 40, 72), names, strict=True):
        content[offset : offset + len(name)] = name.encode()
    struct.pack_into(">II", content, 104, PAYLOAD, 32)
    struct.pack_into(">I", content, 164, 1000)
    for slot in range(8):
        state, iterations = (ACTIVE, 1000) if slot == 0 else (INACTIVE, 0)
        struct.pack_into(
            ">II32xII", content, 208 + 48 * slot, state, iterations, 8 + 256 * slot, 4000
        )
    for offset, form, number in patches:
        struct.pack_into(form, content, offset, number)
    path.write_bytes(content)
    with open(path, "r+b") as file:
        file.truncate(PAYLOAD * SECTOR + SIZE)
    return path


def slot(number: int, field: int, value: int) -> Patch:
    return (208 + 48 * number + field, ">I", value)


TEXT = 4096
"""Where a LUKS2 header's JSON area begins."""
LEN_HEADER = 0x4000
KEYSLOTS = 0x8000
VOLUME = 2 * LEN_HEADER + KEYSLOTS + 8 * SECTOR
CONFIG = f'{{"config":{{"json_size":"{LEN_HEADER - TEXT}","keyslots_size":"{KEYSLOTS}"}}}}'
SUM = 448


def header2(
    place: int,
    *patches: Patch,
    sequence: int = 3,
    length: int = LEN_HEADER,
    text: str = CONFIG,
    hash: str = "sha256",
) -> bytes:
    """A LUKS2 header with its JSON area; the patches are made before the checksum is."""
    content = bytearray(length)
    magic = b"SKUL\xba\xbe" if place else b"LUKS\xba\xbe"
    struct.pack_into(">6sHQQ", content, 0, magic, 2, length, sequence)
    struct.pack_into("32s64s40s", content, 72, hash.encode(), bytes([place % 251] * 64), b"uuid-2")
    struct.pack_into(">Q", content, 256, place)
    text = text.replace(f'"{LEN_HEADER - TEXT}"', f'"{length - TEXT}"')
    content[TEXT : TEXT + len(text)] = text.encode()
    for offset, form, number in patches:
        struct.pack_into(form, content, offset, number)
    if hash in hashlib.algorithms_available:
        digest = hashlib.new(hash, content).digest()
        content[SUM : SUM + len(digest)] = digest
    return bytes(content)


def luks2(
    path: Path,
    *patches: Patch,
    first: bytes | None = None,
    second: bytes | None = None,
    place: int = LEN_HEADER,
    size: int = VOLUME,
) -> Path:
    """A LUKS2 volume; the patches are made last. It has no key slot, only room for some."""
    content = bytearray(size)
    for at, half in ((0, first), (place, second)):
        half = header2(at) if half is None else half
        content[at : at + len(half)] = half
    for offset, form, number in patches:
        struct.pack_into(form, content, offset, number)
    path.write_bytes(content[:size])
    return path
