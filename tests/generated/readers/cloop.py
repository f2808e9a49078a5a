# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-reader specs/formats/cloop.ksy spec=0b65e325 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Readers of the structures of cloop: for tests; the host itself reads no image."""

from __future__ import annotations

from instar.generated.formats.cloop import CloopHeader, CloopOffset
from instar.layout import FieldError


def read_cloop_header(data: bytes, base: int = 0) -> CloopHeader:
    """Check and return the cloop header at the start of `data`."""
    if len(data) < 136:
        raise FieldError("cloop header", "", base + len(data), len(data), "needs more bytes", 1)
    if (
        data[0:83]
        != b"#!/bin/sh\n#V2.0 Format\nmodprobe cloop file=$0 && mount -r -t iso9660 /dev/cloop $1\n"
    ):
        raise FieldError(
            "cloop header",
            "magic",
            base,
            data[0:83],
            "23 21 2f 62 69 6e 2f 73 68 0a 23 56 32 2e 30 20 46 6f 72 6d 61 74 0a 6d 6f "
            "64 70 72 6f 62 65 20 ...",
            2,
        )
    v_script = data[83:128]
    v_len_block = int.from_bytes(data[128:132], "big")
    v_num_blocks = int.from_bytes(data[132:136], "big")
    return CloopHeader(script=v_script, len_block=v_len_block, num_blocks=v_num_blocks)


def read_cloop_offset(data: bytes, base: int = 0) -> CloopOffset:
    """Check and return the cloop offset at the start of `data`."""
    if len(data) < 8:
        raise FieldError("cloop offset", "", base + len(data), len(data), "needs more bytes", 1)
    v_place = int.from_bytes(data[0:8], "big")
    return CloopOffset(place=v_place)
