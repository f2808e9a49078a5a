# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/formats/iso9660.ksy spec=ed6664fa gen=1
# Generated: edit the spec, then run `make codegen`.
"""Optical disc file systems (ECMA-119, and how UDF is recognised): enums."""

from enum import IntEnum


class Iso9660DescriptorType(IntEnum):
    """Values of descriptor_type."""

    BOOT_RECORD = 0
    """How to start a system from the disc (El Torito)."""
    PRIMARY = 1
    """The file system."""
    SUPPLEMENTARY = 2
    """The file system again with other names, such as Joliet's."""
    PARTITION = 3
    """A part of the volume."""
    TERMINATOR = 255
    """No further descriptor follows."""
