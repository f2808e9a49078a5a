# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN strategies specs/formats/luks.ksy spec=93b18077 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Linux unified key setup, versions 1 and 2: strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from instar.generated.formats.luks import LuksHeader2, LuksKeySlot, LuksPhdr
from tests.strategies.support import Corruption, Values


@st.composite
def luks_key_slots(draw: Any, /, edges_only: bool = False, **fixed: Any) -> LuksKeySlot:
    """Valid luks key slot structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "state",
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
        "iterations",
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
    v.data("salt", 32, good=None)
    v.integer(
        "key_material_sector",
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
        "stripes",
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
    return LuksKeySlot(**v.values)


def luks_key_slot_boundaries() -> st.SearchStrategy[LuksKeySlot]:
    """Valid luks key slot structures whose numbers stand at the edges of their rules."""
    return luks_key_slots(edges_only=True)


LUKS_KEY_SLOT_CORRUPTIONS: tuple[Corruption, ...] = ()
"""Each rule that can be broken alone."""


@st.composite
def luks_phdrs(draw: Any, /, edges_only: bool = False, **fixed: Any) -> LuksPhdr:
    """Valid luks phdr structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer("version", 1, 1, (1,), lambda x, v: x == 1)
    v.data("cipher_name", 32, good=None)
    v.data("cipher_mode", 32, good=None)
    v.data("hash_spec", 32, good=None)
    v.integer(
        "payload_sector",
        8,
        0xFFFFFFFF,
        (
            8,
            9,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x >= 8,
    )
    v.integer(
        "len_key",
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
    v.data("mk_digest", 20, good=None)
    v.data("mk_digest_salt", 32, good=None)
    v.integer(
        "mk_digest_iterations",
        1,
        0xFFFFFFFF,
        (
            1,
            2,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x >= 1,
    )
    v.data("uuid", 40, good=None)
    v.array("key_slots", 8, luks_key_slots(edges_only=edges_only))
    return LuksPhdr(**v.values)


def luks_phdr_boundaries() -> st.SearchStrategy[LuksPhdr]:
    """Valid luks phdr structures whose numbers stand at the edges of their rules."""
    return luks_phdrs(edges_only=True)


LUKS_PHDR_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption("luks phdr", "magic", 2, "contents", (), 0, 0, lambda x, s: True, 0, 6),
    Corruption(
        "luks phdr",
        "version",
        3,
        "number",
        (
            0,
            1,
            2,
            65535,
        ),
        0,
        65535,
        lambda x, s: x != 1,
        6,
        2,
    ),
    Corruption(
        "luks phdr",
        "payload_sector",
        3,
        "number",
        (
            0,
            1,
            7,
            8,
            9,
            10,
            0x7FFFFFFF,
            0x80000001,
            0xFFFFFFFD,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x >= 8),
        104,
        4,
    ),
    Corruption(
        "luks phdr",
        "mk_digest_iterations",
        3,
        "number",
        (
            0,
            1,
            2,
            3,
            0x7FFFFFFF,
            0x80000001,
            0xFFFFFFFD,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: not (x >= 1),
        164,
        4,
    ),
)
"""Each rule that can be broken alone."""


@st.composite
def luks_header2s(draw: Any, /, edges_only: bool = False, **fixed: Any) -> LuksHeader2:
    """Valid luks header2 structures; a keyword fixes a field."""
    v = Values(draw, fixed, edges_only)
    v.integer(
        "magic",
        0,
        0xFFFFFFFF,
        (
            0,
            1,
            0x4C554B53,
            0x534B554C,
            0x80000000,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        lambda x, v: x
        in (
            0x4C554B53,
            0x534B554C,
        ),
    )
    v.integer("version", 2, 2, (2,), lambda x, v: x == 2)
    v.integer(
        "len_header",
        0,
        0xFFFFFFFFFFFFFFFF,
        (
            0,
            1,
            16384,
            32768,
            0x10000,
            0x20000,
            0x40000,
            0x80000,
            0x100000,
            0x200000,
            0x400000,
            0x8000000000000000,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        lambda x, v: x
        in (
            0x4000,
            0x8000,
            0x10000,
            0x20000,
            0x40000,
            0x80000,
            0x100000,
            0x200000,
            0x400000,
        ),
    )
    v.integer(
        "sequence",
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
    v.data("label", 48, good=None)
    v.data("checksum_algorithm", 32, good=None)
    v.data("salt", 64, good=None)
    v.data("uuid", 40, good=None)
    v.data("subsystem", 48, good=None)
    v.integer(
        "ofs_header",
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
    v.data("reserved", 184, good=None)
    v.data("checksum", 64, good=None)
    v.data("padding", 3584, good=None)
    return LuksHeader2(**v.values)


def luks_header2_boundaries() -> st.SearchStrategy[LuksHeader2]:
    """Valid luks header2 structures whose numbers stand at the edges of their rules."""
    return luks_header2s(edges_only=True)


LUKS_HEADER2_CORRUPTIONS: tuple[Corruption, ...] = (
    Corruption(
        "luks header2",
        "magic",
        6,
        "number",
        (
            0,
            1,
            2,
            0x4C554B52,
            0x4C554B54,
            0x534B554B,
            0x534B554D,
            0x7FFFFFFF,
            0x80000001,
            0xFFFFFFFD,
            0xFFFFFFFE,
            0xFFFFFFFF,
        ),
        0,
        0xFFFFFFFF,
        lambda x, s: x
        not in (
            0x4C554B53,
            0x534B554C,
        ),
        0,
        4,
    ),
    Corruption("luks header2", "magic_end", 2, "contents", (), 0, 0, lambda x, s: True, 4, 2),
    Corruption(
        "luks header2",
        "version",
        3,
        "number",
        (
            0,
            1,
            2,
            3,
            65535,
        ),
        0,
        65535,
        lambda x, s: x != 2,
        6,
        2,
    ),
    Corruption(
        "luks header2",
        "len_header",
        3,
        "number",
        (
            0,
            1,
            2,
            16383,
            16385,
            32767,
            32769,
            65535,
            0x10001,
            0x1FFFF,
            0x20001,
            0x3FFFF,
            0x40001,
            0x7FFFF,
            0x80001,
            0xFFFFF,
            0x100001,
            0x1FFFFF,
            0x200001,
            0x3FFFFF,
            0x400001,
            0x7FFFFFFFFFFFFFFF,
            0x8000000000000001,
            0xFFFFFFFFFFFFFFFD,
            0xFFFFFFFFFFFFFFFE,
            0xFFFFFFFFFFFFFFFF,
        ),
        0,
        0xFFFFFFFFFFFFFFFF,
        lambda x, s: x
        not in (
            0x4000,
            0x8000,
            0x10000,
            0x20000,
            0x40000,
            0x80000,
            0x100000,
            0x200000,
            0x400000,
        ),
        8,
        8,
    ),
)
"""Each rule that can be broken alone."""
