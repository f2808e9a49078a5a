# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=4cf0a461 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The message Snapshot."""

from __future__ import annotations

from instar.generated.messages import TABLES, TEXT, UINT32, UINT64
from instar.record import Record


class Snapshot(Record):
    """An internal snapshot."""

    id: str = ""
    name: str = ""
    vm_state_size: int = 0
    date_sec: int = 0
    date_nsec: int = 0
    vm_clock_nsec: int = 0
    disk_size: int | None = None
    icount: int | None = None


TABLES["Snapshot"] = {
    10: ("id", TEXT, False, ""),
    18: ("name", TEXT, False, ""),
    24: ("vm_state_size", UINT64, False, ""),
    32: ("date_sec", UINT32, False, ""),
    40: ("date_nsec", UINT32, False, ""),
    48: ("vm_clock_nsec", UINT64, False, ""),
    56: ("disk_size", UINT64, False, ""),
    64: ("icount", UINT64, False, ""),
}
