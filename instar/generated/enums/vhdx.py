# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/formats/vhdx.ksy spec=794a3f87 gen=1
# Generated: edit the spec, then run `make codegen`.
"""VHDX, the virtual hard disk of Hyper-V: enums."""

from enum import IntEnum


class VhdxPayloadBlockState(IntEnum):
    """Values of payload_block_state."""

    NOT_PRESENT = 0
    """Never written. Reads as anything, in practice zeros; in a differencing image from the
    parent.
    """
    UNDEFINED = 1
    """Contents are not defined; readers give zeros."""
    ZERO = 2
    """The block reads as zeros."""
    UNMAPPED = 3
    """The block was discarded; readers give zeros or what was there before."""
    UNMAPPED_DRAFT = 5
    """What `unmapped` was in the draft 0.95 of the format; reserved in 1.0. qemu reads zeros."""
    FULLY_PRESENT = 6
    """The block is in the file."""
    PARTIALLY_PRESENT = 7
    """Sectors whose bit is set in the sector bitmap are in the file and others in the parent."""


class VhdxSectorBitmapState(IntEnum):
    """Values of sector_bitmap_state."""

    NOT_PRESENT = 0
    """There is no bitmap."""
    PRESENT = 6
    """The bitmap is in the file."""
