# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=4cf0a461 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The message KeySlot."""

from __future__ import annotations

from instar.generated.messages import BOOL, TABLES, TEXT, UINT32, UINT64
from instar.record import Record


class KeySlot(Record):
    """A key slot of LUKS."""

    active: bool = False
    iterations: int = 0
    key_offset: int = 0
    stripes: int = 0
    number: int = 0
    """Of version 2, as the rest."""
    kdf: str = ""
    """`argon2id`, `argon2i` or `pbkdf2`."""
    memory: int = 0
    """In KiB."""
    lanes: int = 0


TABLES["KeySlot"] = {
    8: ("active", BOOL, False, ""),
    16: ("iterations", UINT64, False, ""),
    24: ("key_offset", UINT64, False, ""),
    32: ("stripes", UINT64, False, ""),
    40: ("number", UINT32, False, ""),
    50: ("kdf", TEXT, False, ""),
    56: ("memory", UINT64, False, ""),
    64: ("lanes", UINT32, False, ""),
}
