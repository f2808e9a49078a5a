# SPDX-License-Identifier: Apache-2.0
"""The guest's memory as the host holds it: one shared mapping, laid out as `specs/abi/memory.ksy` says."""

from __future__ import annotations

import errno
import mmap
import os
import struct
from collections.abc import Iterator
from contextlib import suppress

from instar.generated import boot, memory
from instar.sandbox.errors import SandboxError
from instar.sandbox.images import Image, Segment

REGIONS: tuple[Segment, ...] = (
    (memory.OFS_BOOT, memory.LEN_BOOT, False, False),
    (memory.OFS_QUEUE, memory.LEN_QUEUE, True, False),
    (memory.OFS_CONTROL, memory.LEN_CONTROL, True, False),
    (memory.OFS_STACK, memory.LEN_STACK, True, False),
    (memory.OFS_CHANNEL, memory.LEN_CHANNEL, True, False),
)
"""What is mapped for the guest below the arena, beside the two images."""

STACK_START = memory.BASE + memory.OFS_STACK + memory.LEN_STACK - 8
"""The stack pointer at the core's entry."""

KEPT = 4 << 20
"""Pages that a run touched are zeroed in place up to so many bytes, and given back beyond."""

_ZEROS = bytes(1 << 18)
_DISK = struct.Struct("<QII")
_CONFIG_ALIGNMENT = 64


def check_size(size: int) -> None:
    """Refuse a memory size that the map does not allow."""
    if size % memory.LEN_LARGE_PAGE or not memory.LEN_MIN <= size <= memory.LEN_MAX:
        raise ValueError(
            f"guest memory must be a multiple of {memory.LEN_LARGE_PAGE >> 20} MiB,"
            f" {memory.LEN_MIN >> 20}..{memory.LEN_MAX >> 20} MiB, not {size} bytes"
        )


class GuestMemory:
    """Memory of one sandbox. `view` is what the host reads and writes."""

    __slots__ = ("_core", "_mapping", "_operation", "fd", "size", "view")

    def __init__(self, size: int) -> None:
        check_size(size)
        self.size = size
        self.fd = os.memfd_create("instar", os.MFD_CLOEXEC)
        try:
            os.ftruncate(self.fd, size)
            self._mapping = mmap.mmap(self.fd, size, access=mmap.ACCESS_WRITE)
        except BaseException:
            os.close(self.fd)
            raise
        self.view = memoryview(self._mapping)
        self._core: Image | None = None
        self._operation: Image | None = None

    def close(self) -> None:
        """Give the memory back, as soon as nobody looks at it."""
        self.view.release()
        os.close(self.fd)
        # An exception on its way may still hold views in its frames; then the mapping goes when they go.
        with suppress(BufferError):
            self._mapping.close()

    def address(self) -> int:
        """Where the mapping is in this process. The kernel lists it; asking needs no foreign-function library."""
        inode = b" %d " % os.fstat(self.fd).st_ino
        with open("/proc/self/maps", "rb") as maps:
            for line in maps:
                if b"/memfd:instar" in line and inode in line:
                    return int(line[: line.index(b"-")], 16)
        raise SandboxError("the guest's memory is not listed in /proc/self/maps")

    def load(
        self, core: Image, operation: Image, config: bytes, disks: list[tuple[int, bool]], request_size: int
    ) -> None:
        """Lay out a run in pristine memory: images, boot information, disk table, configuration."""
        self._place(core, self._core)
        self._place(operation, self._operation)
        self._core, self._operation = core, operation
        self._load_boot(operation.entry, config, disks, request_size)

    def _place(self, image: Image, before: Image | None) -> None:
        """Copy an image to its place; where it was there before, only what a run may have changed."""
        if before is not None and before is not image:
            self._zero(before.offset, before.offset + before.fixed)
        start = image.fixed if before is image else 0
        self.view[image.offset + start : image.offset + len(image.data)] = image.data[start:]

    def _load_boot(self, entry: int, config: bytes, disks: list[tuple[int, bool]], request_size: int) -> None:
        ofs_config = boot.OFS_DISKS + len(disks) * boot.BootDisk.SIZE
        ofs_config += -ofs_config % _CONFIG_ALIGNMENT
        if ofs_config + len(config) > memory.LEN_BOOT:
            raise SandboxError(f"configuration of {len(config)} bytes is too long")
        info = boot.BootInfo(
            version=boot.VERSION,
            num_disks=len(disks),
            operation_entry=entry,
            config_address=memory.BASE + memory.OFS_BOOT + ofs_config,
            len_config=len(config),
            len_memory=self.size,
            len_request=request_size,
        ).pack()
        table = b"".join(_DISK.pack(size, boot.BootDiskFlag.WRITABLE if writable else 0, 0) for size, writable in disks)
        parts = info.ljust(boot.OFS_DISKS, b"\0") + table
        parts = parts.ljust(ofs_config, b"\0") + config
        self.view[memory.OFS_BOOT : memory.OFS_BOOT + len(parts)] = parts

    def pristine(self) -> None:
        """Forget everything a run can have left behind.

        Which pages hold anything is the kernel's knowledge, not the guest's word: a page that was never touched is a
        hole of the memory file. Page tables, text and read-only data stay, as no guest can have changed them.
        """
        kept = 0
        for start, end in self._touched():
            room = max(KEPT - kept, 0) if start >= memory.OFS_ARENA else end - start
            middle = min(end, start + room)
            self._zero(start, middle)
            if middle < end:
                self._mapping.madvise(mmap.MADV_REMOVE, middle, end - middle)
            kept += middle - start

    def _zero(self, start: int, end: int) -> None:
        view = self.view
        while start < end:
            step = min(len(_ZEROS), end - start)
            view[start : start + step] = _ZEROS[:step] if step < len(_ZEROS) else _ZEROS
            start += step

    def _touched(self) -> Iterator[tuple[int, int]]:
        """Ranges that may hold anything a guest wrote or was told."""
        spared = [memory.OFS_CORE]
        for image in (self._core, self._operation):
            if image is not None:
                spared += [image.offset, image.offset + image.fixed]
        spared.append(self.size)
        # Between the spared ranges: [OFS_CORE, core), [core's data, operation), [operation's data, end of memory).
        for low, high in zip(spared[::2], spared[1::2], strict=True):
            start = low
            while start < high:
                try:
                    start = os.lseek(self.fd, start, os.SEEK_DATA)
                except OSError as error:
                    if error.errno != errno.ENXIO:
                        raise
                    break
                if start >= high:
                    break
                end = min(os.lseek(self.fd, start, os.SEEK_HOLE), high)
                yield from _split(start, end)
                start = end


def _split(start: int, end: int) -> Iterator[tuple[int, int]]:
    """A range, cut where the arena starts."""
    if start < memory.OFS_ARENA < end:
        yield start, memory.OFS_ARENA
        start = memory.OFS_ARENA
    yield start, end
