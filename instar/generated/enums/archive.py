# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/abi/archive.ksy spec=33bb28f2 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Archives and their members: enums."""

from enum import IntEnum


class ArchiveKind(IntEnum):
    """Values of kind."""

    TAR = 1
    """A tar archive."""
    ZIP = 2
    """A zip archive."""


class ArchiveStored(IntEnum):
    """Values of stored."""

    PLAIN = 0
    """The member is a part of the file, as it is."""
    DEFLATE = 1
    """It is compressed with deflate."""
    SPARSE = 2
    """Only some parts of it are there."""
    ENCRYPTED = 3
    """It is encrypted."""
    OTHER = 4
    """It is compressed with something else."""
