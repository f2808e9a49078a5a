# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=4cf0a461 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The message ExtentBatch."""

from __future__ import annotations

from instar.generated.messages import BYTES, TABLES
from instar.record import Record


class ExtentBatch(Record):
    """Packed `extent_record`s (abi/extent.ksy), in order, adjacent runs already merged."""

    records: bytes = b""


TABLES["ExtentBatch"] = {
    10: ("records", BYTES, False, ""),
}
