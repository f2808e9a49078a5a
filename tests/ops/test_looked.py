# SPDX-License-Identifier: Apache-2.0
"""Changes that one guest makes, which looks before and after: what it says is held as of others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import instar
from instar.errors import InstarError, SandboxError, UsageError
from instar.generated.messages import GuestMessage, InfoResult
from instar.record import replace
from instar.sandbox.block import BlockDevice
from instar.sandbox.disk import Disk
from instar.sandbox.errors import GuestProtocolError
from instar.sandbox.order import Order
from instar.sandbox.pool import Pool

Said = list[GuestMessage]
Lie = Callable[[int, GuestMessage], Said]


@pytest.fixture
def image(tmp_path: Path) -> Path:
    made = tmp_path / "image"
    instar.create(made, format="qcow2", size=1 << 20)
    return made


def hearing(monkeypatch: pytest.MonkeyPatch, lie: Lie) -> list[str]:
    """What is heard of guests that look is what `lie` makes of it. Returns what runs."""
    honest: Any = Pool.run
    names: list[str] = []

    def run(pool: Pool, op: str, config: bytes, disks: Any, hear: Any, **rest: Any) -> Any:
        number = 0

        def told(message: GuestMessage) -> None:
            nonlocal number
            number += 1
            for one in lie(number, message):
                hear(one)

        names.append(op)
        return honest(pool, op, config, disks, told if len(disks) > 1 else hear, **rest)

    monkeypatch.setattr(Pool, "run", run)
    return names


def test_a_guest_sees_changes_and_sees_again(image: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    instar.snapshot(image, "create", "first")
    names = hearing(monkeypatch, lambda number, message: [message])
    instar.snapshot(image, "create", "second")
    assert set(names) - {"measure"} == {"snapshot"} and names.count("snapshot") == 1
    names.clear()
    assert instar.resize(image, 2 << 20).new_virtual_size == 2 << 20
    assert names.count("resize") == 1 and set(names) <= {"measure", "resize"}


def without(number: int) -> Lie:
    return lambda at, message: [] if at == number else [message]


def twice(number: int) -> Lie:
    return lambda at, message: [message] * (2 if at == number else 1)


def larger(at: int, message: GuestMessage) -> Said:
    is_last = at == 3 and isinstance(message, InfoResult)
    return [replace(message, virtual_size=3 << 20) if is_last else message]


@pytest.mark.parametrize(
    ("lie", "text"),
    [
        (without(1), "out of turn"),
        (twice(1), "out of turn"),
        (without(2), "ended"),
        (without(3), "ended"),
        (twice(3), "ended"),
        (larger, "not what was asked for"),
    ],
)
def test_a_guest_that_leaves_something_out_changes_nothing(
    image: Path, monkeypatch: pytest.MonkeyPatch, lie: Lie, text: str
) -> None:
    old = image.read_bytes()
    hearing(monkeypatch, lie)
    with pytest.raises(SandboxError, match=text):
        instar.snapshot(image, "create", "new")
    assert image.read_bytes() == old
    assert [one.name for one in image.parent.iterdir()] == ["image"]


def test_what_is_decided_against_is_told_as_it_is(image: Path) -> None:
    old = image.read_bytes()
    with pytest.raises(UsageError, match="must be positive"):
        instar.resize(image, -(2 << 20), relative=True)
    raw = image.parent / "raw"
    raw.write_bytes(bytes(512))
    assert instar.resize(raw, 1024, format="raw").new_virtual_size == raw.stat().st_size
    with pytest.raises(InstarError) as refused:
        instar.snapshot(raw, "create", "new", format="qcow2")
    with pytest.raises(InstarError) as looked:
        instar.info(raw, format="qcow2")
    assert str(refused.value) == str(looked.value)
    assert image.read_bytes() == old


def test_an_order_is_made_once_and_never_written() -> None:
    made: list[int] = []

    def make() -> bytes:
        made.append(1)
        return b"order"

    order, first, second = Order("kvm", 8, make), bytearray(3), bytearray(5)
    order.read([memoryview(first), memoryview(second)], 0, 8)
    order.read([memoryview(first)], 2, 5)
    assert (bytes(first), bytes(second), made) == (b"der", b"er\0\0\0", [1])
    with pytest.raises(GuestProtocolError, match="its order"):
        order.write([memoryview(first)], 0)


def test_what_was_read_is_not_read_again_before_it_is_changed(
    image: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batches: list[list[tuple[str, int]]] = []
    sizes: list[int] = []
    serve: Any = BlockDevice.serve
    read: Any = BlockDevice._read

    def serving(device: BlockDevice) -> None:
        batches.append([])
        before = device.num_requests
        serve(device)
        sizes.append(device.num_requests - before)

    def reading(device: BlockDevice, disk: Disk, buffers: Any, start: int, *rest: Any) -> None:
        batches[-1].append((disk.name, start))
        read(device, disk, buffers, start, *rest)

    monkeypatch.setattr(BlockDevice, "serve", serving)
    monkeypatch.setattr(BlockDevice, "_read", reading)
    name = str(image)
    instar.resize(image, 2 << 20)
    assert batches.count([(name, 0)]) == 1  # the host has read it before the run, too
    assert [name, name] in [[disk for disk, _ in batch] for batch in batches]  # both tables
    assert batches[-1] == [(name, 0)] and sizes[-1] > 2  # after what was written, with it
    batches.clear()
    instar.snapshot(image, "create", "new")
    *_, last, table = batches
    assert last == [(name, 0)] and len(table) == 1  # which is looked through twice
