# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/memory.ksy spec=c4065e65 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The guest's memory map."""

from __future__ import annotations

BASE = 0x10000000
"""Virtual address of byte 0. High enough that null and small offsets from null are never mapped,
low enough that every address fits the small code model, and free in an ordinary static Linux
process.
"""
LEN_PAGE = 0x1000
"""Unit of protection below the arena."""
LEN_LARGE_PAGE = 0x200000
"""Unit of protection in the arena, and of the memory's size."""
LEN_DEFAULT = 0x1000000
"""Size of the memory unless the caller says otherwise. Pages that stay untouched are not backed."""
LEN_MIN = 0x400000
"""Smallest memory that a sandbox accepts, with an arena of 2 MiB."""
LEN_MAX = 0x10000000
"""Largest memory that a sandbox accepts. One page directory covers it."""
OFS_SUPERVISOR = 0
"""Page tables and TSS, never mapped for the guest."""
LEN_SUPERVISOR = 0x10000
"""Room for them and for nothing else."""
OFS_CORE = 0x10000
"""Where `core.bin` is linked to start."""
LEN_CORE = 0x10000
"""Most that the core may take, zeroed data included."""
OFS_BOOT = 0x20000
"""Where `boot.info` starts."""
LEN_BOOT = 0x10000
"""Boot information, the disk table and the configuration together."""
OFS_QUEUE = 0x30000
"""Where the virtqueue's parts start."""
LEN_QUEUE = 0xA000
"""All parts of the virtqueue, whole pages."""
OFS_CONTROL = 0x3A000
"""Small structures by which guest and host talk."""
LEN_CONTROL = 0x6000
"""All of them, whole pages."""
OFS_STACK = 0x60000
"""Lowest byte of the stack. The 128 KiB below it stay unmapped."""
LEN_STACK = 0x20000
"""There is no recursion on image data, so the depth is known."""
OFS_CHANNEL = 0x81000
"""Where the frames start. The pages before and after stay unmapped."""
LEN_CHANNEL = 0xFE000
"""Frames collect here until the next doorbell."""
OFS_OPERATION = 0x180000
"""Where `<op>.bin` is linked to start."""
LEN_OPERATION = 0x27F000
"""Most that an operation may take, zeroed data included."""
LEN_OPERATION_FILE = 0x60000
"""Most that `<op>.bin` may take as a file when it has no codec."""
LEN_CODEC_FILE = 0x140000
"""Most that it may take with codecs."""
OFS_ARENA = 0x200000
"""Where the arena starts, unless the operation needs the room. It is zero at the start of a run
and ends with the memory.
"""
OFS_PML4 = 0x1000
"""Top page table, what CR3 holds. Guest-physical addresses are offsets in the memory."""
OFS_PDPT = 0x2000
"""Second level, one entry in use."""
OFS_PAGE_DIRECTORY = 0x3000
"""Third level, an entry for each of the page tables below and one per large page of the arena."""
OFS_TSS = 0x4000
"""Task state segment, for its I/O permission bitmap only."""
OFS_PAGE_TABLES = 0x5000
"""Fourth level, a page for each large page below the arena."""
