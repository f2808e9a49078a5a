# SPDX-License-Identifier: Apache-2.0
"""Objects as disks: which ranges are fetched, how often, how many bytes at most."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from instar.fleet.ranges import LEN_AHEAD, LEN_BLOCK, MAX_KEPT, OverBudget, Ranges, TransportError

CONTENT = bytes(range(251)) * 5000  # 19 blocks and some


class Store:
    def __init__(self, data: bytes = CONTENT) -> None:
        self.size = len(data)
        self.data = data
        self.fetched: list[tuple[int, int]] = []

    def fetch(self, start: int, end: int) -> bytes:
        assert 0 <= start < end <= self.size
        self.fetched.append((start, end))
        return self.data[start:end]


def read(disk: Ranges, start: int, *lengths: int) -> bytes:
    buffers = [bytearray(b"x" * length) for length in lengths]
    disk.read([memoryview(buffer) for buffer in buffers], start, start + sum(lengths))
    return b"".join(buffers)


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, len(CONTENT) - 1), st.integers(1, 200_000)), max_size=8))
def test_what_is_read_is_what_is_there(reads: list[tuple[int, int]]) -> None:
    store = Store()
    disk = Ranges("s3://a/b", store)
    for start, length in reads:
        expected = CONTENT[start : start + length].ljust(length, b"\0")
        assert read(disk, start, length // 3, length - length // 3) == expected
    assert disk.num_bytes == sum(end - start for start, end in store.fetched)
    assert disk.num_requests == len(store.fetched)


def test_a_block_is_fetched_once() -> None:
    store = Store()
    disk = Ranges("u", store)
    for start in (0, 512, 60_000, 512):
        read(disk, start, 512)
    assert store.fetched == [(0, LEN_BLOCK)]


def test_what_is_missing_between_kept_blocks_is_one_request() -> None:
    store = Store()
    disk = Ranges("u", store)
    read(disk, 3 * LEN_BLOCK, 10)
    read(disk, 0, 6 * LEN_BLOCK)
    b = LEN_BLOCK
    assert store.fetched == [(3 * b, 4 * b), (0, 3 * b), (4 * b, 6 * b)]


def test_reads_that_follow_each_other_fetch_ahead() -> None:
    store = Store()
    disk = Ranges("u", store)
    for start in range(0, 16 * LEN_BLOCK, LEN_BLOCK):
        read(disk, start, LEN_BLOCK)
    assert len(store.fetched) < 8
    assert max(end - start for start, end in store.fetched) <= LEN_AHEAD


def test_memory_is_bounded() -> None:
    store = Store(bytes(2 * MAX_KEPT))
    disk = Ranges("u", store, 1 << 40)
    read(disk, 0, 2 * MAX_KEPT)
    assert len(disk._blocks) * LEN_BLOCK <= MAX_KEPT
    assert read(disk, 0, 10) == bytes(10)


def test_bytes_of_one_object_are_bounded() -> None:
    disk = Ranges("s3://a/b", Store(), 2 * LEN_BLOCK)
    read(disk, 0, 1)
    read(disk, 8 * LEN_BLOCK, 1)
    with pytest.raises(OverBudget, match="more than 131072 bytes of s3://a/b") as caught:
        read(disk, 16 * LEN_BLOCK, 1)
    assert caught.value.code == "byte-budget"


def test_a_store_that_sends_less_is_an_error() -> None:
    store = Store()
    disk = Ranges("u", store)
    store.data = CONTENT[:100]
    with pytest.raises(TransportError, match="100 bytes came of 65536"):
        read(disk, 0, 1)
