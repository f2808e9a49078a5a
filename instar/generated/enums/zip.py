# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/formats/zip.ksy spec=71d443a5 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Zip archive: enums."""

from enum import IntEnum


class ZipMethod(IntEnum):
    """Values of method."""

    STORED = 0
    """As it is."""
    DEFLATE = 8
    """A raw deflate stream."""


class ZipFlag(IntEnum):
    """Values of flag."""

    ENCRYPTED = 1
    """The member is encrypted."""
