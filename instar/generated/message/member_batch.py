# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=b4baad7b gen=1
# Generated: edit the spec, then run `make codegen`.
"""MemberBatch, and what it holds."""

from __future__ import annotations

from instar.generated.messages import BOOL, MESSAGE, TABLES, TEXT, UINT32, UINT64
from instar.record import Record


class Member(Record):
    """Member of a guest."""

    name: str = ""
    start: int = 0
    """In the archive."""
    length: int = 0
    """Bytes that it takes there."""
    stored: int = 0
    """Abi/archive.ksy: how."""


class MemberBatch(Record):
    """Files in an archive, in its order."""

    members: tuple[Member, ...] = ()
    last: bool = False
    """No more follow."""


TABLES.update(
    {
        Member: {
            10: ("name", TEXT, False, None),
            16: ("start", UINT64, False, None),
            24: ("length", UINT64, False, None),
            32: ("stored", UINT32, False, None),
        },
        MemberBatch: {
            10: ("members", MESSAGE, True, Member),
            16: ("last", BOOL, False, None),
        },
    }
)
