# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=4cf0a461 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The message Unreadable."""

from __future__ import annotations

from instar.generated.messages import BOOL, MESSAGE, TABLES, UINT64
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.message.error import Error as Error


class Unreadable(Record):
    """A part of the disk that cannot be read, and has become zeros. Parts that follow each other
    and are alike are one.
    """

    start: int = 0
    length: int = 0
    """Whole sectors, but at the end of the disk."""
    walk: bool = False
    """Tables are broken that say where it is."""
    read: bool = False
    """It is copied now; otherwise only counted."""
    error: Error | None = None
    """Why its first sector is lost."""


TABLES["Unreadable"] = {
    8: ("start", UINT64, False, ""),
    16: ("length", UINT64, False, ""),
    24: ("walk", BOOL, False, ""),
    32: ("read", BOOL, False, ""),
    42: ("error", MESSAGE, False, "Error"),
}
