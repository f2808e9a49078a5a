# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=4cf0a461 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The message MapResult."""

from __future__ import annotations

from instar.generated.messages import BYTES, TABLES, UINT32, UINT64
from instar.record import Record


class MapResult(Record):
    """MapResult of a guest."""

    virtual_size: int = 0
    num_extents: int = 0
    """Of the disk; for a picture, fewer are sent."""
    format: int = 0
    pieces: int = 0
    """For a picture: how many pieces data of the image itself is in in its file."""
    mapped: int = 0
    """Bytes of that data."""
    file: int = 0
    """The attached file."""
    len_part: int = 0
    """Bytes of a part of it, 0: no such data."""
    parts: bytes = b""
    """Packed `file_cell`s (abi/map.ksy), from its first byte to its last."""


TABLES["MapResult"] = {
    8: ("virtual_size", UINT64, False, ""),
    16: ("num_extents", UINT64, False, ""),
    24: ("format", UINT32, False, ""),
    32: ("pieces", UINT64, False, ""),
    40: ("mapped", UINT64, False, ""),
    48: ("file", UINT32, False, ""),
    56: ("len_part", UINT64, False, ""),
    66: ("parts", BYTES, False, ""),
}
