# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=4cf0a461 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The message ViewBatch."""

from __future__ import annotations

from instar.generated.messages import BYTES, TABLES
from instar.record import Record


class ViewBatch(Record):
    """Packed `view::node`s (abi/view.ksy), each before what is in it. `data` holds their own
    bytes.
    """

    nodes: bytes = b""
    data: bytes = b""


TABLES["ViewBatch"] = {
    10: ("nodes", BYTES, False, ""),
    18: ("data", BYTES, False, ""),
}
