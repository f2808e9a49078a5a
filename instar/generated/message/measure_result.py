# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=b4baad7b gen=1
# Generated: edit the spec, then run `make codegen`.
"""MeasureResult, and what it holds."""

from __future__ import annotations

from instar.generated.messages import BOOL, TABLES, UINT32, UINT64
from instar.record import Record


class MeasureResult(Record):
    """MeasureResult of a guest."""

    required: int = 0
    fully_allocated: int = 0
    bitmaps: int = 0
    has_bitmaps: bool = False
    virtual_size: int = 0
    format: int = 0
    """Detected source format, abi/source.ksy."""
    disk: int = 0
    """Bytes of the disk that a new image of the target says it has."""
    unit: int = 0
    """Bytes that the target allocates at once (cluster, grain, block), 0 where there is no such
    thing.
    """


TABLES.update(
    {
        MeasureResult: {
            8: ("required", UINT64, False, None),
            16: ("fully_allocated", UINT64, False, None),
            24: ("bitmaps", UINT64, False, None),
            32: ("has_bitmaps", BOOL, False, None),
            40: ("virtual_size", UINT64, False, None),
            48: ("format", UINT32, False, None),
            56: ("disk", UINT64, False, None),
            64: ("unit", UINT64, False, None),
        },
    }
)
