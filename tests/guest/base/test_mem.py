# SPDX-License-Identifier: Apache-2.0
"""The guest's string functions, held against what Python does with the same bytes."""

from __future__ import annotations

import ctypes
from collections.abc import Callable

import pytest

from tests.codegen.cbuild import ROOT, build
from tests.wanted import needs

pytestmark = needs("cc")

DATA = bytes(range(1, 65))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    folder = tmp_path_factory.mktemp("mem")
    return build(folder / "mem.so", [ROOT / "guest/base/mem.c"])


def changed(
    function: Callable[..., object], to: int, *given: int | bytes, start: int = -1
) -> bytes:
    """The buffer after a call; `start` is where in it the bytes come from."""
    buffer = ctypes.create_string_buffer(DATA, len(DATA))
    place = ctypes.addressof(buffer)
    source = [ctypes.c_void_p(place + start)] if start >= 0 else []
    function(ctypes.c_void_p(place + to), *source, *given[:-1], ctypes.c_size_t(int(given[-1])))
    return buffer.raw


@pytest.mark.parametrize("length", [0, 1, 2, 7, 8, 20])
@pytest.mark.parametrize(("start", "to"), [(0, 40), (40, 0), (8, 9), (9, 8), (8, 15), (8, 8)])
def test_bytes_move_although_they_overlap(
    library: ctypes.CDLL, start: int, to: int, length: int
) -> None:
    expected = bytearray(DATA)
    expected[to : to + length] = DATA[start : start + length]
    assert changed(library.memmove, to, length, start=start) == expected
    if abs(start - to) >= length:
        assert changed(library.memcpy, to, length, start=start) == expected


@pytest.mark.parametrize("length", [0, 1, 20])
def test_bytes_are_set(library: ctypes.CDLL, length: int) -> None:
    expected = bytearray(DATA)
    expected[5 : 5 + length] = bytes([0xA5]) * length
    assert changed(library.memset, 5, 0xA5, length) == expected


@pytest.mark.parametrize(
    ("other", "order"), [(b"abc", 0), (b"abd", -1), (b"abb", 1), (b"a\xff", -1)]
)
def test_bytes_are_compared_as_numbers_without_a_sign(
    library: ctypes.CDLL, other: bytes, order: int
) -> None:
    found = library.memcmp(b"abc", other, ctypes.c_size_t(len(other)))
    assert (found > 0) - (found < 0) == order
