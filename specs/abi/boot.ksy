meta:
  id: boot
  title: What a guest finds when it starts, and how it leaves
  license: Apache-2.0
  endian: le
doc: |
  A run starts at the core's entry with the stack pointer 8 bytes below the end of the stack region, as after a call, and every
  other register zero. The core reads `info`, checks it, and calls the operation. The guest leaves through the doorbell only: one byte, a member of
  `doorbell`, and everything else is in memory.
doc-ref: docs/architecture.md The guest
-instar-id: 3
-instar-abi: true
instances:
  version:
    value: 1
    doc: Version of everything under `specs/abi`, checked by core and host. Raised when an old binary would misread a new host.
  doorbell_port:
    value: 0xf1
    doc: The one I/O port that the KVM sandbox's TSS opens.
  doorbell_descriptor:
    value: 0
    doc: The process sandbox's end of the socket pair.
  memory_descriptor:
    value: 1
    doc: The process sandbox's shared memory. Closed before the guest starts.
  max_disks:
    value: 1024
    doc: |
      Files that a run may have, attached ones included. A VMDK of 2 TiB in extents of 2 GiB has as many. Each takes a descriptor of the host's
      process.
  len_request_min:
    value: 512
    -instar-unit: bytes
    doc: Shortest that a run may be held to.
  len_request_max:
    value: 0x100000
    -instar-unit: bytes
    doc: Longest data of one block request.
  work_floor:
    value: 0x4000000
    -instar-unit: bytes
    doc: |
      Work that a run may ask of its host whatever its files hold. Work is counted in bytes: what is moved, and for all else how many
      bytes are copied in the time that it takes. The guest ends a walk of tables at half of what the host allows, since it can say which.
  work_factor:
    value: 16
    doc: Work besides, in units of what the run's files hold. An operation reads tables once or twice.
  len_holes_held:
    value: 0x20000000
    -instar-unit: bytes
    doc: Bytes of a file's holes that count as held. Tables of zeros may be holes, and some file systems say late what they have allocated.
  work_doorbell:
    value: 0x4000
    -instar-unit: bytes
    -instar-c: false
    doc: Work of a batch of requests.
  work_request:
    value: 0x800
    -instar-unit: bytes
    doc: Work of a request.
  work_range:
    value: 0x1000
    -instar-unit: bytes
    -instar-c: false
    doc: Work of finding a range of data, which is two calls of `lseek`.
  ofs_disks:
    value: 0x100
    -instar-unit: bytes
    doc: Where the disk table starts in the boot region.
  ofs_head:
    value: 0xf000
    -instar-unit: bytes
    doc: Where the first bytes of file 0 are in the boot region, if the host has read them.
  len_head_max:
    value: 0x1000
    -instar-unit: bytes
    doc: Most of them, as much as a guest reads of an image first.
