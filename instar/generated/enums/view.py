# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/abi/view.ksy spec=ff3b2ba6 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration and answer of the view operation: enums."""

from enum import IntEnum


class ViewMode(IntEnum):
    """Values of mode."""

    TREE = 0
    """The node that the path leads to and what is in it."""
    OWNERS = 1
    """Of each byte of the file, whose it is."""
    AT_GUEST = 2
    """The tables' entries that lead to a byte of the disk."""
    AT_FILE = 3
    """All that leads to a byte of the file."""


class ViewOwner(IntEnum):
    """Values of owner."""

    UNKNOWN = 0
    """Nothing leads there."""
    HEADER = 1
    """A header, and what belongs to it."""
    L1 = 2
    """A table that leads to tables."""
    L2 = 3
    """A table that leads to data."""
    BAT = 4
    """A table of all blocks of the disk."""
    REFCOUNTS = 5
    """Counts of users."""
    BITMAPS = 6
    """Bitmaps, of what has changed or what a block has."""
    SNAPSHOTS = 7
    """The list of snapshots."""
    DATA = 8
    """Data of the disk."""
    COMPRESSED = 9
    """Data of the disk, compressed."""
    LOG = 10
    """A log of changes."""
    DESCRIPTOR = 11
    """A text that describes the image."""
    METADATA = 12
    """What else describes the image."""
    KEYS = 13
    """Material of keys."""
    LEAKED = 14
    """Nothing leads there, but it is counted as used."""
    OVERLAP = 15
    """Two things are there that do not belong together."""


class ViewNodeKind(IntEnum):
    """Values of node_kind."""

    NUMBER = 0
    """A number in the file."""
    BITS = 1
    """Some bits of it."""
    BYTES = 2
    """Bytes without another meaning."""
    TEXT = 3
    """A text."""
    OBJECT = 4
    """A structure."""
    LIST = 5
    """A list; its elements follow."""
    COMPUTED = 6
    """A number that follows from others."""


class ViewNodeFlag(IntEnum):
    """Values of node_flag."""

    ELEMENT = 1
    """An element of the list that comes before."""
    NEGATIVE = 2
    """The number is negative."""
    BROKEN = 4
    """It cannot be read: it is outside of the file, or follows from something that is."""
    MORE = 8
    """There are more elements than those that are sent."""
    CUT = 16
    """The text is longer than what is sent."""
    DEEPER = 32
    """What is in it was not asked for."""
    ENCODED = 64
    """The file has it in base64: offset, length and data are those of the characters."""


class ViewError(IntEnum):
    """Values of error."""

    OK = 0
    """The answer is complete."""
    NO_VIEW = 1
    """There is no view of the format."""
    NO_SUCH_NODE = 2
    """The path leads nowhere. The value is the number of the step."""
    TOO_MUCH = 3
    """It takes too long to find out where everything is."""
    OTHER_TABLES = 4
    """Host and guest have tables of other views."""
