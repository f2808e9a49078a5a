# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=4cf0a461 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The message RebaseResult."""

from __future__ import annotations

from instar.generated.messages import TABLES, UINT32, UINT64
from instar.record import Record


class RebaseResult(Record):
    """An image names another backing image, or none."""

    format: int = 0
    """Abi/source.ksy."""
    data: int = 0
    """Bytes of the disk that were written."""
    zeros: int = 0
    """... that are marked as zeros."""


TABLES["RebaseResult"] = {
    8: ("format", UINT32, False, ""),
    16: ("data", UINT64, False, ""),
    24: ("zeros", UINT64, False, ""),
}
