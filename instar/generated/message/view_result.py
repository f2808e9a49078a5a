# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=4cf0a461 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The message ViewResult."""

from __future__ import annotations

from instar.generated.messages import BOOL, TABLES, UINT32, UINT64
from instar.record import Record


class ViewResult(Record):
    """The view that was sent, which is complete."""

    view: int = 0
    """Number of the view."""
    file_size: int = 0
    num_nodes: int = 0
    """Or runs."""
    full: bool = False
    """max_nodes was reached, or it took too long."""


TABLES["ViewResult"] = {
    8: ("view", UINT32, False, ""),
    16: ("file_size", UINT64, False, ""),
    24: ("num_nodes", UINT64, False, ""),
    32: ("full", BOOL, False, ""),
}
