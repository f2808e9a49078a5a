# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/formats/sesparse.ksy spec=318523ea gen=1
# Generated: edit the spec, then run `make codegen`.
"""SEsparse, the space-efficient sparse extent of ESXi: enums."""

from enum import IntEnum


class SesparseTableState(IntEnum):
    """Values of table_state."""

    NONE = 0
    """No grain table; all 16 MiB are unallocated."""
    ALLOCATED = 0x10000000
    """There is a grain table."""


class SesparseGrainState(IntEnum):
    """Values of grain_state."""

    UNALLOCATED = 0
    """Reads from the parent. The rest of the entry is 0."""
    UNMAPPED = 1
    """Discarded by the guest; zeros. The rest of the entry does not matter."""
    ZERO = 2
    """Zeros. The rest of the entry does not matter."""
    ALLOCATED = 3
    """The grain is in the file."""
