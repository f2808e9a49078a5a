# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/formats/lantern.ksy spec=d41c59d6 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Lantern image: enums."""

from enum import IntEnum


class LanternKind(IntEnum):
    """Values of kind."""

    OIL = 1
    """Of a whale."""
    GAS = 0xFFFFFFFF
    """From a pipe."""
