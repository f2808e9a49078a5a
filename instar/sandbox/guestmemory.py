# SPDX-License-Identifier: Apache-2.0
"""The guest's memory as the host holds it, laid out as `specs/abi/memory.ksy` says."""

from __future__ import annotations

import struct

from instar.generated import boot, memory
from instar.sandbox.backing import PrivateMemory, SharedMemory
from instar.sandbox.errors import SandboxError
from instar.sandbox.images import Image, Segment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

REGIONS: tuple[Segment, ...] = (
    (memory.OFS_BOOT, memory.LEN_BOOT, False, False),
    (memory.OFS_QUEUE, memory.LEN_QUEUE, True, False),
    (memory.OFS_CONTROL, memory.LEN_CONTROL, True, False),
    (memory.OFS_STACK, memory.LEN_STACK, True, False),
    (memory.OFS_CHANNEL, memory.LEN_CHANNEL, True, False),
)
"""What is mapped for the guest below the arena, besides the two images."""

STACK_START = memory.BASE + memory.OFS_STACK + memory.LEN_STACK - 8
"""The stack pointer at the core's entry."""

_LEN_ZEROS = 1 << 18
_ZEROS = memoryview(bytes(_LEN_ZEROS))
_DISK = struct.Struct("<QQII")
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

    __slots__ = ("_core", "_operation", "backing", "size", "view")

    def __init__(self, backing: SharedMemory | PrivateMemory) -> None:
        self.backing = backing
        self.size = backing.size
        self.view = backing.view
        self._core: Image | None = None
        self._operation: Image | None = None

    def close(self) -> None:
        self.backing.close()

    def load(
        self,
        core: Image,
        operation: Image,
        config: bytes,
        disks: list[tuple[int, int, int]],
        request_size: int,
        read_head: Callable[[memoryview], int],
    ) -> None:
        """Lay out a run in pristine memory: images, boot information, disk table, configuration,
        and what `read_head` knows of the first file, of which it says how much.
        """
        if operation.arena >= self.size:
            raise SandboxError(
                f"{operation.name} needs more than {operation.arena >> 20} MiB of guest memory"
            )
        self._place(core, self._core)
        self._place(operation, self._operation)
        self._core, self._operation = core, operation
        head = memory.OFS_BOOT + boot.OFS_HEAD
        len_head = read_head(self.view[head : head + boot.LEN_HEAD_MAX])
        self._load_boot(operation, config, disks, request_size, len_head)

    def _place(self, image: Image, before: Image | None) -> None:
        """Copy an image to its place; if it was there before, only what a run may have changed."""
        if before is not None and before is not image:
            self._zero(before.offset, before.offset + before.fixed)
        start = image.fixed if before is image else 0
        self.view[image.offset + start : image.offset + len(image.data)] = image.data[start:]

    def _load_boot(
        self,
        operation: Image,
        config: bytes,
        disks: list[tuple[int, int, int]],
        request_size: int,
        len_head: int,
    ) -> None:
        ofs_config = boot.OFS_DISKS + len(disks) * boot.BootDisk.SIZE
        ofs_config += -ofs_config % _CONFIG_ALIGNMENT
        if ofs_config + len(config) > boot.OFS_HEAD:
            raise SandboxError(f"configuration of {len(config)} bytes is too long")
        info = boot.BootInfo(
            version=boot.VERSION,
            num_disks=len(disks),
            operation_entry=operation.entry,
            config_address=memory.BASE + memory.OFS_BOOT + ofs_config,
            len_config=len(config),
            len_memory=self.size,
            ofs_arena=operation.arena,
            len_request=request_size,
            len_head=len_head,
        ).pack()
        table = b"".join(_DISK.pack(*disk, 0) for disk in disks)
        parts = info.ljust(boot.OFS_DISKS, b"\0") + table
        parts = parts.ljust(ofs_config, b"\0") + config
        self.view[memory.OFS_BOOT : memory.OFS_BOOT + len(parts)] = parts

    def pristine(self) -> None:
        """Forget everything a run can have left behind.

        Which pages hold anything is the kernel's knowledge, not the guest's word. Page tables, text
        and read-only data stay, as no guest can have changed them.
        """
        images = (self._core, self._operation)
        spared = [
            (image.offset, image.offset + image.fixed) for image in images if image is not None
        ]
        kept_end = memory.OFS_ARENA + self.backing.kept
        for start, end in self.backing.touched(memory.OFS_CORE, self.size):
            for low, high in spared:
                if start >= high or end <= low:
                    continue
                if start < low:
                    self._forget(start, low, kept_end)
                start = high
            if start < end:
                self._forget(start, end, kept_end)

    def _forget(self, start: int, end: int, kept_end: int) -> None:
        """Zero a range in place as far as it is kept, and give back the rest."""
        if end <= kept_end:
            self._zero(start, end)
            return
        if start < kept_end:
            self._zero(start, kept_end)
            start = kept_end
        self.backing.give_back(start, end)

    def _zero(self, start: int, end: int) -> None:
        view = self.view
        while end - start > _LEN_ZEROS:
            view[start : start + _LEN_ZEROS] = _ZEROS
            start += _LEN_ZEROS
        view[start:end] = _ZEROS[: end - start]
