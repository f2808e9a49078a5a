# SPDX-License-Identifier: Apache-2.0
"""VHDX: headers that conflict, checksums, regions, metadata, logs and parents that lie."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lab.images.vhdx import (
    BAT,
    DATA,
    GUIDS,
    HAS_PARENT,
    HEADER_1,
    HEADER_2,
    ITEMS,
    LOG,
    LOG_GUID,
    METADATA,
    MIB,
    REGIONS,
    Patch,
    locator,
    log_entry,
    place,
    vhdx,
    zero_descriptor,
)
from tests.hostile.catalogue import hostile

MAX16, MAX32, MAX64 = 2**16 - 1, 2**32 - 1, 2**64 - 1
ENTRIES = {0: place(DATA)}


def laid(
    *patches: Patch, entries: dict[int, int] | None = None, **more: Any
) -> Callable[[Path], object]:
    return lambda path: vhdx(path, ENTRIES if entries is None else entries, *patches, **more)


def broken(name: str, attacks: str, *patches: Patch, **more: Any) -> None:
    hostile(f"vhdx-{name}.vhdx", attacks, laid(*patches, **more))


def both(offset: int, form: str, value: int) -> tuple[Patch, Patch]:
    """The same in both headers."""
    return (HEADER_1 + offset, form, value), (HEADER_2 + offset, form, value)


broken(
    "headers-same-sequence",
    "two headers that are both the newest, and differ",
    (HEADER_1 + 8, "<Q", 2),
    (HEADER_1 + 16, "B", 1),
)
broken("headers-both-broken", "no header with a right checksum", after=both(4, "<I", 1))
broken(
    "header-newest-broken",
    "the newest header broken, the older one pointing elsewhere",
    (HEADER_1 + 72, "<Q", 3 * MIB),
    after=[(HEADER_2 + 4, "<I", 1)],
)
broken("header-version-2", "a version that nobody knows", *both(66, "<H", 2))
broken("header-log-version-1", "a version of the log that nobody knows", *both(64, "<H", 1))
broken("header-log-at-0", "a log in the headers", *both(72, "<Q", 0))
broken(
    "header-log-at-2-to-64",
    "a sum: a log that ends past 2^64",
    *both(72, "<Q", MAX64 - MIB + 1),
    log={0: log_entry()},
)
broken("header-log-2-to-32", "memory: a log of 4 GiB", *both(68, "<I", MAX32), log={0: log_entry()})
broken("header-sequence-max", "a sum: a sequence number of 2^64-1", (HEADER_2 + 8, "<Q", MAX64))

broken("regions-2047", "a loop over 2047 regions of 0 bytes", (REGIONS + 8, "<I", 2047))
broken("regions-2-to-32", "memory: 2^32-1 regions", (REGIONS + 8, "<I", MAX32))
broken("regions-none", "no region at all", (REGIONS + 8, "<I", 0))
broken("regions-checksum", "a region table with a broken checksum", after=[(REGIONS + 4, "<I", 0)])
broken(
    "region-bat-at-2-to-64",
    "a sum: a region that ends past 2^64",
    (REGIONS + 16 + 16, "<Q", MAX64 - MIB + 1),
)
broken("region-bat-is-the-log", "a BAT that is the log", (REGIONS + 16 + 16, "<Q", LOG))
broken("region-bat-is-the-metadata", "regions that overlap", (REGIONS + 16 + 16, "<Q", METADATA))
broken("region-bat-is-the-headers", "a BAT that is the headers", (REGIONS + 16 + 16, "<Q", 0))
broken("region-bat-short", "a BAT of fewer blocks than the disk has", (REGIONS + 16 + 24, "<I", 0))
broken(
    "region-metadata-past-the-end",
    "metadata past the end of the file",
    (REGIONS + 48 + 16, "<Q", 1 << 40),
)
broken(
    "region-unknown-required",
    "a region that nobody knows, and everybody must",
    (REGIONS + 16, "B", 0),
)

broken("metadata-65535-entries", "memory: 65535 items", (METADATA + 10, "<H", MAX16))
broken("metadata-no-entries", "no item at all", (METADATA + 10, "<H", 0))
broken("metadata-signature", "a metadata table that is none", (METADATA, "<Q", 0))
broken(
    "metadata-item-at-2-to-32",
    "a sum: an item that ends past 2^32",
    (METADATA + 32 + 16, "<I", MAX32),
)
broken(
    "metadata-item-2-to-32", "memory: an item of 2^32-1 bytes", (METADATA + 32 + 20, "<I", MAX32)
)
broken("metadata-item-is-the-table", "an item that is the table", (METADATA + 32 + 16, "<I", 0))
broken(
    "metadata-items-alike",
    "one item twice",
    (METADATA + 64, "<Q", 0x43FA36CA376737CA),
    (METADATA + 32, "B", 0x37),
)

broken("block-size-0", "a division: blocks of no bytes", (ITEMS, "<I", 0))
broken("block-size-max", "blocks of 2^32-1 bytes", (ITEMS, "<I", MAX32))
broken("block-size-small", "a BAT that the disk outgrows: blocks of 512 bytes", (ITEMS, "<I", 512))
broken("block-size-3-mib", "a block that is no power of two", (ITEMS, "<I", 3 * MIB))
broken("disk-size-2-to-64", "rounding up: a disk of 2^64-1 bytes", (ITEMS + 8, "<Q", MAX64))
broken(
    "disk-size-64-tib-and-more",
    "a disk larger than the format has them",
    (ITEMS + 8, "<Q", (64 << 40) + 512),
)
broken("disk-size-odd", "a disk that ends inside of a sector", (ITEMS + 8, "<Q", 513))
broken("logical-sector-0", "a division: sectors of no bytes", (ITEMS + 32, "<I", 0))
broken("logical-sector-max", "sectors of 2^32-1 bytes", (ITEMS + 32, "<I", MAX32))

broken("block-past-the-end", "data past the end of the file", entries={0: place(1 << 50)})
broken("block-at-2-to-64", "a sum: a block that ends past 2^64", entries={0: place(MAX64 & -MIB)})
broken("block-is-the-bat", "data that is the BAT", entries={0: place(BAT)})
broken("block-is-the-log", "data that is the log", entries={0: place(LOG)})
broken("block-is-the-headers", "data that is the headers", entries={0: place(0)})
broken(
    "blocks-all-one",
    "every block is the same in the file",
    entries=dict.fromkeys(range(8), place(DATA)),
)
broken("block-state-4", "a state that nobody knows", entries={0: place(DATA, 4)})
broken("block-state-5", "a state that nobody knows", entries={0: place(DATA, 5)})
broken(
    "block-partial-without-parent",
    "part of a block, and no parent for the rest",
    entries={0: place(DATA, 7)},
)

broken(
    "log-to-replay",
    "a log that would write over the headers",
    log={0: log_entry([zero_descriptor()])},
)
broken(
    "log-entry-long",
    "a sum: a log entry of 2^32-4096 bytes",
    log={0: log_entry(length=4096)[:8] + struct.pack("<I", MAX32 - 4095) + log_entry()[12:]},
)
broken(
    "log-descriptors-2-to-32",
    "memory: a log entry of 2^32-1 descriptors",
    log={0: log_entry(number=MAX32)},
)
broken(
    "log-descriptor-unknown",
    "a log entry whose descriptor is none",
    log={0: log_entry([b"evil" + bytes(28)])},
)
broken(
    "log-checksum",
    "a log entry with a broken checksum",
    log={0: log_entry([zero_descriptor()])},
    after=[(LOG + 4, "<I", 0)],
)
broken(
    "log-sequence-0",
    "a log entry of sequence 0",
    log={0: log_entry([zero_descriptor()], sequence=0)},
)
broken(
    "log-every-sector",
    "time: 256 log entries, each as long as all of the log",
    log={
        n * 4096: b"loge" + struct.pack("<IIIQII", 0, MIB, 0, 1, 1, 0) + LOG_GUID + bytes(4048)
        for n in range(256)
    },
)

PATHS = {"relative_path": ".\\parent.vhdx"}


def parent(name: str, attacks: str, item: bytes) -> None:
    hostile(f"vhdx-parent-{name}.vhdx", attacks, laid(flags=HAS_PARENT, parent=item))


parent("absolute", "a file of the host as parent", locator({"absolute_win32_path": "/etc/passwd"}))
parent(
    "above",
    "a file outside of the folder as parent",
    locator({"relative_path": "..\\..\\..\\etc\\passwd"}),
)
parent(
    "unc",
    "a network path as parent",
    locator({"volume_path": "\\\\?\\Volume{1}\\x", "relative_path": "\\\\server\\share\\x"}),
)
parent("url", "an address as parent", locator({"relative_path": "nbd://127.0.0.1/x"}))
parent("itself", "a chain of one image", locator({"relative_path": ".\\vhdx-parent-itself.vhdx"}))
parent(
    "65535-entries", "memory: 65535 keys", locator(PATHS)[:18] + b"\xff\xff" + locator(PATHS)[20:]
)
parent(
    "key-at-2-to-32",
    "a sum: a key that ends past 2^32",
    locator(PATHS)[:20] + b"\xff" * 4 + locator(PATHS)[24:],
)
parent("key-long", "a key of 65535 bytes", locator(PATHS)[:28] + b"\xff\xff" + locator(PATHS)[30:])
parent(
    "nul-in-path",
    "a path that a zero character cuts",
    locator({"relative_path": "/etc/passwd\0.vhdx"}),
)
parent("half-a-surrogate", "a path that is no UTF-16", locator(PATHS)[:-2] + b"\0\xd8")
parent("type-unknown", "a kind of parent that nobody knows", locator(PATHS, GUIDS["bat"]))
parent("empty", "an item of no bytes", b"")
broken(
    "parent-without-flag",
    "a parent, and a flag that says that there is none",
    parent=locator(PATHS),
)
broken("parent-flag-only", "a flag for a parent, and no parent", flags=HAS_PARENT)
