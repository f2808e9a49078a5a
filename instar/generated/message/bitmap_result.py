# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=4cf0a461 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The message BitmapResult."""

from __future__ import annotations

from instar.generated.messages import TABLES, UINT32, UINT64
from instar.record import Record


class BitmapResult(Record):
    """How far the changes of a bitmap went. All before an action that is refused are made."""

    num_done: int = 0
    """Actions."""
    error: int = 0
    """Abi/edit.ksy: why the next one is refused, 0: all are done."""
    value: int = 0
    """What goes with it."""


TABLES["BitmapResult"] = {
    8: ("num_done", UINT32, False, ""),
    16: ("error", UINT32, False, ""),
    24: ("value", UINT64, False, ""),
}
