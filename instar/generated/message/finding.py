# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=4cf0a461 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The message Finding."""

from __future__ import annotations

from instar.generated.messages import BYTES, TABLES, UINT32, UINT64
from instar.record import Record


class Finding(Record):
    """Finding of a guest."""

    id: int = 0
    """Abi/info.ksy."""
    structure: int = 0
    field: int = 0
    offset: int = 0
    value: int = 0
    detail: bytes = b""
    fault: int = 0
    """FAULT_* id of a rule that is broken, or."""
    reason: int = 0
    """parse_status of one that the field itself has."""
    extra: tuple[int, ...] = ()
    """Further numbers that the rule's text names."""


TABLES["Finding"] = {
    8: ("id", UINT32, False, ""),
    16: ("structure", UINT32, False, ""),
    24: ("field", UINT32, False, ""),
    32: ("offset", UINT64, False, ""),
    40: ("value", UINT64, False, ""),
    50: ("detail", BYTES, False, ""),
    56: ("fault", UINT32, False, ""),
    64: ("reason", UINT32, False, ""),
    74: ("extra", UINT64, True, ""),
}
