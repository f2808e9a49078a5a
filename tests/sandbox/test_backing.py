# SPDX-License-Identifier: Apache-2.0
"""The memory of guests, as the host has it."""

from __future__ import annotations

import os

import pytest

from instar.generated import memory
from instar.sandbox import backing


def test_guests_memory_keeps_its_size() -> None:
    made = backing.SharedMemory(memory.LEN_MIN)
    for size in (0, memory.LEN_MIN - 4096, memory.LEN_MIN + 4096):
        with pytest.raises(PermissionError):
            os.ftruncate(made.fd, size)
    made.close()


def test_memory_that_the_kernel_does_not_tell_of_is_zeroed_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where `/proc/self/pagemap` is closed, every page counts as touched."""
    made = backing.PrivateMemory(memory.LEN_MIN)
    made.view[memory.OFS_ARENA] = 1
    page = memory.OFS_ARENA // memory.LEN_PAGE * memory.LEN_PAGE
    ranges = list(made.touched(memory.OFS_CORE, memory.LEN_MIN))
    assert any(start <= page < end for start, end in ranges)
    assert sum(end - start for start, end in ranges) < memory.LEN_MIN - memory.OFS_CORE
    made.close()

    def refuse(*_: object) -> int:
        raise PermissionError

    made = backing.PrivateMemory(memory.LEN_MIN)
    monkeypatch.setattr("instar.sandbox.backing.os.open", refuse)
    assert list(made.touched(memory.OFS_CORE, memory.LEN_MIN)) == [
        (memory.OFS_CORE, memory.LEN_MIN)
    ]
    made.close()


def test_pages_that_are_close_are_one_range(monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies between them is zeroed too."""
    page, first = memory.LEN_PAGE, memory.OFS_ARENA
    made = backing.PrivateMemory(memory.LEN_MIN)
    present = (1 << 63).to_bytes(8, "little")
    num = (memory.LEN_MIN - first) // page
    entries = b"".join(present if n in (0, 2, 40, num - 1) else bytes(8) for n in range(num))
    monkeypatch.setattr("instar.sandbox.backing.os.pread", lambda *_: entries)
    found = [(low - first, high - first) for low, high in made.touched(first, memory.LEN_MIN)]
    assert found == [(0, 3 * page), (40 * page, 41 * page), ((num - 1) * page, num * page)]
    made.close()


def test_address_of_a_mapping_is_the_one_that_ctypes_tells() -> None:
    import ctypes
    import mmap

    for size in (4096, 1 << 20):
        mapping = mmap.mmap(-1, size)
        byte = ctypes.c_char.from_buffer(mapping)
        assert backing.address_of(mapping) == ctypes.addressof(byte)
        assert mapping[:16] == bytes(16)
        del byte
        mapping.close()


def test_address_is_found_without_a_look_at_own_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    import mmap

    mapping = mmap.mmap(-1, 4096)
    expected = backing.address_of(mapping)

    def refuse(*_: object) -> bytes:
        raise PermissionError

    monkeypatch.setattr("instar.sandbox.backing.os.pread", refuse)
    assert backing.address_of(mapping) == expected
