# SPDX-License-Identifier: Apache-2.0
"""Parallels disks, as folders of a descriptor and images, sound or broken."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SECTOR = 512
CLUSTER = 8 * SECTOR
NAME = "DiskDescriptor.xml"
NONE = "{00000000-0000-0000-0000-000000000000}"
TOP = "{5fbaabe3-6958-40ff-92a7-860e329aab41}"


def guid(number: int) -> str:
    return f"{{{number:08x}-1111-2222-3333-444444444444}}"


@dataclass(frozen=True, slots=True)
class Part:
    """An image of a storage."""

    guid: str
    file: str
    type: str = "Compressed"


@dataclass(frozen=True, slots=True)
class Storage:
    start: int
    end: int
    parts: Sequence[Part]


def expanding(clusters: Mapping[int, bytes], sectors: int) -> bytes:
    """A Parallels image that has these clusters of its disk."""
    entries = -(-sectors * SECTOR // CLUSTER)
    first = 16 + (64 + 4 * entries) // CLUSTER
    table = [0] * entries
    data = b""
    for index, content in clusters.items():
        table[index] = first + len(data) // CLUSTER
        data += content.ljust(CLUSTER, b"\0")
    numbers = (2, 16, 1, CLUSTER // SECTOR, entries, sectors, 0, first * CLUSTER // SECTOR, 0, 0)
    header = struct.pack("<16sIIIIIQIIIQ", b"WithouFreSpacExt", *numbers)
    return (header + struct.pack(f"<{entries}I", *table)).ljust(first * CLUSTER, b"\0") + data


def descriptor(
    storages: Sequence[Storage],
    shots: Sequence[tuple[str, str]] = ((TOP, NONE),),
    *,
    sectors: int | None = None,
    top: str = "",
    parameters: str = "<Padding>0</Padding>",
) -> bytes:
    size = storages[-1].end if sectors is None else sectors
    text = "<?xml version='1.0' encoding='UTF-8'?>\n<Parallels_disk_image Version=\"1.0\">\n"
    text += f"<Disk_Parameters><Disk_size>{size}</Disk_size>{parameters}</Disk_Parameters>\n"
    text += "<StorageData>\n"
    for s in storages:
        text += f"<Storage><Start>{s.start}</Start><End>{s.end}</End><Blocksize>8</Blocksize>\n"
        for part in s.parts:
            text += f"<Image><GUID>{part.guid}</GUID><Type>{part.type}</Type>"
            text += f"<File>{part.file}</File></Image>\n"
        text += "</Storage>\n"
    text += "</StorageData>\n<Snapshots>\n"
    text += f"<TopGUID>{top}</TopGUID>\n" if top else ""
    for own, parent in shots:
        text += f"<Shot><GUID>{own}</GUID><ParentGUID>{parent}</ParentGUID></Shot>\n"
    return (text + "</Snapshots>\n</Parallels_disk_image>\n").encode()


def bundle(folder: Path, text: bytes, files: Mapping[str, bytes]) -> Path:
    """The descriptor's path."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    (folder / NAME).write_bytes(text)
    return folder / NAME
