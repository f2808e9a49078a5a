# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/abi/convert.ksy spec=0bee7eb7 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the convert operation: enums."""

from enum import IntEnum


class ConvertFlag(IntEnum):
    """Values of flag."""

    PROGRESS = 1
    """Count what there is to copy first, and report how far the copy is."""
    BACKED = 2
    """The new image has a backing file: zeros are written where that may read as something else."""
    WORKERS = 256
    """The last file is the desk where workers put what they make (`desk.ksy`)."""
