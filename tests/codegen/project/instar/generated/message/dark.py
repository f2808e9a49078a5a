# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=36d20813 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The message Dark."""

from __future__ import annotations

from instar.generated.messages import BYTES, TABLES
from instar.record import Record


class Dark(Record):
    """Dark of a guest."""

    why: bytes = b""


TABLES["Dark"] = {
    10: ("why", BYTES, False, ""),
}
