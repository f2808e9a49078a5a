# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/abi/resize.ksy spec=bdc1c641 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the resize operation: enums."""

from enum import IntEnum


class ResizeAction(IntEnum):
    """Values of action."""

    GROW = 0
    """The disk becomes larger."""
    SHRINK = 1
    """The disk becomes smaller; needs the flag `shrink`."""
    NOOP = 2
    """The disk keeps its size."""


class ResizeFlag(IntEnum):
    """Values of flag."""

    SHRINK = 1
    """The end of the disk may be cut off."""


class ResizeError(IntEnum):
    """Values of error."""

    OK = 0
    """The image has its new size."""
    INVALID_OPTION = 1
    """A field of the configuration is not allowed; the error's `value` says which."""
    INVALID_NEW_SIZE = 2
    """The new size cannot be a disk of this format."""
    SHRINK_WITHOUT_FLAG = 3
    """The new size is smaller and the flag `shrink` is missing."""
    SHRINK_BELOW_ALLOCATED = 4
    """What would be cut off holds data that the format cannot drop."""
    FORMAT = 5
    """The image's format cannot be resized."""
    SUBFORMAT = 6
    """This variant of the format cannot be resized."""
    SHRINK_UNSUPPORTED = 7
    """Images of this format only grow."""
    PREALLOCATION_UNSUPPORTED = 8
    """The format has no such preallocation."""
    SCRATCH_TOO_SMALL = 9
    """The changes do not fit the scratch disk."""
    READ = 10
    """The image could not be read."""
    WRITE = 11
    """The image could not be written."""
    PARSE = 12
    """The image breaks a rule of its format; the error's other fields say which."""
    HEADER_MISMATCH = 13
    """The header is not the one that the plan was made for."""
    BITMAPS = 14
    """The image has bitmaps that cannot follow."""
