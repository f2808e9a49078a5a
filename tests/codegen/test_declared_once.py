# SPDX-License-Identifier: Apache-2.0
"""No magic and no raw mask of a format is outside specs/: what is written by hand uses the
generated names.
"""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from codegen.model import model as m
from codegen.model.expr import constant
from tests.codegen import views
from tests.codegen.cbuild import ROOT

# Files about other worlds than disk images and the ABI.
ELSEWHERE = {
    "guest/core/runner.c": "Linux",
    "guest/base/checksum.c": "the polynomials of checksums",
    "guest/base/md5.c": "the sines of MD5",
    "guest/crypto/hash.c": "the constants of SHA",
    "guest/crypto/hash_rounds.c": "the constants of SHA",
    "guest/crypto/serpent.c": "the golden ratio, and masks of bits",
    "guest/crypto/twofish.c": "the polynomials of Twofish",
    "guest/base/utf16.c": "the ranges of UTF-16 and UTF-8",
    "instar/layout/__init__.py": "the polynomials of checksums",
    "instar/render/info_text.py": "Unicode",
    "instar/text.py": "Unicode",
    "instar/utf8.py": "Unicode",
    "instar/sandbox/filesystem.py": "Linux",
    "instar/sandbox/kvm_api.py": "KVM and the processor",
}
NO_LAYOUT = {
    0xFFFF: "a width",
    0xFFFFFFFF: "a width",
    0xFFFFFFFFFFFFFFFF: "a width",
    0x10000: "past what 16 bits hold",
    0xFFFFFFFFFFFFFC00: "the largest size that qemu-img's parser of sizes takes",
    0xCBF29CE484222325: "FNV-1a, for a hash table",
    0x100000001B3: "FNV-1a, for a hash table",
    0x11B: "the polynomial of the field of AES",
    0x4020940D: "FICLONERANGE, a call of Linux",
}
WORDS = (b"data", b"metadata")
"""Signatures of VHDX that are words of ordinary text too."""
_C_TOKEN = re.compile(
    r"/\*.*?\*/|//[^\n]*|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)+'|\b0[xX][0-9a-fA-F]+|\b[0-9]+\b",
    re.DOTALL,
)


def sources(*folders: str) -> list[Path]:
    """Files written by hand."""
    found = [
        p
        for folder in folders
        for end in ("c", "h", "py")
        for p in (ROOT / folder).rglob(f"*.{end}")
    ]
    return sorted(p for p in found if not {"generated", "build", "_guest"} & set(p.parts))


FILES = [
    name for p in sources("guest", "instar") if (name := str(p.relative_to(ROOT))) not in ELSEWHERE
]


def c_literals(text: str) -> Iterator[tuple[int, str, int | bytes]]:
    """Line, spelling and value of each number and text outside comments."""
    for match in _C_TOKEN.finditer(text):
        token, line = match[0], text.count("\n", 0, match.start()) + 1
        if token.startswith('"'):
            yield line, token, ast.literal_eval("b" + token) if token.isascii() else token.encode()
        elif token[0].isdigit():
            yield line, token, int(token, 16 if token[:2].lower() == "0x" else 10)


def python_literals(text: str) -> Iterator[tuple[int, str, int | bytes]]:
    """The same for Python; docstrings are comments."""
    tree, lines = ast.parse(text), text.encode().split(b"\n")
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and id(node) not in docs
            and not isinstance(node.value, bool)
        ):
            shown = lines[node.lineno - 1][node.col_offset : node.end_col_offset].decode()
            if isinstance(node.value, int | bytes):
                yield node.lineno, shown, node.value
            elif isinstance(node.value, str):
                yield node.lineno, shown, node.value.encode()


@functools.cache
def literals(name: str) -> list[tuple[int, str, int | bytes]]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return list(python_literals(text) if name.endswith(".py") else c_literals(text))


def magics(specs: tuple[m.SpecFile, ...]) -> set[int | bytes]:
    """Every signature of at least four bytes, as bytes and as the numbers it makes in either
    order.
    """
    found: set[bytes] = {member.data for spec in specs for member in spec.magics}
    found |= {named.data for spec in specs for named in spec.named_bytes}
    for spec in specs:
        for s in spec.structures:
            for f in s.fields:
                for rule in f.rules:
                    if isinstance(rule, m.Contents) and rule.status is m.Status.BAD_MAGIC:
                        found.add(rule.data)
                    if (
                        isinstance(rule, m.Eq)
                        and rule.status is m.Status.BAD_MAGIC
                        and (value := constant(rule.value))
                    ):
                        found.add(value.to_bytes(f.size or 8, "big"))
    found = {data for data in found if len(data) >= 4 and any(data) and data not in WORDS}
    numbers = {
        int.from_bytes(d, order) for d in found if len(d) in (4, 8) for order in ("big", "little")
    }
    return found | numbers


MAGICS = magics(views.specs())


def test_known_magics_are_looked_for() -> None:
    for known in (b"QFI\xfb", 0x514649FB, b"KDMV", b"conectix", b"vhdxfile", 0x4D454153):
        assert known in MAGICS


def test_no_magic_is_typed_by_hand() -> None:
    found = [(n, line, shown) for n in FILES for line, shown, v in literals(n) if v in MAGICS]
    assert not found


def test_no_raw_mask_is_typed_by_hand() -> None:
    """A hexadecimal number of more than a byte is a mask, an address or an offset: it has a name in
    a spec.
    """
    found = [
        (name, line, shown)
        for name in FILES
        for line, shown, value in literals(name)
        if isinstance(value, int)
        and shown[:2].lower() == "0x"
        and value > 0xFF
        and value not in NO_LAYOUT
    ]
    assert not found


@pytest.mark.parametrize(
    "literal", ["x = 0x514649fb;", 'x = "QFI\\373";', "x = 1363560955;", 'f("KDMV");']
)
def test_the_search_finds_a_magic_in_c(literal: str) -> None:
    assert any(
        value in MAGICS for _, _, value in c_literals(f"int a; /* 0x514649fb */ {literal}\n")
    )
    assert not any(value in MAGICS for _, _, value in c_literals("/* 0x514649fb KDMV */ // QFI\n"))


def test_the_search_finds_a_magic_in_python() -> None:
    assert any(v in MAGICS for _, _, v in python_literals('"""KDMV"""\nx = b"KDMV"\n'))
    assert not any(v in MAGICS for _, _, v in python_literals('"""KDMV"""\n'))
