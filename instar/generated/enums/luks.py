# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/formats/luks.ksy spec=93b18077 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Linux unified key setup, versions 1 and 2: enums."""

from enum import IntEnum


class LuksHeader2Magic(IntEnum):
    """Values of header2_magic."""

    FIRST = 0x4C554B53
    """The letters LUKS: the header at the start of the file."""
    COPY = 0x534B554C
    """The letters SKUL: its copy, after the first one's JSON area."""


class LuksSlotPriority(IntEnum):
    """Values of slot_priority."""

    IGNORE = 0
    """LUKS2: The slot opens for who names it, and nobody else."""
    NORMAL = 1
    """LUKS2: It is tried in its turn; that of a slot that says nothing."""
    PREFER = 2
    """LUKS2: It is tried before the others."""


class LuksSlotState(IntEnum):
    """Values of slot_state."""

    INACTIVE = 57005
    """The slot is free."""
    ACTIVE = 0xAC71F3
    """The slot holds the disk's key."""
