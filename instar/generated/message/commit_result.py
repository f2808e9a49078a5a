# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=4cf0a461 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The message CommitResult."""

from __future__ import annotations

from instar.generated.messages import TABLES, UINT32, UINT64
from instar.record import Record


class CommitResult(Record):
    """An image is committed, or emptied."""

    format: int = 0
    """Abi/source.ksy: of file 0."""
    data: int = 0
    """Bytes of the disk that were written."""
    zeros: int = 0
    """... as zeros."""


TABLES["CommitResult"] = {
    8: ("format", UINT32, False, ""),
    16: ("data", UINT64, False, ""),
    24: ("zeros", UINT64, False, ""),
}
