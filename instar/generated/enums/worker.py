# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/abi/worker.ksy spec=437c4612 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of workers: enums."""

from enum import IntEnum


class WorkerFlag(IntEnum):
    """Values of flag."""

    KEEP_ZEROS = 1
    """Zeros are data, as any."""
