# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/abi/panic.ksy spec=f571e4e1 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Why a guest gives up: enums."""

from enum import IntEnum


class PanicReason(IntEnum):
    """Values of reason."""

    BAD_BOOT = 1
    """The boot information is not what this core was built for."""
    BAD_CALL_TABLE = 2
    """The operation was built for another core."""
    BAD_CALL = 3
    """The operation gave a call an argument that no input can justify; the value is the slot."""
    MESSAGE_TOO_LONG = 4
    """The operation emitted a message longer than the channel takes; the value is its length."""
    DEVICE_BROKEN = 5
    """The host's answer breaks the queue's rules."""
    DOORBELL_RETURNED = 6
    """The host went on after a doorbell that does not return."""
