# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=4cf0a461 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The message Progress."""

from __future__ import annotations

from instar.generated.messages import TABLES, UINT64
from instar.record import Record


class Progress(Record):
    """Progress of a guest."""

    done: int = 0
    total: int = 0


TABLES["Progress"] = {
    8: ("done", UINT64, False, ""),
    16: ("total", UINT64, False, ""),
}
