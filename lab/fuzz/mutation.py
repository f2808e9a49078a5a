# SPDX-License-Identifier: Apache-2.0
"""Changes to packed images that know the structures of the specs."""

from __future__ import annotations

import functools
import random
from collections.abc import Callable, Iterator

from instar import layout
from instar.generated.formats import vhd, vhdx
from lab.fuzz import packing
from lab.fuzz.fields import Spot, spots

_TRIES = 24
_ROOM = 64
"""Bytes of an input that must be there before a structure without a signature is looked for in it.
"""


def mutate(chooser: random.Random, data: bytes) -> bytes:
    """Fields of structures that the specs declare, bytes, and the file's length."""
    out = bytearray(data)
    for _ in range(chooser.choice((1, 1, 2, 3))):
        if chooser.random() < 0.75:
            _change_field(chooser, out)
        elif chooser.random() < 0.7 and len(out) > packing.FIRST_PIECE:
            at = chooser.randrange(packing.FIRST_PIECE, len(out))
            out[at] = chooser.choice((0, 1, 0x7F, 0x80, 0xFF, chooser.getrandbits(8)))
        else:
            packing.resize(
                out, chooser.choice((chooser.randrange(1 << 16), 1 << chooser.randrange(25)))
            )
    return bytes(out)


def _change_field(chooser: random.Random, out: bytearray) -> None:
    for _ in range(_TRIES):
        spot = chooser.choice(spots())
        start = packing.FIRST_PIECE
        if spot.signature:
            found = out.find(spot.signature, start)
            if found < 0:
                continue
            start = found - spot.signature_offset
        elif len(out) > start + _ROOM:
            start += chooser.randrange((len(out) - start) // spot.align) * spot.align
        at = start + spot.offset
        if packing.FIRST_PIECE <= at <= len(out) - spot.width:
            out[at : at + spot.width] = value_of(chooser, spot).to_bytes(
                spot.width, "big" if spot.big else "little"
            )
            return


def value_of(chooser: random.Random, spot: Spot) -> int:
    top = 1 << 8 * spot.width
    near = chooser.choice(spot.values) if spot.values else 0
    choices = (
        near,
        near + 1,
        near - 1,
        top - 1,
        top // 2,
        1 << chooser.randrange(8 * spot.width),
        chooser.randrange(70000),
    )
    return chooser.choice(choices) % top


def with_checksums(data: bytes) -> bytes:
    """The same image, with right checksums over what was changed: formats hide the rest of their
    rules after them.
    """
    _, size, pieces = packing.unpack(data)
    for offset, length, spot, checksum in _sealed(size):
        content = bytearray(length)
        for start, piece in pieces:
            low, high = max(start, offset), min(start + len(piece), offset + length, size)
            if low < high:
                content[low - offset : high - offset] = piece[low - start : high - start]
        place = spot.signature_offset
        if content[place : place + len(spot.signature)] == spot.signature:
            content[spot.offset : spot.offset + spot.width] = bytes(spot.width)
            value = checksum(bytes(content)).to_bytes(spot.width, "big" if spot.big else "little")
            data += packing.piece(offset + spot.offset, value)
    return data


def _sealed(size: int) -> Iterator[tuple[int, int, Spot, Callable[[bytes], int]]]:
    """(place, length, checksum's field, function) of structures with a checksum, in a file of that
    size.
    """
    footer, header, regions = (
        _spot(name)
        for name in (
            "vhd_footer.checksum",
            "vhdx_header.checksum",
            "vhdx_region_table_header.checksum",
        )
    )
    for offset in (0, size - vhd.VhdFooter.SIZE):
        if offset >= 0:
            yield offset, vhd.VhdFooter.SIZE, footer, layout.ones_complement_sum
    for offset in (vhdx.HEADER_1_OFFSET, vhdx.HEADER_2_OFFSET):
        yield offset, vhdx.VhdxHeader.SIZE, header, crc32c
    for offset in (vhdx.REGION_TABLE_1_OFFSET, vhdx.REGION_TABLE_2_OFFSET):
        yield offset, vhdx.REGION_TABLE_SIZE, regions, crc32c


@functools.lru_cache
def crc32c(data: bytes) -> int:
    """Of a structure that most changes leave as it is."""
    return layout.crc32c(data)


@functools.cache
def _spot(name: str) -> Spot:
    return next(spot for spot in spots() if spot.name == name)
