# SPDX-License-Identifier: Apache-2.0
"""The one module that moves image bytes: files <-> guest memory, and file to file. Who may ask for
what, others have checked.

Nothing here takes long without looking at the run's deadline. What cannot be done is an `OSError`.
"""

from __future__ import annotations

import errno
import fcntl
import os
import struct

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from instar.sandbox.disk import Disk
    from instar.sandbox.overlay import Overlay

MAX_BUFFERS = 1024
"""Buffers of one `preadv` or `pwritev`; Linux takes no more."""

_PIECE = 1 << 20
_STEP = 1 << 30
"""Bytes that the kernel copies between two looks at the deadline."""
_PUNCH, _KEEP_SIZE = 2, 1
_FICLONERANGE = 0x4020940D
_CLONE = struct.Struct("=qQQQ")
without_clones: set[int] = set()
"""Devices whose file systems have said that they share no blocks."""
UNCACHED_LEAST = 256 << 10
"""Bytes of the shortest write that goes around the page cache."""
UNCACHED_UNIT = 4096
"""What such a write starts and ends at a multiple of."""
_NOT_HERE = frozenset(
    (errno.EXDEV, errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EBADF, errno.EPERM)
)
"""The kernel or file system does not copy, or does not punch, so; there is another way."""


def read(disk: Disk, buffers: Sequence[memoryview], start: int, end: int) -> None:
    """Fill the buffers with the bytes from `start` to `end`; what lies past the end of the file is
    zero.
    """
    if disk.medium is not None:
        disk.medium.read(buffers, start, end)
        return
    if disk.overlay is not None and not disk.overlay.spares(start, end):
        _read_through(disk, disk.overlay, buffers, start, end)
        return
    got = os.preadv(disk.fd, buffers, start)
    if got != end - start:
        _read_rest(disk, buffers, start, got)


def _read_through(
    disk: Disk, overlay: Overlay, buffers: Sequence[memoryview], start: int, end: int
) -> None:
    """The same of a file that a journal lies over."""
    from instar.sandbox.overlay import FILE

    for low, high, place in overlay.pieces(start, end):
        is_all = low == start and high == end
        parts = buffers if is_all else list(within(buffers, low - start, high - start))
        if place >= 0:
            overlay.content.fill(parts, place)
            continue
        got = os.preadv(disk.fd, parts, low) if place == FILE else 0
        if got < high - low:
            for part in within(parts, got, high - low) if got else parts:
                part[:] = bytes(len(part))


def within(buffers: Sequence[memoryview], start: int, end: int) -> Iterator[memoryview]:
    """The part of the buffers from one byte to another, as if they were one."""
    position = 0
    for buffer in buffers:
        low, high = max(start - position, 0), min(end - position, len(buffer))
        if low < high:
            yield buffer[low:high]
        position += len(buffer)


def fill(fd: int, buffers: Sequence[memoryview], start: int) -> None:
    """Fill the buffers from a file that nobody else changes, and that has all of it."""
    for buffer in buffers:
        done = 0
        while done < len(buffer):
            step = os.preadv(fd, [buffer[done:]], start + done)
            if step == 0:
                raise OSError(errno.EIO, "the file is too short")
            done += step
        start += len(buffer)


def seen(disk: Disk, start: int, end: int) -> bytearray:
    """The bytes of a range, for who moves or compares them without a look at what they mean."""
    found = bytearray(end - start)
    read(disk, [memoryview(found)], start, end)
    return found


def holds(fd: int, start: int, part: bytes) -> bool:
    """Whether a file that is instar's own has these bytes there."""
    return os.pread(fd, len(part), start) == part


def append(fd: int, data: bytes | memoryview, start: int) -> None:
    """Write to a file that is instar's own."""
    left = memoryview(data)
    while left:
        step = _some(os.pwritev(fd, [left], start))
        left, start = left[step:], start + step


def move(source: int, at: int, fd: int, start: int, length: int) -> None:
    """Copy from a file that is instar's own."""
    piece = memoryview(bytearray(min(length, _PIECE)))
    for done in range(0, length, _PIECE):
        part = piece[: min(_PIECE, length - done)]
        fill(source, [part], at + done)
        append(fd, part, start + done)


def lay_over(source: int, fd: int) -> None:
    """Copy all of a file that is instar's own over the beginning of another that may hold anything:
    where the first has holes, the other reads as zero afterwards.
    """
    end, size = os.lseek(source, 0, os.SEEK_END), os.lseek(fd, 0, os.SEEK_END)
    at = 0
    while at < end:
        data = _next_data(source, at, end)
        if data > at:
            let_be_zero(fd, at, data - at, size)
        at = data if data == end else os.lseek(source, data, os.SEEK_HOLE)
        move(source, data, fd, data, at - data)


