# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=b4baad7b gen=1
# Generated: edit the spec, then run `make codegen`.
"""BitmapResult, and what it holds."""

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


TABLES.update(
    {
        BitmapResult: {
            8: ("num_done", UINT32, False, None),
            16: ("error", UINT32, False, None),
            24: ("value", UINT64, False, None),
        },
    }
)
