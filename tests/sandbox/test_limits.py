# SPDX-License-Identifier: Apache-2.0
"""What a run may cost: time in all, and the host's work."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from instar.generated import block, channel, memory
from instar.generated.block import BlockRequestType
from instar.generated.messages import ExtentBatch, GuestMessage, Log
from instar.sandbox import budget
from instar.sandbox.access import Output
from instar.sandbox.block import BlockDevice, writable_regions
from instar.sandbox.budget import DOORBELL_LIMIT, Budget
from instar.sandbox.channel import Channel
from instar.sandbox.disk import Disk
from instar.sandbox.errors import GuestLimit, GuestProtocolError, GuestTimeout
from instar.sandbox.limits import NEVER, Deadline
from instar.sandbox.sandbox import Sandbox
from lab.fuzz.host_boundary import STATE, STATUS, Asked, place_batch, unhurried
from lab.fuzz.host_messages import encode
from tests.sandbox import trial
from tests.shared import synced

SIZE = memory.LEN_MIN
ARENA = memory.BASE + memory.OFS_ARENA
READ = Asked(BlockRequestType.READ, 0, 0, ARENA, block.LEN_SECTOR)
HOLES = Asked(BlockRequestType.HOLES, 0, 0, ARENA, 1 << 16)
LATE = "not done after 0.3 seconds; --max-time allows more"


class Steps(Deadline):
    """Passes after so many looks at it."""

    def __init__(self, num: int) -> None:
        super().__init__(1, "test")
        self.left = num

    @property
    def at(self) -> float:
        self.left -= 1
        return NEVER if self.left >= 0 else 0.0

    @at.setter
    def at(self, value: float) -> None:
        pass


class Device:
    """A device over a file, and the batch that it is asked to serve."""

    def __init__(self, disks: list[Disk], deadline: Deadline) -> None:
        self.view = memoryview(bytearray(SIZE))
        self.device = BlockDevice(self.view, "test", disks, writable_regions(()), deadline)

    def serve(self, *batch: Asked) -> bytes:
        place_batch(self.view, list(batch))
        self.device.serve()
        return bytes(self.view[STATUS : STATUS + len(batch)])


@pytest.fixture
def pieces(tmp_path: Path) -> Iterator[Disk]:
    """A file of 2,000 pieces with holes between them."""
    path = tmp_path / "pieces"
    with path.open("wb") as file:
        for number in range(2000):
            file.seek(number << 13)
            file.write(b"x" * 4096)
    with Disk.open(str(path)) as disk:
        if disk.allocated() > disk.size * 3 // 4:
            pytest.skip("this file system does not tell holes")
        yield disk


@pytest.fixture
def writable(tmp_path: Path) -> Iterator[Disk]:
    (tmp_path / "out").write_bytes(bytes(4 << 20))
    with Disk.open(str(tmp_path / "out"), output=Output(4 << 20, 4 << 20)) as disk:
        yield disk


# --- time -----------------------------------------------------------------------------------------


def test_a_run_has_a_deadline_in_the_guest(kind: str, operation: str) -> None:
    with Sandbox(kind, timeout=60) as sandbox, pytest.raises(GuestTimeout) as caught:
        sandbox.run(operation, trial.config(kind, "EVIL_LOOP"), deadline=0.3)
    assert caught.value.reason == LATE


def test_a_run_has_a_deadline_over_all_doorbells(
    kind: str, operation: str, image: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each stay in the guest and each request is short."""
    monkeypatch.setattr(budget, "READ_FLOOR", 1 << 60)
    config = trial.config(kind, "EVIL_READ_FOREVER")
    with Sandbox(kind, timeout=60) as sandbox, pytest.raises(GuestTimeout) as caught:
        sandbox.run(operation, config, [image], deadline=0.3)
    assert caught.value.reason == LATE


@pytest.mark.parametrize(
    "batch", [[HOLES], [READ, HOLES], [READ._replace(place=2 * i) for i in range(300)]]
)
def test_the_hosts_own_loops_look_at_the_deadline(batch: list[Asked], pieces: Disk) -> None:
    with pytest.raises(GuestTimeout, match="not done after 1 seconds"):
        Device([pieces], Steps(200)).serve(*batch)
    Device([pieces], Steps(5000)).serve(*batch)


