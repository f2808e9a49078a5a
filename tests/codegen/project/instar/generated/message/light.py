# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=36d20813 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Light, and what it holds."""

from __future__ import annotations

from instar.generated.messages import BOOL, BYTES, MESSAGE, TABLES, UINT32, UINT64
from instar.record import Record


class Wick(Record):
    """Wick of a guest."""

    lit: bool = False


class Light(Record):
    """It shines."""

    lumen: int = 0
    """How much."""
    colour: bytes | None = None
    wicks: tuple[Wick, ...] = ()
    hours: tuple[int, ...] = ()


TABLES.update(
    {
        Wick: {
            8: ("lit", BOOL, False, None),
        },
        Light: {
            8: ("lumen", UINT64, False, None),
            18: ("colour", BYTES, False, None),
            26: ("wicks", MESSAGE, True, Wick),
            34: ("hours", UINT32, True, None),
        },
    }
)
