# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/abi/compare.ksy spec=1da6430c gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the compare operation: enums."""

from enum import IntEnum


class CompareFlag(IntEnum):
    """Values of flag."""

    RUNS = 1
    """Send all runs. What could be read before a failure is put, down to the run that fails."""
    COPIES = 2
    """Have the host copy long parts that a file has as they are. What could not be copied ends
    the run.
    """