def duplicate(source: int, fd: int) -> None:
    """Copy all of a file that is instar's own into an empty one, holes included."""
    lay_over(source, fd)
    os.ftruncate(fd, os.fstat(source).st_size)


def _next_data(fd: int, start: int, end: int) -> int:
    try:
        return os.lseek(fd, start, os.SEEK_DATA)
    except OSError as error:
        if error.errno != errno.ENXIO:
            raise
        return end


def _read_rest(disk: Disk, buffers: Sequence[memoryview], start: int, got: int) -> None:
    """A read came back short: go on to the end of the file as it was when it was attached, then
    zero.
    """
    position = start
    for buffer in buffers:
        done = min(max(start + got - position, 0), len(buffer))
        while done < len(buffer) and position + done < disk.size:
            step = os.preadv(disk.fd, [buffer[done:]], position + done)
            if step == 0:
                raise OSError(errno.EIO, f"the file became shorter than {disk.size} bytes")
            done += step
        if done < len(buffer):
            buffer[done:] = bytes(len(buffer) - done)
        position += len(buffer)


def write(disk: Disk, buffers: Sequence[memoryview], start: int) -> None:
    """Write the buffers, one after the other, from `start` on."""
    if disk.medium is not None:
        disk.medium.write(buffers, start)
        return
    if disk.recorder is not None:
        disk.recorder.put(start, b"".join(buffers))
        return
    write_now(disk, buffers, start)


def write_over(disk: Disk, buffers: Sequence[memoryview], start: int) -> None:
    """The same of data that may get into the file at any time."""
    if disk.recorder is None or not disk.recorder.takes_over(start, sum(map(len, buffers))):
        write(disk, buffers, start)
        return
    write_now(disk, buffers, start)


def write_now(disk: Disk, buffers: Sequence[memoryview], start: int) -> None:
    """Write to the file itself."""
    total = len(buffers[0]) if len(buffers) == 1 else sum(map(len, buffers))
    done = 0
    if total >= UNCACHED_LEAST:
        done = _write_uncached(disk, buffers, start, total)
    done = done or os.pwritev(disk.fd, buffers, start)
    if done != total:
        _write_rest(disk, buffers, start, _some(done))
    if disk.size < start + total:
        disk.size = start + total


def _write_uncached(disk: Disk, buffers: Sequence[memoryview], start: int, total: int) -> int:
    """Have the device take the bytes from where they are, if the output, the file system and their
    places allow that; 0: they do not.

    It costs half the time of a copy in the page cache that is synced later, and leaves what other
    programs have in there.
    """
    output = disk.output
    if output is None or not output.uncached:
        return 0
    if (start | total) % UNCACHED_UNIT:
        return 0
    flags = fcntl.fcntl(disk.fd, fcntl.F_GETFL)
    try:
        fcntl.fcntl(disk.fd, fcntl.F_SETFL, flags | os.O_DIRECT)
    except OSError:  # the file system has no such way
        output.uncached = False
        return 0
    try:
        return os.pwritev(disk.fd, buffers, start)
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        return 0  # a buffer is at an odd place
    finally:
        fcntl.fcntl(disk.fd, fcntl.F_SETFL, flags)


def _write_rest(disk: Disk, buffers: Sequence[memoryview], start: int, done: int) -> None:
    position = start
    for buffer in buffers:
        written = min(max(start + done - position, 0), len(buffer))
        while written < len(buffer):
            written += _some(os.pwritev(disk.fd, [buffer[written:]], position + written))
        position += len(buffer)


def _some(step: int) -> int:
    if step == 0:  # and would be again, for ever
        raise OSError(errno.EIO, "nothing was written")
    return step


def resize(disk: Disk, length: int) -> None:
    """Cut the file off, or let it go on with zeros."""
    if disk.recorder is not None:
        disk.recorder.resize(length)
        return
    os.ftruncate(disk.fd, length)
    disk.size = length


def reserve(disk: Disk, start: int, length: int) -> None:
    """Have the file system set space aside."""
    if disk.recorder is not None:
        disk.recorder.reserve(start, length)
        return
    os.posix_fallocate(disk.fd, start, length)
    disk.size = max(disk.size, start + length)


def unchecked() -> None:
    """For work that nothing interrupts."""


