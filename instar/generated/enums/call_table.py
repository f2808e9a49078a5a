# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/abi/call_table.ksy spec=2ce66f76 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Call table: enums."""

from enum import IntEnum


class CallTableStatus(IntEnum):
    """Values of status."""

    OK = 0
    """All done."""
    PAST_END = 1
    """The place is past the end of the file."""
    IO_ERROR = 2
    """The host could not do it."""
    BAD_DISK = 3
    """There is no such file."""
    UNSUPPORTED = 4
    """The host does not do that."""
    WRITE_FAILED = 5
    """The host could not write."""
