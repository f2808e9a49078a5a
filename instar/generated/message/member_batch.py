# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=4cf0a461 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The message MemberBatch."""

from __future__ import annotations

from instar.generated.messages import BOOL, MESSAGE, TABLES
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.message.member import Member as Member


class MemberBatch(Record):
    """Files in an archive, in its order."""

    members: tuple[Member, ...] = ()
    last: bool = False
    """No more follow."""


TABLES["MemberBatch"] = {
    10: ("members", MESSAGE, True, "Member"),
    16: ("last", BOOL, False, ""),
}
