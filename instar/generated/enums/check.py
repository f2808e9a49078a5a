# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/abi/check.ksy spec=6de10d81 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What checks look for and report: enums."""

from enum import IntEnum


class CheckFlag(IntEnum):
    """Values of flag."""

    BACKING_CHAIN = 1
    """Check every member of the chain."""
    RESERVED_UNCHECKED = 2
    """Before 6.2, reserved bits and subclusters of qcow2 entries were not looked at, and
    compressed clusters began with a sector.
    """
    PARALLELS_UNCHECKED = 4
    """Before 8.2, entries of a Parallels image that name one cluster were not looked for, nor
    where its data begins.
    """
    PARALLELS_OUTSIDE_COUNTS = 8
    """Before 8.1, clusters of a Parallels image past the end of the file counted as allocated,
    and only where one begins mattered.
    """
    BEYOND = 16
    """Look for what qemu-img's check does not look for, and at formats that it has no check for."""
    REPAIR_LEAKS = 32
    """Free clusters that are counted and have fewer users, or none."""
    REPAIR_ERRORS = 64
    """Correct counts, and flags that contradict them; write counts anew where there is no other
    way.
    """
    KEEP_UNREACHABLE = 128
    """Free nothing where a pointer is broken: what seems to have no user may be what it led to."""
    PLAN = 512
    """Say of each write of a repair why it is done, where no problem says so."""
    DEEP = 256
    """Name for each cluster whose count is wrong whose it is, and what a repair makes of it."""


class CheckUser(IntEnum):
    """Values of user."""

    HEADER = 0
    """The header, or what it says of encryption."""
    L1 = 1
    """An L1 table."""
    L2 = 2
    """An L2 table."""
    DATA = 3
    """Data of the disk, compressed or not."""
    SNAPSHOTS = 4
    """The snapshot table."""
    COUNTS = 5
    """The refcount table or a block."""
    BITMAP = 6
    """The bitmap directory, a bitmap's table or its data."""


class CheckEffect(IntEnum):
    """Values of effect."""

    NONE = 0
    """It is only said."""
    CORRUPTION = 1
    """Data is damaged, or will be."""
    LEAK = 2
    """Space is lost, and nothing else."""
    CHECK_ERROR = 3
    """Something could not be looked at, so that the rest of the answer may be wrong."""
    CORRUPTION_REPAIRED = 4
    """Data was damaged, or would have been, and is not any more."""
    LEAK_REPAIRED = 5
    """Space was lost, and is free again."""
    WRITE = 6
    """Nothing is wrong: a planned repair writes there, and this is why."""


class CheckOutcome(IntEnum):
    """Values of outcome."""

    COMPLETE = 0
    """The counts are the answer."""
    UNSUPPORTED = 1
    """The format has no check, or no repair."""
    INVALID = 2
    """The check was ended: a table that it needs makes no sense (EINVAL)."""
    TOO_LARGE = 3
    """The check was ended: a table that it needs is too large (EFBIG)."""
    IO = 4
    """The check was ended: a table that it needs cannot be read (EIO)."""
    NOT_PERMITTED = 5
    """The check was ended: the disk has more than its tables say (EPERM, as qemu-img has it)."""
