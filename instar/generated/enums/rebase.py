# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/abi/rebase.ksy spec=ae359adb gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the rebase operation: enums."""

from enum import IntEnum


class RebaseFlag(IntEnum):
    """Values of flag."""

    COPY = 1
    """Write what the disk reads where it would read something else; the image names what it
    named.
    """
    BASED = 2
    """With `copy`: disk 1 is what the disk is to read where it has nothing. Without it, that is
    zeros.
    """
    LOOK = 4
    """With `copy`: open everything, and write nothing."""
    COMPRESS = 8
    """With `copy`: write whole clusters, compressed."""
    ZSTD = 16
    """With `compress`: by zstd, as the image has it."""
    PROGRESS = 32
    """With `copy`: report how far it is."""
