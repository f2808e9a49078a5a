# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=4cf0a461 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The message ProblemBatch."""

from __future__ import annotations

from instar.generated.messages import BYTES, TABLES
from instar.record import Record


class ProblemBatch(Record):
    """Packed `problem`s (abi/check.ksy), in the order in which they were found. `detail` is a
    text out of the image that the last of them names.
    """

    problems: bytes = b""
    detail: bytes = b""


TABLES["ProblemBatch"] = {
    10: ("problems", BYTES, False, ""),
    18: ("detail", BYTES, False, ""),
}
