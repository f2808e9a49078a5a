# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=4cf0a461 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The message Opened."""

from __future__ import annotations

from instar.generated.messages import TABLES, UINT32, UINT64
from instar.record import Record


class Opened(Record):
    """The image is open: the first message of an operation that answers as it goes. What does
    not open is an Error and no Opened.
    """

    virtual_size: int = 0
    format: int = 0
    """Abi/source.ksy."""
    cell: int = 0
    """Bytes of a cell of the picture that was asked for (abi/map.ksy), 0 where none was."""


TABLES["Opened"] = {
    8: ("virtual_size", UINT64, False, ""),
    16: ("format", UINT32, False, ""),
    24: ("cell", UINT64, False, ""),
}
