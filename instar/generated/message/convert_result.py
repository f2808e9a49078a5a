# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=4cf0a461 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The message ConvertResult."""

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


TABLES["ConvertResult"] = {
    8: ("virtual_size", UINT64, False, ""),
    16: ("data", UINT64, False, ""),
    24: ("zeros", UINT64, False, ""),
    32: ("compressed", UINT64, False, ""),
    40: ("copied", UINT64, False, ""),
}
