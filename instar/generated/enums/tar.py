# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/formats/tar.ksy spec=e8a4129e gen=1
# Generated: edit the spec, then run `make codegen`.
"""Tape archive: enums."""

from enum import IntEnum


class TarKind(IntEnum):
    """Values of kind."""

    OLD_FILE = 0
    """A file, as archives before POSIX have it; a directory where the name ends with a slash."""
    FILE = 48
    """A file."""
    LINK = 49
    """A name of a member before. It has no bytes."""
    SYMLINK = 50
    """A symbolic link."""
    CHAR_DEVICE = 51
    """A device."""
    BLOCK_DEVICE = 52
    """A device."""
    DIRECTORY = 53
    """A directory."""
    FIFO = 54
    """A pipe."""
    CONTIGUOUS = 55
    """A file, for systems that have such."""
    GNU_LONG_LINK = 75
    """What the next member links to."""
    GNU_LONG_NAME = 76
    """The name of the next member."""
    GNU_SPARSE = 83
    """A file of which only some parts are here."""
    SOLARIS_RECORDS = 88
    """As `records`."""
    GLOBAL_RECORDS = 103
    """Pax records for all members that follow, which hold no names."""
    RECORDS = 120
    """Pax records of the next member."""
