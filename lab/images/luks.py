# SPDX-License-Identifier: Apache-2.0
"""LUKS headers assembled by hand, sound or broken."""

from __future__ import annotations

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
