# SPDX-License-Identifier: Apache-2.0
"""Two runs that put what should be the same: played by threads of the test."""

from __future__ import annotations

import errno
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from threading import Thread

import pytest

from instar.sandbox import difference, transfer
from instar.sandbox import meeting as meeting_module
from instar.sandbox.difference import first_difference
from instar.sandbox.disk import Disk
from instar.sandbox.errors import GuestProtocolError
from instar.sandbox.medium import Medium
from instar.sandbox.meeting import Meeting, Side, Stopped

SIZE = 1 << 20
Puts = list[tuple[int, bytes]]
IN_FILES = 11
"""Puts of more bytes than this are parts of files, where a test says so."""


def never() -> bool:
    return False


class Bytes(Medium):
    """A file that fails where it ends too early."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def read(self, buffers: Sequence[memoryview], start: int, end: int) -> None:
        (buffer,) = buffers
        if end > len(self._data):
            raise OSError(errno.EIO, "no more")
        buffer[:] = self._data[start:end]

    def ranges(self, start: int) -> Iterator[tuple[int, int]]:
        yield start, len(self._data) - start


def taken(side: Side, data: bytes, start: int, folder: Path | None) -> None:
    """Have a part of a file taken: of one on the disk, if there is a folder."""
    held = b"before" + data + b"after"
    if folder is None:
        side.copy(Disk.medium_of(Bytes(held), "held", len(held)), 6, len(data), start, lambda: None)
        return
    path = folder / f"{id(side)}-{start}"
    path.write_bytes(held)
    with Disk.open(str(path)) as disk:
        side.copy(disk, 6, len(data), start, lambda: None)


def play(
    side: Side,
    puts: Iterable[tuple[int, bytes]],
    limit: int | None,
    copies: bool = False,
    folder: Path | None = None,
) -> None:
    try:
        side.open(SIZE)
        for start, data in puts:
            if copies and len(data) > IN_FILES:
                taken(side, data, start, folder)
                continue
            half = len(data) // 2
            parts = [part for part in (data[:half], data[half:]) if part]
            side.write([memoryview(bytearray(part)) for part in parts], start)
    except Stopped:
        return
    if limit is None:
        side.finish()
    else:
        side.finish(limit)


def meet(
    one: Puts,
    other: Puts,
    limit: int | None = None,
    copies: tuple[bool, bool] = (False, False),
    folder: Path | None = None,
) -> int | None:
    """Where the two differ; the second cannot be read from `limit` on."""
    meeting = Meeting("process", never)
    threads = [
        Thread(target=play, args=(side, puts, place, copied, folder))
        for side, puts, place, copied in zip(
            meeting.sides, (one, other), (None, limit), copies, strict=True
        )
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)
        assert not thread.is_alive()
    return meeting.differs


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ([], [], None),
        ([(0, b"abc")], [(0, b"abc")], None),
        ([(0, b"abc")], [(0, b"abd")], 2),
        ([(0, b"abc")], [(0, b"a"), (1, b"bc")], None),
        ([(0, b"abcdef")], [(2, b"cd")], 0),
        ([(0, b"\0\0cd\0\0")], [(2, b"cd")], None),
        ([(0, b"\0\0cd\0e")], [(2, b"cd")], 5),
        ([(4096, b"x")], [], 4096),
        ([], [(4096, b"x")], 4096),
        ([(10, b"\0\0\0")], [], None),
        ([(0, b"ab"), (8, b"cd")], [(0, b"ab"), (8, b"ce")], 9),
        ([(0, b"ab"), (8, b"cd")], [(0, b"ab"), (9, b"d")], 8),
    ],
)
def test_what_is_not_put_is_zeros(one: Puts, other: Puts, expected: int | None) -> None:
    assert meet(one, other) == expected
    assert meet(other, one) == expected


@pytest.mark.parametrize("seed", range(20))
def test_random_pieces_are_compared_as_wholes(seed: int) -> None:
    chance = random.Random(seed)
    disk = bytearray(4000)
    for _ in range(6):
        start = chance.randrange(3900)
        disk[start : start + 100] = chance.randbytes(100)
    changed = bytearray(disk)
    where = None
    if chance.random() < 0.7:
        where = chance.randrange(4000)
        changed[where] ^= 1
    assert meet(pieces(chance, disk), pieces(chance, changed)) == where
    for copies in ((True, False), (False, True), (True, True)):
        assert meet(pieces(chance, disk), pieces(chance, changed), None, copies) == where


@pytest.mark.parametrize("place", [None, 0, 9999, 10_000, 123_456, 299_999])
def test_parts_of_files_are_compared_by_two_threads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: int | None
) -> None:
    monkeypatch.setattr(difference, "LEN_PIECE", 10_000)
    monkeypatch.setattr(meeting_module, "_LEN_STEP", 70_000)
    one = bytearray(random.Random(2).randbytes(300_000))
    other = bytearray(one)
    if place is not None:
        other[place] ^= 1
        other[-1] ^= 1 if place < len(other) - 1 else 0
    puts = ([(0, bytes(one))], [(0, bytes(other[:150_001])), (150_001, bytes(other[150_001:]))])
    assert meet(*puts, copies=(True, True), folder=tmp_path) == place


@pytest.mark.parametrize("copies", [(True, False), (True, True)])
def test_a_part_of_a_file_that_cannot_be_read_ends_both(copies: tuple[bool, bool]) -> None:
    meeting = Meeting("process", never)
    short = Disk.medium_of(Bytes(b"a" * 50), "short", 100)
    ended = []

    def copy(side: Side, is_copied: bool) -> None:
        try:
            side.open(SIZE)
            if is_copied:
                side.copy(short, 0, 100, 0, lambda: None)
            else:
                side.write([memoryview(bytearray(b"a" * 100))], 0)
        except Stopped:
            ended.append(side)

    threads = [Thread(target=copy, args=pair) for pair in zip(meeting.sides, copies, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)
    assert meeting.differs is None and len(ended) == 2
    assert any(side.is_unread for side in meeting.sides)


def pieces(chance: random.Random, disk: bytearray) -> Puts:
    """All of a disk but some of its zeros."""
    found, at = [], 0
    while at < len(disk):
        end = min(at + chance.randrange(1, 300), len(disk))
        if any(disk[at:end]) or chance.random() < 0.3:
            found.append((at, bytes(disk[at:end])))
        at = end
    return found


def test_nothing_is_held_against_what_cannot_be_read() -> None:
    assert meet([(0, b"ab"), (100, b"cd")], [(0, b"ab")], limit=50) is None
    assert meet([(0, b"ab"), (49, b"cd")], [(0, b"ab")], limit=50) == 49


@pytest.mark.parametrize("start", [3, SIZE - 1])
def test_what_is_put_out_of_order_ends_the_run(start: int) -> None:
    meeting = Meeting("process", never)
    side, other = meeting.sides
    other.size = SIZE
    side.open(SIZE)
    other.finish()
    side.write([memoryview(bytearray(4))], 0)
    with pytest.raises(GuestProtocolError, match="out of order"):
        side.write([memoryview(bytearray(4))], start)
    with pytest.raises(GuestProtocolError, match="out of order"):
        side.copy(Disk.medium_of(Bytes(bytes(4)), "held", 4), 0, 4, start, lambda: None)


def test_what_is_put_is_not_read_back() -> None:
    disk = Meeting("process", never).sides[0].disk()
    with pytest.raises(GuestProtocolError, match="a read of what is only taken"):
        transfer.read(disk, [memoryview(bytearray(4))], 0, 4)
    assert list(transfer.data_ranges(disk, 0)) == []


def test_nobody_waits_for_a_side_that_was_stopped() -> None:
    meeting = Meeting("process", never)
    meeting.stop()
    with pytest.raises(Stopped):
        meeting.sides[0].open(SIZE)


@pytest.mark.parametrize("place", [None, 0, 1, 511, 512, 4999, 9999])
def test_the_first_byte_that_differs_is_found(place: int | None) -> None:
    one = bytearray(random.Random(1).randbytes(10000))
    other = bytearray(one)
    if place is not None:
        other[place] ^= 0x80
        other[-1] ^= 0x80 if place < 9999 else 0
    assert first_difference(memoryview(one), memoryview(other)) == place
