# SPDX-License-Identifier: Apache-2.0
"""What a guest reads is what the file holds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from instar.generated import block
from instar.generated.messages import Error
from instar.generated.profiles import DEFAULT
from instar.ops.access import Access, open_source
from instar.ops.arguments import named_source
from instar.sandbox.access import Output
from instar.sandbox.disk import Disk
from tests.sandbox.conftest import Try
from tests.shared import synced

PRIME, START = 0x100000001B3, 0xCBF29CE484222325


def fnv(data: bytes, state: int = START) -> int:
    """The trial operation's hash."""
    for byte in data:
        state = (state ^ byte) * PRIME & 0xFFFFFFFFFFFFFFFF
    return state


@pytest.mark.parametrize(
    ("offset", "length", "num", "stride"),
    [
        (0, 512, 1, 512),
        (0, 65536, 4, 65536),
        (0, 4096, 64, 8192),
        (1, 1, 9, 1),
        (511, 2, 5, 512),
        (3, 5000, 7, 5001),
        (100, 511, 40, 513),
        (512, 1536, 3, 1024),
        (0, 1 << 20, 1, 1 << 20),
        ((1 << 20) - 1, 101, 1, 1),
        ((1 << 20) + 99, 1, 1, 1),
    ],
)
@pytest.mark.parametrize("request_size", [512, 4096, 1 << 20])
def test_bytes_read_are_the_files(
    offset: int, length: int, num: int, stride: int, request_size: int, attempt: Try, image: Disk
) -> None:
    data = Path(image.name).read_bytes()
    expected = fnv(b"".join(data[offset + i * stride :][:length] for i in range(num)))
    result, said = attempt(
        "ACTION_READ", 0, offset, length, num, stride, disks=(image,), request_size=request_size
    )
    assert (result.ok, said) == (True, [str(expected)])


@pytest.mark.parametrize(
    ("offset", "length", "num_requests"),
    [(0, 4096, 0), (100, 3996, 0), (4095, 1, 0), (0, 4097, 2), (4096, 512, 1)],
)
def test_the_first_read_of_a_head_needs_no_request(
    offset: int, length: int, num_requests: int, attempt: Try, image: Disk
) -> None:
    image.begins_with_head = True
    data = Path(image.name).read_bytes()[offset : offset + length]
    result, said = attempt("ACTION_READ", 0, offset, length, 1, 1, disks=(image,))
    assert (said, result.num_requests) == ([str(fnv(data))], num_requests)


def test_a_head_that_cannot_be_read_is_asked_for(attempt: Try, tmp_path: Path) -> None:
    path = tmp_path / "shrinking"
    path.write_bytes(b"z" * 2048)
    with Disk.open(str(path)) as disk:
        disk.begins_with_head = True
        os.truncate(path, 100)
        result, said = attempt("ACTION_READ", 0, 0, 2048, 1, 1, disks=(disk,))
        assert not result.ok and "offset=0" in said[0]
        assert "became shorter than 2048 bytes" in str(disk.error)


@pytest.mark.parametrize(("format", "is_read"), [("raw", False), ("qcow2", True), (None, True)])
def test_a_raw_image_is_not_looked_at(image: Disk, format: str | None, is_read: bool) -> None:
    source = named_source(image.name, format, DEFAULT)
    with open_source(source, DEFAULT, Access()) as disk:
        assert disk.begins_with_head == is_read


@pytest.mark.parametrize(
    ("offset", "length"), [(1 << 20, 101), ((1 << 20) + 101, 1), (1 << 62, 1), (0, (1 << 20) + 101)]
)
def test_read_past_the_end_is_a_fault(offset: int, length: int, attempt: Try, image: Disk) -> None:
    result, said = attempt("ACTION_READ", 0, offset, length, 1, 1, disks=(image,))
    assert not result.ok
    (message,) = said
    assert message.startswith(Error.__name__)
    assert f"offset={offset}" in message


def test_reading_a_file_that_is_not_there_is_a_fault(attempt: Try, image: Disk) -> None:
    result, said = attempt("ACTION_READ", 7, 0, 1, 1, 1, disks=(image,))
    assert not result.ok
    assert "value=7" in said[0]


