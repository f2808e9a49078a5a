# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=4cf0a461 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The message Member."""

from __future__ import annotations

from instar.generated.messages import TABLES, TEXT, UINT32, UINT64
from instar.record import Record


class Member(Record):
    """Member of a guest."""

    name: str = ""
    start: int = 0
    """In the archive."""
    length: int = 0
    """Bytes that it takes there."""
    stored: int = 0
    """Abi/archive.ksy: how."""


TABLES["Member"] = {
    10: ("name", TEXT, False, ""),
    16: ("start", UINT64, False, ""),
    24: ("length", UINT64, False, ""),
    32: ("stored", UINT32, False, ""),
}
