# SPDX-License-Identifier: Apache-2.0
"""What measure prints, to the byte."""

from __future__ import annotations

import json
import sys

import pytest

from instar.errors import InstarError
from instar.ops.measure import Measurement
from instar.render.measure import HumanRows, JsonRows, as_json, human
from instar.text import json_string, printable, printable_lines

PLAIN = Measurement(1, 2)
WITH_BITMAPS = Measurement(1, 2, 0)


def test_people_read_bitmaps_last_and_programs_first() -> None:
    assert human(PLAIN) == "required size: 1\nfully allocated size: 2\n"
    assert human(WITH_BITMAPS) == "required size: 1\nfully allocated size: 2\nbitmaps size: 0\n"
    assert as_json(PLAIN) == '{\n    "required": 1,\n    "fully-allocated": 2\n}\n'
    assert as_json(WITH_BITMAPS) == (
        '{\n    "bitmaps": 0,\n    "required": 1,\n    "fully-allocated": 2\n}\n'
    )


def test_one_of_many_has_its_name_first() -> None:
    assert JsonRows().row("a b", WITH_BITMAPS) == (
        '{"filename": "a b", "bitmaps": 0, "required": 1, "fully-allocated": 2}\n'
    )
    assert (
        JsonRows().error("a", InstarError(), 'no "b"')
        == '{"filename": "a", "error": "no \\"b\\""}\n'
    )
    rows = HumanRows()
    assert rows.error("x", InstarError(), "wrong") == ""
    assert rows.row("a", PLAIN).startswith("a:\nrequired")
    assert rows.row("b", PLAIN).startswith("\nb:\nrequired")


STRANGE = [
    ("plain name.qcow2", "plain name.qcow2"),
    ("caf\u00e9", "caf\u00e9"),
    ("\x1b[31m", "\\x1b[31m"),
    ("a\nb", "a\\nb"),
    ("\x9b31m", "\\x9b31m"),
    ("\u202egpj", "\\u202egpj"),
    ("\udcff", "\\xff"),
    ("\u2028", "\\u2028"),
]


@pytest.mark.parametrize(("text", "expected"), STRANGE)
def test_what_a_terminal_obeys_is_escaped(text: str, expected: str) -> None:
    assert printable(text) == expected


@pytest.mark.parametrize("text", [text for text, _ in STRANGE] + ['"', "\\"])
def test_json_is_json(text: str) -> None:
    found = json.loads(json_string(text))
    found.encode("utf-8")
    if text.encode("utf-8", "replace").decode() == text:
        assert found == text


# What qemu-img 5.2 and 11.1 both print for a backing file of that name.
NO_UTF8 = [
    (b"\xff", "\\uFFFD"),
    (b"\x80", "\\uFFFD"),
    (b"a\xc3\xa9b", "a\\u00E9b"),
    (b"\xc0\x80z", "\\u0000z"),
    (b"\xc1\xbfz", "\\uFFFDz"),
    (b"\xe2\x82", "\\uFFFD"),
    (b"\xe2\x82\xac", "\\u20AC"),
    (b"\xed\xa0\x80x", "\\uFFFDx"),
    (b"\xef\xbf\xbex", "\\uFFFDx"),
    (b"\xef\xb7\x90x", "\\uFFFDx"),
    (b"\xf0\x9f\x98\x80x", "\\uD83D\\uDE00x"),
    (b"\xf4\x90\x80\x80x", "\\uFFFDx"),
    (b"\xf8\x88\x80\x80\x80x", "\\uFFFDx"),
    (b"\xfc\x84\x80\x80\x80\x80x", "\\uFFFDx"),
    (b"\xe2(\xa1x", "\\uFFFD(\\uFFFDx"),
    (b"\xf0\x9f\xbf\xbfx", "\\uFFFDx"),
    (b'\x7f\x01\t\n\r\x08\x0c"\\/', '\\u007F\\u0001\\t\\n\\r\\b\\f\\"\\\\/'),
    (b"\xf0\x82\x82\xac", "\\uFFFD"),
    (b"\xfe\xfe\x80\x80", "\\uFFFD\\uFFFD\\uFFFD\\uFFFD"),
    (b"\xe0\x80\x80", "\\uFFFD"),
]


@pytest.mark.parametrize(("name", "expected"), NO_UTF8, ids=lambda one: repr(one))
def test_bytes_are_json_as_of_qemu_img(name: bytes, expected: str) -> None:
    assert json_string(name.decode("utf-8", "surrogateescape")) == f'"{expected}"'


@pytest.mark.parametrize("name", [b"\xff" * 9000, b"\xc3(" * 4500, b"\xc3\xa9" * 4500])
def test_bytes_become_json_without_a_call_for_each(name: bytes) -> None:
    """A snapshot table has megabytes of names. Once in each sequence, Python is not too slow."""
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    text = name.decode("utf-8", "surrogateescape")
    json_string(text)
    sys.setprofile(count)
    try:
        json_string(text)
    finally:
        sys.setprofile(None)
    assert calls <= len(name) // 2 + 16


def test_messages_keep_their_own_line_breaks() -> None:
    assert printable_lines("a\x1b\nb") == "a\\x1b\nb"
