# SPDX-License-Identifier: Apache-2.0
"""The host at the boundary, on whatever a guest may leave in memory: an error of the protocol, or nothing unusual."""

from __future__ import annotations

import os
import random
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from instar.generated import attach, block, channel, memory
from instar.generated.attach import AttachKind, AttachStatus
from instar.sandbox.attach import Attacher
from instar.sandbox.block import BlockDevice, writable_regions
from instar.sandbox.channel import Channel
from instar.sandbox.disk import Disk
from instar.sandbox.errors import GuestProtocolError
from instar.sandbox.guestmemory import REGIONS
from instar.sandbox.policy import Policy

SIZE = memory.LEN_MIN
QUEUE = memory.OFS_QUEUE
ODD = (
    0,
    1,
    2,
    3,
    4,
    0x7F,
    0x80,
    0xFF,
    0x1FF,
    0x200,
    0xFFFF,
    0x10000,
    0x10001,
    0xFFFFF,
    0x100000,
    0x7FFFFFFF,
    0xFFFFFFFF,
)
ADDRESSES = (
    0,
    memory.BASE,
    memory.BASE + memory.OFS_ARENA,
    memory.BASE + SIZE - 512,
    memory.BASE + SIZE,
    (1 << 64) - 1,
)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    path = tmp_path / "image"
    path.write_bytes(os.urandom(100_000))
    with Disk.open(str(path)) as opened:
        yield opened


def _good_batch(view: memoryview, requests: list[tuple[int, int, int, int, int]]) -> None:
    """(type, disk, sector, address, length) as a well-behaved driver places them."""
    for i, (kind, disk, sector, address, length) in enumerate(requests):
        first = 3 * i
        header = QUEUE + block.OFS_HEADERS + i * block.BlockRequest.SIZE
        status = QUEUE + block.OFS_STATUS + i
        struct.pack_into("<IIQ", view, header, kind, disk, sector)
        table = QUEUE + block.OFS_DESCRIPTORS + first * block.BlockDescriptor.SIZE
        flags = 1 if kind == block.BlockRequestType.WRITE else 3
        struct.pack_into("<QIHH", view, table, memory.BASE + header, 16, 1, first + 1)
        struct.pack_into("<QIHH", view, table + 16, address, length, flags, first + 2)
        struct.pack_into("<QIHH", view, table + 32, memory.BASE + status, 1, 2, 0)
        struct.pack_into("<H", view, QUEUE + block.OFS_AVAILABLE + 4 + 2 * i, first)
    struct.pack_into("<HH", view, QUEUE + block.OFS_AVAILABLE, 0, len(requests))


def _random_request(rng: random.Random) -> tuple[int, int, int, int, int]:
    kind = rng.choice([0] * 12 + [1, 4, 8, 0x10000, 0x10001, rng.choice(ODD)])
    arena = memory.BASE + memory.OFS_ARENA + rng.randrange(0, 1 << 20)
    return (
        kind,
        rng.choice([0] * 20 + [1, rng.choice(ODD)]),
        rng.choice([rng.randrange(0, 200)] * 10 + [rng.getrandbits(64)]),
        rng.choice([arena] * 10 + [rng.choice(ADDRESSES), rng.getrandbits(64)]),
        rng.choice([512, 4096, 8, 16, 0] * 4 + [rng.choice(ODD)]),
    )


def _protected(view: memoryview) -> bytes:
    """All that no request may change."""
    kept = bytearray(view)
    for start, length, can_write, _ in REGIONS:
        if can_write:
            kept[start : start + length] = bytes(length)
    return bytes(kept[: memory.OFS_ARENA])


def test_any_queue_is_served_or_refused(disk: Disk) -> None:
    """Batches that are good but for one thing, and batches of noise. Nothing outside writable memory ever changes."""
    rng = random.Random(7)
    outcomes = {"served": 0, "refused": 0}
    for _ in range(3000):
        view = memoryview(bytearray(SIZE))
        view[: memory.OFS_BOOT] = b"T" * memory.OFS_BOOT
        before = _protected(view)
        num = rng.choice([1, 1, 2, 3, 8])
        _good_batch(view, [_random_request(rng) for _ in range(num)])
        for _ in range(rng.choice([0, 0, 0, 1, 2])):
            where = QUEUE + rng.choice(
                [block.OFS_DESCRIPTORS, block.OFS_HEADERS, block.OFS_AVAILABLE, block.OFS_STATUS, block.OFS_USED]
            )
            view[where + rng.randrange(0, 144)] = rng.getrandbits(8)
        device = BlockDevice(view, "test", [disk], writable_regions(()))
        try:
            device.serve()
            outcomes["served"] += 1
        except GuestProtocolError:
            outcomes["refused"] += 1
        assert _protected(view) == before
    assert min(outcomes.values()) > 200, outcomes


