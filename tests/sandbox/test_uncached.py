# SPDX-License-Identifier: Apache-2.0
"""Long writes to a new image go around the page cache where they can, and else through it."""

from __future__ import annotations

import errno
import fcntl
import mmap
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from instar.sandbox import transfer
from instar.sandbox.access import Output
from instar.sandbox.disk import Disk

LENGTH = transfer.UNCACHED_LEAST
UNIT = transfer.UNCACHED_UNIT
BYTES = bytes(range(1, 256)) * (2 * LENGTH // 255 + 1)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A new file."""
    (tmp_path / "new").touch()
    with Disk.open(str(tmp_path / "new"), output=Output(1 << 30, 1 << 30, uncached=True)) as disk:
        yield disk


@pytest.fixture
def buffer() -> memoryview:
    """As guest memory is: whole pages."""
    view = memoryview(mmap.mmap(-1, 2 * LENGTH))
    view[:] = BYTES[: len(view)]
    return view


class Seen:
    """Which writes were asked to go around the cache."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, is_odd: bool = False) -> None:
        self.uncached: list[bool] = []
        self._is_odd = is_odd
        self._write = os.pwritev
        monkeypatch.setattr(os, "pwritev", self._pwritev)

    def _pwritev(self, fd: int, buffers: list[memoryview], offset: int) -> int:
        self.uncached.append(bool(fcntl.fcntl(fd, fcntl.F_GETFL) & os.O_DIRECT))
        if self.uncached[-1] and self._is_odd:
            raise OSError(errno.EINVAL, "as a device says of an odd place")
        return self._write(fd, buffers, offset)


def content(disk: Disk) -> bytes:
    return os.pread(disk.fd, 1 << 30, 0)


def test_a_long_write_goes_around_the_cache(
    disk: Disk, buffer: memoryview, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = Seen(monkeypatch)
    transfer.write(disk, [buffer[:LENGTH], buffer[LENGTH:]], UNIT)
    assert seen.uncached == [True]
    assert content(disk) == bytes(UNIT) + buffer
    assert disk.size == UNIT + 2 * LENGTH
    assert not fcntl.fcntl(disk.fd, fcntl.F_GETFL) & os.O_DIRECT


@pytest.mark.parametrize(
    ("start", "length"),
    [(0, LENGTH - UNIT), (512, LENGTH), (UNIT, LENGTH + 512)],
    ids=["short", "odd place", "odd length"],
)
def test_other_writes_go_through_it(
    disk: Disk, buffer: memoryview, monkeypatch: pytest.MonkeyPatch, start: int, length: int
) -> None:
    seen = Seen(monkeypatch)
    transfer.write(disk, [buffer[:length]], start)
    assert seen.uncached == [False]
    assert content(disk) == bytes(start) + buffer[:length]


def test_bytes_at_an_odd_place_in_memory_go_through_it(
    disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = Seen(monkeypatch, is_odd=True)
    transfer.write(disk, [memoryview(bytearray(BYTES[:LENGTH]))], 0)
    assert seen.uncached == [True, False]
    assert content(disk) == BYTES[:LENGTH]


def test_a_file_system_that_cannot_is_asked_once(
    disk: Disk, buffer: memoryview, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    plain = fcntl.fcntl

    def control(fd: int, command: int, value: int = 0) -> int:
        if command == fcntl.F_SETFL:
            asked.append(value)
            raise OSError(errno.EINVAL, "no such way")
        return plain(fd, command, value)

    monkeypatch.setattr(fcntl, "fcntl", control)
    for start in (0, LENGTH):
        transfer.write(disk, [buffer[:LENGTH]], start)
    assert len(asked) == 1
    monkeypatch.undo()
    assert content(disk) == 2 * bytes(buffer[:LENGTH])


def test_a_device_that_is_full_says_so(
    disk: Disk, buffer: memoryview, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(fd: int, buffers: object, offset: int) -> int:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "pwritev", full)
    with pytest.raises(OSError, match="full"):
        transfer.write(disk, [buffer[:LENGTH]], 0)
    assert not fcntl.fcntl(disk.fd, fcntl.F_GETFL) & os.O_DIRECT


def test_outputs_that_are_changed_in_place_keep_to_the_cache(
    tmp_path: Path, buffer: memoryview, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "old").touch()
    with Disk.open(str(tmp_path / "old"), output=Output(1 << 30, 1 << 30)) as disk:
        seen = Seen(monkeypatch)
        transfer.write(disk, [buffer], 0)
        assert seen.uncached == [False]


def test_convert_writes_around_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import instar

    seen = Seen(monkeypatch)
    source = tmp_path / "source.raw"
    source.write_bytes(os.urandom(5 << 20))
    for format in ("raw", "qcow2"):
        seen.uncached.clear()
        instar.convert(str(source), str(tmp_path / "copy"), format=format)
        assert any(seen.uncached)
        back = tmp_path / "back.raw"
        instar.convert(str(tmp_path / "copy"), str(back), format="raw", source_format=format)
        assert back.read_bytes() == source.read_bytes()
