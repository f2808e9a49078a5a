# SPDX-License-Identifier: Apache-2.0
"""The desk of workers: what goes out, what comes in, and what no worker makes."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread

import pytest

from instar.generated.desk import LEN_CHUNK, LEN_STRIDE, OFS_BYTES
from instar.sandbox import transfer
from instar.sandbox.access import check_apart
from instar.sandbox.desk import Desk, Seat
from instar.sandbox.disk import Disk
from instar.sandbox.errors import GuestProtocolError

NUM_CHUNKS = 40
LENGTH = NUM_CHUNKS * LEN_CHUNK - 512


def nobody() -> None:
    """No worker begins."""


def seen(disk: Disk, start: int, length: int) -> bytes:
    return bytes(transfer.seen(disk, start, start + length))


def order(disk: Disk) -> tuple[int, int] | None:
    """What a worker is asked."""
    return next(transfer.data_ranges(disk, 0), None)


def put(disk: Disk, start: int, data: bytes) -> None:
    transfer.write(disk, [memoryview(data)], start)


def mark(chunk: int) -> bytes:
    return bytes([chunk + 1]) * 64


class Team:
    """Workers that put a mark for each chunk that they are given."""

    def __init__(self, number: int, work: Callable[[Seat], None] | None = None) -> None:
        self.desk = Desk(LENGTH, self.begin)
        self.orders: list[tuple[int, int]] = []
        self.threads: list[Thread] = []
        self.works = [work or self.diligent] * number

    def begin(self) -> None:
        for work in self.works:
            thread = Thread(target=work, args=(Seat(self.desk, "test"),))
            self.threads.append(thread)
            thread.start()

    def diligent(self, seat: Seat) -> None:
        disk = seat.disk()
        while (found := order(disk)) is not None:
            self.orders.append(found)
            chunk = found[0] // LEN_CHUNK
            put(disk, chunk * LEN_STRIDE + OFS_BYTES, mark(chunk))
            put(disk, chunk * LEN_STRIDE, mark(chunk))
        seat.leave()

    def close(self) -> None:
        self.desk.close()
        for thread in self.threads:
            thread.join()


def check(disk: Disk, chunk: int) -> None:
    assert seen(disk, chunk * LEN_STRIDE, 64) == mark(chunk)
    assert seen(disk, chunk * LEN_STRIDE + OFS_BYTES, 65) == mark(chunk) + b"\0"


@pytest.mark.parametrize("number", [1, 3])
def test_every_chunk_is_made_once_and_read_in_order(number: int) -> None:
    team = Team(number)
    disk = team.desk.disk()
    for chunk in range(NUM_CHUNKS):
        check(disk, chunk)
    team.close()
    starts = range(0, LENGTH, LEN_CHUNK)
    assert sorted(team.orders) == [(s, min(LEN_CHUNK, LENGTH - s)) for s in starts]


def test_one_read_may_span_chunks() -> None:
    team = Team(2)
    found = seen(team.desk.disk(), LEN_STRIDE - 512, 512 + 64)
    assert found == bytes(512) + mark(1)
    team.close()


def test_chunks_that_are_passed_over_are_not_made() -> None:
    team = Team(1)
    disk = team.desk.disk()
    for chunk in (0, 30):
        check(disk, chunk)
    team.close()
    assert {start // LEN_CHUNK for start, _ in team.orders} <= {0, 1, 2, 3, 30, 31, 32, 33}


def test_no_more_than_a_few_chunks_are_held() -> None:
    team = Team(2)
    disk = team.desk.disk()
    for chunk in range(NUM_CHUNKS):
        check(disk, chunk)
        assert len(team.desk._made) <= 8
    team.close()


def test_what_was_forgotten_reads_as_left() -> None:
    team = Team(1)
    disk = team.desk.disk()
    for chunk in range(NUM_CHUNKS):
        check(disk, chunk)
    assert seen(disk, 0, 64) == bytes(64)
    team.close()


def test_a_worker_that_leaves_leaves_its_chunk_and_no_other() -> None:
    def lazy(seat: Seat) -> None:
        order(seat.disk())
        seat.leave()

    team = Team(1)
    team.works.append(lazy)
    disk = team.desk.disk()
    found = [seen(disk, chunk * LEN_STRIDE, 64) for chunk in range(NUM_CHUNKS)]
    team.close()
    left = [chunk for chunk in range(NUM_CHUNKS) if found[chunk] == bytes(64)]
    assert len(left) <= 1
    assert all(found[chunk] == mark(chunk) for chunk in range(NUM_CHUNKS) if chunk not in left)


def test_without_workers_all_is_left() -> None:
    team = Team(3, lambda seat: seat.leave())
    for start in (0, LEN_STRIDE):
        assert seen(team.desk.disk(), start, OFS_BYTES) == bytes(OFS_BYTES)
    with pytest.raises(OSError, match="is not kept any more"):
        seen(team.desk.disk(), 0, OFS_BYTES + 1)
    team.close()


def test_the_reader_fails_when_a_worker_does() -> None:
    team = Team(1, lambda seat: seat.leave(ValueError("lost")))
    with pytest.raises(OSError, match="a worker has failed"):
        seen(team.desk.disk(), 0, 64)
    assert isinstance(team.desk.error, ValueError)
    team.close()


@pytest.mark.parametrize(
    ("start", "length"),
    [
        (LEN_STRIDE, 64),
        (LEN_STRIDE - 63, 64),
        (LENGTH, 1),
        (0, LEN_STRIDE + 1),
    ],
)
def test_a_worker_puts_nothing_outside_its_chunk(start: int, length: int) -> None:
    desk = Desk(LENGTH, nobody)
    seat = Seat(desk, "test")
    desk._limit = 1
    disk = seat.disk()
    assert order(disk) == (0, LEN_CHUNK)
    with pytest.raises(GuestProtocolError, match="where it has no chunk"):
        put(disk, start, bytes(length))


def test_a_worker_without_a_chunk_puts_nothing() -> None:
    disk = Seat(Desk(LENGTH, nobody), "test").disk()
    with pytest.raises(GuestProtocolError, match="where it has no chunk"):
        put(disk, 0, b"x")


def test_a_worker_reads_nothing() -> None:
    disk = Seat(Desk(LENGTH, nobody), "test").disk()
    with pytest.raises(GuestProtocolError, match="reads its desk"):
        seen(disk, 0, 64)


def test_room_that_is_used_again_has_no_pieces_of_another_chunk() -> None:
    desk = Desk(LENGTH, nobody)
    room = desk.blank()
    room[:] = b"x" * len(room)
    desk._free.append(room)
    assert desk.blank() is room
    assert not any(room[:OFS_BYTES])


def test_closing_ends_workers_that_wait() -> None:
    team = Team(2)
    check(team.desk.disk(), 0)
    team.close()
    assert len(team.orders) < NUM_CHUNKS


def test_a_desk_is_no_file() -> None:
    desk = Desk(LENGTH, nobody)
    disk, other = desk.disk(), Seat(desk, "test").disk()
    assert disk.allocated() == disk.entry()[1] == disk.size == NUM_CHUNKS * LEN_STRIDE
    assert disk.identity != other.identity
    check_apart([disk, other])
    disk.close()
