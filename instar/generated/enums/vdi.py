# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/formats/vdi.ksy spec=bf6bd095 gen=1
# Generated: edit the spec, then run `make codegen`.
"""VDI, the disk image of VirtualBox: enums."""

from enum import IntEnum


class VdiImageType(IntEnum):
    """Values of image_type."""

    DYNAMIC = 1
    """Blocks are added as they are written."""
    STATIC = 2
    """All blocks are in the file from the start."""
    UNDO = 3
    """Differencing image that can be thrown away."""
    DIFF = 4
    """Differencing image of a snapshot."""
