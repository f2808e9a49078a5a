# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=4cf0a461 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The message ResizeResult."""

from __future__ import annotations

from instar.generated.messages import TABLES, UINT64
from instar.record import Record


class ResizeResult(Record):
    """The change of a disk's size, which is complete."""

    old_virtual_size: int = 0
    new_virtual_size: int = 0


TABLES["ResizeResult"] = {
    8: ("old_virtual_size", UINT64, False, ""),
    16: ("new_virtual_size", UINT64, False, ""),
}
