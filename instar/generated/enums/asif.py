# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/formats/asif.ksy spec=71f3d058 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Apple sparse image (ASIF): enums."""

from enum import IntEnum


class AsifChunkState(IntEnum):
    """Values of chunk_state."""

    UNWRITTEN = 0
    """Nothing."""
    WRITTEN = 1
    """All of it."""
    UNKNOWN = 2
    """Never seen."""
    PARTIAL = 3
    """The sectors that the bitmap says."""


class AsifSectorState(IntEnum):
    """Values of sector_state."""

    UNWRITTEN = 0
    """The sector reads as zeros."""
    WRITTEN = 1
    """The sector is in the chunk."""
