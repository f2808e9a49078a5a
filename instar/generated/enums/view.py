# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/abi/view.ksy spec=8d9ca9e1 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration and answer of the view operation: enums."""

from enum import IntEnum


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
