# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=4cf0a461 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The message ViewRuns."""

from __future__ import annotations

from instar.generated.messages import BYTES, TABLES
from instar.record import Record


class ViewRuns(Record):
    """Packed `view::run`s (abi/view.ksy), in the order of the file, or of a way to a place."""

    runs: bytes = b""


TABLES["ViewRuns"] = {
    10: ("runs", BYTES, False, ""),
}
