# SPDX-License-Identifier: Apache-2.0
"""The host at the boundary, on whatever a guest may leave in memory or say: a named error, or
nothing unusual.

The drivers are those of `make fuzz` (lab/fuzz/host.py), here on a few seconds of random numbers.
"""

from __future__ import annotations

import os
import socket
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from instar.generated import attach, block, boot, channel, memory, panic
from instar.generated.attach import AttachExchange, AttachKind
from instar.generated.block import BlockRequestType
from instar.generated.boot import BootDoorbell
from instar.generated.messages import GuestMessage, InfoResult, KeySlot, LuksDetails, Snapshot
from instar.sandbox import images
from instar.sandbox.access import Output, Reach
from instar.sandbox.attach import MAX_REFUSALS
from instar.sandbox.backing import SharedMemory
from instar.sandbox.block import BlockDevice, writable_regions
from instar.sandbox.channel import Channel
from instar.sandbox.disk import Disk
from instar.sandbox.errors import (
    GuestCrash,
    GuestLimit,
    GuestProtocolError,
    SandboxUnavailable,
)
from instar.sandbox.guestmemory import GuestMemory
from instar.sandbox.images import ImageMissing
from instar.sandbox.process import ProcessMachine
from instar.sandbox.sandbox import _Run
from instar.sandbox.watchdog import Watch
from lab.fuzz import host
from lab.fuzz.host_boundary import EXCHANGE, STATE, STATUS, USED, Asked, place_batch, unhurried
from lab.fuzz.host_doorbells import PANIC
from lab.fuzz.host_messages import encode

SIZE = memory.LEN_MIN
ARENA = memory.BASE + memory.OFS_ARENA
NOISE = 1000
EXPECTED = {
    "host-queue": ("served", "refused"),
    "host-output": ("kept", "dropped", "refused", "failed"),
    "host-channel": ("drained", "refused"),
    "host-messages": ("decoded", "refused"),
    "host-attach": ("opened", "answered", "refused"),
    "host-doorbells": ("done", "GuestProtocolError", "GuestCrash"),
    "host-answers": ("answered", "refused"),
}


@pytest.mark.parametrize("target", host.TARGETS, ids=lambda target: target.name)
def test_random_numbers_find_nothing(target: host.Target) -> None:
    done = host.sample(target, seed=7, executions=NOISE)
    assert done.finding is None, f"{done.finding}\n{done.report}"
    assert done.executed == NOISE
    outcomes = dict(done.outcomes)
    assert (
        outcomes.keys() == set(EXPECTED[target.name]) and min(outcomes.values()) > NOISE // 500
    ), outcomes


# --- the queue ------------------------------------------------------------------------------------


def serve(view: memoryview, disk: Disk, batch: list[Asked]) -> None:
    place_batch(view, batch)
    BlockDevice(view, "test", [disk], writable_regions(()), unhurried()).serve()


def test_a_full_batch_has_the_files_bytes(tmp_path: Path) -> None:
    """As many requests as a queue takes, scattered, and beyond the end of the file."""
    content = os.urandom(100_000)
    (tmp_path / "image").write_bytes(content)
    view = memoryview(bytearray(SIZE))
    sectors = [(7 * i) % 195 for i in range(block.MAX_REQUESTS)]
    batch = [
        Asked(BlockRequestType.READ, 0, sector, ARENA + i * block.LEN_SECTOR, block.LEN_SECTOR)
        for i, sector in enumerate(sectors)
    ]
    with Disk.open(str(tmp_path / "image")) as disk:
        serve(view, disk, [*batch[:-1], batch[-1]._replace(place=195)])
    num = len(batch)
    assert struct.unpack_from("<HH", view, USED) == (0, num)
    assert bytes(view[STATUS : STATUS + num]) == bytes(num)
    wanted = b"".join(content[s * 512 : s * 512 + 512] for s in sectors[:-1]) + content[
        195 * 512 :
    ].ljust(512, b"\0")
    assert bytes(view[memory.OFS_ARENA : memory.OFS_ARENA + len(wanted)]) == wanted


