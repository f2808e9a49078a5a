# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/abi/lamp.ksy spec=eb8885b6 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What the host tells a lantern: enums."""

from enum import IntEnum


class LampColour(IntEnum):
    """Values of colour."""

    RED = 0
    """Long waves."""
    VIOLET = 7
    """Short waves."""
