# SPDX-License-Identifier: Apache-2.0
"""The guest's binaries: where they are, and what their headers say."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import NamedTuple

from instar.generated import boot, memory
from instar.sandbox.errors import SandboxError

Segment = tuple[int, int, bool, bool]
"""Offset in the guest's memory, length, writable, executable."""


class ImageMissing(SandboxError):
    """A guest binary is not where it should be."""

    def __init__(self, name: str, folders: Sequence[str]) -> None:
        super().__init__(name, folders)
        self.name = name
        self.folders = tuple(folders)

    def __str__(self) -> str:
        return f"guest binary {self.name} not found in {' or '.join(self.folders)}; in a checkout, run `make guest`"


class Image(NamedTuple):
    """A binary as it will lie in the guest's memory."""

    name: str
    data: bytes
    offset: int
    entry: int
    segments: tuple[Segment, ...]
    fixed: int
    """Bytes from the start that no guest can change: text and read-only data."""


_cache: dict[str, Image] = {}


def folders() -> tuple[str, ...]:
    """Where binaries are looked for: a checkout's build, then the installed package."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    return (
        os.path.join(os.path.dirname(package), "guest", "build"),
        os.path.join(package, "_guest"),
    )


def find(name: str) -> str:
    """The path of a guest binary."""
    if os.path.isabs(name):
        return name
    for folder in folders():
        path = os.path.join(folder, name)
        if os.path.exists(path):
            return path
    raise ImageMissing(name, folders())


def core(kind: str) -> Image:
    """The core of a kind of sandbox."""
    return _load(f"core-{kind}.bin", boot.BootImageKind.CORE, memory.OFS_CORE, memory.LEN_CORE)


def operation(name: str) -> Image:
    """An operation by name, or by the absolute path of its binary."""
    file = name if os.path.isabs(name) else f"{name}.bin"
    return _load(file, boot.BootImageKind.OPERATION, memory.OFS_OPERATION, memory.LEN_OPERATION)


def _load(name: str, kind: boot.BootImageKind, offset: int, room: int) -> Image:
    image = _cache.get(name)
    if image is None:
        with open(find(name), "rb", buffering=0) as file:
            data = file.readall()
        image = _cache[name] = parse(name, data, kind, offset, room)
    return image


def parse(name: str, data: bytes, kind: boot.BootImageKind, offset: int, room: int) -> Image:
    """Check a binary's header against its place and lay out its segments."""
    try:
        header = boot.BootImageHeader.unpack(data)
    except ValueError as error:
        raise SandboxError(
            f"{name}: built for another version of instar; run `make guest` ({error})"
        ) from error
    if header.kind != kind:
        raise SandboxError(f"{name}: holds a {boot.BootImageKind(header.kind).name.lower()}")
    place = offset
    segments: list[Segment] = []
    for length, writable, executable in (
        (header.len_text, False, True),
        (header.len_rodata, False, False),
        (header.len_data + header.len_bss, True, False),
    ):
        if length:
            segments.append((place, length, writable, executable))
        place += length
    if place > offset + room or len(data) != header.len_text + header.len_rodata + header.len_data:
        raise SandboxError(f"{name}: does not fit its place")
    if not 0 <= header.entry - memory.BASE - offset < header.len_text:
        raise SandboxError(f"{name}: starts outside its text")
    fixed = header.len_text + header.len_rodata
    return Image(name, data, offset, header.entry, tuple(segments), fixed)