def test_writes_reach_a_writable_file(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_bytes(bytes(8192))
    view = memoryview(bytearray(SIZE))
    view[memory.OFS_ARENA : memory.OFS_ARENA + 1024] = b"w" * 1024
    write = Asked(BlockRequestType.PUT, 0, 1021, ARENA, 1023)
    with Disk.open(str(path), output=Output(8192, 8192, barriers=True)) as disk:
        serve(view, disk, [write, Asked(BlockRequestType.FLUSH, 0, 0, 0, 0)])
        assert path.read_bytes() == bytes(1021) + b"w" * 1023 + bytes(6148)


# --- what would never end, or fill the host's memory ----------------------------------------------


class Ringing:
    """A machine whose guest rings the same again and again."""

    kind = "test"

    def __init__(self, doorbell: int) -> None:
        self.doorbell = doorbell
        self.rung = 0

    def resume(self) -> int:
        self.rung += 1
        assert self.rung < 10_000, "this goes on forever"
        return self.doorbell


def ring(doorbell: int, view: memoryview, disks: list[Disk]) -> None:
    guest = type("Guest", (), {"view": view, "size": len(view)})
    run = _Run(Ringing(doorbell), guest, disks, lambda message: None, Reach(), None, unhurried())  # type: ignore[arg-type]
    try:
        run.serve(())
    finally:
        run.close()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    (tmp_path / "image").write_bytes(bytes(512))
    with Disk.open(str(tmp_path / "image")) as opened:
        yield opened


def test_ringing_for_nothing_ends() -> None:
    with pytest.raises(GuestProtocolError, match="rang for an empty channel"):
        ring(BootDoorbell.CHANNEL, memoryview(bytearray(SIZE)), [])


def test_asking_for_names_that_are_refused_ends(disk: Disk) -> None:
    view = memoryview(bytearray(SIZE))
    request = AttachExchange(
        kind=AttachKind.BACKING, len_name=4, name=b"none".ljust(attach.MAX_NAME, b"\0")
    )
    view[EXCHANGE : EXCHANGE + AttachExchange.SIZE] = request.pack()
    with pytest.raises(
        GuestProtocolError, match=f"more than {MAX_REFUSALS} names that were refused"
    ):
        ring(BootDoorbell.ATTACH, view, [disk])
    assert MAX_REFUSALS >= boot.MAX_DISKS


def test_elements_of_all_messages_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two bytes of a message are a hundred on the host."""
    monkeypatch.setattr("instar.sandbox.channel.MAX_KEPT_ELEMENTS", 1000)
    said = encode(
        InfoResult(snapshots=(Snapshot(),) * 60, luks=LuksDetails(slots=(KeySlot(),) * 40))
    )
    frame = len(said).to_bytes(channel.LEN_PREFIX, "little") + said
    view = memoryview(bytearray(SIZE))
    view[memory.OFS_CHANNEL : memory.OFS_CHANNEL + len(frame)] = frame
    heard: list[GuestMessage] = []
    hearing = Channel(view, "test", heard.append, unhurried())
    with pytest.raises(GuestLimit, match="its answer lists more than 1000 things"):
        for _ in range(20):
            struct.pack_into("<I", view, STATE, len(frame))
            hearing.drain()
    assert len(heard) == 10


# --- how a guest ends -----------------------------------------------------------------------------


def test_a_panic_record_is_the_guests_word() -> None:
    view = memoryview(bytearray(SIZE))
    view[PANIC : PANIC + panic.PanicRecord.SIZE] = panic.PanicRecord(reason=99, value=7).pack()
    with pytest.raises(GuestCrash, match="panic: reason 99, 0x7"):
        ring(BootDoorbell.PANIC, view, [])
    view[PANIC : PANIC + panic.PanicRecord.SIZE] = b"\xff" * panic.PanicRecord.SIZE
    with pytest.raises(GuestProtocolError, match="panic record: reserved"):
        ring(BootDoorbell.PANIC, view, [])


@pytest.fixture
def machine() -> Iterator[ProcessMachine]:
    """A process machine without its process."""
    guest = GuestMemory(SharedMemory(SIZE))
    try:
        made = ProcessMachine(guest)
    except ImageMissing as error:
        pytest.skip(str(error))
    yield made
    made.close()
    guest.close()


@pytest.fixture
def watched(machine: ProcessMachine) -> ProcessMachine:
    machine._watch = Watch(60, unhurried(), machine._kill)
    return machine


def test_a_guest_that_rings_without_waiting_is_ended(watched: ProcessMachine) -> None:
    """Its answers pile up unread; the host must not wait for room."""
    watched._socket, guest = socket.socketpair()
    with guest, pytest.raises(GuestProtocolError, match="rings without waiting for an answer"):
        for _ in range(100_000):
            guest.send(bytes([BootDoorbell.CHANNEL]))
            assert watched.resume() == BootDoorbell.CHANNEL


def test_a_runner_that_does_not_say_it_is_ready_is_no_sandbox(
    machine: ProcessMachine, monkeypatch: pytest.MonkeyPatch, operation: str
) -> None:
    monkeypatch.setattr(machine, "_receive", lambda: int(BootDoorbell.DONE))
    core, measure = images.core("process"), images.operation(operation)
    with pytest.raises(SandboxUnavailable, match=f"the runner said {int(BootDoorbell.DONE)}"):
        machine.begin(core, measure, 60, unhurried())


@pytest.mark.parametrize(
    ("signal", "said"),
    [(9, "SIGKILL"), (31, "SIGSYS"), (40, "signal 40")],
    ids=["kill", "sys", "no name"],
)
def test_every_signal_has_words(machine: ProcessMachine, signal: int, said: str) -> None:
    pid = os.posix_spawn("/bin/sh", ["sh", "-c", f"kill -{signal} $$"], {})
    machine._process = os.pidfd_open(pid)
    assert machine._end() == said


def test_a_process_that_somebody_reaped_is_not_killed(machine: ProcessMachine) -> None:
    pid = os.posix_spawn("/bin/sh", ["sh", "-c", "exit 0"], {})
    machine._process = os.pidfd_open(pid)
    os.waitpid(pid, 0)
    machine.finish()
    machine.finish()
    assert machine._process == -1
