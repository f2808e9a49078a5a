# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=4cf0a461 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The message Log."""

from __future__ import annotations

from instar.generated.messages import BYTES, MESSAGE, TABLES, UINT32
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.message.error import Error as Error


class Log(Record):
    """Log of a guest."""

    level: int = 0
    text: bytes = b""
    error: Error | None = None
    """A rule that is broken and tolerated; its text, as qemu has it, stands for `text`."""


TABLES["Log"] = {
    8: ("level", UINT32, False, ""),
    18: ("text", BYTES, False, ""),
    26: ("error", MESSAGE, False, "Error"),
}