def fill_with_zeros(
    fd: int, start: int, length: int, check: Callable[[], None] = unchecked
) -> None:
    """Write zeros."""
    blank = memoryview(bytes(min(_PIECE, length)))
    for done in range(0, length, _PIECE):
        check()
        append(fd, blank[: length - done], start + done)


def let_be_zero(
    fd: int, start: int, length: int, size: int, check: Callable[[], None] = unchecked
) -> None:
    """Let a range of a file of `size` bytes read as zero; it may go on past the end."""
    inside = min(start + length, size)
    if start < inside and not _punch(fd, start, inside - start):
        fill_with_zeros(fd, start, inside - start, check)
    if start + length > size:
        os.ftruncate(fd, start + length)


def zero(disk: Disk, start: int, length: int, check: Callable[[], None]) -> None:
    """Let a range read as zero, without space where the file system can."""
    if disk.recorder is not None:
        disk.recorder.zero(start, length)
        return
    let_be_zero(disk.fd, start, length, disk.size, check)
    disk.size = max(disk.size, start + length)


def _punch(fd: int, start: int, length: int) -> bool:
    """Make a hole, if the file system can. `os` has no such call, and few runs need one."""
    import ctypes

    # With 64 bits on this machine, whatever the C library. musl has no fallocate64.
    fallocate = ctypes.CDLL(None, use_errno=True).fallocate
    fallocate.argtypes = (ctypes.c_int, ctypes.c_int, ctypes.c_int64, ctypes.c_int64)
    if fallocate(fd, _PUNCH | _KEEP_SIZE, start, length) == 0:
        return True
    code = ctypes.get_errno()
    if code in _NOT_HERE:
        return False
    raise OSError(code, os.strerror(code))


def copy(
    source: Disk, at: int, disk: Disk, start: int, length: int, check: Callable[[], None]
) -> None:
    """Copy between files, in the kernel where it can."""
    if disk.recorder is not None:
        raise OSError(errno.EOPNOTSUPP, "a journal takes no copies")
    if disk.medium is not None:
        disk.medium.copy(source, at, length, start, check)
        return
    end = start + length
    while start < end:
        check()
        step = _copy_some(source, at, disk, start, min(end - start, _STEP))
        at, start = at + step, start + step
    disk.size = max(disk.size, end)


def _copy_some(source: Disk, at: int, disk: Disk, start: int, length: int) -> int:
    if source.medium is not None:
        length = min(length, _PIECE)
        return _some(os.pwritev(disk.fd, [seen(source, at, at + length)], start))
    try:
        step = os.copy_file_range(source.fd, disk.fd, length, at, start)
    except OSError as error:
        if error.errno not in _NOT_HERE:
            raise
        piece = bytearray(min(length, _PIECE))
        step = os.preadv(source.fd, [piece], at)
        if step:
            return _some(os.pwritev(disk.fd, [memoryview(piece)[:step]], start))
    if step == 0:
        raise OSError(errno.EIO, f"the file became shorter than {source.size} bytes")
    return step


def clones(source: Disk, fd: int) -> bool:
    """Whether the file system lets the beginning of another file share the source's blocks."""
    wanted = _CLONE.pack(source.fd, 0, UNCACHED_UNIT, 0)
    try:
        fcntl.ioctl(fd, _FICLONERANGE, wanted)
    except OSError as error:
        if error.errno in (errno.EOPNOTSUPP, errno.ENOTTY):
            without_clones.add(os.fstat(fd).st_dev)
        return False
    return True


def flush(disk: Disk) -> None:
    """Have it on stable storage."""
    from instar.sandbox.stable import sync

    if disk.recorder is not None:
        disk.recorder.barrier()
        return
    sync(disk.fd)


def data_ranges(disk: Disk, start: int) -> Iterator[tuple[int, int]]:
    """Ranges that are not holes, as start and length."""
    end = start
    if disk.medium is not None:
        yield from disk.medium.ranges(start)
        return
    if disk.overlay is not None:  # what the journal will make a hole is none yet
        if start < disk.size:
            yield start, disk.size - start
        return
    while end < disk.size:
        try:
            start = os.lseek(disk.fd, end, os.SEEK_DATA)
            end = min(os.lseek(disk.fd, start, os.SEEK_HOLE), disk.size)
        except OSError as error:
            if error.errno == errno.ENXIO:  # no data from here to the end
                return
            if error.errno != errno.EINVAL:
                raise
            start, end = end, disk.size  # a device that does not know: all of it is data
        if start >= disk.size:
            return
        yield start, end - start
