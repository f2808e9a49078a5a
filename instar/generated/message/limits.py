# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=4cf0a461 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The message Limits."""

from __future__ import annotations

from instar.generated.messages import TABLES, UINT64
from instar.record import Record


class Limits(Record):
    """What a layout asks of requests, in bytes; 0: nothing."""

    request_alignment: int = 0
    write_zeroes_alignment: int = 0
    discard_alignment: int = 0
    max_write_zeroes: int = 0


TABLES["Limits"] = {
    8: ("request_alignment", UINT64, False, ""),
    16: ("write_zeroes_alignment", UINT64, False, ""),
    24: ("discard_alignment", UINT64, False, ""),
    32: ("max_write_zeroes", UINT64, False, ""),
}
