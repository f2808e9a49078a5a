# SPDX-License-Identifier: Apache-2.0
meta:
  id: resize
  title: Configuration of the resize operation
  license: Apache-2.0
  endian: le
  bit-endian: le
  imports:
    - source
    - target
doc: |
  What the host would send to a `resize` operation. The numbers are fixed so that nothing else takes them; no operation reads this yet. An
  error would carry one of `error` as its `code` (guest.proto).
doc-ref: docs/architecture.md The way of one question
-instar-id: 12
-instar-abi: true
instances:
  result_magic:
    value: 0x52524553
    doc: "`RRES`, the number of a result in a layout of this ABI. Results travel as messages (guest.proto), which need none."
types:
  config:
    doc: The image, its new size, and what may be lost for it.
    seq:
      - id: magic
        type: u4
        valid: 0x52455349
        doc: "`RESI`. The guest refuses anything else."
      - id: version
        type: u4
        valid: 1
        doc: Version of this structure. The guest refuses others.
      - id: source
        type: source::options
        doc: How to open the image, which is disk 0.
      - id: action
        type: u4
        enum: action
        valid:
          in-enum: true
        doc: What the host takes the change for, from the size that it was given; the guest compares.
      - id: flags
        type: u4
        -instar-any: the operation refuses bits that are not in `flag`
        doc: Set of `flag`.
      - id: new_size
        type: u8
        -instar-any: every size is looked at by the format's writer
        -instar-unit: bytes
        doc: Size of the disk afterwards.
      - id: preallocation
        type: u4
        enum: target::preallocation
        valid:
          in-enum: true
        doc: What is reserved of the space that is added.
      - id: scratch_disk
        type: u4
        -instar-any: compared with the number of disks
        doc: Number of the disk that changes are kept in until they are complete.
      - id: reserved
        contents: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        doc: Room for later versions.
enums:
  action:
    0: {id: grow, doc: The disk becomes larger.}
    1: {id: shrink, doc: The disk becomes smaller; needs the flag `shrink`.}
    2: {id: noop, doc: The disk keeps its size.}
  flag:
    1: {id: shrink, doc: The end of the disk may be cut off.}
  error:
    0: {id: ok, doc: The image has its new size.}
    1: {id: invalid_option, doc: "A field of the configuration is not allowed; the error's `value` says which."}
    2: {id: invalid_new_size, doc: The new size cannot be a disk of this format.}
    3: {id: shrink_without_flag, doc: The new size is smaller and the flag `shrink` is missing.}
    4: {id: shrink_below_allocated, doc: What would be cut off holds data that the format cannot drop.}
    5: {id: format, doc: The image's format cannot be resized.}
    6: {id: subformat, doc: This variant of the format cannot be resized.}
    7: {id: shrink_unsupported, doc: Images of this format only grow.}
    8: {id: preallocation_unsupported, doc: The format has no such preallocation.}
    9: {id: scratch_too_small, doc: The changes do not fit the scratch disk.}
    10: {id: read, doc: The image could not be read.}
    11: {id: write, doc: The image could not be written.}
    12: {id: parse, doc: "The image breaks a rule of its format; the error's other fields say which."}
    13: {id: header_mismatch, doc: The header is not the one that the plan was made for.}
    14: {id: bitmaps, doc: The image has bitmaps that cannot follow.}
