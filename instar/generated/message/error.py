# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=4cf0a461 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The message Error."""

from __future__ import annotations

from instar.generated.messages import BYTES, TABLES, UINT32, UINT64
from instar.record import Record


class Error(Record):
    """The image, or the request, was refused. Texts are made on the host from the generated
    tables.
    """

    structure: int = 0
    """STRUCTURE_* id, 0 when the error belongs to no structure."""
    field: int = 0
    """Field id inside the structure."""
    reason: int = 0
    """parse_status, or 0 when `fault` says it."""
    fault: int = 0
    """FAULT_* id, 0 when `reason` says it."""
    offset: int = 0
    """Byte offset in the file."""
    value: int = 0
    disk: int = 0
    """Which attached file."""
    detail: bytes = b""
    """A short text out of the image (a feature's name); shown escaped."""
    code: int = 0
    """The operation's own error number (abi/measure.ksy and others), 0 for none."""
    extra: tuple[int, ...] = ()
    """Further numbers that the fault's text names."""
    place: int = 0
    """Where on the disk the operation was, for those that say so."""


TABLES["Error"] = {
    8: ("structure", UINT32, False, ""),
    16: ("field", UINT32, False, ""),
    24: ("reason", UINT32, False, ""),
    32: ("fault", UINT32, False, ""),
    40: ("offset", UINT64, False, ""),
    48: ("value", UINT64, False, ""),
    56: ("disk", UINT32, False, ""),
    66: ("detail", BYTES, False, ""),
    72: ("code", UINT32, False, ""),
    82: ("extra", UINT64, True, ""),
    88: ("place", UINT64, False, ""),
}
