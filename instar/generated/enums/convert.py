# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/abi/convert.ksy spec=ce50f695 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the convert operation: enums."""

from enum import IntEnum


class ConvertFlag(IntEnum):
    """Values of flag."""

    PROGRESS = 1
    """Count what there is to copy first, and report how far the copy is."""
    BACKED = 2
    """The new image has a backing file: zeros are written where that may read as something else."""


class ConvertError(IntEnum):
    """Values of error."""

    OK = 0
    """The copy is complete."""
    WALK = 1
    """A table of a source is broken: `value` is where on the disk the run starts."""
    READ = 2
    """Data of a source cannot be read: `value` is where on the disk the request starts."""
