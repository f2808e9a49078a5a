meta:
  id: call_table
  title: Call table
  license: Apache-2.0
  endian: le
doc: |
  What the core does for an operation. The operation gets the address of `table` as the first argument of its entry and reaches
  the world through nothing else. Slots are only ever appended; a changed meaning takes a new slot.
doc-ref: docs/architecture.md The guest
-instar-id: 4
-instar-abi: true
instances:
  put_over:
    value: 0x80000000
    doc: Set in the file of a transfer that is a `block.put_over`.
  put_flush:
    value: 0x40000000
    doc: Set in the file of a transfer of no bytes that is a `block.flush`, between the puts of its batch.
  put_resize:
    value: 0x20000000
    doc: Set in the file of a transfer of no bytes that is a `block.resize` to its offset, between the puts of its batch.
  put_read:
    value: 0x10000000
    doc: Set in the file of a transfer that fills its buffer from there, after the puts before it in its batch.
types:
  transfer:
    doc: One read or write; a batch of them costs one doorbell for every `block.max_requests` device requests.
    seq:
      - id: buffer
        type: u8
        -instar-any: an address in the operation's memory
        doc: Where the bytes go to or come from.
      - id: offset
        type: u8
        -instar-any: the core checks it against the file's length
        -instar-unit: bytes
        doc: Where in the file; any byte.
      - id: length
        type: u4
        -instar-any: the core splits it into requests
        -instar-unit: bytes
        doc: How many bytes.
      - id: disk
        type: u4
        -instar-any: the core checks it against the attached files
        doc: Which file; of a write perhaps with `put_over`, `put_flush`, `put_resize` or `put_read`.
  failure:
    doc: Which transfer of a batch failed first.
    seq:
      - id: disk
        type: u4
        -instar-any: written by the core
        doc: Its file.
      - id: status
        type: u4
        -instar-any: written by the core; a `status`
        doc: Why.
      - id: offset
        type: u8
        -instar-any: written by the core
        -instar-unit: bytes
        doc: Where in the file.
  table:
    doc: Functions of the System V AMD64 calling convention, by address. Those that return `uint32_t` return a `status`.
    -instar-faults:
      - id: out_of_memory
        text: needs {value} more bytes than a guest has
        doc: The arena is used up. `Sandbox(memory=...)` gives more.
    seq:
      - id: magic
        contents: [0x49, 0x4e, 0x53, 0x54, 0x41, 0x52, 0x00, 0x43]
        -instar-c: [value]
        doc: "`INSTAR`, a zero, `C` for calls."
      - id: version
        type: u4
        valid:
          eq: 1
        doc: As in `boot.info`.
      - id: len_table
        type: u4
        -instar-any: the operation checks that it covers the slots it knows
        -instar-unit: bytes
        doc: Size of this table, so that an operation can see which slots there are.
      - id: read
        type: u8
        -instar-any: an address
        -instar-call: uint32_t read(const struct call_table_transfer *transfers, uint64_t num, struct call_table_failure *failure)
        doc: Read all or fail. A transfer past the end of its file is refused before anything is sent.
      - id: put
        type: u8
        -instar-any: an address
        -instar-call: uint32_t put(const struct call_table_transfer *transfers, uint64_t num, struct call_table_failure *failure)
        doc: Write all to outputs or fail; what lies past an output's end makes it longer.
      - id: flush
        type: u8
        -instar-any: an address
        -instar-call: uint32_t flush(uint32_t disk)
        doc: "A barrier: what was written before is durable before what is written later."
      - id: allocated
        type: u8
        -instar-any: an address
        -instar-call: uint64_t allocated(uint32_t disk)
        doc: Bytes that the file took on its file system when it was attached.
      - id: data_ranges
        type: u8
        -instar-any: an address
        -instar-call: uint32_t data_ranges(uint32_t disk, uint64_t offset, struct block_data_range *out, uint64_t max, uint64_t *num)
        doc: Ranges that are not holes, in order, from the first that ends after `offset`; fewer than `max` when there are no more.
      - id: attach
        type: u8
        -instar-any: an address
        -instar-call: uint32_t attach(uint32_t from_disk, uint32_t kind, const uint8_t *name, uint64_t len_name, uint32_t *disk)
        -instar-c: [place]
        doc: Ask for a file that an image names. Returns an `attach.status`.
      - id: num_disks
        type: u8
        -instar-any: an address
        -instar-call: uint32_t num_disks(void)
        doc: Files attached by now.
      - id: disk_size
        type: u8
        -instar-any: an address
        -instar-call: uint64_t disk_size(uint32_t disk)
        doc: Length of a file in bytes, 0 for one that is not attached.
      - id: disk_flags
        type: u8
        -instar-any: an address
        -instar-call: uint32_t disk_flags(uint32_t disk)
        doc: Set of `boot.disk_flag`, 0 for a file that is not attached.
      - id: request_size
        type: u8
        -instar-any: an address
        -instar-call: uint32_t request_size(void)
        doc: Largest single device request in bytes.
      - id: emit
        type: u8
        -instar-any: an address
        -instar-call: void emit(const uint8_t *message, uint64_t length)
        doc: Put a whole encoded message into the channel.
      - id: flush_messages
        type: u8
        -instar-any: an address
        -instar-call: void flush_messages(void)
        doc: Let the host see what was emitted so far, now.
      - id: alloc
        type: u8
        -instar-any: an address
        -instar-call: uint8_t *alloc(uint64_t size, uint64_t alignment)
        -instar-c: [place]
        doc: Zeroed memory from the arena, null when there is no more.
      - id: mark
        type: u8
        -instar-any: an address
        -instar-call: uint64_t mark(void)
        doc: The arena's level.
      - id: release
        type: u8
        -instar-any: an address
        -instar-call: void release(uint64_t mark)
        -instar-c: [place]
        doc: Back to an earlier level.
      - id: panic
        type: u8
        -instar-any: an address
        -instar-call: void panic(uint32_t reason, uint64_t value)
        doc: Give up, with a `panic.reason`. Does not return.
      - id: resize
        type: u8
        -instar-any: an address
        -instar-call: uint32_t resize(uint32_t disk, uint64_t length)
        doc: Set an output's length.
      - id: change
        type: u8
        -instar-any: an address
        -instar-call: uint32_t change(uint32_t disk, uint32_t type, uint64_t start, uint64_t length)
        -instar-c: [place]
        doc: Have the host `zero`, `unmap` or `reserve` a range of an output, a `block.request_type`.
      - id: copy
        type: u8
        -instar-any: an address
        -instar-call: uint32_t copy(uint32_t disk, uint64_t start, uint32_t source, uint64_t source_start, uint64_t length)
        doc: Have the host copy a range of another file into an output.
      - id: derive
        type: u8
        -instar-any: an address
        -instar-call: uint32_t derive(const struct key_request *request, const uint8_t *password, uint8_t *key)
        -instar-c: [place]
        doc: Have the host derive a key. Returns a `key.status`.
enums:
  status:
    0:
      id: ok
      doc: All done.
    1:
      id: past_end
      doc: The place is past the end of the file.
    2:
      id: io_error
      doc: The host could not do it.
    3:
      id: bad_disk
      doc: There is no such file.
    4:
      id: unsupported
      doc: The host does not do that.
    5:
      id: write_failed
      doc: The host could not write.
