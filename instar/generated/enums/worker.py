# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/abi/worker.ksy spec=55fac5f3 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Configuration of workers, and what they answer: enums."""

from enum import IntEnum


class WorkerMethod(IntEnum):
    """Values of method."""

    STORE = 0
    """As it reads, decompressed if the source keeps it compressed."""
    DEFLATE = 1
    """A raw deflate stream with a window of 4 KiB, as qemu writes it."""
    ZSTD = 2
    """A zstd frame of level 3 that names its size, without a checksum."""


class WorkerState(IntEnum):
    """Values of state."""

    ZERO = 0
    """The unit reads as zeros; nothing is in the output."""
    STORED = 1
    """As it reads: the method is `store`, or the unit does not shrink."""
    COMPRESSED = 2
    """By the method that was asked for."""
