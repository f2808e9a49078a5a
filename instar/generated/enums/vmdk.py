# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/formats/vmdk.ksy spec=c13498ea gen=1
# Generated: edit the spec, then run `make codegen`.
"""VMDK, the virtual disk of VMware products: enums."""

from enum import IntEnum


class VmdkCompressAlgorithm(IntEnum):
    """Values of compress_algorithm."""

    NONE = 0
    """Grains are as they are."""
    DEFLATE = 1
    """Each grain is a zlib stream (RFC 1950)."""


class VmdkMarkerType(IntEnum):
    """Values of marker_type."""

    END_OF_STREAM = 0
    """The stream ends here."""
    GRAIN_TABLE = 1
    """A grain table follows."""
    GRAIN_DIRECTORY = 2
    """The grain directory follows."""
    FOOTER = 3
    """The footer follows."""
