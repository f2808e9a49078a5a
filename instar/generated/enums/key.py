# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/abi/key.ksy spec=aa056dac gen=1
# Generated: edit the spec, then run `make codegen`.
"""Deriving keys: enums."""

from enum import IntEnum


class KeyStatus(IntEnum):
    """Values of status."""

    OK = 0
    """Derived."""
    NO_SECRET = 1
    """There is no such secret."""
    TOO_MANY_ITERATIONS = 2
    """The run would take more than it may."""
