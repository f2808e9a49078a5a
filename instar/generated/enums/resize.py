# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/abi/resize.ksy spec=f816a3ef gen=1
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
    """A field of the configuration is not allowed; the error's `value` says which bits."""
    SIZE_MISMATCH = 2
    """The image has another size than the host says; `value` is the size."""
    ACTION_MISMATCH = 3
    """The action does not fit the sizes."""
    FORMAT = 4
    """The format cannot be resized."""
