# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN construct specs/abi/desk.ksy spec=31353d0a gen=1
# Generated: edit the spec, then run `make codegen`.
"""The desk, where workers put what they make: construct declarations."""

import construct as c

from instar.layout.constructs import Ruled

DeskPiece = c.Struct(
    "start"
    / Ruled(
        c.Int32ul,
        "desk piece",
        "start",
        lambda value, this: value <= 0x220000,
        "at most 0x220000",
        3,
    ),
    "len_piece"
    / Ruled(
        c.Int32ul,
        "desk piece",
        "len_piece",
        lambda value, this: value <= 0x220000,
        "at most 0x220000",
        3,
    ),
    "state"
    / Ruled(
        c.Int32ul,
        "desk piece",
        "state",
        lambda value, this: value
        in (
            0,
            1,
            2,
            3,
        ),
        "one of 0 (left), 1 (zero), 2 (stored), 3 (compressed)",
        6,
    ),
    "reserved" / c.Const(b"\x00\x00\x00\x00"),
)
