# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=b4baad7b gen=1
# Generated: edit the spec, then run `make codegen`.
"""CommitResult, and what it holds."""

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


TABLES.update(
    {
        CommitResult: {
            8: ("format", UINT32, False, None),
            16: ("data", UINT64, False, None),
            24: ("zeros", UINT64, False, None),
        },
    }
)
