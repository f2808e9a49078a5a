# SPDX-License-Identifier: Apache-2.0
"""Base64, held against Python's."""

from __future__ import annotations

import base64
import binascii
import ctypes
from random import Random

import pytest

from tests.codegen.cbuild import ROOT, build
from tests.wanted import needs

pytestmark = needs("cc")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    folder = tmp_path_factory.mktemp("base64")
    loaded = build(folder / "base64.so", [ROOT / "guest/base/base64.c"])
    loaded.base64_decode.restype = ctypes.c_bool
    return loaded


def decoded(library: ctypes.CDLL, text: bytes) -> bytes | None:
    """In place, with a guard behind the room that it may take."""
    room, made = ctypes.create_string_buffer(text + b"guard"), ctypes.c_size_t()
    if not library.base64_decode(room, ctypes.c_size_t(len(text)), room, ctypes.byref(made)):
        return None
    assert room.raw[len(text) :] == b"guard\0"
    assert made.value <= len(text) // 4 * 3
    return room.raw[: made.value]


def test_bytes_come_back_however_the_text_is_cut_into_lines(library: ctypes.CDLL) -> None:
    chooser = Random(3)
    for length in [*range(70), 1000]:
        data = chooser.randbytes(length)
        assert decoded(library, base64.b64encode(data)) == data
        assert decoded(library, base64.encodebytes(data).replace(b"\n", b"\n\t  ")) == data


@pytest.mark.parametrize(
    "text",
    *[[b"A", b"AA", b"AAA", b"AA=", b"A===", b"AAA=A", b"AA=A", b"AA==AAAA", b"=AAA", b"AAAA="]],
)
def test_what_is_cut_or_goes_on_after_its_end_is_refused(library: ctypes.CDLL, text: bytes) -> None:
    assert decoded(library, text) is None


def test_random_text_is_judged_as_python_does(library: ctypes.CDLL) -> None:
    chooser = Random(4)
    for _ in range(3000):
        text = bytes(chooser.choices(b"AZaz09+/=-", [3] * 8 + [1, 1], k=chooser.randrange(9)))
        try:
            expected = base64.b64decode(text, validate=True) if len(text) % 4 == 0 else None
        except binascii.Error:
            expected = None
        assert decoded(library, text) == expected, text