def test_no_deadline_is_none(kind: str, operation: str) -> None:
    with Sandbox(kind) as sandbox:
        assert sandbox.run(operation, trial.config(kind, "ACTION_SAY"), deadline=None).ok


@pytest.mark.parametrize(("message", "moves"), [(ExtentBatch(b"x"), True), (Log(text=b"x"), False)])
def test_whoever_takes_extents_has_time(message: GuestMessage, moves: bool) -> None:
    deadline = Deadline(100, "test")
    before = deadline.at
    view = memoryview(bytearray(SIZE))
    said = encode(message)
    frame = len(said).to_bytes(channel.LEN_PREFIX, "little") + said
    view[memory.OFS_CHANNEL : memory.OFS_CHANNEL + len(frame)] = frame
    view[STATE : STATE + 4] = len(frame).to_bytes(4, "little")
    assert Channel(view, "test", lambda message: None, deadline).drain()
    assert (deadline.at > before) is moves


def test_signals_of_others_give_a_guest_no_more_time(kind: str, operation: str) -> None:
    seen: list[int] = []

    def hear(number: int, frame: object) -> None:
        seen.append(number)
        assert len(seen) < 2000, "this goes on forever"

    before = signal.signal(signal.SIGALRM, hear)
    signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
    try:
        with Sandbox(kind, timeout=0.3) as sandbox, pytest.raises(GuestTimeout):
            sandbox.run(operation, trial.config(kind, "EVIL_LOOP"))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert seen


# --- work -----------------------------------------------------------------------------------------


def test_small_requests_cost_more_than_their_bytes(tmp_path: Path) -> None:
    (tmp_path / "small").write_bytes(bytes(4096))
    rings = 0
    with Disk.open(str(tmp_path / "small")) as disk:
        device = Device([disk], unhurried())
        with pytest.raises(GuestLimit, match="bytes of work for files that hold 4096"):
            while True:
                device.serve(READ)
                rings += 1
                assert rings < 10_000, "this goes on forever"
    assert rings == (64 * 2**20 + 16 * 4096) // (16 * 1024 + 2 * 1024 + 512)


def test_holes_of_a_file_justify_little_work(tmp_path: Path) -> None:
    path = tmp_path / "sparse"
    path.write_bytes(bytes(4096))
    os.truncate(path, 1 << 43)
    with Disk.open(str(synced(path))) as disk:
        made = Budget("test")
        made.add(disk)
        assert made.held == disk.allocated() + 512 * 2**20
        assert made.limit == 64 * 2**20 + 16 * made.held


def test_a_file_counts_once_however_often_it_is_attached(image: Disk) -> None:
    made = Budget("test")
    made.add(image)
    once = made.limit
    with Disk.open(image.name) as again:
        made.add(again)
    assert made.limit == once > 64 * 2**20


def test_each_range_of_data_costs(pieces: Disk) -> None:
    device = Device([pieces], unhurried())
    before = device.device.budget.spent
    device.serve(HOLES)
    assert device.device.budget.spent - before >= 2000 * 4096


def test_one_doorbell_costs_no_more_than_a_full_batch(
    pieces: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert DOORBELL_LIMIT < 1.01 * 341 * 2**20
    monkeypatch.setattr(budget, "READ_FLOOR", 1 << 60)
    device = Device([pieces], unhurried())
    with pytest.raises(GuestLimit, match=r"more than \d+ bytes of work at once"):
        device.serve(*[HOLES] * 60)
    assert device.device.budget.spent < DOORBELL_LIMIT + 8192


def test_flushes_are_counted(writable: Disk) -> None:
    device = Device([writable], unhurried())
    flush = Asked(BlockRequestType.FLUSH, 0, 0, 0, 0)
    device.serve(*[flush] * 64)
    with pytest.raises(GuestProtocolError, match="more than 64 flushes"):
        device.serve(flush)
