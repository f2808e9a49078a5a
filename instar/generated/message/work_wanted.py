# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=4cf0a461 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The message WorkWanted."""

from __future__ import annotations

from instar.generated.messages import TABLES, UINT32
from instar.record import Record


class WorkWanted(Record):
    """What workers are to do for the guest that lays out an image; it will read from their desk
    (abi/desk.ksy).
    """

    method: int = 0
    len_unit: int = 0


TABLES["WorkWanted"] = {
    8: ("method", UINT32, False, ""),
    16: ("len_unit", UINT32, False, ""),
}
