# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=36d20813 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The message Wick."""

from __future__ import annotations

from instar.generated.messages import BOOL, TABLES
from instar.record import Record


class Wick(Record):
    """Wick of a guest."""

    lit: bool = False


TABLES["Wick"] = {
    8: ("lit", BOOL, False, ""),
}
