# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/formats/luks.ksy spec=2dbc933d gen=1
# Generated: edit the spec, then run `make codegen`.
"""Linux unified key setup, versions 1 and 2: enums."""

from enum import IntEnum


class LuksSlotState(IntEnum):
    """Values of slot_state."""

    INACTIVE = 57005
    """The slot is free."""
    ACTIVE = 0xAC71F3
    """The slot holds the disk's key."""
