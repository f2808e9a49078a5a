# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/block.ksy spec=aedd644b gen=1
# Generated: edit the spec, then run `make codegen`.
"""Block requests."""

from __future__ import annotations

from instar.layout import Values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


TYPE_MASK = 0xFFFFFFFF
"""The type of a request in its first 8 bytes, read as one little-endian number."""
DISK_SHIFT = 32
"""Where the disk begins in that number."""
NUM_DESCRIPTORS = 1024
"""Size of the queue, a power of two as VIRTIO asks."""
PER_REQUEST = 3
"""Descriptors of a request."""
MAX_REQUESTS = 341
"""Requests of a batch, as many as the descriptors allow."""
LEN_SECTOR = 512
"""Unit of a request's place and length."""
SECTOR_SHIFT = 9
"""Binary logarithm of the sector."""
OFS_DESCRIPTORS = 0
"""Descriptor table, in the queue region."""
OFS_HEADERS = 0x4000
"""Request headers."""
OFS_AVAILABLE = 0x6000
"""Available ring."""
OFS_STATUS = 0x6A00
"""Status bytes."""
OFS_USED = 0x7000
"""Used ring."""

if TYPE_CHECKING:

    class BlockDescriptorFlag(int):
        """Values of descriptor_flag."""

        NEXT: ClassVar[BlockDescriptorFlag]
        WRITE: ClassVar[BlockDescriptorFlag]

else:
    BlockDescriptorFlag = Values(NEXT=1, WRITE=2)


if TYPE_CHECKING:

    class BlockRequestType(int):
        """Values of request_type."""

        READ: ClassVar[BlockRequestType]
        FLUSH: ClassVar[BlockRequestType]
        HOLES: ClassVar[BlockRequestType]
        PUT: ClassVar[BlockRequestType]
        RESIZE: ClassVar[BlockRequestType]
        ZERO: ClassVar[BlockRequestType]
        UNMAP: ClassVar[BlockRequestType]
        RESERVE: ClassVar[BlockRequestType]
        COPY: ClassVar[BlockRequestType]
        PUT_OVER: ClassVar[BlockRequestType]

else:
    BlockRequestType = Values(
        READ=0,
        FLUSH=4,
        HOLES=0x10000,
        PUT=0x10001,
        RESIZE=0x10002,
        ZERO=0x10003,
        UNMAP=0x10004,
        RESERVE=0x10005,
        COPY=0x10006,
        PUT_OVER=0x10007,
    )


if TYPE_CHECKING:

    class BlockRequestStatus(int):
        """Values of request_status."""

        OK: ClassVar[BlockRequestStatus]
        IO_ERROR: ClassVar[BlockRequestStatus]
        UNSUPPORTED: ClassVar[BlockRequestStatus]

else:
    BlockRequestStatus = Values(OK=0, IO_ERROR=1, UNSUPPORTED=2)


LEN_DESCRIPTOR = 16
LEN_AVAILABLE = 2056
LEN_USED = 8200
LEN_REQUEST = 16
LEN_DATA_RANGE = 16
LEN_COPY = 32

if TYPE_CHECKING:
    from instar.generated.structures.block import BlockAvailable as BlockAvailable
    from instar.generated.structures.block import BlockCopy as BlockCopy
    from instar.generated.structures.block import BlockDataRange as BlockDataRange
    from instar.generated.structures.block import BlockDescriptor as BlockDescriptor
    from instar.generated.structures.block import BlockRequest as BlockRequest
    from instar.generated.structures.block import BlockUsed as BlockUsed
else:

    def __getattr__(name):
        if name not in (
            "BlockDescriptor",
            "BlockAvailable",
            "BlockUsed",
            "BlockRequest",
            "BlockDataRange",
            "BlockCopy",
        ):
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from instar.generated.structures import block

        return getattr(block, name)
