# SPDX-License-Identifier: Apache-2.0
"""Where a guest's memory comes from, and which of its pages anybody has touched.

A process guest needs memory that can be shared: a memory file. A virtual machine is better off with
private memory, which Linux backs with huge pages: the first touch of one costs far less than that
of the five hundred small ones that it replaces.
"""

from __future__ import annotations

import errno
import fcntl
import mmap
import os
import struct

from instar.generated import memory

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_SEALS = fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL
"""A guest's memory keeps its size: cut short, it would end the process that touches it."""

MADV_WIPEONFORK = 18
"""Missing in `mmap`: a child sees zeros instead of this memory."""


class SharedMemory:
    """A memory file, mapped here and by the guest's process."""

    __slots__ = ("_mapping", "fd", "size", "view")

    kept = 4 << 20
    """So much of the arena is zeroed in place for the next run, where it was touched; the rest is
    given back.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self.fd = os.memfd_create("instar", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        try:
            os.ftruncate(self.fd, size)
            fcntl.fcntl(self.fd, fcntl.F_ADD_SEALS, _SEALS)
            self._mapping = mmap.mmap(self.fd, size, access=mmap.ACCESS_WRITE)
        except BaseException:
            os.close(self.fd)
            raise
        self.view = memoryview(self._mapping)

    def close(self) -> None:
        """Give the memory back, as soon as nothing views it."""
        self.view.release()
        os.close(self.fd)
        # An exception on its way may still hold views in its frames; then the mapping goes when
        # they go.
        try:
            self._mapping.close()
        except BufferError:
            pass

    def touched(self, low: int, high: int) -> Iterator[tuple[int, int]]:
        """Ranges that are not holes of the file; what was never touched by anybody is one."""
        start = low
        while start < high:
            try:
                start = os.lseek(self.fd, start, os.SEEK_DATA)
            except OSError as error:
                if error.errno != errno.ENXIO:
                    raise
                return
            if start >= high:
                return
            end = min(os.lseek(self.fd, start, os.SEEK_HOLE), high)
            yield start, end
            start = end

    def give_back(self, start: int, end: int) -> None:
        """Make a range of whole pages a hole again."""
        self._mapping.madvise(mmap.MADV_REMOVE, start, end - start)


class PrivateMemory:
    """Anonymous memory of this process, at `address`. Where the system has huge pages, they are in
    the arena after what is kept: of that, a small run touches a few pages, and only these have to
    be zeroed for the next one.
    """

    __slots__ = ("_mapping", "_pad", "_pagemap", "_whole", "address", "size", "view")

    kept = 2 * memory.LEN_LARGE_PAGE
    """As above: a huge page costs no more to get again than to zero."""

    _ENTRY = 8
    """Bytes of a page in `/proc/self/pagemap`; the two highest bits say that it is present, or is
    swapped out.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        align = memory.LEN_LARGE_PAGE
        flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
        self._mapping = mmap.mmap(-1, size + align, flags=flags)
        start = address_of(self._mapping)
        self._pad = -start % align
        self.address = start + self._pad
        self._whole = memoryview(self._mapping)
        self.view = self._whole[self._pad : self._pad + size]
        self._pagemap = -1
        self._mapping.madvise(MADV_WIPEONFORK)
        first = memory.OFS_ARENA + self.kept
        if first < size:
            try:
                self._mapping.madvise(mmap.MADV_HUGEPAGE, self._pad + first, size - first)
            except OSError:
                pass  # a kernel without huge pages

    def close(self) -> None:
        """Give the memory back, as soon as nothing views it."""
        if self._pagemap >= 0:
            os.close(self._pagemap)
            self._pagemap = -1
        self.view.release()
        self._whole.release()
        try:
            self._mapping.close()
        except BufferError:
            pass

    def touched(self, low: int, high: int) -> Iterator[tuple[int, int]]:
        """Ranges that the kernel has pages for, with short gaps, and what is not kept: to give that
        back costs less than to ask. Where it does not say, everything.
        """
        page, last = memory.LEN_PAGE, high
        high = min(high, memory.OFS_ARENA + self.kept)
        try:
            if self._pagemap < 0:
                self._pagemap = os.open("/proc/self/pagemap", os.O_RDONLY | os.O_CLOEXEC)
            num = (high - low) // page
            entries = os.pread(
                self._pagemap, num * self._ENTRY, (self.address + low) // page * self._ENTRY
            )
        except PermissionError:
            entries = b""
        if len(entries) != (high - low) // page * self._ENTRY:
            yield low, last
            return
        states = entries[self._ENTRY - 1 :: self._ENTRY].translate(_IS_TOUCHED)
        start = states.find(1)
        while start >= 0:
            end = states.find(_GAP, start)
            end = len(states) if end < 0 else end
            yield low + start * page, low + end * page
            start = states.find(1, end)
        if high < last:
            yield high, last

    def give_back(self, start: int, end: int) -> None:
        """Let go of a range of whole pages; they read as zero."""
        self._mapping.madvise(mmap.MADV_DONTNEED, self._pad + start, end - start)


_GAP = bytes(8)
"""So many pages that nobody has touched end a range: fewer are zeroed faster than passed over."""
_IS_TOUCHED = bytes(1 if state & 0xC0 else 0 for state in range(256))


def address_of(mapping: mmap.mmap) -> int:
    """Where a mapping is in this process.

    Python does not tell, and `ctypes`, which does, costs more to import than a guest to run. The
    address is among the first words of the mapping's own object, so each is tried: one that
    leads to the token just written into the mapping is it.
    """
    token = os.urandom(16)
    mapping[: len(token)] = token
    try:
        with open("/proc/self/mem", "rb", buffering=0) as own:
            fd = own.fileno()
            words: tuple[int, ...] = struct.unpack(
                "8P", os.pread(fd, struct.calcsize("8P"), id(mapping))
            )
            for word in words:
                try:
                    if word % mmap.PAGESIZE == 0 and os.pread(fd, len(token), word) == token:
                        return word
                except (OSError, OverflowError):
                    pass
    except OSError:
        pass  # a process that may not look at itself
    finally:
        mapping[: len(token)] = bytes(len(token))
    import ctypes

    return ctypes.addressof(ctypes.c_char.from_buffer(mapping))
