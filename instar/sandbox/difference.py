# SPDX-License-Identifier: Apache-2.0
"""Where bytes of buffers, and of parts of files, differ first. Nothing looks at what they are."""

from __future__ import annotations

import ctypes
from functools import cache
from itertools import count
from mmap import mmap
from threading import Thread

from instar.record import Record
from instar.sandbox import transfer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from instar.sandbox.disk import Disk

LEN_PIECE = 256 << 10
"""Bytes of a file that are read at once: those of two stay in a processor's second-level cache."""


@cache
def _memcmp() -> Callable[[int, int, int], int]:
    """The C library's, which lets other threads run."""
    found = ctypes.CDLL(None).memcmp
    found.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t)
    compare: Callable[[int, int, int], int] = found
    return compare


def first_difference(one: memoryview, other: memoryview) -> int | None:
    """Of buffers of one length."""
    compare, start, length = _memcmp(), 0, len(one)
    places = [ctypes.addressof(ctypes.c_char.from_buffer(buffer)) for buffer in (one, other)]
    if compare(places[0], places[1], length) == 0:
        return None
    while length > 1:  # it is in these bytes: in the first half or, if that is equal, the second
        half = length // 2
        if compare(places[0] + start, places[1] + start, half) == 0:
            start, half = start + half, length - half
        length = half
    return start


def room() -> memoryview:
    """For a piece, in whole pages: a read into a bytearray, which begins in the middle of a
    cache line, takes four times as long on some processors.
    """
    return memoryview(mmap(-1, LEN_PIECE))


class FilePart(Record):
    """Bytes of a file."""

    disk: Disk
    start: int
    length: int

    @property
    def is_plain(self) -> bool:
        """Whether several threads may read it."""
        return self.disk.medium is None and self.disk.overlay is None

    def read(self, buffer: memoryview, at: int) -> None:
        """Fill the buffer with what begins `at` bytes after its start."""
        start = self.start + at
        transfer.read(self.disk, [buffer], start, start + len(buffer))

    def rest(self, length: int) -> FilePart | None:
        """What comes after so many bytes, if anything does."""
        if length == self.length:
            return None
        return FilePart(self.disk, self.start + length, self.length - length)


def first_difference_of(one: FilePart, other: FilePart, length: int) -> int | None:
    """Of the first bytes of parts of files. Where both are files and nothing else, two threads take
    pieces in turns.
    """
    search = _Search(one, other, length)
    if one.is_plain and other.is_plain and length > LEN_PIECE:
        helper = Thread(target=search.go, name="instar-compare-files")
        helper.start()
        search.go()
        helper.join()
    else:
        search.go()
    if search.errors:
        raise search.errors[0]
    return min(search.found, default=None)


class _Search:
    """Pieces are taken in order, and who has one ends it: what may come first has been looked at
    when all have ended.
    """

    def __init__(self, one: FilePart, other: FilePart, length: int) -> None:
        self._parts = one, other
        self._length = length
        self._places = count(0, LEN_PIECE)
        self.found: list[int] = []
        self.errors: list[BaseException] = []

    def go(self) -> None:
        """Compare pieces until none is left that matters."""
        try:
            self._go()
        except BaseException as error:  # raised again, where the search began
            self.errors.append(error)

    def _go(self) -> None:
        buffers = room(), room()
        for at in self._places:
            if at >= self._length or self.found or self.errors:
                return
            some = [buffer[: self._length - at] for buffer in buffers]
            for part, buffer in zip(self._parts, some, strict=True):
                part.read(buffer, at)
            found = first_difference(*some)
            if found is not None:
                self.found.append(at + found)
