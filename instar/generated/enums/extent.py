# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/abi/extent.ksy spec=5724f7b4 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Extent records, what walkers yield and `map` sends: enums."""

from enum import IntEnum


class ExtentFlag(IntEnum):
    """Values of flag."""

    DATA = 1
    """The run reads from stored bytes (or would, were they not known to be zero)."""
    ZERO = 2
    """The run reads as zeros."""
    ALLOCATED = 4
    """This layer determines what is read; without it, the next layer does."""
    OFFSET_VALID = 8
    """The bytes are uncoded at `host_offset`."""
    COMPRESSED = 16
    """The run is stored compressed."""
    ENCRYPTED = 32
    """The run is stored encrypted by the format."""
