# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/abi/check_run.ksy spec=a7c56466 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the check operation: enums."""

from enum import IntEnum


class CheckRunError(IntEnum):
    """Values of error."""

    OK = 0
    """There is an answer."""
    INVALID_OPTION = 1
    """A bit of `flags` is not known; the error's `value` says which."""
