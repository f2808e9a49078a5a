# SPDX-License-Identifier: Apache-2.0
"""Hashes and ciphers of the guest: published vectors, and Python's own hashes."""

from __future__ import annotations

import ctypes
import hashlib
from pathlib import Path

import pytest

from tests.codegen.cbuild import ROOT, build
from tests.wanted import needs

pytestmark = needs("cc")

CRYPTO = ROOT / "guest/crypto"
HASHES = ("sha1", "sha224", "sha256", "sha384", "sha512", "md5")
ROOM = 8192
"""More than any of the states takes."""

AES = [
    ("000102030405060708090a0b0c0d0e0f", "69c4e0d86a7b0430d8cdb78070b4c55a"),
    ("000102030405060708090a0b0c0d0e0f1011121314151617", "dda97ca4864cdfe06eaf70a0ec0d7191"),
    (
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
        "8ea2b7ca516745bfeafc49904b496089",
    ),
]
"""FIPS 197, appendix C: keys, and what becomes of 00112233445566778899aabbccddeeff."""

CBC = (
    "2b7e151628aed2a6abf7158809cf4f3c",
    "000102030405060708090a0b0c0d0e0f",
    "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51",
    "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2",
)
"""NIST SP 800-38A, F.2.1: key, vector, two blocks and what becomes of them."""

XTS = [
    ("00" * 16, "00" * 16, "00" * 16, "00" * 32,
     "917cf69ebd68b2ec9b9fe9a3eadda692cd43d2f59598ed858c02c2652fbf922e"),
    ("11" * 16, "22" * 16, "3333333333" + "00" * 11, "44" * 32,
     "c454185e6a16936e39334038acef838bfb186fff7480adc4289382ecd6d394f0"),
    ("fffefdfcfbfaf9f8f7f6f5f4f3f2f1f0", "22" * 16, "3333333333" + "00" * 11, "44" * 32,
     "af85336b597afc1a900b2eb21ec949d292df4c047e0b21532186a5971a227a89"),
]  # fmt: skip
"""IEEE 1619, annex B, vectors 1 to 3: two keys, vector, blocks and what becomes of them."""


OTHERS = [
    ("serpent", "80" + "00" * 15, "264e5481eff42a4606abda06c0bfda3d"),
    ("serpent", "80" + "00" * 23, "9e274ead9b737bb21efcfca548602689"),
    ("serpent", "80" + "00" * 31, "a223aa1288463c0e2be38ebd825616c0"),
    ("twofish", "00" * 16, "9f589f5cf6122c32b6bfec2f2ae8c35a"),
    ("twofish", "0123456789abcdeffedcba98765432100011223344556677",
     "cfd1d2e5a9be9cdf501f13b892bd2248"),
    ("twofish", "0123456789abcdeffedcba987654321000112233445566778899aabbccddeeff",
     "37527be0052334b89f0cfccae87cfa20"),
]  # fmt: skip
"""NESSIE, set 1, vector 0 of Serpent; the paper on Twofish, appendix A: keys, and what becomes of
zeros.
"""

CTR = (
    "2b7e151628aed2a6abf7158809cf4f3c",
    "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff",
    "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51",
    "874d6191b620e3261bef6864990db6ce9806f66b7970fdff8617187bb9fffdff",
)
"""NIST SP 800-38A, F.5.1: key, counter, two blocks and what becomes of them."""

