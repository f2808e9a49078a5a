# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/abi/commit.ksy spec=28afb9ff gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of the commit operation: enums."""

from enum import IntEnum


class CommitFlag(IntEnum):
    """Values of flag."""

    EMPTY = 1
    """Let the image have nothing of its own, so that its disk is that of its backing image."""
    PROGRESS = 2
    """Report how far the copy is."""
