# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/abi/convert.ksy spec=f76bf298 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the convert operation: enums."""

from enum import IntEnum


class ConvertFlag(IntEnum):
    """Values of flag."""

    PROGRESS = 1
    """Count what there is to copy first, and report how far the copy is."""
    BACKED = 2
    """The new image has a backing file: zeros are written where that may read as something else."""
    IN_PLACE = 4
    """The target is an image that exists, of the format that `image` has. Its disk is at least
    as long as the sources.
    """
    TARGET_IS_ZERO = 8
    """With `in_place`: all of the target's disk reads as zeros, so that none are written."""
    UNSCANNED = 16
    """What a source has as data is written whole, without a look for zeros in it."""
    OLD_TAILS = 32
    """Zeros at the end of a request are written where they end off a unit, as before qemu-img
    7.0.
    """
    SALVAGE = 64
    """What cannot be read of the sources becomes zeros, and is reported (`Unreadable`,
    guest.proto).
    """
    MOVES = 128
    """The host may move bytes that lie in a source as they are, without a look at them: the file
    system shares them.
    """
    WORKERS = 256
    """The last file is the desk where workers put what they make (`desk.ksy`)."""
    ORDERED = 512
    """Only `source`, `formats` and `num_sources` count. The last file has the rest, a `config`
    or zeros, read when the guest has said what the sources are (`Opened`).
    """