CIPHERS = ("aes", "serpent", "twofish")
"""By their numbers in block.h."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    folder: Path = tmp_path_factory.mktemp("crypto")
    return build(folder / "crypto.so", sorted(CRYPTO.glob("*.c")))


@pytest.fixture(params=["generic", "instructions"])
def way(request: pytest.FixtureRequest, library: ctypes.CDLL) -> str:
    """How AES is done."""
    if request.param == "instructions" and not library.aes_fast_works() & 1:
        pytest.skip("the processor has no instructions for AES")
    return str(request.param)


def begun(library: ctypes.CDLL, key: str, way: str) -> ctypes.Array[ctypes.c_char]:
    state = ctypes.create_string_buffer(ROOM)
    key_bytes = bytes.fromhex(key)
    assert library.aes_begin(state, key_bytes, ctypes.c_size_t(len(key_bytes))) & 1
    if way == "generic":
        ctypes.memset(state, 0, 4)  # is_fast
    return state


@pytest.mark.parametrize("name", HASHES)
@pytest.mark.parametrize("length", [0, 1, 55, 56, 63, 64, 65, 111, 112, 127, 128, 129, 5000])
def test_hashes_are_pythons(library: ctypes.CDLL, name: str, length: int) -> None:
    data = hashlib.shake_128(b"x").digest(length)
    state = ctypes.create_string_buffer(ROOM)
    library.hash_begin(state, HASHES.index(name))
    for piece in (data[: length // 3], data[length // 3 :]):
        library.hash_add(state, piece, ctypes.c_size_t(len(piece)))
    digest = ctypes.create_string_buffer(64)
    library.hash_end(state, digest)
    expected = hashlib.new(name, data).digest()
    assert digest.raw[: len(expected)] == expected
    assert library.hash_size(HASHES.index(name)) == len(expected)


@pytest.mark.parametrize(("key", "expected"), AES)
def test_aes_is_that_of_fips_197(library: ctypes.CDLL, way: str, key: str, expected: str) -> None:
    plain = bytes.fromhex("00112233445566778899aabbccddeeff")
    out = ctypes.create_string_buffer(16)
    state = begun(library, key, way)
    library.aes_encrypt(state, plain, out)
    assert out.raw.hex() == expected
    library.aes_decrypt(state, bytes.fromhex(expected), out)
    assert out.raw == plain


@pytest.mark.parametrize(("cipher", "key", "expected"), OTHERS)
def test_other_ciphers_are_as_published(
    library: ctypes.CDLL, cipher: str, key: str, expected: str
) -> None:
    state, out = ctypes.create_string_buffer(ROOM), ctypes.create_string_buffer(16)
    bytes_of_key, number = bytes.fromhex(key), CIPHERS.index(cipher)
    length = ctypes.c_size_t(len(bytes_of_key))
    assert library.block_begin(state, number, bytes_of_key, length) & 1
    library.block_encrypt(state, bytes(16), out)
    assert out.raw.hex() == expected
    library.block_decrypt(state, bytes.fromhex(expected), out)
    assert out.raw == bytes(16)


def test_ctr_is_that_of_nist(library: ctypes.CDLL) -> None:
    """There and back, and over the end of the counter's last byte."""
    key, counter, plain, expected = map(bytes.fromhex, CTR)
    state = ctypes.create_string_buffer(ROOM)
    assert library.block_begin(state, 0, key, ctypes.c_size_t(len(key))) & 1
    for before, after in ((plain, expected), (expected, plain)):
        data = ctypes.create_string_buffer(before, len(before))
        vector = ctypes.create_string_buffer(counter, 16)
        library.block_ctr(state, vector, data, ctypes.c_size_t(len(before)))
        assert data.raw == after


@pytest.mark.parametrize("cipher", CIPHERS)
@pytest.mark.parametrize("length", [0, 8, 15, 17, 20, 33])
def test_ciphers_have_no_keys_of_other_lengths(
    library: ctypes.CDLL, cipher: str, length: int
) -> None:
    state, number = ctypes.create_string_buffer(ROOM), CIPHERS.index(cipher)
    assert not library.block_begin(state, number, bytes(length), ctypes.c_size_t(length)) & 1


def test_cbc_is_that_of_nist(library: ctypes.CDLL, way: str) -> None:
    _, vector, plain, expected = map(bytes.fromhex, CBC)
    state = begun(library, CBC[0], way)
    for what, before, after in (
        (library.aes_cbc_encrypt, plain, expected),
        (library.aes_cbc_decrypt, expected, plain),
    ):
        data = ctypes.create_string_buffer(before, len(before))
        what(state, ctypes.create_string_buffer(vector, 16), data, ctypes.c_size_t(len(before)))
        assert data.raw == after


@pytest.mark.parametrize(("one", "two", "vector", "plain", "expected"), XTS)
def test_xts_is_that_of_ieee_1619(
    library: ctypes.CDLL, way: str, one: str, two: str, vector: str, plain: str, expected: str
) -> None:
    data = ctypes.create_string_buffer(bytes.fromhex(plain), 32)
    states = begun(library, one, way), begun(library, two, way), bytes.fromhex(vector)
    library.aes_xts_encrypt(*states, data, ctypes.c_size_t(32))
    assert data.raw.hex() == expected
    library.aes_xts_decrypt(*states, data, ctypes.c_size_t(32))
    assert data.raw.hex() == plain


@pytest.mark.parametrize("size", [16, 24, 32])
@pytest.mark.parametrize("num", [1, 2, 7, 8, 9, 31, 32, 33])
@pytest.mark.parametrize("mode", ["cbc", "xts"])
def test_both_ways_are_the_same(library: ctypes.CDLL, size: int, num: int, mode: str) -> None:
    if not library.aes_fast_works() & 1:
        pytest.skip("the processor has no instructions for AES")
    key, other, data = (
        hashlib.shake_128(n).digest(m) for n, m in ((b"k", size), (b"t", size), (b"d", 16 * num))
    )
    found = []
    for way in ("generic", "instructions"):
        vector = ctypes.create_string_buffer(other[:16], 16)
        states = [begun(library, key.hex(), way)]
        if mode == "xts":
            states.append(begun(library, other.hex(), way))
        for verb in ("encrypt", "decrypt"):
            text = ctypes.create_string_buffer(data, len(data))
            getattr(library, f"aes_{mode}_{verb}")(
                *states, vector, text, ctypes.c_size_t(len(data))
            )
            found.append((text.raw, vector.raw))
    assert found[:2] == found[2:]
    assert found[0] != found[1]
