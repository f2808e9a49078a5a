# SPDX-License-Identifier: Apache-2.0
"""The random fields of new images: ChaCha20 as RFC 8439 has it, and UUIDs of version 4."""

from __future__ import annotations

import ctypes
import uuid
from pathlib import Path

import pytest

from tests.codegen.cbuild import ROOT, build
from tests.wanted import needs

pytestmark = needs("cc")

LEN_ENTROPY = 44
ZERO_KEY = (
    "76b8e0ada0f13d90405d6ae55386bd28bdd219b8a08ded1aa836efcc8b770dc7"
    "da41597c5157488d7724e03fb8d84a376a43b8f41518a11cc387b669b2ee6586"
    "9f07e7be5551387a98ba977c732d080dcb0f29a048e3656912c6533e32ee7aed"
    "29b721769ce64e43d57133b074d839d531ed1f28510afb45ace10a1f4b794d6f"
)
NONCE_TWO = (
    "c2c64d378cd536374ae204b9ef933fcd1a8b2288b3dfa49672ab765b54ee27c7"
    "8a970e0e955c14f3a88e741b97c286f75f8fc299e8148362fa198a39531bed6d"
)
KEY_ONE_SECOND_BLOCK = (
    "3aeb5224ecf849929b9d828db1ced4dd832025e8018b8160b82284f3c949aa5a"
    "8eca00bbb4a73bdad192b5c42f73f2fd4e273644c8b36125a64addeb006c13a0"
)
"""Test vectors of RFC 8439, A.1."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    folder: Path = tmp_path_factory.mktemp("random")
    return build(folder / "random.so", [ROOT / "guest/base/random.c"])


def drawn(library: ctypes.CDLL, entropy: bytes, pieces: list[int]) -> bytes:
    state = ctypes.create_string_buffer(256)
    library.random_begin(state, entropy)
    out = b""
    for piece in pieces:
        room = ctypes.create_string_buffer(piece)
        library.random_bytes(state, room, ctypes.c_size_t(piece))
        out += room.raw
    return out


@pytest.mark.parametrize(
    ("entropy", "skip", "expected"),
    [
        (bytes(LEN_ENTROPY), 0, ZERO_KEY),
        (bytes(LEN_ENTROPY - 1) + b"\2", 0, NONCE_TWO),
        (bytes(31) + b"\1" + bytes(12), 64, KEY_ONE_SECOND_BLOCK),
    ],
)
def test_bytes_are_chacha20(library: ctypes.CDLL, entropy: bytes, skip: int, expected: str) -> None:
    stream = bytes.fromhex(expected)
    assert drawn(library, entropy, [skip + len(stream)])[skip:] == stream


def test_pieces_make_no_difference(library: ctypes.CDLL) -> None:
    pieces = [1, 63, 0, 64, 65, 7, 128, 16]
    entropy = bytes(range(LEN_ENTROPY))
    assert drawn(library, entropy, pieces) == drawn(library, entropy, [sum(pieces)])


def test_uuids_are_of_version_4_and_differ(library: ctypes.CDLL) -> None:
    state = ctypes.create_string_buffer(256)
    library.random_begin(state, bytes(range(LEN_ENTROPY)))
    seen = set()
    for _ in range(64):
        room = ctypes.create_string_buffer(16)
        library.random_uuid(state, room)
        one = uuid.UUID(bytes=room.raw)
        assert (one.version, one.variant) == (4, uuid.RFC_4122)
        seen.add(one)
    assert len(seen) == 64
