# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/abi/desk.ksy spec=31353d0a gen=1
# Generated: edit the spec, then run `make codegen`.
"""The desk, where workers put what they make: enums."""

from enum import IntEnum


class DeskMethod(IntEnum):
    """Values of method."""

    UNPACK = 0
    """Units that hold compressed clusters, as they read; others are left."""
    DEFLATE = 1
    """A raw deflate stream with a window of 4 KiB, as qemu writes it."""
    ZSTD = 2
    """A zstd frame of level 3 that names its size, without a checksum."""
    ZLIB = 3
    """A deflate stream with zlib's header and checksum, whether or not it is shorter."""


class DeskState(IntEnum):
    """Values of state."""

    LEFT = 0
    """No worker has made it."""
    ZERO = 1
    """The unit reads as zeros; it has no bytes."""
    STORED = 2
    """As it reads: that was asked for, or the unit does not shrink."""
    COMPRESSED = 3
    """By the method that was asked for."""
