# SPDX-License-Identifier: Apache-2.0
"""Names into UTF-16 and back, held against Python's codecs."""

from __future__ import annotations

import ctypes
from random import Random

import pytest

from tests.codegen.cbuild import ROOT, build
from tests.wanted import needs

pytestmark = needs("cc")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    folder = tmp_path_factory.mktemp("utf16")
    loaded = build(folder / "utf16.so", [ROOT / "guest/base/utf16.c"])
    for name in ("utf8_to_utf16le", "utf8_to_utf16be", "utf16le_to_utf8", "utf16be_to_utf8"):
        getattr(loaded, name).restype = ctypes.c_size_t
    return loaded


def converted(library: ctypes.CDLL, text: bytes, order: str) -> bytes:
    room = ctypes.create_string_buffer(2 * len(text))
    convert = getattr(library, f"utf8_to_utf16{order}")
    length = convert(text, ctypes.c_size_t(len(text)), room)
    return room.raw[:length]


def expected(text: bytes, order: str) -> bytes:
    """Nothing for what is no text, or holds a zero character."""
    try:
        return b"" if b"\0" in text else text.decode().encode(f"utf-16-{order}")
    except UnicodeDecodeError:
        return b""


@pytest.mark.parametrize("order", ["le", "be"])
def test_names_become_utf16(library: ctypes.CDLL, order: str) -> None:
    for text in ("a", "Grüße", "\u07ff\u0800\uffff", "\U00010000\U0010ffff", "x" * 2000):
        assert converted(library, text.encode(), order) == text.encode(f"utf-16-{order}")


@pytest.mark.parametrize("order", ["le", "be"])
def test_names_come_back(library: ctypes.CDLL, order: str) -> None:
    """Those of each length, and of each lead byte of four."""
    for text in ("a\x7f", "\x80\u07ff", "\u0800\uffff", "\U00010000\U0003ffff\U00040000\U0010ffff"):
        coded = text.encode(f"utf-16-{order}")
        room = ctypes.create_string_buffer(2 * len(coded))
        length = getattr(library, f"utf16{order}_to_utf8")(coded, ctypes.c_size_t(len(coded)), room)
        assert room.raw[:length] == text.encode()


@pytest.mark.parametrize(
    "text",
    [
        *(b"\x80", b"\xc0\xaf", b"\xc1\xbf", b"\xe0\x9f\xbf", b"\xed\xa0\x80", b"\xf0\x8f\xbf\xbf"),
        *(b"\xf4\x90\x80\x80", b"\xf8\x88\x80\x80\x80", b"a\xe2\x82", b"\xe2\x82a", b"a\0b"),
    ],
)
def test_what_is_no_text_is_refused(library: ctypes.CDLL, text: bytes) -> None:
    assert converted(library, text, "le") == b""


def test_random_bytes_are_judged_as_python_does(library: ctypes.CDLL) -> None:
    chooser = Random(5)
    leads = bytes([0x41, 0x7F, 0x80, 0xBF, 0xC2, 0xDF, 0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF])
    for _ in range(3000):
        text = bytes(chooser.choice(leads) for _ in range(chooser.randrange(1, 9)))
        assert converted(library, text, "le") == expected(text, "le"), text
