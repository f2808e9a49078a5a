# SPDX-License-Identifier: Apache-2.0
"""Hostile images in Apple's formats."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

from lab.images.dmg import (
    ADC,
    LZFSE,
    RAW,
    TRAILER,
    ZEROS,
    ZLIB,
    Chunk,
    dmg_bytes,
    patched,
    trailer,
)
from tests.hostile.catalogue import QUESTIONS, hostile

BY_TABLE = (*QUESTIONS, ("map",))
PIECE = bytes(range(256)) * 16
SOUND = dmg_bytes([Chunk(RAW, 0, 8, PIECE)])


def dmg(*listed: Chunk, sectors: int = 8) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(dmg_bytes(listed, sectors=sectors))


def with_list(xml: bytes) -> Callable[[Path], object]:
    """An image whose property list is this."""
    return lambda path: path.write_bytes(PIECE + xml + trailer(len(PIECE), len(xml), 8))


def replaced(old: bytes, new: bytes) -> Callable[[Path], object]:
    """The sound image with a word of its property list replaced, which moves the rest."""
    content = SOUND[:-TRAILER].replace(old, new, 1)
    assert content != SOUND[:-TRAILER]
    length = len(content) - len(PIECE)
    return lambda path: path.write_bytes(content + trailer(len(PIECE), length, 8))


for name, attacks, build in (
    ("overlap", "two chunks of the same sectors", dmg(*[Chunk(RAW, 0, 8, PIECE)] * 2)),
    ("order", "chunks in an order of their own", dmg(Chunk(ZEROS, 4, 4), Chunk(ZEROS, 0, 4))),
    ("gap", "sectors in no chunk", dmg(Chunk(ZEROS, 0, 2), Chunk(ZEROS, 6, 2))),
    ("none", "a table that says nothing of the disk", dmg()),
    ("wraps", "a sum: a chunk that ends past 2^64", dmg(Chunk(ZEROS, (1 << 64) - 4, 8))),
    ("zeros-max", "2^55 sectors of zeros", dmg(Chunk(ZEROS, 0, 1 << 55), sectors=1 << 53)),
    ("zeros-54", "2^54 - 1 sectors of zeros", dmg(Chunk(ZEROS, 0, (1 << 54) - 1), sectors=1 << 40)),
    ("raw-short", "a chunk of fewer bytes than sectors", dmg(Chunk(RAW, 0, 16, PIECE))),
    ("lzfse", "a compression that is not read", dmg(Chunk(LZFSE, 0, 8, PIECE))),
    ("adc", "a compression that is not read", dmg(Chunk(ADC, 0, 8, PIECE))),
    (
        "many",
        "time: 20,000 chunks that are all but out of order",
        dmg(*(Chunk(ZEROS, n ^ 1, 1) for n in range(20000)), sectors=20000),
    ),
    ("deep", "depth: elements in each other", with_list(b"<a>" * 100000)),
    ("open", "an element that never ends", with_list(b"<plist><data>" + b"AAAA" * 1000)),
    ("comment", "a comment that never ends", with_list(b"<plist><!-- " + b"-" * 4000)),
    ("cut-list", "a list without its end", replaced(b"</plist>", b"")),
    ("garbage", "characters that are not of base64", replaced(b"<data>", b"<data>!")),
    ("padding", "base64 that goes on after its end", replaced(b"<data>", b"<data>AA==")),
    (
        "laughs",
        "entities of entities",
        with_list(
            b"<!DOCTYPE a [<!ENTITY b 'lol'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>]>"
            b"<plist>&c;</plist>"
        ),
    ),
    ("outside", "a document type in another file", replaced(b"PLIST 1.0//EN", b"x' SYSTEM '/x")),
):
    hostile(f"dmg-{name}.dmg", attacks, build, BY_TABLE)

hostile(
    "dmg-bomb.dmg",
    "a chunk that holds more than its sectors",
    dmg(Chunk(ZLIB, 0, 8, zlib.compress(bytes(1 << 20)))),
    BY_TABLE,
)
hostile(
    "dmg-list-long.dmg",
    "memory: a property list of 6 MiB",
    lambda path: path.write_bytes(bytes(6 << 20) + trailer(0, 6 << 20, 8)),
    BY_TABLE,
)
hostile(
    "dmg-data-in-list.dmg",
    "a chunk whose bytes are in the property list",
    lambda path: path.write_bytes(
        patched(dmg_bytes([Chunk(RAW, 0, 8, PIECE)]), (24, ">Q", len(PIECE)))
    ),
    BY_TABLE,
)
