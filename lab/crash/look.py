# SPDX-License-Identifier: Apache-2.0
"""What a program sees in an image: its disk, its snapshots, what else it names, and its faults."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zlib import crc32

from lab.crash.storage import digest, state_of
from lab.parity.tools import Tool

VERSION = "7.2"
CORRUPT, LEAKS, NO_CHECK = 2, 3, 63
"""Exit statuses of a check."""
SECTOR = 512
"""What a crash leaves as it was or as it was to be."""
PIECE = 128 * SECTOR


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen. `opens` is false where the image is there and cannot be read."""

    exists: bool = True
    opens: bool = False
    disk: str = ""
    snapshots: Mapping[str, str] = field(default_factory=dict)
    rest: str = ""
    is_corrupt: bool = False
    leaks: bool = False
    sectors: Mapping[int, int] = field(default_factory=dict)
    """What each sector of the disk has, but for zeros."""

    def is_between(self, old: Look, new: Look) -> bool:
        """Whether each sector of the disk is that of one of the two."""
        numbers = {*self.sectors, *old.sectors, *new.sectors}
        return all(
            self.sectors.get(number) in (old.sectors.get(number), new.sectors.get(number))
            for number in numbers
        )

    @property
    def others(self) -> tuple[object, ...]:
        """All that is kept next to the disk."""
        return self.exists, tuple(sorted(self.snapshots.items())), self.rest

    @property
    def content(self) -> tuple[bool, str, tuple[tuple[str, str], ...], str]:
        """All but the faults."""
        return self.exists, self.disk, tuple(sorted(self.snapshots.items())), self.rest


class Looker:
    """Looks at images with one program, at the same files once."""

    def __init__(self, tool: Tool, scratch: Path) -> None:
        self.tool, self._raw = tool, scratch / "disk.raw"
        self._seen: dict[tuple[bytes, str, str, bool], Look] = {}

    def forget(self) -> None:
        """The files are others from now on: a journal counts for one inode."""
        self._seen.clear()

    def look(self, name: str, format: str, *, disk: bool = True) -> Look:
        """At the image of that name in the program's directory; without its disk if asked to."""
        key = digest(state_of(self.tool.folder)), name, format, disk
        if key not in self._seen:
            self._seen[key] = self._look(name, format, disk=disk)
        return self._seen[key]

    def _look(self, name: str, format: str, *, disk: bool) -> Look:
        if not (self.tool.folder / name).exists():
            return Look(exists=False)
        told = self.tool.ask(["info", "--output=json", "-f", format, name], VERSION)
        if told.rc:
            return Look()
        found = json.loads(told.stdout)
        names = [one["name"] for one in found.get("snapshots", ())]
        hashes = {one: self._hash(name, format, one) for one in names}
        content = self._hash(name, format) if disk else ""
        sectors = self._sectors() if content else {}
        if None in (content, *hashes.values()):
            return Look()
        status = self.tool.ask(["check", "-q", "-f", format, name], VERSION).rc
        return Look(
            opens=status in (0, CORRUPT, LEAKS, NO_CHECK),
            disk=content or "",
            snapshots={one: text or "" for one, text in hashes.items()},
            rest=_rest(found),
            is_corrupt=status == CORRUPT,
            leaks=status == LEAKS,
            sectors=sectors,
        )

    def _sectors(self) -> dict[int, int]:
        """Of what was hashed last."""
        zeros = bytes(SECTOR)
        return {
            (start + at) // SECTOR: crc32(sector)
            for start, data in _pieces(self._raw)
            for at in range(0, len(data), SECTOR)
            if (sector := data[at : at + SECTOR]) != zeros
        }

    def _hash(self, name: str, format: str, snapshot: str = "") -> str | None:
        """Of a disk; None where it cannot be read."""
        chosen = ["-l", snapshot] if snapshot else []
        line = ["convert", "-f", format, *chosen, "-O", "raw", name, str(self._raw)]
        if self.tool.ask(line, VERSION).rc:
            return None
        found = hashlib.sha256(b"%d" % self._raw.stat().st_size)
        for start, data in _pieces(self._raw):
            found.update(b":%d:" % start)
            found.update(data)
        return found.hexdigest()


def _pieces(path: Path) -> Iterator[tuple[int, bytes]]:
    """Where in a file, which may have holes, there is more than zeros, and what."""
    zeros = bytes(PIECE)
    with open(path, "rb", buffering=0) as file:
        end = at = 0
        while True:
            if at >= end:
                try:
                    at = os.lseek(file.fileno(), at, os.SEEK_DATA) // PIECE * PIECE
                except OSError:  # there is no more
                    return
                end = os.lseek(file.fileno(), at, os.SEEK_HOLE)
            data = os.pread(file.fileno(), PIECE, at)
            if data != zeros[: len(data)]:
                yield at, data
            at += PIECE


def _rest(found: dict[str, object]) -> str:
    """What else a command may change."""
    detail = found.get("format-specific", {})
    data = detail.get("data", {}) if isinstance(detail, dict) else {}
    return json.dumps([found.get("backing-filename"), data.get("bitmaps")])
