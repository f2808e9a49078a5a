# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/abi/bench.ksy spec=e6e7948f gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the bench operation: enums."""

from enum import IntEnum


class BenchFlag(IntEnum):
    """Values of flag."""

    WRITE = 1
    """Write over the disk, in place."""


class BenchError(IntEnum):
    """Values of error."""

    PAST_END = 8
    """A request ends after the disk does."""
