# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/abi/edit.ksy spec=e89489d7 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What changes of images in place are asked for: enums."""

from enum import IntEnum


class EditSnapshotAction(IntEnum):
    """Values of snapshot_action."""

    CREATE = 1
    """Keep the disk as it is under a new snapshot."""
    APPLY = 2
    """The disk becomes that of the snapshot."""
    DELETE = 3
    """Forget the snapshot."""


class EditError(IntEnum):
    """Values of error."""

    OK = 0
    """It is done."""
    UNSUPPORTED = 1
    """Images of this kind have no internal snapshots; `value` is the format."""
    NOT_FOUND = 2
    """No snapshot has the name."""
    TOO_MANY = 3
    """There is no room for another one; `value` is how many there are."""
    OVERFLOW = 4
    """A cluster cannot be used once more: its refcount has too few bits. `value` is its offset."""
    BITMAPS = 5
    """The disk has bitmaps, which would be wrong; `value` is how many."""
    NO_ROOM = 6
    """The header would not fit into its place; `value` is how many bytes that has."""
    INVALID = 7
    """Images of this kind cannot have what is asked for; `value` is its length, or what is in
    the way.
    """
