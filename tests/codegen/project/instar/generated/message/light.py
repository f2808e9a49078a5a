# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=36d20813 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The message Light."""

from __future__ import annotations

from instar.generated.messages import BYTES, MESSAGE, TABLES, UINT32, UINT64
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.message.wick import Wick as Wick


class Light(Record):
    """It shines."""

    lumen: int = 0
    """How much."""
    colour: bytes | None = None
    wicks: tuple[Wick, ...] = ()
    hours: tuple[int, ...] = ()


TABLES["Light"] = {
    8: ("lumen", UINT64, False, ""),
    18: ("colour", BYTES, False, ""),
    26: ("wicks", MESSAGE, True, "Wick"),
    34: ("hours", UINT32, True, ""),
}
