meta:
  id: memory
  title: The guest's memory map
  license: Apache-2.0
  endian: le
doc: |
  One block of memory, the same in both sandboxes. The guest sees its byte `n` at the virtual address `base + n`; the host sees
  it at `n` in its own mapping; every address that passes between the two is the guest's. Regions are named here by their
  offset (`ofs_`) and length (`len_`); what no region claims is not mapped, so a stray pointer ends the run.

  | region | guest may | holds |
  |---|---|---|
  | supervisor | nothing | page tables and the TSS of the KVM sandbox; not there at all in a process |
  | core | as its image header says | `core.bin` |
  | boot | read | `boot.info`, the disk table, the operation's configuration |
  | queue | read, write | the virtqueue, `block.ksy` |
  | control | read, write | `channel.state`, `panic.record`, `attach.exchange`, `key.request` |
  | stack | read, write | grows down to an unmapped gap |
  | channel | read, write | frames for the host, `channel.ksy` |
  | operation | as its image header says | `<op>.bin` |
  | arena | read, write | everything else, to the end of memory |

  The operation is the last before the arena, and may be as large as a codec makes it. The arena starts with the first large page that
  leaves a page free after it; for most operations that is `ofs_arena`. Where it is in a run, `boot.info` says.

  Regions that every run touches lie close together and start with what is used first: a page that is never touched costs nothing.
doc-ref: docs/architecture.md The guest's memory
-instar-id: 10
-instar-abi: true
instances:
  base:
    value: 0x10000000
    -instar-unit: bytes
    doc: |
      Virtual address of byte 0. High enough that null and small offsets from null are never mapped, low enough that every
      address fits the small code model, and free in an ordinary static Linux process.
  len_page:
    value: 0x1000
    -instar-unit: bytes
    doc: Unit of protection below the arena.
  len_large_page:
    value: 0x200000
    -instar-unit: bytes
    doc: Unit of protection in the arena, and of the memory's size.
  len_default:
    value: 0x1000000
    -instar-unit: bytes
    doc: Size of the memory unless the caller says otherwise. Pages that stay untouched are not backed.
  len_min:
    value: 0x400000
    -instar-unit: bytes
    -instar-c: false
    doc: Smallest memory that a sandbox accepts, with an arena of 2 MiB.
  len_max:
    value: 0x10000000
    -instar-unit: bytes
    doc: Largest memory that a sandbox accepts. One page directory covers it.
  ofs_supervisor:
    value: 0x0
    -instar-unit: bytes
    -instar-c: false
    doc: Page tables and TSS, never mapped for the guest.
  len_supervisor:
    value: 0x10000
    -instar-unit: bytes
    -instar-c: false
    doc: Room for them and for nothing else.
  ofs_core:
    value: 0x10000
    -instar-unit: bytes
    doc: Where `core.bin` is linked to start.
  len_core:
    value: 0x10000
    -instar-unit: bytes
    doc: Most that the core may take, zeroed data included.
  ofs_boot:
    value: 0x20000
    -instar-unit: bytes
    doc: Where `boot.info` starts.
  len_boot:
    value: 0x10000
    -instar-unit: bytes
    doc: Boot information, the disk table and the configuration together.
  ofs_queue:
    value: 0x30000
    -instar-unit: bytes
    doc: Where the virtqueue's parts start.
  len_queue:
    value: 0xa000
    -instar-unit: bytes
    doc: All parts of the virtqueue, whole pages.
  ofs_control:
    value: 0x3a000
    -instar-unit: bytes
    doc: Small structures by which guest and host talk.
  len_control:
    value: 0x6000
    -instar-unit: bytes
    doc: All of them, whole pages.
  ofs_stack:
    value: 0x60000
    -instar-unit: bytes
    doc: Lowest byte of the stack. The 128 KiB below it stay unmapped.
  len_stack:
    value: 0x20000
    -instar-unit: bytes
    doc: There is no recursion on image data, so the depth is known.
  ofs_channel:
    value: 0x81000
    -instar-unit: bytes
    doc: Where the frames start. The pages before and after stay unmapped.
  len_channel:
    value: 0xfe000
    -instar-unit: bytes
    doc: Frames collect here until the next doorbell.
  ofs_operation:
    value: 0x180000
    -instar-unit: bytes
    doc: Where `<op>.bin` is linked to start.
  len_operation:
    value: 0x27f000
    -instar-unit: bytes
    doc: Most that an operation may take, zeroed data included.
  len_operation_file:
    value: 0x60000
    -instar-unit: bytes
    doc: Most that `<op>.bin` may take as a file when it has no codec.
  len_codec_file:
    value: 0x140000
    -instar-unit: bytes
    doc: Most that it may take with codecs.
  ofs_arena:
    value: 0x200000
    -instar-unit: bytes
    doc: |
      Where the arena starts, unless the operation needs the room. It is zero at the start of a run and ends with the memory.
  ofs_pml4:
    value: 0x1000
    -instar-unit: bytes
    -instar-c: false
    doc: Top page table, what CR3 holds. Guest-physical addresses are offsets in the memory.
  ofs_pdpt:
    value: 0x2000
    -instar-unit: bytes
    -instar-c: false
    doc: Second level, one entry in use.
  ofs_page_directory:
    value: 0x3000
    -instar-unit: bytes
    -instar-c: false
    doc: Third level, an entry for each of the page tables below and one per large page of the arena.
  ofs_tss:
    value: 0x4000
    -instar-unit: bytes
    doc: Task state segment, for its I/O permission bitmap only.
  ofs_page_tables:
    value: 0x5000
    -instar-unit: bytes
    doc: Fourth level, a page for each large page below the arena.
