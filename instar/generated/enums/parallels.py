# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/formats/parallels.ksy spec=ca4f037f gen=1
# Generated: edit the spec, then run `make codegen`.
"""Parallels expandable disk image (HDD): enums."""

from enum import IntEnum


class ParallelsInUse(IntEnum):
    """Values of in_use."""

    OPEN = 0x746F6E59
    """Open for writing, or left so by a crash."""
    CLOSED = 0x312E3276
    """Closed properly, by a writer that knows this field."""
    UNKNOWN = 0
    """Written by a program that does not know this field."""


class ParallelsFeature(IntEnum):
    """Values of feature."""

    END = 0
    """End of the list of features."""
    DIRTY_BITMAP = 0x20385FAE252CB34A
    """A dirty bitmap."""
