# SPDX-License-Identifier: Apache-2.0
"""What a guest may do to outputs: everything within their bounds, and nothing else, to no other
file.
"""

from __future__ import annotations

import errno
import os
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from instar.generated import memory
from instar.generated.block import BlockCopy, BlockDataRange, BlockRequestType
from instar.sandbox import budget, transfer
from instar.sandbox.access import Output, check_apart
from instar.sandbox.block import BlockDevice, writable_regions
from instar.sandbox.disk import Disk
from instar.sandbox.errors import GuestError, GuestLimit, GuestProtocolError
from instar.sandbox.hashing import Part
from instar.sandbox.sinks import Sink
from lab.fuzz.host_boundary import STATUS, Asked, place_batch, unhurried

SIZE = memory.LEN_MIN
ARENA = memory.BASE + memory.OFS_ARENA
PUT = Asked(BlockRequestType.PUT, 0, 0, ARENA, 512)
MOST = 64 << 10
OLD = b"o" * 4096
INPUT = bytes(range(256)) * 16


class Device:
    """A device over an output (file 0) and an input (file 1)."""

    def __init__(self, disks: list[Disk]) -> None:
        self.view = memoryview(bytearray(SIZE))
        self.view[memory.OFS_ARENA : memory.OFS_ARENA + 4096] = b"n" * 4096
        self.device = BlockDevice(self.view, "test", disks, writable_regions(()), unhurried())

    def serve(self, *batch: Asked) -> bytes:
        place_batch(self.view, list(batch))
        self.device.serve()
        return bytes(self.view[STATUS : STATUS + len(batch)])

    def ask(self, kind: BlockRequestType, operand: bytes, place: int = 0) -> bytes:
        """A request whose buffer is an operand."""
        at = 8192
        self.view[memory.OFS_ARENA + at : memory.OFS_ARENA + at + len(operand)] = operand
        return self.serve(Asked(kind, 0, place, ARENA + at, len(operand)))


@pytest.fixture
def disks(tmp_path: Path) -> Iterator[list[Disk]]:
    (tmp_path / "out").write_bytes(OLD)
    (tmp_path / "in").write_bytes(INPUT)
    output = Output(MOST, 4 * MOST)
    with (
        Disk.open(str(tmp_path / "out"), output=output) as out,
        Disk.open(str(tmp_path / "in")) as source,
    ):
        yield [out, source]
    assert (tmp_path / "in").read_bytes() == INPUT
    assert (tmp_path / "out").stat().st_size <= MOST


def content(disks: list[Disk]) -> bytes:
    return os.pread(disks[0].fd, 1 << 20, 0)


def span(start: int, length: int) -> bytes:
    return struct.pack("<QQ", start, length)


def test_puts_go_anywhere_below_the_bound(disks: list[Disk]) -> None:
    device = Device(disks)
    assert device.serve(PUT._replace(place=4095), PUT._replace(place=4607, length=1)) == b"\0\0"
    assert content(disks) == OLD[:4095] + b"n" * 513
    assert disks[0].size == 4608
    device.serve(PUT._replace(place=MOST - 512))
    assert content(disks)[4608:] == bytes(MOST - 4608 - 512) + b"n" * 512


def test_an_output_reads_back(disks: list[Disk]) -> None:
    device = Device(disks)
    device.serve(PUT._replace(place=9000))
    read = Asked(BlockRequestType.READ, 0, 17, ARENA + 65536, 1024)
    assert device.serve(read) == b"\0"
    at = memory.OFS_ARENA + 65536
    assert bytes(device.view[at : at + 1024]) == content(disks)[17 * 512 :].ljust(1024, b"\0")


def test_a_read_sees_the_puts_before_it_in_its_batch(disks: list[Disk]) -> None:
    device = Device(disks)
    first, second = (Asked(BlockRequestType.READ, 0, 1, ARENA + at, 512) for at in (65536, 131072))
    flush = Asked(BlockRequestType.FLUSH, 0, 0, ARENA, 0)
    batch = (PUT, first, flush, PUT._replace(place=300), PUT._replace(place=812), second)
    assert device.serve(*batch) == bytes(6)
    for at, expected in ((65536, OLD[512:1024]), (131072, b"n" * 512)):
        assert bytes(device.view[memory.OFS_ARENA + at : memory.OFS_ARENA + at + 512]) == expected


def test_a_read_after_a_failed_put_is_not_answered(
    disks: list[Disk], monkeypatch: pytest.MonkeyPatch
) -> None:
    device = Device(disks)
    monkeypatch.setattr(os, "pwritev", fail_with(errno.EIO))
    read = Asked(BlockRequestType.READ, 0, 0, ARENA + 65536, 512)
    assert device.serve(read, PUT, PUT._replace(place=600), read) == b"\0\1\1\1"
    assert content(disks) == OLD


