# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/memory.ksy spec=c4065e65 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of memory."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="memory",
        kind="spec",
        title="The guest's memory map",
        declared="specs/abi/memory.ksy",
        page="docs/abi/memory.md",
        meaning="One block of memory, the same in both sandboxes. The guest sees its byte "
        "`n` at the virtual address `base + n`; the host sees\nit at `n` in its own "
        "mapping; every address that passes between the two is the guest's. Regions "
        "are named here by their\noffset (`ofs_`) and length (`len_`); what no region "
        "claims is not mapped, so a stray pointer ends the run.\n\n| region | guest "
        "may | holds |\n|---|---|---|\n| supervisor | nothing | page tables and the "
        "TSS of the KVM sandbox; not there at all in a process |\n| core | as its "
        "image header says | `core.bin` |\n| boot | read | `boot.info`, the disk "
        "table, the operation's configuration |\n| queue | read, write | the "
        "virtqueue, `block.ksy` |\n| control | read, write | `channel.state`, "
        "`panic.record`, `attach.exchange`, `key.request` |\n| stack | read, write | "
        "grows down to an unmapped gap |\n| channel | read, write | frames for the "
        "host, `channel.ksy` |\n| operation | as its image header says | `<op>.bin` "
        "|\n| arena | read, write | everything else, to the end of memory |\n\nThe "
        "operation is the last before the arena, and may be as large as a codec "
        "makes it. The arena starts with the first large page that\nleaves a page "
        "free after it; for most operations that is `ofs_arena`. Where it is in a "
        "run, `boot.info` says.\n\nRegions that every run touches lie close together "
        "and start with what is used first: a page that is never touched costs "
        "nothing.",
        sources=("docs/architecture.md The guest's memory",),
    ),
    Topic(
        name="memory.base",
        kind="constant",
        number=268435456,
        unit="bytes",
        meaning="Virtual address of byte 0. High enough that null and small offsets from "
        "null are never mapped, low enough that every\naddress fits the small code "
        "model, and free in an ordinary static Linux process.",
    ),
    Topic(
        name="memory.len_page",
        kind="constant",
        number=4096,
        unit="bytes",
        meaning="Unit of protection below the arena.",
    ),
    Topic(
        name="memory.len_large_page",
        kind="constant",
        number=2097152,
        unit="bytes",
        meaning="Unit of protection in the arena, and of the memory's size.",
    ),
    Topic(
        name="memory.len_default",
        kind="constant",
        number=16777216,
        unit="bytes",
        meaning="Size of the memory unless the caller says otherwise. Pages that stay "
        "untouched are not backed.",
    ),
    Topic(
        name="memory.len_min",
        kind="constant",
        number=4194304,
        unit="bytes",
        meaning="Smallest memory that a sandbox accepts, with an arena of 2 MiB.",
    ),
    Topic(
        name="memory.len_max",
        kind="constant",
        number=268435456,
        unit="bytes",
        meaning="Largest memory that a sandbox accepts. One page directory covers it.",
    ),
    Topic(
        name="memory.ofs_supervisor",
        kind="constant",
        number=0,
        unit="bytes",
        meaning="Page tables and TSS, never mapped for the guest.",
    ),
    Topic(
        name="memory.len_supervisor",
        kind="constant",
        number=65536,
        unit="bytes",
        meaning="Room for them and for nothing else.",
    ),
    Topic(
        name="memory.ofs_core",
        kind="constant",
        number=65536,
        unit="bytes",
        meaning="Where `core.bin` is linked to start.",
    ),
    Topic(
        name="memory.len_core",
        kind="constant",
        number=65536,
        unit="bytes",
        meaning="Most that the core may take, zeroed data included.",
    ),
    Topic(
        name="memory.ofs_boot",
        kind="constant",
        number=131072,
        unit="bytes",
        meaning="Where `boot.info` starts.",
    ),
    Topic(
        name="memory.len_boot",
        kind="constant",
        number=65536,
        unit="bytes",
        meaning="Boot information, the disk table and the configuration together.",
    ),
    Topic(
        name="memory.ofs_queue",
        kind="constant",
        number=196608,
        unit="bytes",
        meaning="Where the virtqueue's parts start.",
    ),
    Topic(
        name="memory.len_queue",
        kind="constant",
        number=40960,
        unit="bytes",
        meaning="All parts of the virtqueue, whole pages.",
    ),
    Topic(
        name="memory.ofs_control",
        kind="constant",
        number=237568,
        unit="bytes",
        meaning="Small structures by which guest and host talk.",
    ),
    Topic(
        name="memory.len_control",
        kind="constant",
        number=24576,
        unit="bytes",
        meaning="All of them, whole pages.",
    ),
    Topic(
        name="memory.ofs_stack",
        kind="constant",
        number=393216,
        unit="bytes",
        meaning="Lowest byte of the stack. The 128 KiB below it stay unmapped.",
    ),
    Topic(
        name="memory.len_stack",
        kind="constant",
        number=131072,
        unit="bytes",
        meaning="There is no recursion on image data, so the depth is known.",
    ),
    Topic(
        name="memory.ofs_channel",
        kind="constant",
        number=528384,
        unit="bytes",
        meaning="Where the frames start. The pages before and after stay unmapped.",
    ),
    Topic(
        name="memory.len_channel",
        kind="constant",
        number=1040384,
        unit="bytes",
        meaning="Frames collect here until the next doorbell.",
    ),
    Topic(
        name="memory.ofs_operation",
        kind="constant",
        number=1572864,
        unit="bytes",
        meaning="Where `<op>.bin` is linked to start.",
    ),
    Topic(
        name="memory.len_operation",
        kind="constant",
        number=2617344,
        unit="bytes",
        meaning="Most that an operation may take, zeroed data included.",
    ),
    Topic(
        name="memory.len_operation_file",
        kind="constant",
        number=393216,
        unit="bytes",
        meaning="Most that `<op>.bin` may take as a file when it has no codec.",
    ),
    Topic(
        name="memory.len_codec_file",
        kind="constant",
        number=1310720,
        unit="bytes",
        meaning="Most that it may take with codecs.",
    ),
    Topic(
        name="memory.ofs_arena",
        kind="constant",
        number=2097152,
        unit="bytes",
        meaning="Where the arena starts, unless the operation needs the room. It is zero at "
        "the start of a run and ends with the memory.",
    ),
    Topic(
        name="memory.ofs_pml4",
        kind="constant",
        number=4096,
        unit="bytes",
        meaning="Top page table, what CR3 holds. Guest-physical addresses are offsets in the "
        "memory.",
    ),
    Topic(
        name="memory.ofs_pdpt",
        kind="constant",
        number=8192,
        unit="bytes",
        meaning="Second level, one entry in use.",
    ),
    Topic(
        name="memory.ofs_page_directory",
        kind="constant",
        number=12288,
        unit="bytes",
        meaning="Third level, an entry for each of the page tables below and one per large "
        "page of the arena.",
    ),
    Topic(
        name="memory.ofs_tss",
        kind="constant",
        number=16384,
        unit="bytes",
        meaning="Task state segment, for its I/O permission bitmap only.",
    ),
    Topic(
        name="memory.ofs_page_tables",
        kind="constant",
        number=20480,
        unit="bytes",
        meaning="Fourth level, a page for each large page below the arena.",
    ),
)
