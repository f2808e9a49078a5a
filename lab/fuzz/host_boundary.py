# SPDX-License-Identifier: Apache-2.0
"""The host's devices, on whatever a guest may leave in memory: the error of the protocol, or what
was asked for and not a byte else.
"""

from __future__ import annotations

import os
import random
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from instar.generated import attach, block, channel, memory
from instar.generated.block import BlockDescriptor, BlockDescriptorFlag, BlockRequest
from instar.generated.enums.block import BlockRequestType
from instar.generated.messages import GuestMessage, decode
from instar.sandbox.access import Output
from instar.sandbox.block import BlockDevice, writable_regions
from instar.sandbox.budget import RANGE_COST
from instar.sandbox.channel import MAX_KEPT, MAX_MESSAGES, Channel
from instar.sandbox.disk import Disk
from instar.sandbox.errors import GuestLimit, GuestProtocolError
from instar.sandbox.limits import Deadline
from lab.fuzz.chooser import Chooser
from lab.fuzz.host_messages import Maker, encode

ARENA = 1 << 17
SIZE = memory.OFS_ARENA + ARENA
"""No sandbox has so little memory, but devices know only what they are given."""
BLANK = (b"host" * (memory.OFS_QUEUE // 4)).ljust(SIZE, b"\0")
"""What the guest cannot write holds something."""
WRITABLE = (
    (memory.OFS_QUEUE, memory.LEN_QUEUE),
    (memory.OFS_CONTROL, memory.LEN_CONTROL),
    (memory.OFS_STACK, memory.LEN_STACK),
    (memory.OFS_CHANNEL, memory.LEN_CHANNEL),
    (memory.OFS_ARENA, ARENA),
)
QUEUE = memory.OFS_QUEUE
STATUS = QUEUE + block.OFS_STATUS
USED = QUEUE + block.OFS_USED
STATE = memory.OFS_CONTROL + channel.OFS_STATE
EXCHANGE = memory.OFS_CONTROL + attach.OFS_EXCHANGE
ODD = (
    *(0, 1, 2, 3, 4, 0x7F, 0x80, 0xFF, 0x1FF, 0x200, 0xFFFF, 0x10000, 0x10001, 0xFFFFF, 0x100000),
    *(0x7FFFFFFF, 0xFFFFFFFF),
)
ADDRESSES = (
    *(
        0,
        memory.BASE,
        (1 << 64) - 1,
        memory.BASE + SIZE - 512,
        memory.BASE + SIZE,
        memory.BASE + memory.OFS_CORE,
    ),
    *(
        memory.BASE + start + step
        for start, length in WRITABLE
        for step in (-8, 0, length - 512, length - 8)
    ),
)
PARTS = (
    block.OFS_DESCRIPTORS,
    block.OFS_HEADERS,
    block.OFS_AVAILABLE,
    block.OFS_STATUS,
    block.OFS_USED,
)
MUTATED = 144
"""Bytes at the start of each part of the queue in which something is changed."""


def unhurried() -> Deadline:
    """For a device that is asked without a run."""
    return Deadline(None, "test")


class Memory:
    """A guest's memory, blank for each input."""

    def __init__(self) -> None:
        self.bytes = bytearray(BLANK)
        self.view = memoryview(self.bytes)

    def poke(self, chooser: Chooser, places: Iterable[int], length: int) -> None:
        """Change a byte or a number near one of the places."""
        at = chooser.choice(tuple(places)) + chooser.randrange(length)
        width = chooser.choice((1, 1, 2, 4, 8))
        value = chooser.getrandbits(64) if chooser.chance(50) else chooser.choice(ODD)
        self.view[at : at + width] = (value % (1 << 8 * width)).to_bytes(width, "little")

    def reset(self) -> None:
        self.view[:] = BLANK


# --- the queue ------------------------------------------------------------------------------------


FROM_GUEST = frozenset(one for one in BlockRequestType if one >= BlockRequestType.PUT)
"""Requests that change an output."""

OUTPUT = 2
"""Which of the files may be written ..."""

MOST = 12_000
"""... and how long it may become."""


class Asked(NamedTuple):
    """A request: what a driver places, or finds placed. `place` is a sector, of a change a byte."""

    type: int
    disk: int
    place: int
    address: int
    length: int

    @property
    def start(self) -> int:
        """Where its buffer is in the memory."""
        return self.address - memory.BASE


def place_batch(view: memoryview, batch: list[Asked]) -> None:
    """As a well-behaved driver does."""
    for i, one in enumerate(batch):
        first = block.PER_REQUEST * i
        header, status = QUEUE + block.OFS_HEADERS + i * BlockRequest.SIZE, STATUS + i
        struct.pack_into("<IIQ", view, header, one.type, one.disk, one.place)
        table = QUEUE + block.OFS_DESCRIPTORS + first * BlockDescriptor.SIZE
        flags = BlockDescriptorFlag.NEXT | (
            0 if one.type in FROM_GUEST else BlockDescriptorFlag.WRITE
        )
        for n, (address, length, flag, link) in enumerate(
            (
                (memory.BASE + header, BlockRequest.SIZE, BlockDescriptorFlag.NEXT, first + 1),
                (one.address, one.length, flags, first + 2),
                (memory.BASE + status, 1, BlockDescriptorFlag.WRITE, 0),
            )
        ):
            struct.pack_into(
                "<QIHH", view, table + n * BlockDescriptor.SIZE, address, length, flag, link
            )
        struct.pack_into("<H", view, QUEUE + block.OFS_AVAILABLE + 4 + 2 * i, first)
    struct.pack_into("<HH", view, QUEUE + block.OFS_AVAILABLE, 0, len(batch))


def read_batch(memory_now: bytearray) -> list[Asked]:
    """What the queue asks for, read as simply as can be; nothing where the number of requests
    cannot be.
    """
    _, num = struct.unpack_from("<HH", memory_now, QUEUE + block.OFS_AVAILABLE)
    asked = []
    for i in range(num if num <= block.MAX_REQUESTS else 0):
        head = struct.unpack_from(
            "<IIQ", memory_now, QUEUE + block.OFS_HEADERS + i * BlockRequest.SIZE
        )
        place = QUEUE + block.OFS_DESCRIPTORS + (block.PER_REQUEST * i + 1) * BlockDescriptor.SIZE
        asked.append(Asked(*head, *struct.unpack_from("<QI", memory_now, place)))
    return asked


def is_writable(start: int, length: int) -> bool:
    return any(low <= start and start + length <= low + size for low, size in WRITABLE)


def any_batch(chooser: Chooser) -> list[Asked]:
    """Requests that mostly could be served; some follow each other in file and memory."""
    batch: list[Asked] = []
    for _ in range(chooser.choice((1, 1, 2, 3, 8, 40))):
        if batch and chooser.chance(40):
            last = batch[-1]
            unit = 1 if last.type in FROM_GUEST else block.LEN_SECTOR
            place = (last.place + last.length // unit) % (1 << 64)
            batch.append(
                last._replace(place=place, address=(last.address + last.length) % (1 << 64))
            )
            continue
        arena = memory.BASE + memory.OFS_ARENA + chooser.randrange(ARENA)
        batch.append(
            Asked(
                chooser.choice(
                    (
                        *[0] * 24,
                        *map(int, BlockRequestType),
                        *[int(BlockRequestType.PUT)] * 4,
                        chooser.choice(ODD),
                    )
                ),
                chooser.choice((*[0] * 8, 1, 1, 2, 2, 3, 3, chooser.choice(ODD))),
                chooser.getrandbits(64)
                if chooser.chance(4)
                else chooser.randrange(chooser.choice((8, 200))),
                chooser.choice((*[arena] * 10, chooser.choice(ADDRESSES), chooser.getrandbits(64))),
                chooser.choice((*(512, 4096, 1536, 8, 16, 48, 0) * 3, chooser.choice(ODD))),
            )
        )
    return batch


class Queue:
    """Batches that are good but for a few things. What is served is predicted byte by byte, all
    memory compared.
    """

    SHRUNK = 3

    def __init__(self, folder: Path) -> None:
        noise = random.Random(1).randbytes(100_000)
        self._contents = [
            noise,
            noise[:4096] + bytes(1 << 20) + noise[:300],
            noise[:8192],
            noise[:4096],
        ]
        self._disks = []
        for number, content in enumerate(self._contents):
            path = folder / f"disk{number}"
            _write_with_holes(path, content)
            self._disks.append(
                Disk.open(str(path), output=Output(MOST, 1 << 30) if number == OUTPUT else None)
            )
            if number == self.SHRUNK:
                os.truncate(path, 1000)
        self.memory = Memory()

    def __call__(self, chooser: Chooser) -> str:
        self.memory.reset()
        try:
            device = BlockDevice(
                self.memory.view, "test", self._disks, writable_regions(()), unhurried()
            )
            for _ in range(chooser.choice((1, 1, 2))):
                place_batch(self.memory.view, any_batch(chooser))
                for _ in range(chooser.choice((0, 0, 0, 1, 2))):
                    self.memory.poke(chooser, (QUEUE + part for part in PARTS), MUTATED)
                if chooser.chance(2):
                    device.budget.spent = device.budget.limit - RANGE_COST
                self._serve(device)
        except (GuestLimit, GuestProtocolError) as error:
            assert str(error).isprintable()
            return "refused"
        finally:
            self._restore()
        return "served"

    def _restore(self) -> None:
        """The output as it was. It stayed within its bounds, and the others as they are."""
        written = self._disks[OUTPUT]
        assert written.output is not None
        assert os.fstat(written.fd).st_size == written.size <= MOST or written.output.failure
        written.output = Output(MOST, 1 << 30)
        written.size = len(self._contents[OUTPUT])
        os.truncate(written.fd, written.size)
        os.pwrite(written.fd, self._contents[OUTPUT], 0)

    def _serve(self, device: BlockDevice) -> None:
        expected = bytearray(self.memory.bytes)
        asked = read_batch(expected)
        try:
            device.serve()
        except (GuestLimit, GuestProtocolError):
            self._compare(expected, [one for one in asked if is_writable(one.start, one.length)])
            raise
        unknown = self._predict(expected, asked)
        self._predict_end(expected, asked)
        self._compare(expected, unknown)

    def _predict(self, expected: bytearray, asked: list[Asked]) -> list[Asked]:
        """What the buffers hold after a batch was served. Returns the requests whose answers are
        not predicted.
        """
        contents = [bytearray(content) for content in self._contents]
        unknown = []
        has_written = any(one.type in FROM_GUEST for one in asked) or self._has_changed()
        for one in asked:
            assert one.disk < len(contents), f"{one} was served"
            assert not one.length or is_writable(one.start, one.length), f"{one} was served"
            at = one.place * block.LEN_SECTOR
            match one.type:
                case BlockRequestType.READ if one.disk == self.SHRUNK or (
                    one.disk == OUTPUT and has_written
                ):
                    unknown.append(one)
                case BlockRequestType.READ:
                    data = bytes(contents[one.disk][at : at + one.length])
                    assert (
                        one.length and at + one.length < len(contents[one.disk]) + block.LEN_SECTOR
                    )
                    expected[one.start : one.start + one.length] = data.ljust(one.length, b"\0")
                case BlockRequestType.HOLES:
                    unknown.append(one)
                case changed if changed in FROM_GUEST:
                    assert one.disk == OUTPUT, "a change to a file that is no output was served"
                case BlockRequestType.FLUSH:
                    assert not one.length
                case _:
                    raise AssertionError(f"{one} was served")
        return unknown

    def _has_changed(self) -> bool:
        disk = self._disks[OUTPUT]
        now = os.pread(disk.fd, MOST, 0)
        return now != self._contents[OUTPUT]

    def _predict_end(self, expected: bytearray, asked: list[Asked]) -> None:
        """Statuses and used ring, which are written last."""
        now, num = self.memory.bytes, len(asked)
        assert struct.unpack_from("<HH", now, USED) == (0, num)
        for i, one in enumerate(asked):
            assert now[STATUS + i] == 0 or (self._may_fail(one) and now[STATUS + i] == 1), one
            head, length = struct.unpack_from("<II", now, USED + 4 + 8 * i)
            assert head == block.PER_REQUEST * i and 1 <= length <= one.length + 1
            assert length == one.length + 1 or one.type != BlockRequestType.READ
        for start, length in ((STATUS, num), (USED, 4 + 8 * num)):
            expected[start : start + length] = now[start : start + length]

    def _may_fail(self, one: Asked) -> bool:
        output = self._disks[OUTPUT].output
        return one.disk == self.SHRUNK or (output is not None and output.failure is not None)

    def _compare(self, expected: bytearray, unknown: list[Asked]) -> None:
        for one in unknown:
            expected[one.start : one.start + one.length] = self.memory.bytes[
                one.start : one.start + one.length
            ]
        if self.memory.bytes != expected:
            wrong = next(i for i in range(SIZE) if self.memory.bytes[i] != expected[i])
            raise AssertionError(
                f"byte {wrong:#x} of the memory is {self.memory.bytes[wrong]}, not "
                f"{expected[wrong]}"
            )


def _write_with_holes(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        for at in range(0, len(content), 4096):
            if content[at : at + 4096].strip(b"\0"):
                file.seek(at)
                file.write(content[at : at + 4096])
        file.truncate(len(content))


# --- the channel ----------------------------------------------------------------------------------


def place_frames(chooser: Chooser, view: memoryview) -> bytes:
    """Frames, good ones and noise, in the channel. Returns their bytes."""
    maker = Maker(chooser)
    bodies = [
        encode(maker.any()) if chooser.chance(75) else chooser.randbytes(chooser.randrange(12))
        for _ in range(chooser.randrange(5))
    ]
    frames = b"".join(len(body).to_bytes(channel.LEN_PREFIX, "little") + body for body in bodies)[
        : memory.LEN_CHANNEL
    ]
    view[memory.OFS_CHANNEL : memory.OFS_CHANNEL + len(frames)] = frames
    used = len(frames)
    if chooser.chance(15):
        used = chooser.choice((chooser.randrange(60), chooser.getrandbits(32), memory.LEN_CHANNEL))
    struct.pack_into("<I", view, STATE, used)
    return frames


class Frames:
    """A channel that is filled with anything and drained, a few times."""

    def __init__(self, folder: Path) -> None:
        del folder
        self.memory = Memory()

    def __call__(self, chooser: Chooser) -> str:
        self.memory.reset()
        heard: list[GuestMessage] = []
        hearing = Channel(self.memory.view, "test", heard.append, unhurried())
        if chooser.chance(10):  # a run that is near the end of its room
            hearing._num = MAX_MESSAGES - chooser.randrange(4)
            hearing._kept = MAX_KEPT - chooser.randrange(4)
        try:
            for _ in range(chooser.choice((1, 1, 3))):
                frames = place_frames(chooser, self.memory.view)
                if frames and chooser.chance(25):
                    self.memory.poke(chooser, (memory.OFS_CHANNEL,), len(frames))
                self._drain(hearing, heard)
        except (GuestLimit, GuestProtocolError) as error:
            assert str(error).isprintable()
            return "refused"
        return "drained"

    def _drain(self, hearing: Channel, heard: list[GuestMessage]) -> None:
        before = bytearray(self.memory.bytes)
        used = int.from_bytes(before[STATE : STATE + 4], "little")
        heard.clear()
        try:
            hearing.drain()
        finally:
            before[STATE : STATE + 4] = self.memory.bytes[STATE : STATE + 4]
            assert self.memory.bytes == before, "draining has changed more than the channel's state"
        assert not any(before[STATE : STATE + 4]), "the channel is not empty"
        wanted, at = [], memory.OFS_CHANNEL
        while at < memory.OFS_CHANNEL + used:
            end = (
                at
                + channel.LEN_PREFIX
                + int.from_bytes(before[at : at + channel.LEN_PREFIX], "little")
            )
            wanted.append(decode(bytes(before[at + channel.LEN_PREFIX : end])))
            at = end
        assert heard == wanted and at == memory.OFS_CHANNEL + used
