# SPDX-License-Identifier: Apache-2.0

"""The generated C of the small project on structures assembled by hand, byte by byte: good ones,
and each rule broken.
"""

from __future__ import annotations

import ctypes
import importlib.util
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from codegen.model import model as m
from instar.layout import FieldError
from tests.codegen.cbuild import ROOT, ParseIn, build
from tests.codegen.specbench import PROJECT

GENERATED = PROJECT / "guest/generated"
OFFSET_BASE = 1 << 40

# magic, version 2, block_bits 12, kind oil, ofs_table 1024, num_blocks 5, num_used 5, checksum,
# delta -2 (little-endian)
HEADER = bytes.fromhex(
    "4c4e54fe 0002 0c 01 0000000000000400 0000000000000005 0000000000000005 00000000 feffffff"
)
FLAGS, EXTRA = bytes.fromhex("00000001"), bytes.fromhex("1234")


def crc32c(data: bytes) -> int:
    """Bit by bit, as the definition has it."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def sealed(header: bytes) -> bytes:
    """The header with its checksum, which covers bytes 4 to 40 with itself as zero."""
    return (
        header[:32]
        + crc32c(header[4:32] + bytes(4) + header[36:40]).to_bytes(4, "big")
        + header[36:]
    )


def changed(data: bytes, at: int, new: str) -> bytes:
    raw = bytes.fromhex(new)
    return data[:at] + raw + data[at + len(raw) :]


GOOD = sealed(HEADER) + FLAGS + EXTRA
ENTRY = bytes.fromhex("80000001")
PAIR = ENTRY + bytes.fromhex("2391") + bytes.fromhex("00000000")
NAME = bytes.fromhex("0005 01") + b"gleam" + bytes(3) + PAIR + b"xyz" + b"hi\0"
TABLE = b"glow" + bytes.fromhex("0002 0003 0005") + ENTRY + bytes(4) + b"\1\2\3\4" + b"\3"


class Header(ctypes.Structure):
    _fields_ = [
        ("len_total", ctypes.c_size_t),
        ("ofs_table", ctypes.c_uint64),
        ("num_blocks", ctypes.c_uint64),
        ("num_used", ctypes.c_uint64),
        ("checksum", ctypes.c_uint32),
        ("delta", ctypes.c_int32),
        ("flags", ctypes.c_uint32),
        ("version", ctypes.c_uint16),
        ("extra", ctypes.c_uint16),
        ("block_bits", ctypes.c_uint8),
        ("kind", ctypes.c_uint8),
    ]


class Name(ctypes.Structure):
    _fields_ = [
        ("len_total", ctypes.c_size_t),
        ("name_off", ctypes.c_size_t),
        ("name_len", ctypes.c_size_t),
        ("pairs_off", ctypes.c_size_t),
        ("pairs_len", ctypes.c_size_t),
        ("pairs_num", ctypes.c_size_t),
        ("rest_off", ctypes.c_size_t),
        ("rest_len", ctypes.c_size_t),
        ("title_off", ctypes.c_size_t),
        ("title_len", ctypes.c_size_t),
        ("len_name", ctypes.c_uint16),
        ("num_pairs", ctypes.c_uint8),
    ]


class Table(ctypes.Structure):
    _fields_ = [
        ("entries", ctypes.c_uint32 * 2),
        ("numbers", ctypes.c_uint16 * 3),
        ("word", ctypes.c_uint8 * 4),
        ("blob", ctypes.c_uint8 * 2 * 2),
        ("sum", ctypes.c_uint8),
    ]


class Pair(ctypes.Structure):
    _fields_ = [
        ("left", ctypes.c_uint32),
        ("right", ctypes.c_uint32),
        ("high", ctypes.c_uint16),
        ("low", ctypes.c_uint8),
    ]


OUT: dict[str, Any] = {"header": Header, "name": Name, "table": Table, "pair": Pair}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    folder = tmp_path_factory.mktemp("lantern")
    extra = folder / "extra.c"
    extra.write_text(
        '#include "lantern.h"\n#include "lamp.h"\n'
        "uint64_t t_offset(uint32_t e, uint8_t bits) { return lantern_entry_offset(e, bits); }\n"
        "bool t_bright(const struct lantern_header *h) { return lantern_header_bright(h); }\n"
        "bool t_is_dim(const struct lantern_table *h) { return lantern_table_is_dim(h); }\n"
        + "".join(f"size_t t_{n}(void) {{ return sizeof(struct lantern_{n}); }}\n" for n in OUT)
        + "const char *t_magic(void) { return LANTERN_SIGNATURE; }\n"
        "const char *t_word(void) { return lantern_strings[0].text; }\n"
    )
    sources = [GENERATED / "lantern.c", GENERATED / "lamp.c", ROOT / "guest/base/checksum.c", extra]
    return build(folder / "lantern.so", sources, [GENERATED])


def parse(library: ctypes.CDLL, name: str, data: bytes) -> tuple[int, ParseIn, Any]:
    buffer = (
        ctypes.create_string_buffer(data, len(data)) if data else ctypes.create_string_buffer(1)
    )
    source, out = ParseIn(ctypes.addressof(buffer), len(data), OFFSET_BASE), OUT[name]()
    ctypes.memset(ctypes.byref(out), 0xEE, ctypes.sizeof(out))
    status = library[f"lantern_{name}_parse"](ctypes.byref(source), ctypes.byref(out))
    if status:
        assert bytes(out) == b"\xee" * ctypes.sizeof(out), "a parser that refuses writes nothing"
    return status, source, out


@pytest.mark.parametrize("name", OUT)
def test_struct_is_laid_out_as_this_file_says(library: ctypes.CDLL, name: str) -> None:
    assert library[f"t_{name}"]() == ctypes.sizeof(OUT[name])


def test_good_header_is_read(library: ctypes.CDLL) -> None:
    status, _, h = parse(library, "header", GOOD + b"behind")
    assert status == m.Status.OK
    assert (h.len_total, h.version, h.block_bits, h.kind, h.ofs_table) == (46, 2, 12, 1, 1024)
    assert (h.num_blocks, h.num_used, h.delta, h.flags, h.extra) == (5, 5, -2, 1, 0x1234)
    assert library.t_bright(ctypes.byref(h))


def test_absent_fields_are_zero(library: ctypes.CDLL) -> None:
    status, _, h = parse(library, "header", sealed(changed(HEADER, 4, "0001")))
    assert status == m.Status.OK
    assert (h.len_total, h.version, h.flags, h.extra) == (40, 1, 0, 0)
    status, _, h = parse(library, "header", GOOD[:40] + bytes(4))
    assert (status, h.len_total, h.extra) == (m.Status.OK, 44, 0)


def test_good_variable_parts_are_placed(library: ctypes.CDLL) -> None:
    status, _, n = parse(library, "name", NAME)
    assert status == m.Status.OK
    assert NAME[n.name_off : n.name_off + n.name_len] == b"gleam"
    assert (n.pairs_off, n.pairs_num, n.pairs_len) == (11, 1, 10)
    assert NAME[n.rest_off : n.rest_off + n.rest_len] == b"xyz"
    assert NAME[n.title_off : n.title_off + n.title_len] == b"hi"
    assert n.len_total == len(NAME)


def test_good_table_is_read(library: ctypes.CDLL) -> None:
    status, _, t = parse(library, "table", TABLE)
    assert status == m.Status.OK
    assert (list(t.numbers), list(t.entries), t.sum) == ([2, 3, 5], [0x80000001, 0], 3)
    assert (bytes(t.word), bytes(t.blob[0]), bytes(t.blob[1])) == (b"glow", b"\1\2", b"\3\4")
    assert not library.t_is_dim(ctypes.byref(t))
    status, _, t = parse(library, "table", b"dim\0" + TABLE[4:])
    assert status == m.Status.OK and library.t_is_dim(ctypes.byref(t))


def test_good_pair_has_its_bits(library: ctypes.CDLL) -> None:
    status, _, p = parse(library, "pair", PAIR)
    assert (status, p.high, p.low) == (m.Status.OK, 0x123, 9)


def test_inline_values_and_texts(library: ctypes.CDLL) -> None:
    library.t_offset.restype = ctypes.c_uint64
    library.t_magic.restype = library.t_word.restype = ctypes.c_char_p
    assert library.t_offset(ctypes.c_uint32(0x80FFFFFF), ctypes.c_uint8(21)) == 0xFFFFFF << 21
    assert library.t_magic() == b"LNT"
    assert library.t_word() == b'li"ght'


REFUSED = [
    # what, structure, bytes, status, field number, offset, value
    ("nothing", "header", b"", m.Status.TRUNCATED, 0, 0, 0),
    ("cut off", "header", GOOD[:39], m.Status.TRUNCATED, 0, 39, 39),
    ("cut off in flags", "header", GOOD[:43], m.Status.TRUNCATED, 0, 43, 43),
    ("cut off in extra", "header", GOOD[:45], m.Status.TRUNCATED, 0, 45, 45),
    ("magic", "header", changed(GOOD, 3, "ff"), m.Status.BAD_MAGIC, 1, 0, 0x4C4E54FF),
    ("version", "header", changed(GOOD, 4, "0003"), m.Status.RANGE, 2, 4, 3),
    ("block_bits low", "header", changed(GOOD, 6, "08"), m.Status.RANGE, 3, 6, 8),
    ("block_bits high", "header", changed(GOOD, 6, "16"), m.Status.RANGE, 3, 6, 22),
    ("kind", "header", changed(GOOD, 7, "02"), m.Status.ENUM, 4, 7, 2),
    ("ofs_table", "header", changed(GOOD, 14, "0401"), m.Status.ALIGN, 5, 8, 1025),
    (
        "num_blocks times block_size past 63 bits",
        "header",
        changed(GOOD, 16, "0008000000000000"),
        m.Status.RULE,
        6,
        16,
        1 << 51,
    ),
    (
        "num_blocks times block_size past 64 bits",
        "header",
        changed(GOOD, 16, "0010000000000000"),
        m.Status.RULE,
        6,
        16,
        1 << 52,
    ),
    (
        "num_used",
        "header",
        changed(GOOD, 24, "0000000100000001"),
        m.Status.RANGE,
        7,
        24,
        (1 << 32) + 1,
    ),
    (
        "checksum",
        "header",
        changed(GOOD, 36, "00"),
        m.Status.CHECKSUM,
        8,
        32,
        int.from_bytes(GOOD[32:36], "big"),
    ),
    ("flags", "header", changed(GOOD, 40, "00000005"), m.Status.RULE, 10, 40, 5),
    ("extra", "header", changed(GOOD, 44, "1235"), m.Status.RANGE, 11, 44, 0x1235),
    ("name past its bound", "name", changed(NAME, 0, "0041"), m.Status.RANGE, 3, 3, 65),
    (
        "name past the end",
        "name",
        changed(NAME, 0, "0040"),
        m.Status.TRUNCATED,
        0,
        len(NAME),
        len(NAME),
    ),
    ("num_pairs", "name", changed(NAME, 2, "04"), m.Status.RANGE, 2, 2, 4),
    (
        "pairs past the end",
        "name",
        changed(NAME, 2, "03"),
        m.Status.TRUNCATED,
        0,
        len(NAME),
        len(NAME),
    ),
    ("a pair's bits", "name", changed(NAME, 11 + 5, "a1"), m.Status.RANGE, 3, 11 + 4, 10),
    ("an entry's reserved bits", "name", changed(NAME, 11, "81"), m.Status.RESERVED, 2, 11, 1),
    ("an entry's own rule", "name", changed(NAME, 11, "00"), m.Status.RULE, 3, 11, 1),
    (
        "rest negative",
        "name",
        bytes.fromhex("0001 00 61 000000 00"),
        m.Status.RANGE,
        6,
        7,
        (1 << 64) - 1,
    ),
    ("title past its bound", "name", NAME[:-3] + b"123456789", m.Status.RANGE, 7, 24, 8),
    ("title without end", "name", NAME[:-1], m.Status.TRUNCATED, 0, len(NAME) - 1, len(NAME) - 1),
    ("word", "table", b"dime" + TABLE[4:], m.Status.RANGE, 1, 0, 0),
    ("a number of an array", "table", changed(TABLE, 6, "0000"), m.Status.RANGE, 2, 6, 0),
    ("an entry of an array", "table", changed(TABLE, 14, "01"), m.Status.RESERVED, 2, 14, 1),
    ("sum", "table", changed(TABLE, 22, "04"), m.Status.RULE, 5, 22, 4),
    ("table cut off", "table", TABLE[:-1], m.Status.TRUNCATED, 0, 22, 22),
]


@pytest.mark.parametrize(
    ("name", "data", "status", "field", "at", "value"),
    [r[1:] for r in REFUSED],
    ids=[r[0] for r in REFUSED],
)
def test_broken_rule_is_named(
    library: ctypes.CDLL, name: str, data: bytes, status: m.Status, field: int, at: int, value: int
) -> None:
    got, source, _ = parse(library, name, data)
    assert (m.Status(got), source.field, source.bad_off, source.value) == (status, field, at, value)
    assert source.status == got
    assert source.base == OFFSET_BASE


@pytest.mark.parametrize("name", OUT)
def test_every_shorter_buffer_is_refused(library: ctypes.CDLL, name: str) -> None:
    data = {"header": GOOD, "name": NAME, "table": TABLE, "pair": PAIR}[name]
    for size in range(len(data)):
        assert parse(library, name, data[:size])[0] == m.Status.TRUNCATED, size


@pytest.mark.parametrize("name", ["crc32c", "crc32", "ones_complement_sum"])
def test_checksum_has_its_check_value(library: ctypes.CDLL, name: str) -> None:
    function = library[f"checksum_{name}"]
    function.restype = ctypes.c_uint32
    wanted = {
        "crc32c": 0xE3069283,
        "crc32": 0xCBF43926,
        "ones_complement_sum": 0xFFFFFFFF - sum(b"123456789"),
    }[name]
    size = ctypes.c_size_t
    assert function(b"123456789", size(9), size(100), size(4)) == wanted
    holed = function(b"12xx56789", size(9), size(2), size(2))
    assert holed == function(b"12\0\x0056789", size(9), size(9), size(0))


def test_status_numbers_are_those_of_parse_h() -> None:
    text = (ROOT / "guest/base/parse.h").read_text(encoding="utf-8")
    for status in m.Status:
        assert f"\tPARSE_{status.name} = {status.value}," in text


# The generated Python of the same project says the same -------------------------------------------


@pytest.fixture(scope="module")
def readers() -> Iterator[Any]:
    """The small project's Python readers, under the names by which they import each other."""
    names = {
        "instar.generated.formats.lantern": "instar/generated/formats/lantern.py",
        "tests.generated.readers.lantern": "tests/generated/readers/lantern.py",
    }
    for name, path in names.items():
        spec = importlib.util.spec_from_file_location(name, PROJECT / path)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    yield sys.modules["tests.generated.readers.lantern"]
    for name in names:
        del sys.modules[name]


@pytest.mark.parametrize(
    ("name", "data"), [("header", GOOD), ("name", NAME), ("table", TABLE), ("pair", PAIR)]
)
def test_python_reads_and_writes_the_good_ones(readers: Any, name: str, data: bytes) -> None:
    value = getattr(readers, f"read_lantern_{name}")(data)
    assert value.pack() == data


@pytest.mark.parametrize(
    ("name", "data", "status", "field", "at"),
    [r[1:6] for r in REFUSED],
    ids=[r[0] for r in REFUSED],
)
def test_python_refuses_alike(
    readers: Any, name: str, data: bytes, status: m.Status, field: int, at: int
) -> None:
    with pytest.raises(FieldError) as caught:
        getattr(readers, f"read_lantern_{name}")(data, base=OFFSET_BASE)
    error = caught.value
    assert (m.Status(error.status), error.offset) == (status, OFFSET_BASE + at)
    assert bool(error.field) == bool(field)
