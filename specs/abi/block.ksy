meta:
  id: block
  title: Block requests
  license: Apache-2.0
  endian: le
doc: |
  Files are virtio-blk devices: requests and the split virtqueue are those of VIRTIO 1.x, with these choices.

  - One queue serves all files: the request header's second word, reserved in VIRTIO, is the file's number.
  - The driver's placement is fixed, and the device refuses any other: request `i` of a batch has its header in descriptor
    `3 * i`, its data in `3 * i + 1` and its status in `3 * i + 2`, and takes header `i` and status byte `i`. There is no chain to
    follow, so none can loop. A flush has a data descriptor of length 0.
  - Ring slot `i` of a batch is request `i`, and both indices count from zero in every batch: the available index says how
    many requests there are, the used index, when the doorbell returns, that all of them are complete.
  - Addresses are virtual addresses of the memory map (`memory.ksy`).
  - Request types from 0x10000 on are instar's own. `holes` is a question about a file that only its host can
    answer. The others change a file that the run has as an output, and are addressed in bytes: the header's last word is
    then a byte's offset, not a sector. VIRTIO's own write is not served.
  - The host gives each output bounds on its length and on all that is written to it. What leaves them ends the run, and so does any
    request after one that changed an output has failed.
doc-ref: https://docs.oasis-open.org/virtio/virtio/v1.2/virtio-v1.2.html VIRTIO 1.2, sections 2.7 and 5.2
-instar-id: 2
-instar-abi: true
instances:
  type_mask:
    value: 0xffffffff
    -instar-c: false
    doc: The type of a request in its first 8 bytes, read as one little-endian number.
  disk_shift:
    value: 32
    -instar-c: false
    doc: Where the disk begins in that number.
  num_descriptors:
    value: 1024
    -instar-c: false
    doc: Size of the queue, a power of two as VIRTIO asks.
  per_request:
    value: 3
    doc: Descriptors of a request.
  max_requests:
    value: 341
    doc: Requests of a batch, as many as the descriptors allow.
  len_sector:
    value: 512
    -instar-unit: bytes
    doc: Unit of a request's place and length.
  sector_shift:
    value: 9
    doc: Binary logarithm of the sector.
  ofs_descriptors:
    value: 0x0
    -instar-unit: bytes
    doc: Descriptor table, in the queue region.
  ofs_headers:
    value: 0x4000
    -instar-unit: bytes
    doc: Request headers.
  ofs_available:
    value: 0x6000
    -instar-unit: bytes
    doc: Available ring.
  ofs_status:
    value: 0x6a00
    -instar-unit: bytes
    doc: Status bytes.
  ofs_used:
    value: 0x7000
    -instar-unit: bytes
    doc: Used ring.
