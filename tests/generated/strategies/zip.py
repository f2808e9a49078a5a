# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/formats/zip.ksy spec=71d443a5 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Zip archive: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.formats.zip import (
    ZipEnd,
    ZipEnd64,
    ZipEntry,
    ZipExtra,
    ZipLocalHeader,
    ZipLocator,
)
from tests.strategies.support import Corruption, Values


@st.composite
def zip_local_headers(draw: Any, /, edges_only: bool = False, **fixed: Any) -> ZipLocalHeader:
    """Valid zip local header structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "version_needed",
        0,
        65535,
        (
            0,
            1,
            32768,
            65534,
            65535,
        ),
        None,
    )
    v.integer(
        "flags",
        0,
        65535,
        (
            0,
            1,
            32768,
            65534,
            65535,
        ),
        None,
    )
    v.integer(
        "method",
        0,
        65535,
        (
            0,
            1,
            32768,
            65534,
            65535,
        ),
        None,
    )
    v.integer(
        "time",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "checksum",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "len_stored",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "len_member",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "len_name",
        0,
        65535,
        (
            0,
            1,
            32768,
            65534,
            65535,
        ),
        None,
    )
    v.integer(
        "len_extra",
        0,
        65535,
        (
            0,
            1,
            32768,
            65534,
            65535,
        ),
        None,
    )
    return ZipLocalHeader(**v.values)


def zip_local_header_boundaries() -> st.SearchStrategy[ZipLocalHeader]:
    """Valid zip local header structures whose numbers stand at the edges of their rules."""
    return zip_local_headers(edges_only=True)


ZIP_LOCAL_HEADER_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption("zip local header", "magic", 2, "contents", (), 0, 0, lambda x, s: True, 0, 4),
)
"""Each rule that can be broken alone."""


@st.composite
def zip_entries(draw: Any, /, edges_only: bool = False, **fixed: Any) -> ZipEntry:
    """Valid zip entry structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "version_made",
        0,
        65535,
        (
            0,
            1,
            32768,
            65534,
            65535,
        ),
        None,
    )
    v.integer(
        "version_needed",
        0,
        65535,
        (
            0,
            1,
            32768,
            65534,
            65535,
        ),
        None,
    )
    v.integer(
        "flags",
        0,
        65535,
        (
            0,
            1,
            32768,
            65534,
            65535,
        ),
        None,
    )
    v.integer(
        "method",
        0,
        65535,
        (
            0,
            1,
            32768,
            65534,
            65535,
        ),
        None,
    )
    v.integer(
        "time",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "checksum",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "len_stored",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "len_member",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "len_name",
        0,
        65535,
        (
            0,
            1,
            32768,
            65534,
            65535,
        ),
        None,
    )
    v.integer(
        "len_extra",
        0,
        65535,
        (
            0,
            1,
            32768,
            65534,
            65535,
        ),
        None,
    )
    v.integer(
        "len_comment",
        0,
        65535,
        (
            0,
            1,
            32768,
            65534,
            65535,
        ),
        None,
    )
    v.integer(
        "first_disk",
        0,
        65535,
        (
            0,
            1,
            32768,
            65534,
            65535,
        ),
        None,
    )
    v.integer(
        "internal",
        0,
        65535,
        (
            0,
            1,
            32768,
            65534,
            65535,
        ),
        None,
    )
    v.integer(
        "external",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "ofs_header",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    return ZipEntry(**v.values)


def zip_entry_boundaries() -> st.SearchStrategy[ZipEntry]:
    """Valid zip entry structures whose numbers stand at the edges of their rules."""
    return zip_entries(edges_only=True)


ZIP_ENTRY_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption("zip entry", "magic", 2, "contents", (), 0, 0, lambda x, s: True, 0, 4),
)
"""Each rule that can be broken alone."""


@st.composite
def zip_extras(draw: Any, /, edges_only: bool = False, **fixed: Any) -> ZipExtra:
    """Valid zip extra structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "kind",
        0,
        65535,
        (
            0,
            1,
            32768,
            65534,
            65535,
        ),
        None,
    )
    v.integer(
        "len_data",
        0,
        65535,
        (
            0,
            1,
            32768,
            65534,
            65535,
        ),
        None,
    )
    return ZipExtra(**v.values)


def zip_extra_boundaries() -> st.SearchStrategy[ZipExtra]:
    """Valid zip extra structures whose numbers stand at the edges of their rules."""
    return zip_extras(edges_only=True)


ZIP_EXTRA_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def zip_ends(draw: Any, /, edges_only: bool = False, **fixed: Any) -> ZipEnd:
    """Valid zip end structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "disk",
        0,
        65535,
        (
            0,
            1,
            32768,
            65534,
            65535,
        ),
        None,
    )
    v.integer(
        "first_disk",
        0,
        65535,
        (
            0,
            1,
            32768,
            65534,
            65535,
        ),
        None,
    )
    v.integer(
        "num_here",
        0,
        65535,
        (
            0,
            1,
            32768,
            65534,
            65535,
        ),
        None,
    )
    v.integer(
        "num_members",
        0,
        65535,
        (
            0,
            1,
            32768,
            65534,
            65535,
        ),
        None,
    )
    v.integer(
        "len_directory",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "ofs_directory",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "len_comment",
        0,
        65535,
        (
            0,
            1,
            32768,
            65534,
            65535,
        ),
        None,
    )
    return ZipEnd(**v.values)


def zip_end_boundaries() -> st.SearchStrategy[ZipEnd]:
    """Valid zip end structures whose numbers stand at the edges of their rules."""
    return zip_ends(edges_only=True)


ZIP_END_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption("zip end", "magic", 2, "contents", (), 0, 0, lambda x, s: True, 0, 4),
)
"""Each rule that can be broken alone."""


@st.composite
def zip_locators(draw: Any, /, edges_only: bool = False, **fixed: Any) -> ZipLocator:
    """Valid zip locator structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "disk",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "ofs_end64",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "num_disks",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    return ZipLocator(**v.values)


def zip_locator_boundaries() -> st.SearchStrategy[ZipLocator]:
    """Valid zip locator structures whose numbers stand at the edges of their rules."""
    return zip_locators(edges_only=True)


ZIP_LOCATOR_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption("zip locator", "magic", 2, "contents", (), 0, 0, lambda x, s: True, 0, 4),
)
"""Each rule that can be broken alone."""


@st.composite
def zip_end64s(draw: Any, /, edges_only: bool = False, **fixed: Any) -> ZipEnd64:
    """Valid zip end64 structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "len_record",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "version_made",
        0,
        65535,
        (
            0,
            1,
            32768,
            65534,
            65535,
        ),
        None,
    )
    v.integer(
        "version_needed",
        0,
        65535,
        (
            0,
            1,
            32768,
            65534,
            65535,
        ),
        None,
    )
    v.integer(
        "disk",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "first_disk",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "num_here",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "num_members",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "len_directory",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        None,
    )
    v.integer(
        "ofs_directory",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        None,
    )
    return ZipEnd64(**v.values)


def zip_end64_boundaries() -> st.SearchStrategy[ZipEnd64]:
    """Valid zip end64 structures whose numbers stand at the edges of their rules."""
    return zip_end64s(edges_only=True)


ZIP_END64_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption("zip end64", "magic", 2, "contents", (), 0, 0, lambda x, s: True, 0, 4),
)
"""Each rule that can be broken alone."""