def test_served_batch_has_the_files_bytes(disk: Disk) -> None:
    """Adjacent and scattered requests, in any order, past the end of the file, many to a batch."""
    data = Path(disk.name).read_bytes().ljust(200 * 512, b"\0")
    rng = random.Random(11)
    for _ in range(50):
        view = memoryview(bytearray(SIZE))
        requests = []
        address = memory.BASE + memory.OFS_ARENA
        sector = 0
        for _ in range(rng.randrange(1, block.MAX_REQUESTS + 1)):
            length = 512 * rng.randrange(1, 5)
            sector = rng.choice([sector, rng.randrange(0, 190)])
            sector = min(sector, 196 - length // 512)
            requests.append((0, 0, sector, address, length))
            sector += length // 512
            address += length
        _good_batch(view, requests)
        BlockDevice(view, "test", [disk], writable_regions(())).serve()
        num = len(requests)
        assert struct.unpack_from("<HH", view, QUEUE + block.OFS_USED) == (0, num)
        used = struct.unpack_from(f"<{2 * num}I", view, QUEUE + block.OFS_USED + 4)
        assert used[0::2] == tuple(range(0, 3 * num, 3))
        assert used[1::2] == tuple(request[4] + 1 for request in requests)
        assert bytes(view[QUEUE + block.OFS_STATUS :][:num]) == bytes(num)
        for _, _, sector, address, length in requests:
            start = address - memory.BASE
            assert bytes(view[start : start + length]) == data[sector * 512 : sector * 512 + length]


def test_writes_reach_a_writable_file(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_bytes(bytes(8192))
    view = memoryview(bytearray(SIZE))
    start = memory.OFS_ARENA
    view[start : start + 1024] = b"w" * 1024
    _good_batch(view, [(1, 0, 2, memory.BASE + start, 1024), (4, 0, 0, 0, 0)])
    with Disk.open(str(path), writable=True) as disk:
        BlockDevice(view, "test", [disk], writable_regions(())).serve()
        assert path.read_bytes() == bytes(1024) + b"w" * 1024 + bytes(6144)
        _good_batch(view, [(1, 0, 15, memory.BASE + start, 1024)])
        with pytest.raises(GuestProtocolError, match="past the end"):
            BlockDevice(view, "test", [disk], writable_regions(())).serve()


def test_any_channel_is_drained_or_refused() -> None:
    rng = random.Random(3)
    state = memory.OFS_CONTROL + channel.OFS_STATE
    good = bytes((3 << 3 | 2, 9, 1 << 3, 1, 2 << 3 | 2, 5)) + b"hello"
    outcomes = {"drained": 0, "refused": 0}
    for _ in range(3000):
        view = memoryview(bytearray(SIZE))
        frames = b"".join(
            len(body).to_bytes(4, "little") + body
            for body in rng.choices([good, good, good, b"", bytes(rng.getrandbits(8) for _ in range(9))], k=3)
        )
        view[memory.OFS_CHANNEL : memory.OFS_CHANNEL + len(frames)] = frames
        used = rng.choice([len(frames)] * 4 + [rng.randrange(0, 60), rng.getrandbits(32)])
        struct.pack_into("<I", view, state, used)
        if rng.random() < 0.3:
            view[memory.OFS_CHANNEL + rng.randrange(0, len(frames))] = rng.getrandbits(8)
        heard: list[object] = []
        try:
            Channel(view, "test", heard.append).drain()
            outcomes["drained"] += 1
            assert struct.unpack_from("<I", view, state)[0] == 0
        except GuestProtocolError:
            outcomes["refused"] += 1
    assert min(outcomes.values()) > 200, outcomes


def test_any_attach_request_is_answered_or_refused(tmp_path: Path) -> None:
    """Names of noise, beside files that must not be reached."""
    rng = random.Random(5)
    folder = tmp_path / "images"
    folder.mkdir()
    (tmp_path / "secret").write_bytes(b"s")
    (folder / "a").write_bytes(b"a")
    (folder / "b").symlink_to("../secret")
    (folder / "top").write_bytes(b"t")
    place = memory.OFS_CONTROL + attach.OFS_EXCHANGE
    parts = [b"a", b"b", b"..", b".", b"/", b"//", b"secret", b"\0", b"\xff", b":", b"top", b"x" * 300, b""]
    opened = answered = 0
    with Disk.open(str(folder / "top")) as top:
        for _ in range(2000):
            view = memoryview(bytearray(SIZE))
            name = b"".join(rng.choices(parts, k=rng.randrange(0, 5)))
            length = rng.choice([len(name)] * 9 + [rng.choice(ODD)])
            kind = rng.choice([*AttachKind, *AttachKind, 0, 99])
            head = struct.pack("<IIIIIIQ", rng.choice([0, 0, 0, 1]), kind, length, 0, 0, 0, 0)
            view[place : place + len(head) + len(name)] = head + name
            disks = [top]
            attacher = Attacher(view, "test", disks, Policy())
            try:
                disk = attacher.serve()
                answered += 1
            except GuestProtocolError:
                continue
            finally:
                attacher.close()
            answer = attach.AttachExchange.unpack(bytes(view[place : place + attach.AttachExchange.SIZE]))
            assert (answer.status == AttachStatus.OK) == (disk is not None)
            if disk is not None:
                opened += 1
                assert disk.name.rpartition("/")[2] in ("a", "top")
    assert opened > 15 and answered > 500
