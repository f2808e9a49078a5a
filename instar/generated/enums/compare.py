# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/abi/compare.ksy spec=7380ab69 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the compare operation: enums."""

from enum import IntEnum


class CompareFlag(IntEnum):
    """Values of flag."""

    RUNS = 1
    """Send all runs. What could be read before a failure is put, down to the run that fails."""
