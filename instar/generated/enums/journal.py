# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/abi/journal.ksy spec=62b47234 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Journal of a change in place: enums."""

from enum import IntEnum


class JournalKind(IntEnum):
    """Values of kind."""

    PUT = 0
    """Write the data."""
    BARRIER = 1
    """What comes before is on stable storage before what comes after."""
    RESIZE = 2
    """Set the length of the image; what is new reads as zero."""
    ZERO = 3
    """Let the range read as zero, without space where the file system can."""
    RESERVE = 4
    """Have the file system set space aside."""
    FILL = 5
    """Write zeros."""
    OVER = 6
    """Only in a record of the old length: data may have been written over."""
    GROWN = 7
    """What the change has added at once. The journal belongs to no image without it."""
    COMPANION = 8
    """Only in a record of the old length: a file next to the image is new, or may be longer.
    `length` bytes of `companion` follow.
    """
