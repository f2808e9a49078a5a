# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/abi/source.ksy spec=86dca259 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What every operation is told about its source image: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.source import SourceOptions
from tests.strategies.support import Corruption, Values


@st.composite
def source_optionses(draw: Any, edges_only: bool = False, **fixed: Any) -> SourceOptions:
    """Valid source options structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "format",
        0,
        0xffffffff,
        (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 0x80000000, 0xfffffffe, 0xffffffff,),
        lambda x, v: x in (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16,),
    )
    v.integer("quirks", 0, 0xffffffff, (0, 1, 0x80000000, 0xfffffffe, 0xffffffff,), None)
    v.integer("max_depth", 1, 64, (1, 2, 33, 63, 64,), lambda x, v: 1 <= x <= 64)
    v.integer(
        "request_size",
        0,
        0xffffffff,
        (
            0, 1, 512, 1024, 2048, 4096, 8192, 16384, 32768, 0x10000, 0x20000, 0x40000, 0x80000, 0x100000, 0x80000000,
            0xfffffffe, 0xffffffff,
        ),
        lambda x, v: x in (512, 1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072, 262144, 524288, 1048576,),
    )
    v.integer(
        "snapshot_kind",
        0,
        0xffffffff,
        (0, 1, 2, 3, 4, 0x80000000, 0xfffffffe, 0xffffffff,),
        lambda x, v: x in (0, 1, 2, 3, 4,),
    )
    v.integer("len_snapshot", 0, 256, (0, 1, 129, 255, 256,), lambda x, v: x <= 256)
    v.data("snapshot", 256, good=None)
    v.data("snapshot_id", 256, good=None)
    v.integer("flags", 0, 0xffffffff, (0, 1, 0x80000000, 0xfffffffe, 0xffffffff,), None)
    return SourceOptions(**v.values)


def source_options_boundaries() -> st.SearchStrategy[SourceOptions]:
    """Valid source options structures whose numbers stand at the edges of their rules."""
    return source_optionses(edges_only=True)


SOURCE_OPTIONS_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "source options",
        "format",
        6,
        "number",
        (
            0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 0x7fffffff, 0x80000001, 0xfffffffd,
            0xfffffffe, 0xffffffff,
        ),
        0,
        0xffffffff,
        lambda x, s: not (x in (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16,)),
        0,
        4,
    ),
    Corruption(
        "source options",
        "max_depth",
        3,
        "number",
        (0, 1, 2, 3, 32, 34, 62, 63, 64, 65, 0xffffffff,),
        0,
        0xffffffff,
        lambda x, s: not (1 <= x <= 64),
        8,
        4,
    ),
    Corruption(
        "source options",
        "request_size",
        3,
        "number",
        (
            0, 1, 2, 511, 513, 1023, 1025, 2047, 2049, 4095, 4097, 8191, 8193, 16383, 16385, 32767, 32769, 65535,
            0x10001, 0x1ffff, 0x20001, 0x3ffff, 0x40001, 0x7ffff, 0x80001, 0xfffff, 0x100001, 0x7fffffff, 0x80000001,
            0xfffffffd, 0xfffffffe, 0xffffffff,
        ),
        0,
        0xffffffff,
        lambda x, s: not (x in (512, 1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072, 262144, 524288, 1048576,)),
        12,
        4,
    ),
    Corruption(
        "source options",
        "snapshot_kind",
        6,
        "number",
        (0, 1, 2, 3, 4, 5, 0x7fffffff, 0x80000001, 0xfffffffd, 0xfffffffe, 0xffffffff,),
        0,
        0xffffffff,
        lambda x, s: not (x in (0, 1, 2, 3, 4,)),
        16,
        4,
    ),
    Corruption(
        "source options",
        "len_snapshot",
        3,
        "number",
        (0, 1, 2, 128, 130, 254, 255, 256, 257, 0xffffffff,),
        0,
        0xffffffff,
        lambda x, s: not (x <= 256),
        20,
        4,
    ),
    Corruption("source options", "reserved", 4, "contents", (), 0, 0, lambda x, s: True, 540, 4),
)
"""Each rule that can be broken alone."""
