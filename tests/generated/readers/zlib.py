# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-reader specs/formats/zlib.ksy spec=ddf96ded gen=1
# Generated: edit the spec, then run `make codegen`.
"""Readers of the structures of zlib: for tests; the host itself reads no image."""

from __future__ import annotations

from instar.generated.formats.zlib import ZlibHeader, ZlibTrailer
from instar.layout import FieldError


def read_zlib_header(data: bytes, base: int = 0) -> ZlibHeader:
    """Check and return the zlib header at the start of `data`."""
    if len(data) < 2:
        raise FieldError("zlib header", "", base + len(data), len(data), "needs more bytes", 1)
    v_word = int.from_bytes(data[0:2], "big")
    return ZlibHeader(word=v_word)


def read_zlib_trailer(data: bytes, base: int = 0) -> ZlibTrailer:
    """Check and return the zlib trailer at the start of `data`."""
    if len(data) < 4:
        raise FieldError("zlib trailer", "", base + len(data), len(data), "needs more bytes", 1)
    v_checksum = int.from_bytes(data[0:4], "big")
    return ZlibTrailer(checksum=v_checksum)
