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
  What the host sends to the `resize` operation, which changes the size of the disk in its first file, in place. Raw images are resized by
  the host, without it. The guest answers with `ResizeResult` (guest.proto), or with an error that carries one of `error` as its `code`.
doc-ref: docs/architecture.md The way of one question
-instar-id: 12
-instar-abi: true
instances:
  len_memory:
    value: 0x4000000
    -instar-unit: bytes
    -instar-c: false
    doc: Memory that the host gives a guest that resizes.
types:
  config:
    doc: The image, its new size, and what may be lost for it.
    seq:
      - id: magic
        type: u4
        valid: 0x52455349
        -instar-c: [value]
        doc: "`RESI`. The guest refuses anything else."
      - id: version
        type: u4
        valid: 1
        -instar-c: [value]
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
      - id: current_virtual_size
        type: u8
        -instar-any: the guest compares it with what it reads itself
        -instar-unit: bytes
        doc: Size of the disk now, as another guest has read it.
      - id: new_size
        type: u8
        -instar-any: every size is looked at by the format's editor
        -instar-unit: bytes
        doc: Size of the disk afterwards.
      - id: preallocation
        type: u4
        enum: target::preallocation
        valid:
          in-enum: true
        doc: What is reserved of the space that is added.
      - id: reserved_word
        contents: [0, 0, 0, 0]
        doc: Fills the structure up.
      - id: entropy
        size: 64
        -instar-any: random
        doc: What identities are drawn from, where an image notes with them that it was written.
enums:
  action:
    0: {id: grow, doc: The disk becomes larger.}
    1: {id: shrink, doc: The disk becomes smaller; needs the flag `shrink`.}
    2: {id: noop, doc: The disk keeps its size.}
  flag:
    1: {id: shrink, doc: The end of the disk may be cut off.}
  error:
    0: {id: ok, doc: The image has its new size.}
    1: {id: invalid_option, doc: "A field of the configuration is not allowed; the error's `value` says which bits."}
    2: {id: size_mismatch, doc: "The image has another size than the host says; `value` is the size."}
    3: {id: action_mismatch, doc: "The action does not fit the sizes."}
    4: {id: format, doc: The format cannot be resized.}
