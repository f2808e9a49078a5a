# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/abi/info.ksy spec=a6e0f91c gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the info operation: enums."""

from enum import IntEnum


class InfoError(IntEnum):
    """Values of error."""

    OK = 0
    """There is an answer."""
    INVALID_OPTION = 1
    """A flag is not known."""
    TOO_LONG = 2
    """What the image lists (snapshots, bitmaps, extents) does not fit into an answer."""


class InfoFlag(IntEnum):
    """Values of flag."""

    BACKING_CHAIN = 1
    """Answer for every member of the chain."""
    SAFETY = 2
    """Look for findings; open the image as far as it can be opened."""
    LIMITS = 4
    """Answer the block limits too."""
