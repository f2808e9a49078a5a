# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=4cf0a461 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The message Bitmap."""

from __future__ import annotations

from instar.generated.messages import TABLES, TEXT, UINT64
from instar.record import Record


class Bitmap(Record):
    """A persistent bitmap of a qcow2 image."""

    name: str = ""
    granularity: int = 0
    flags: tuple[str, ...] = ()
    """`in-use`, `auto`."""


TABLES["Bitmap"] = {
    10: ("name", TEXT, False, ""),
    16: ("granularity", UINT64, False, ""),
    26: ("flags", TEXT, True, ""),
}