types:
  image_header:
    doc: |
      First bytes of `core.bin` and `<op>.bin`, the start of their text. Text, read-only data and data follow each other on page
      boundaries; zeroed data comes after and is not in the file.
    seq:
      - id: magic
        contents: [0x49, 0x4e, 0x53, 0x54, 0x41, 0x52, 0x00, 0x47]
        -instar-c: [value]
        doc: "`INSTAR`, a zero, `G` for guest."
      - id: version
        type: u4
        valid:
          eq: 1
        doc: Version of the ABI that the image was built for.
      - id: kind
        type: u4
        enum: image_kind
        valid:
          in-enum: true
        doc: What the image is.
      - id: specs_hash
        type: u8
        -instar-any: the loader compares it with the one of its own tables
        doc: Of the specs and messages that the image was built from; errors and messages of others would be read wrongly.
      - id: len_text
        type: u8
        valid:
          expr: _ % 4096 == 0
        -instar-unit: bytes
        doc: Mapped readable and executable.
      - id: len_rodata
        type: u8
        valid:
          expr: _ % 4096 == 0
        -instar-unit: bytes
        doc: Mapped readable.
      - id: len_data
        type: u8
        valid:
          expr: _ % 4096 == 0
        -instar-unit: bytes
        doc: Mapped readable and writable, fresh for each run.
      - id: len_bss
        type: u8
        valid:
          expr: _ % 4096 == 0
        -instar-unit: bytes
        doc: Zeroed, mapped readable and writable.
      - id: entry
        type: u8
        -instar-any: the loader checks it against the text's place
        doc: Virtual address where the image starts.
  info:
    doc: First bytes of the boot region.
    seq:
      - id: magic
        contents: [0x49, 0x4e, 0x53, 0x54, 0x41, 0x52, 0x00, 0x42]
        -instar-c: [place, value]
        doc: "`INSTAR`, a zero, `B` for boot."
      - id: version
        type: u4
        valid:
          eq: 1
        -instar-c: [place]
        doc: Version of the ABI that the host speaks.
      - id: num_disks
        type: u4
        valid:
          max: 1024
        -instar-c: [place]
        doc: Entries of the disk table in use.
      - id: operation_entry
        type: u8
        -instar-any: written by the host, which the guest trusts
        doc: Where the core calls the operation.
      - id: config_address
        type: u8
        -instar-any: written by the host, which the guest trusts
        doc: The operation's configuration, in the boot region after the disk table.
      - id: len_config
        type: u8
        -instar-any: written by the host, which the guest trusts
        -instar-unit: bytes
        doc: Its length.
      - id: len_memory
        type: u8
        -instar-any: written by the host, which the guest trusts
        -instar-unit: bytes
        doc: Size of the memory; the arena ends there.
      - id: ofs_arena
        type: u8
        -instar-any: written by the host, which the guest trusts
        -instar-unit: bytes
        -instar-c: [place]
        doc: Where the arena starts in the memory, after the operation.
      - id: len_request
        type: u4
        valid:
          min: _root.len_request_min
          max: _root.len_request_max
        -instar-unit: bytes
        -instar-c: [place]
        doc: Largest single block request, a power of two (`--sector-size`).
      - id: len_head
        type: u4
        valid:
          max: _root.len_head_max
        -instar-unit: bytes
        -instar-c: [place]
        doc: Bytes at `ofs_head`, which answer reads of file 0 for as long as nothing was asked of any file.
  disk:
    doc: An entry of the disk table.
    seq:
      - id: len_file
        type: u8
        -instar-any: a file may have any length
        -instar-unit: bytes
        doc: Length of the file when it was attached. The guest never sees another one.
      - id: allocated
        type: u8
        -instar-any: a file may take any space
        -instar-unit: bytes
        doc: What the file took of its file system then; 0 for a block device.
      - id: flags
        type: u4
        -instar-any: a set of `disk_flag` bits
        doc: Set of `disk_flag`.
      - id: reserved
        contents: [0, 0, 0, 0]
enums:
  image_kind:
    1:
      id: core
      doc: Entry, drivers and call table.
    2:
      id: operation
      doc: Reaches the world through the core's call table.
  disk_flag:
    1:
      id: writable
      doc: Requests of type `out` are served.
    2:
      id: in_use
      doc: Another process holds the file for writing, by qemu's locks. What has no tables may be read all the same.
  doorbell:
    1:
      id: queue
      doc: The virtqueue has requests. They are complete when the doorbell returns.
    2:
      id: channel
      doc: The message buffer is to be emptied.
    3:
      id: attach
      doc: The attach exchange holds a request. It holds the answer when the doorbell returns.
    4:
      id: done
      doc: The operation has returned; its status is in the channel's state. Does not return.
    5:
      id: panic
      doc: The panic record says why the guest cannot go on. Does not return.
    6:
      id: ready
      doc: The process sandbox's loader is about to enter the core. Nothing of the guest has run yet.
    7:
      id: key
      doc: The control region holds a request for a key. It holds the key when the doorbell returns.
  runner_step:
    101:
      id: header
      doc: Reading an image's header out of the shared memory.
    102:
      id: map
      doc: Mapping the shared memory where the guest expects it.
    103:
      id: death_signal
      doc: Asking to be killed with the parent.
    104:
      id: not_dumpable
      doc: Closing itself to debuggers and core files.
    105:
      id: no_new_privileges
      doc: Giving up new privileges.
    106:
      id: close
      doc: Closing every descriptor but the doorbell.
    107:
      id: limits
      doc: Setting resource limits to zero.
    108:
      id: unmap
      doc: Unmapping what the kernel put next to the guest.
    109:
      id: seccomp
      doc: Installing the system call filter.
    110:
      id: ready
      doc: Telling the host, which is gone.
    111:
      id: directory
      doc: Leaving the host's working directory.
    112:
      id: capabilities
      doc: Giving up all capabilities.