def test_several_files_keep_apart(attempt: Try, image: Disk, tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"x" * 700)
    with Disk.open(str(tmp_path / "other")) as other:
        assert attempt("ACTION_READ", 1, 600, 100, 1, 1, disks=(image, other))[1] == [
            str(fnv(b"x" * 100))
        ]
        assert attempt("ACTION_SIZES", disks=(image, other))[1][::2] == [str(image.size), "700"]


def test_allocated_is_what_stat_says(attempt: Try, tmp_path: Path) -> None:
    path = tmp_path / "sparse"
    with path.open("wb") as file:
        file.truncate(10 << 20)
        file.seek(1 << 20)
        file.write(b"y" * 65536)
    with Disk.open(str(synced(path))) as disk:
        _, said = attempt("ACTION_SIZES", disks=(disk,))
    assert said == [str(10 << 20), str(os.stat(path).st_blocks * 512)]


def test_data_ranges_are_those_of_the_file(attempt: Try, tmp_path: Path) -> None:
    path = tmp_path / "sparse"
    starts = [i << 20 for i in range(1, 14, 2)]
    with path.open("wb") as file:
        for start in starts:
            file.seek(start)
            file.write(b"y" * 65536)
        file.truncate(20 << 20)
    ranges = []
    with path.open("rb") as file:
        end = 0
        while True:
            try:
                start = os.lseek(file.fileno(), end, os.SEEK_DATA)
            except OSError:
                break
            end = os.lseek(file.fileno(), start, os.SEEK_HOLE)
            ranges += [str(start), str(end - start)]
    if ranges == ["0", str(20 << 20)]:
        pytest.skip("this file system does not tell holes")
    with Disk.open(str(path)) as disk:
        assert attempt("ACTION_RANGES", 0, disks=(disk,))[1] == ranges
        assert attempt("ACTION_RANGES", 16 << 20, disks=(disk,))[1] == []
        beyond = attempt("ACTION_RANGES", (1 << 20) + 65536, disks=(disk,))[1]
    assert beyond == ranges[2:]


def test_empty_file_has_no_data(attempt: Try, tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    with Disk.open(str(tmp_path / "empty")) as disk:
        assert attempt("ACTION_RANGES", 0, disks=(disk,))[1] == []
        assert attempt("ACTION_SIZES", disks=(disk,))[1] == ["0", "0"]


def test_file_that_shrinks_is_a_read_error(attempt: Try, tmp_path: Path) -> None:
    path = tmp_path / "shrinking"
    path.write_bytes(b"z" * 8192)
    with Disk.open(str(path)) as disk:
        os.truncate(path, 100)
        result, said = attempt("ACTION_READ", 0, 0, 8192, 1, 1, disks=(disk,))
        assert not result.ok
        assert "offset=0" in said[0]
        assert "became shorter than 8192 bytes" in str(disk.error)


def test_arena_gives_zeroed_memory_to_its_end(attempt: Try) -> None:
    result, said = attempt("ACTION_ALLOC", 1 << 20)
    assert (result.ok, said) == (True, [str(14 << 20)])


def test_fault_of_the_operation_reaches_the_host(attempt: Try) -> None:
    result, said = attempt("ACTION_FAIL", 5, 77)
    assert not result.ok
    assert "code=5" in said[0] and "value=77" in said[0]


@pytest.mark.parametrize("num", [1, block.MAX_REQUESTS, block.MAX_REQUESTS + 1, 700])
def test_puts_of_any_number_are_written(tmp_path: Path, attempt: Try, num: int) -> None:
    """A doorbell takes so many; more of them take more doorbells. The guest knows how long the file
    is by then.
    """
    (tmp_path / "out").touch()
    size = (2 * num - 1) * block.LEN_SECTOR
    with Disk.open(str(tmp_path / "out"), output=Output(size, size)) as disk:
        assert attempt("ACTION_PUTS", num, disks=(disk,))[1] == [str(size)]
    expected = bytearray(size)
    for number in range(num):
        place = 2 * number * block.LEN_SECTOR
        expected[place : place + block.LEN_SECTOR] = bytes([number % 251 + 1]) * block.LEN_SECTOR
    assert (tmp_path / "out").read_bytes() == expected
