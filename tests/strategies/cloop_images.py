# SPDX-License-Identifier: Apache-2.0
"""Compressed loop images: blocks that are packed well, badly or not at all, with gaps between."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from instar.generated.formats.cloop import CloopHeader, CloopOffset
from tests.strategies.image import Image, pattern

SECTOR = 512


@st.composite
def images(draw: Callable[[Any], Any]) -> Image:
    """Valid images. qemu takes what is up to the next offset for the stream, so that a gap is at
    the end of one.
    """
    len_block = SECTOR * draw(st.integers(1, 16))
    num_blocks = draw(st.integers(1, 12))
    size = num_blocks * len_block
    image = Image("cloop", size, ".cloop")
    at = CloopHeader.SIZE + (num_blocks + 1) * CloopOffset.SIZE
    offsets, disk = [at], b""
    for n in range(num_blocks):
        content = draw(st.sampled_from((pattern(n, len_block), bytes(len_block))))
        stream = zlib.compress(content, draw(st.integers(0, 9)))
        image.put(at, stream)
        at += len(stream) + draw(st.sampled_from((0, 0, 7)))
        offsets.append(at)
        disk += content
    image.size = at
    header = CloopHeader(len_block=len_block, num_blocks=num_blocks).pack()
    image.put(0, header + b"".join(CloopOffset(place=one).pack() for one in offsets))
    image.data, image.disk = [(0, size)], disk
    return image
