# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/abi/map.ksy spec=b35e6efb gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the map operation: enums."""

from enum import IntEnum


class MapFlag(IntEnum):
    """Values of flag."""

    HUMAN = 1
    """Send only what the human table shows: data that does not read as zeros."""
    IGNORE_ALLOCATED = 2
    """Runs that differ only in `allocated` merge, as before 6.1."""
    IGNORE_COMPRESSED = 4
    """Runs that differ only in `compressed` merge, as before 8.2."""
    UNALLOCATED_UNKNOWN = 8
    """Before 5.1, what a qcow, VMDK or parallels image does not allocate was not known to read
    as zeros where nothing is below.
    """


class MapError(IntEnum):
    """Values of error."""

    OK = 0
    """The answer is complete."""
    INVALID_SOURCE = 1
    """The source cannot be opened."""
    INVALID_OPTION = 2
    """A bit of `flags` is not known; the error's `value` says which."""
    HAS_BACKING = 3
    """Reserved: chains are composed here."""
    IO = 4
    """A table could not be read."""
    TOO_MANY = 5
    """The window has more runs than `max_extents`; the error's `value` says how many these are."""
