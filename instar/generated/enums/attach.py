# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/abi/attach.ksy spec=f1dde835 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Attaching files that an image names: enums."""

from enum import IntEnum


class AttachKind(IntEnum):
    """Values of kind."""

    BACKING = 1
    """A backing image."""
    DATA_FILE = 2
    """An external data file."""
    EXTENT = 3
    """A part of the image."""
    PARENT = 4
    """The parent of a differencing image."""


class AttachStatus(IntEnum):
    """Values of status."""

    OK = 0
    """Attached."""
    NOT_FOUND = 1
    """There is no such file."""
    FAILED = 2
    """The host could not open it."""
    ESCAPES = 3
    """It lies outside the directory."""
    PROTOCOL = 4
    """The name is not a file's."""
    SPECIAL = 5
    """Not a regular file."""
    CYCLE = 6
    """Already part of the chain."""
    TOO_DEEP = 7
    """The chain is too long."""
    TOO_MANY = 8
    """No room for another file."""
    BAD_NAME = 9
    """Empty, too long or with a zero byte."""
    FORBIDDEN = 10
    """The caller follows no names."""
