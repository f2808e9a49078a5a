# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/formats/tar.ksy spec=e8a4129e gen=1
# Generated: edit the spec, then run `make codegen`.
"""Tape archive: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.formats.tar import TarHeader
from tests.strategies.support import Corruption, Values


@st.composite
def tar_headers(draw: Any, /, edges_only: bool = False, **fixed: Any) -> TarHeader:
    """Valid tar header structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.data("name", 100, good=None)
    v.data("mode", 8, good=None)
    v.data("uid", 8, good=None)
    v.data("gid", 8, good=None)
    v.data("size", 12, good=None)
    v.data("mtime", 12, good=None)
    v.data("checksum", 8, good=None)
    v.integer(
        "typeflag",
        0,
        255,
        (
            0,
            1,
            128,
            254,
            255,
        ),
        None,
    )
    v.data("linkname", 100, good=None)
    v.data("magic", 6, good=None)
    v.data("version", 2, good=None)
    v.data("uname", 32, good=None)
    v.data("gname", 32, good=None)
    v.data("devmajor", 8, good=None)
    v.data("devminor", 8, good=None)
    v.data("prefix", 155, good=None)
    v.data("padding", 12, good=None)
    return TarHeader(**v.values)


def tar_header_boundaries() -> st.SearchStrategy[TarHeader]:
    """Valid tar header structures whose numbers stand at the edges of their rules."""
    return tar_headers(edges_only=True)


TAR_HEADER_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""
