# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=4cf0a461 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The message SnapshotResult."""

from __future__ import annotations

from instar.generated.messages import TABLES, TEXT, UINT64
from instar.record import Record


class SnapshotResult(Record):
    """The change of the snapshots of an image, which is complete."""

    virtual_size: int = 0
    """Of the disk afterwards."""
    id: str = ""
    """Of the snapshot that was made, applied or deleted."""
    name: str = ""


TABLES["SnapshotResult"] = {
    8: ("virtual_size", UINT64, False, ""),
    18: ("id", TEXT, False, ""),
    26: ("name", TEXT, False, ""),
}
