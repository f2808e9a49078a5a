# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=4cf0a461 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The message VmdkExtent."""

from __future__ import annotations

from instar.generated.messages import BOOL, BYTES, TABLES, TEXT, UINT32, UINT64
from instar.record import Record


class VmdkExtent(Record):
    """VmdkExtent of a guest."""

    name: bytes = b""
    virtual_size: int = 0
    cluster_size: int | None = None
    format: str = ""
    """A name of qemu-img's."""
    compressed: bool = False
    disk: int = 0


TABLES["VmdkExtent"] = {
    10: ("name", BYTES, False, ""),
    16: ("virtual_size", UINT64, False, ""),
    24: ("cluster_size", UINT64, False, ""),
    34: ("format", TEXT, False, ""),
    40: ("compressed", BOOL, False, ""),
    48: ("disk", UINT32, False, ""),
}
