# SPDX-License-Identifier: Apache-2.0
"""JSON, held against Python's; and the members that are found in it."""

from __future__ import annotations

import ctypes
import json
from random import Random

import pytest

from tests.codegen.cbuild import ROOT, build
from tests.wanted import needs

pytestmark = needs("cc")
DEPTH = 32


class Value(ctypes.Structure):
    _fields_ = (("p", ctypes.c_void_p), ("len", ctypes.c_size_t))


class List(ctypes.Structure):
    _fields_ = (("left", Value), ("is_object", ctypes.c_bool))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    folder = tmp_path_factory.mktemp("json")
    loaded = build(folder / "json.so", [ROOT / "guest/base/json.c"])
    for name in ("check", "next", "number", "string", "number_string"):
        getattr(loaded, f"json_{name}").restype = ctypes.c_bool
    loaded.json_list.restype = List
    return loaded


class Text:
    """A text in a buffer of its own, nothing after it."""

    def __init__(self, library: ctypes.CDLL, text: bytes) -> None:
        self.library = library
        self.room = ctypes.create_string_buffer(text, max(1, len(text)))
        self.value = Value(ctypes.addressof(self.room), len(text))

    def check(self) -> int | None:
        """Where it is broken."""
        bad = ctypes.c_size_t()
        fine = self.library.json_check(ctypes.byref(self.value), ctypes.byref(bad))
        return None if fine else bad.value

    def of(self, value: Value) -> bytes:
        return ctypes.string_at(value.p, value.len) if value.len else b""

    def items(self, value: Value | None = None) -> list[tuple[bytes, bytes]]:
        found = self.library.json_list(ctypes.byref(value or self.value))
        name, one, items = Value(), Value(), []
        while self.library.json_next(*map(ctypes.byref, (found, name, one))):
            items.append((self.of(name), self.of(one)))
        return items

    def member(self, name: bytes) -> bytes | None:
        one = Value()
        num = self.library.json_member(ctypes.byref(self.value), name, ctypes.byref(one))
        return self.of(one) if num == 1 else None

    def number(self, kind: str) -> int | None:
        number = ctypes.c_uint64()
        function = getattr(self.library, f"json_{kind}")
        return number.value if function(ctypes.byref(self.value), ctypes.byref(number)) else None


def is_json(text: bytes) -> bool:
    def never(_: str) -> object:
        raise ValueError

    try:
        json.loads(text.decode("latin-1"), parse_constant=never)
    except ValueError:
        return False
    return True


def test_random_text_is_judged_as_python_does(library: ctypes.CDLL) -> None:
    chooser = Random(2)
    words: tuple[bytes, ...] = (
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b":",
        b'"',
        b'"a"',
        b'"\\u00e4"',
        b"\\",
        b"1",
        b"-",
    )
    words += (b"0", b".5", b"e+1", b"true", b"null", b" ", b"\n", b"\0", b"x", b'{"a":', b'"b":[')
    sound = 0
    for _ in range(6000):
        text = b"".join(chooser.choices(words, k=chooser.randrange(1, 9)))
        sound += is_json(text)
        assert (Text(library, text).check() is None) == is_json(text), text
    assert sound > 100


def test_cut_and_changed_text_is_judged_as_python_does(library: ctypes.CDLL) -> None:
    chooser = Random(5)
    whole = b'{"a":{"b":[1,-2.5e3,{"c":""}],"d":"x\\n\\"y"},"e":true,"f":[],"g":{}, "h" : null }'
    for at in range(len(whole)):
        text = Text(library, whole[:at])
        assert text.check() is not None
        changed = whole[:at] + bytes([chooser.choice(b'{}[],:"\\01 xe.-')]) + whole[at + 1 :]
        assert (Text(library, changed).check() is None) == is_json(changed), changed
    assert Text(library, whole + b" ").check() is None
    assert Text(library, whole + b"{").check() == len(whole)


@pytest.mark.parametrize("pair", [b"[]", b'{"a":}'])
def test_depth_is_bounded(library: ctypes.CDLL, pair: bytes) -> None:
    opening, closing = pair[:-1], pair[-1:]
    inner = b"1" if pair != b"[]" else b""
    assert Text(library, opening * DEPTH + inner + closing * DEPTH).check() is None
    assert Text(library, opening * (DEPTH + 1) + inner + closing * (DEPTH + 1)).check() is not None
    assert Text(library, opening * 100000).check() is not None


def test_members_and_elements_come_one_by_one(library: ctypes.CDLL) -> None:
    text = Text(library, b'{ "a" : {"x":[{"y":"}]"}]} ,"b":[1,"2" , []],"c":-1}')
    assert text.check() is None
    assert text.items() == [
        (b"a", b'{"x":[{"y":"}]"}]}'),
        (b"b", b'[1,"2" , []]'),
        (b"c", b"-1"),
    ]
    elements = Text(library, text.member(b"b") or b"")
    assert elements.items() == [(b"", b"1"), (b"", b'"2"'), (b"", b"[]")]
    for nothing in (b"{}", b"[ ]", b"1", b'"a"'):
        assert Text(library, nothing).items() == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (b'{"a":1,"b":2}', b"2"),
        (b'{"a":{"b":3}}', None),
        (b'{"b":1,"a":0,"b":2}', None),
        (b'{"b":1,"\\u0062":2}', None),
        (b'{"bb":1,"":2}', None),
        (b'["b",1]', None),
    ],
)
def test_a_member_is_there_once_or_not_at_all(
    library: ctypes.CDLL, text: bytes, found: bytes | None
) -> None:
    assert Text(library, text).member(b"b") == found


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        (b"0", "number", 0),
        (b"999999999999999999", "number", 10**18 - 1),
        (b"1000000000000000000", "number", None),
        (b"-1", "number", None),
        (b"1.0", "number", None),
        (b"1e3", "number", None),
        (b'"1"', "number", None),
        (b"true", "number", None),
        (b'"32768"', "number_string", 32768),
        (b'""', "number_string", None),
        (b'"-1"', "number_string", None),
        (b'"1\\u0030"', "number_string", None),
        (b'"1 "', "number_string", None),
        (b"1", "number_string", None),
    ],
)
def test_numbers(library: ctypes.CDLL, text: bytes, kind: str, number: int | None) -> None:
    assert Text(library, text).number(kind) == number
