# SPDX-License-Identifier: Apache-2.0
"""The guest's binaries: where they are, that they are what was built, what their headers say."""

from __future__ import annotations

import os

from instar.generated import SPECS_HASH, boot, memory
from instar.record import Record
from instar.sandbox.errors import SandboxError

TABLE = "B2SUMS"
"""The file next to the binaries that says which they are."""

Segment = tuple[int, int, bool, bool]
"""Offset in the guest's memory, length, writable, executable."""


class ImageMissing(SandboxError):
    """A guest binary is not where it should be."""

    def __init__(self, name: str, folder: str) -> None:
        super().__init__(name, folder)
        self.name = name
        self.folder = folder

    def __str__(self) -> str:
        return (
            f"guest binary {self.name} not found in {self.folder}; in a checkout, run `make guest`"
        )


class Image(Record):
    """A binary as it will lie in the guest's memory."""

    name: str
    data: bytes
    offset: int
    entry: int
    segments: tuple[Segment, ...]
    fixed: int
    """Bytes from the start that no guest can change: text and read-only data."""

    @property
    def arena(self) -> int:
        """Where the arena starts when this is the operation: a page stays free between them."""
        start, length, _, _ = self.segments[-1]
        large = memory.LEN_LARGE_PAGE
        return max(memory.OFS_ARENA, (start + length) // large * large + large)


_cache: dict[str, Image] = {}
_checked: dict[str, tuple[int, ...]] = {}
"""Programs by path: the state of the file that was read."""


def folder() -> str:
    """The one place of the binaries: the installed package's own, else the build of a checkout."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    installed = os.path.join(package, "_guest")
    sources = os.path.join(os.path.dirname(package), "guest")
    if os.path.isdir(installed) or not os.path.exists(os.path.join(sources, "Makefile")):
        return installed
    return os.path.join(sources, "build")


def find(name: str) -> str:
    """The path of a guest binary."""
    place = folder()
    path = os.path.join(place, name)
    if not os.path.exists(path):
        raise ImageMissing(name, place)
    return path


def table() -> dict[str, str]:
    """Which binaries were built together, each with its hash, as `b2sum` writes them."""
    return _hashes(folder())


def read(name: str) -> bytes:
    """A binary's bytes, which are those that were built."""
    place = folder()
    data = _content(place, name)
    if not os.path.isabs(name) and _hashes(place).get(name) != digest(data):
        path = os.path.join(place, name)
        raise SandboxError(f"guest binary {path} is not the one that was built, but {digest(data)}")
    return data


def _hashes(place: str) -> dict[str, str]:
    text = _content(place, TABLE).decode(errors="replace")
    lines = [line.partition("  ") for line in text.splitlines()]
    return {name: found for found, _, name in lines}


def _content(place: str, name: str) -> bytes:
    try:
        with open(os.path.join(place, name), "rb", buffering=0) as file:
            return file.readall()
    except FileNotFoundError:
        raise ImageMissing(name, place) from None


def program(name: str) -> str:
    """The path of a binary that runs as it is. It is read again where the file has changed."""
    path = find(name)
    status = os.stat(path)
    state = status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
    if _checked.get(path) != state:
        read(name)
        _checked[path] = state
    return path


def digest(data: bytes) -> str:
    """BLAKE2b in hexadecimal: of what Python has that is strong enough, the fastest. `hashlib`
    would load all of OpenSSL, which takes longer than most runs.
    """
    try:
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b
    return str(blake2b(data).hexdigest())


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
        image = _cache[name] = parse(name, read(name), kind, offset, room)
    return image


def parse(name: str, data: bytes, kind: boot.BootImageKind, offset: int, room: int) -> Image:
    """Check a binary's header against its place and lay out its segments."""
    try:
        header = boot.BootImageHeader.unpack(data)
    except ValueError as error:
        raise SandboxError(
            f"{name}: built for another version of instar; run `make guest` ({error})"
        ) from error
    if header.specs_hash != SPECS_HASH:
        raise SandboxError(f"{name}: built from other specs than instar's; run `make guest`")
    if header.kind != kind:
        from instar.generated.enums.boot import BootImageKind
        from instar.text import spelled

        raise SandboxError(f"{name}: holds a {spelled(BootImageKind(header.kind))}")
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
