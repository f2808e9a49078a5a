# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=4cf0a461 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The message LuksDetails."""

from __future__ import annotations

from instar.generated.messages import BOOL, MESSAGE, TABLES, TEXT, UINT32, UINT64
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.message.key_slot import KeySlot as KeySlot


class LuksDetails(Record):
    """What a LUKS header says."""

    version: int = 0
    cipher_alg: str = ""
    cipher_mode: str = ""
    hash_alg: str = ""
    ivgen_alg: str = ""
    ivgen_hash_alg: str = ""
    uuid: str = ""
    payload_offset: int = 0
    master_key_iterations: int = 0
    slots: tuple[KeySlot, ...] = ()
    detached_header: bool = False
    label: str = ""
    sector_size: int = 0
    """Of version 2."""


TABLES["LuksDetails"] = {
    8: ("version", UINT32, False, ""),
    18: ("cipher_alg", TEXT, False, ""),
    26: ("cipher_mode", TEXT, False, ""),
    34: ("hash_alg", TEXT, False, ""),
    42: ("ivgen_alg", TEXT, False, ""),
    50: ("ivgen_hash_alg", TEXT, False, ""),
    58: ("uuid", TEXT, False, ""),
    64: ("payload_offset", UINT64, False, ""),
    72: ("master_key_iterations", UINT64, False, ""),
    82: ("slots", MESSAGE, True, "KeySlot"),
    88: ("detached_header", BOOL, False, ""),
    98: ("label", TEXT, False, ""),
    104: ("sector_size", UINT32, False, ""),
}
