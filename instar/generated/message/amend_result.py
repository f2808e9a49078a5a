# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=4cf0a461 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The message AmendResult."""

from __future__ import annotations

from instar.generated.messages import TABLES, UINT32, UINT64
from instar.record import Record


class AmendResult(Record):
    """An image has other options."""

    format: int = 0
    """Abi/source.ksy."""
    virtual_size: int = 0
    """Of the disk afterwards."""
    key_slots: int = 0
    """Those that were changed, a bit each."""


TABLES["AmendResult"] = {
    8: ("format", UINT32, False, ""),
    16: ("virtual_size", UINT64, False, ""),
    24: ("key_slots", UINT32, False, ""),
}