def test_a_range_reads_as_zero(disks: list[Disk]) -> None:
    device = Device(disks)
    for start, length in ((10, 100), (4000, 1000), (8000, 10)):
        assert device.ask(BlockRequestType.ZERO, span(start, length)) == b"\0"
    assert content(disks) == OLD[:10] + bytes(100) + OLD[110:4000] + bytes(4010)


def test_zeros_are_written_where_no_hole_can_be(
    disks: list[Disk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transfer, "_punch", lambda *rest: False)
    assert Device(disks).ask(BlockRequestType.ZERO, span(10, 100)) == b"\0"
    assert content(disks) == OLD[:10] + bytes(100) + OLD[110:]


def test_space_is_reserved(disks: list[Disk]) -> None:
    before = disks[0].allocated()
    assert Device(disks).ask(BlockRequestType.RESERVE, span(4096, 8192)) == b"\0"
    assert content(disks) == OLD + bytes(8192)
    assert disks[0].allocated() >= before + 8192


@pytest.mark.parametrize("is_here", [True, False])
def test_the_host_copies_between_files(
    disks: list[Disk], monkeypatch: pytest.MonkeyPatch, is_here: bool
) -> None:
    def elsewhere(*rest: object) -> int:
        raise OSError(errno.EXDEV, "another file system")

    if not is_here:
        monkeypatch.setattr(os, "copy_file_range", elsewhere)
    operand = BlockCopy(source_start=100, start=5000, length=3000, source=1).pack()
    assert Device(disks).ask(BlockRequestType.COPY, operand) == b"\0"
    assert content(disks) == OLD + bytes(904) + INPUT[100:3100]


def test_a_file_is_cut_off_and_goes_on(disks: list[Disk]) -> None:
    device = Device(disks)
    assert device.serve(PUT._replace(type=BlockRequestType.RESIZE, place=100, length=0)) == b"\0"
    assert device.serve(PUT._replace(type=BlockRequestType.RESIZE, place=300, length=0)) == b"\0"
    assert content(disks) == OLD[:100] + bytes(200)
    assert disks[0].size == 300


# --- hostile guests ---

FAR = 1 << 63
WRONG = [
    (PUT._replace(disk=1), "read-only"),
    (PUT._replace(disk=2), "file 2 of 2"),
    (PUT._replace(place=MOST - 511), "past the 65536 bytes"),
    (PUT._replace(place=MOST), "past the 65536 bytes"),
    (PUT._replace(place=FAR), "past the 65536 bytes"),
    (PUT._replace(place=2 * FAR - 512), "past the 65536 bytes"),
    (PUT._replace(length=0), "put of no bytes"),
    (PUT._replace(type=1), "request of type 0x1"),
    (PUT._replace(type=BlockRequestType.RESIZE, place=MOST + 1, length=0), "past the 65536 bytes"),
    (PUT._replace(type=BlockRequestType.RESIZE, place=FAR, length=0), "past the 65536 bytes"),
    (PUT._replace(type=BlockRequestType.RESIZE, disk=1, length=0), "read-only"),
    (PUT._replace(type=BlockRequestType.RESIZE, length=8), "resize with data"),
    (PUT._replace(type=BlockRequestType.ZERO, length=8), "range of 8 bytes"),
]


@pytest.mark.parametrize(("asked", "reason"), WRONG)
def test_what_leaves_the_bounds_ends_the_run(disks: list[Disk], asked: Asked, reason: str) -> None:
    with pytest.raises(GuestError, match=reason):
        Device(disks).serve(PUT._replace(place=600), asked)
    assert len(content(disks)) <= MOST
    assert content(disks)[:600] == OLD[:600]


@pytest.mark.parametrize(
    "kind", [BlockRequestType.ZERO, BlockRequestType.UNMAP, BlockRequestType.RESERVE]
)
@pytest.mark.parametrize(
    ("start", "length"), [(0, MOST + 1), (MOST, 1), (FAR, FAR), (2 * FAR - 1, 1), (5, 0)]
)
def test_ranges_leave_no_bounds(
    disks: list[Disk], kind: BlockRequestType, start: int, length: int
) -> None:
    with pytest.raises(GuestProtocolError):
        Device(disks).ask(kind, span(start, length))
    assert content(disks) == OLD


@pytest.mark.parametrize(
    "operand",
    [
        BlockCopy(source_start=0, start=0, length=4097, source=1),
        BlockCopy(source_start=2 * FAR - 1, start=0, length=2, source=1),
        BlockCopy(source_start=0, start=MOST, length=1, source=1),
        BlockCopy(source_start=0, start=0, length=10, source=0),
        BlockCopy(source_start=0, start=0, length=10, source=9),
    ],
)
def test_copies_leave_no_bounds(disks: list[Disk], operand: BlockCopy) -> None:
    with pytest.raises(GuestProtocolError):
        Device(disks).ask(BlockRequestType.COPY, operand.pack())
    assert content(disks) == OLD


def test_a_storm_of_writes_ends(disks: list[Disk]) -> None:
    device = Device(disks)
    written = 0
    with pytest.raises(GuestProtocolError, match="more than 262144 bytes written"):
        while True:
            device.serve(PUT)
            written += PUT.length
            assert written < 1 << 20, "this goes on forever"
    assert written <= 4 * MOST


def test_a_storm_of_free_changes_ends(disks: list[Disk], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "READ_FLOOR", 1 << 20)
    device = Device(disks)
    with pytest.raises(GuestLimit):
        for number in range(100_000):
            device.serve(PUT._replace(type=BlockRequestType.RESIZE, place=number % 9, length=0))


class Taking(Sink):
    """A sink that takes copies, and looks at none."""

    def __init__(self) -> None:
        super().__init__("process")
        self.num_bytes = 0

    def copy(
        self, source: Disk, at: int, length: int, start: int, check: Callable[[], None]
    ) -> None:
        self.num_bytes += length


def test_a_storm_of_copies_ends(disks: list[Disk], monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing bounds what a sink takes but what a run may read."""
    monkeypatch.setattr(budget, "READ_FLOOR", 1 << 20)
    sink = Taking()
    device = Device([sink.disk(), disks[1]])
    operand = BlockCopy(source_start=0, start=0, length=4096, source=1).pack()
    with pytest.raises(GuestLimit, match="bytes of work for files that hold"):
        for _ in range(100_000):
            device.ask(BlockRequestType.COPY, operand)
    assert sink.num_bytes < 4 << 20


def test_a_sink_that_takes_no_copies_fails(disks: list[Disk]) -> None:
    out = Part("process", 1 << 20).disk()
    device = Device([out, disks[1]])
    operand = BlockCopy(source_start=0, start=0, length=4096, source=1).pack()
    assert device.ask(BlockRequestType.COPY, operand)[:1] == b"\1"
    assert out.output and "takes no copies" in str(out.output.failure)


# --- failure ---


def fail_with(code: int) -> object:
    def failing(*rest: object) -> int:
        raise OSError(code, os.strerror(code))

    return failing


def test_after_a_failed_write_nothing_is_written(
    disks: list[Disk], monkeypatch: pytest.MonkeyPatch
) -> None:
    device = Device(disks)
    monkeypatch.setattr(os, "pwritev", fail_with(errno.ENOSPC))
    assert device.serve(PUT, PUT._replace(place=9000), PUT._replace(place=20)) == b"\1\1\1"
    monkeypatch.undo()
    assert disks[0].output and disks[0].output.failure
    assert disks[0].output.failure.errno == errno.ENOSPC
    with pytest.raises(GuestProtocolError, match="after one that failed"):
        device.serve(PUT)
    assert content(disks) == OLD


def test_a_batch_ends_with_its_first_failed_change(
    disks: list[Disk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "posix_fallocate", fail_with(errno.EIO))
    device = Device(disks)
    place = memory.OFS_ARENA + 8192
    device.view[place : place + 16] = span(0, 100)
    reserve = Asked(BlockRequestType.RESERVE, 0, 0, ARENA + 8192, BlockDataRange.SIZE)
    read = Asked(BlockRequestType.READ, 1, 0, ARENA + 65536, 512)
    assert device.serve(PUT, reserve, PUT._replace(place=600), read) == b"\0\1\1\1"
    assert content(disks) == b"n" * 512 + OLD[512:]


def test_a_write_that_writes_nothing_fails(
    disks: list[Disk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "pwritev", lambda *rest: 0)
    assert Device(disks).serve(PUT) == b"\x01"
    assert disks[0].output and "nothing was written" in str(disks[0].output.failure)


def test_a_short_write_goes_on(disks: list[Disk], monkeypatch: pytest.MonkeyPatch) -> None:
    whole = os.pwritev

    def some(fd: int, buffers: list[memoryview], offset: int) -> int:
        return whole(fd, [buffers[0][:100]], offset)

    monkeypatch.setattr(os, "pwritev", some)
    assert Device(disks).serve(PUT, PUT._replace(place=512)) == b"\0\0"
    assert content(disks) == b"n" * 1024 + OLD[1024:]


# --- which files ---


def test_an_output_is_no_input(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(OLD)
    os.link(tmp_path / "a", tmp_path / "b")
    name = str(tmp_path / "b")
    with Disk.open(str(tmp_path / "a"), output=Output(1, 1)) as out:
        with Disk.open(name) as source, pytest.raises(ValueError, match="b is an output of the"):
            check_apart([out, source])
        again = Output(1, 1)
        with Disk.open(name, output=again) as two, pytest.raises(ValueError, match="output twice"):
            check_apart([out, two])


def test_an_input_is_open_for_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(OLD)
    (tmp_path / "b").write_bytes(OLD)
    names = [str(tmp_path / name) for name in "ab"]
    outputs = [Output(1, 1), Output(1, 1)]
    with (
        Disk.open(names[0], output=outputs[0]) as out,
        Disk.open(names[1], output=outputs[1]) as wrong,
    ):
        wrong.output = None
        with pytest.raises(ValueError, match="open for writing"):
            check_apart([out, wrong])