types:
  descriptor:
    doc: A piece of guest memory that takes part in a request.
    seq:
      - id: address
        type: u8
        -instar-any: checked against the memory map by the host
        doc: First byte.
      - id: len_buffer
        type: u4
        -instar-any: checked against the request by the host
        -instar-unit: bytes
        doc: How many.
      - id: flags
        type: u2
        -instar-any: a set of `descriptor_flag` bits, fixed by the placement
        doc: Set of `descriptor_flag`.
      - id: next
        type: u2
        -instar-any: fixed by the placement
        doc: Next descriptor of the request.
  available:
    doc: Ring that the guest writes.
    seq:
      - id: flags
        type: u2
        -instar-any: the host never interrupts, so there is nothing to suppress
        doc: Zero.
      - id: index
        type: u2
        -instar-any: checked against `max_requests` by the host
        doc: Requests in the batch.
      - id: ring
        type: u2
        repeat: expr
        repeat-expr: 1024
        -instar-any: fixed by the placement
        doc: First descriptor of each request.
      - id: used_event
        type: u2
        -instar-any: unused, as no event index is negotiated
        doc: Zero.
      - id: reserved
        contents: [0, 0]
  used:
    doc: Ring that the host writes.
    seq:
      - id: flags
        type: u2
        -instar-any: the guest always rings
        doc: Zero.
      - id: index
        type: u2
        -instar-any: the guest checks that it is what it asked for
        doc: Requests completed.
      - id: ring
        type: u4
        repeat: expr
        repeat-expr: 2048
        -instar-any: the guest checks the part it uses
        doc: Pairs of a request's first descriptor and the number of bytes written for it, status included.
      - id: available_event
        type: u2
        -instar-any: unused, as no event index is negotiated
        doc: Zero.
      - id: reserved
        contents: [0, 0]
  request:
    doc: Header of a request.
    -instar-faults:
      - id: past_end
        text: asks for bytes at {value}, past the end of the file
        doc: A structure points past the end of the file. Found before anything is sent to the host.
      - id: read_failed
        text: at {value} could not be read
        doc: The host's read failed; the host knows why.
      - id: write_failed
        text: at {value} could not be written
        doc: The host's write failed; the host knows why.
      - id: bad_disk
        text: names file {value}, which is not attached
        doc: An operation asked for a file that it does not have.
    seq:
      - id: type
        type: u4
        enum: request_type
        valid:
          in-enum: true
        doc: What is asked.
      - id: disk
        type: u4
        -instar-any: checked against the attached files by the host
        doc: Number of the file (reserved in VIRTIO).
      - id: place
        type: u8
        -instar-any: checked against the file's length or bounds by the host
        doc: Where in the file, in sectors for `read` and `holes`, in bytes for `put`; the new length for `resize`.
  data_range:
    doc: |
      Answer to `holes`, an array of these; the used ring's length says how many. Of `zero`, `unmap` and `reserve`, what they are
      asked for.
    seq:
      - id: start
        type: u8
        -instar-any: the host's answer
        -instar-unit: bytes
        doc: First byte that is not in a hole.
      - id: length
        type: u8
        valid:
          min: 1
        -instar-unit: bytes
        doc: Bytes to the next hole.
  copy:
    doc: What `copy` is asked for. The request's own file is the one that is written.
    seq:
      - id: source_start
        type: u8
        -instar-any: checked against the source's length by the host
        -instar-unit: bytes
        doc: Where in the source.
      - id: start
        type: u8
        -instar-any: checked against the output's bounds by the host
        -instar-unit: bytes
        doc: Where in the output.
      - id: length
        type: u8
        valid:
          min: 1
        -instar-unit: bytes
        doc: How many bytes.
      - id: source
        type: u4
        -instar-any: checked against the attached files by the host
        doc: Number of the file that is read; no output.
      - id: reserved
        contents: [0, 0, 0, 0]
        doc: Fills the structure up to 8 bytes.
enums:
  descriptor_flag:
    1:
      id: next
      doc: The request goes on in another descriptor.
    2:
      id: write
      doc: The host writes this buffer.
  request_type:
    0:
      id: read
      doc: VIRTIO_BLK_T_IN. Read from the file. What lies past its end inside the last sector reads as zero.
    4:
      id: flush
      doc: A barrier. What was written before it is durable before what is written after it.
    0x10000:
      id: holes
      doc: Which ranges from the sector on are data, in order, as many as the buffer takes.
    0x10001:
      id: put
      doc: Write the buffer to the output.
    0x10002:
      id: resize
      doc: Set the output's length; the buffer is empty. What is new reads as zero.
    0x10003:
      id: zero
      doc: Let a `data_range` of the output read as zero.
    0x10004:
      id: unmap
      doc: As `zero`, and make it a hole where the file system can.
    0x10005:
      id: reserve
      doc: Have the file system set space aside for a `data_range` of the output.
    0x10006:
      id: copy
      doc: "Bytes of another file into the output: a `copy`."
    0x10007:
      id: put_over
      doc: |
        As `put`, of data where the image has data, or where nothing refers to: whenever it gets into the file, the image
        has old or new data there.
  request_status:
    0:
      id: ok
      doc: Done.
    1:
      id: io_error
      doc: The host tried and failed.
    2:
      id: unsupported
      doc: The host does not do that.
