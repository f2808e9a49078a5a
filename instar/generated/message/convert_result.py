# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=b4baad7b gen=1
# Generated: edit the spec, then run `make codegen`.
"""ConvertResult, and what it holds."""

from __future__ import annotations

from instar.generated.messages import TABLES, UINT64
from instar.record import Record


class ConvertResult(Record):
    """What a conversion has read and written, in bytes of the disk."""

    virtual_size: int = 0
    """Of all sources together."""
    data: int = 0
    """Written as data."""
    zeros: int = 0
    """Not written, or written as zeros that take no space."""
    compressed: int = 0
    """Of `data`, written compressed."""
    copied: int = 0
    """Of `data`, moved by the host alone."""


TABLES.update(
    {
        ConvertResult: {
            8: ("virtual_size", UINT64, False, None),
            16: ("data", UINT64, False, None),
            24: ("zeros", UINT64, False, None),
            32: ("compressed", UINT64, False, None),
            40: ("copied", UINT64, False, None),
        },
    }
)
