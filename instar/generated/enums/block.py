# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/abi/block.ksy spec=aedd644b gen=1
# Generated: edit the spec, then run `make codegen`.
"""Block requests: enums."""

from enum import IntEnum


class BlockDescriptorFlag(IntEnum):
    """Values of descriptor_flag."""

    NEXT = 1
    """The request goes on in another descriptor."""
    WRITE = 2
    """The host writes this buffer."""


class BlockRequestType(IntEnum):
    """Values of request_type."""

    READ = 0
    """VIRTIO_BLK_T_IN. Read from the file. What lies past its end inside the last sector reads
    as zero.
    """
    FLUSH = 4
    """A barrier. What was written before it is durable before what is written after it."""
    HOLES = 0x10000
    """Which ranges from the sector on are data, in order, as many as the buffer takes."""
    PUT = 0x10001
    """Write the buffer to the output."""
    RESIZE = 0x10002
    """Set the output's length; the buffer is empty. What is new reads as zero."""
    ZERO = 0x10003
    """Let a `data_range` of the output read as zero."""
    UNMAP = 0x10004
    """As `zero`, and make it a hole where the file system can."""
    RESERVE = 0x10005
    """Have the file system set space aside for a `data_range` of the output."""
    COPY = 0x10006
    """Bytes of another file into the output: a `copy`."""
    PUT_OVER = 0x10007
    """As `put`, of data where the image has data, or where nothing refers to: whenever it gets
    into the file, the image has old or new data there.
    """


class BlockRequestStatus(IntEnum):
    """Values of request_status."""

    OK = 0
    """Done."""
    IO_ERROR = 1
    """The host tried and failed."""
    UNSUPPORTED = 2
    """The host does not do that."""
