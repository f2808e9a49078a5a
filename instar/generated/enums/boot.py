# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/abi/boot.ksy spec=78fc3f5b gen=1
# Generated: edit the spec, then run `make codegen`.
"""What a guest finds when it starts, and how it leaves: enums."""

from enum import IntEnum


class BootImageKind(IntEnum):
    """Values of image_kind."""

    CORE = 1
    """Entry, drivers and call table."""
    OPERATION = 2
    """Reaches the world through the core's call table."""


class BootDiskFlag(IntEnum):
    """Values of disk_flag."""

    WRITABLE = 1
    """Requests of type `out` are served."""
    IN_USE = 2
    """Another process holds the file for writing, by qemu's locks. What has no tables may be
    read all the same.
    """


class BootDoorbell(IntEnum):
    """Values of doorbell."""

    QUEUE = 1
    """The virtqueue has requests. They are complete when the doorbell returns."""
    CHANNEL = 2
    """The message buffer is to be emptied."""
    ATTACH = 3
    """The attach exchange holds a request. It holds the answer when the doorbell returns."""
    DONE = 4
    """The operation has returned; its status is in the channel's state. Does not return."""
    PANIC = 5
    """The panic record says why the guest cannot go on. Does not return."""
    READY = 6
    """The process sandbox's loader is about to enter the core. Nothing of the guest has run yet."""
    KEY = 7
    """The control region holds a request for a key. It holds the key when the doorbell returns."""


class BootRunnerStep(IntEnum):
    """Values of runner_step."""

    HEADER = 101
    """Reading an image's header out of the shared memory."""
    MAP = 102
    """Mapping the shared memory where the guest expects it."""
    DEATH_SIGNAL = 103
    """Asking to be killed with the parent."""
    NOT_DUMPABLE = 104
    """Closing itself to debuggers and core files."""
    NO_NEW_PRIVILEGES = 105
    """Giving up new privileges."""
    CLOSE = 106
    """Closing every descriptor but the doorbell."""
    LIMITS = 107
    """Setting resource limits to zero."""
    UNMAP = 108
    """Unmapping what the kernel put next to the guest."""
    SECCOMP = 109
    """Installing the system call filter."""
    READY = 110
    """Telling the host, which is gone."""
    DIRECTORY = 111
    """Leaving the host's working directory."""
    CAPABILITIES = 112
    """Giving up all capabilities."""
