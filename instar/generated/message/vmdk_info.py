# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=4cf0a461 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The message VmdkInfo."""

from __future__ import annotations

from instar.generated.messages import MESSAGE, TABLES, TEXT, UINT32
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.message.vmdk_extent import VmdkExtent as VmdkExtent


class VmdkInfo(Record):
    """VmdkInfo of a guest."""

    cid: int = 0
    parent_cid: int = 0
    create_type: str = ""
    """As the descriptor has it."""
    extents: tuple[VmdkExtent, ...] = ()


TABLES["VmdkInfo"] = {
    8: ("cid", UINT32, False, ""),
    16: ("parent_cid", UINT32, False, ""),
    26: ("create_type", TEXT, False, ""),
    34: ("extents", MESSAGE, True, "VmdkExtent"),
}
