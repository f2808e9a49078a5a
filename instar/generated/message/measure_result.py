# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=4cf0a461 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The message MeasureResult."""

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
    data: int = 0
    """Bytes of the units that have data; of all, where no data is looked for."""


TABLES["MeasureResult"] = {
    8: ("required", UINT64, False, ""),
    16: ("fully_allocated", UINT64, False, ""),
    24: ("bitmaps", UINT64, False, ""),
    32: ("has_bitmaps", BOOL, False, ""),
    40: ("virtual_size", UINT64, False, ""),
    48: ("format", UINT32, False, ""),
    56: ("disk", UINT64, False, ""),
    64: ("unit", UINT64, False, ""),
    72: ("data", UINT64, False, ""),
}
