# SPDX-License-Identifier: Apache-2.0
meta:
  id: commit
  title: Configuration of the commit operation
  license: Apache-2.0
  endian: le
  bit-endian: le
  imports:
    - source
    - target
doc: |
  What the host sends to the `commit` operation, which writes what an image and those between it and one of its backing images have into
  that one. File 0 is the image, file 1 the backing image, which is written over. With the flag `empty`, file 0 is the only one, and is
  written: its disk reads what the backing image has. The guest answers with `CommitResult` (guest.proto), or with an error that carries
  one of `edit::error`, or of `source.failure`, as its `code`.
doc-ref: docs/architecture.md The way of one question
-instar-id: 92
-instar-abi: true
instances:
  len_memory:
    value: 0x4000000
    -instar-unit: bytes
    -instar-c: false
    doc: Memory that the host gives the guest.
  min_granule:
    value: 4096
    -instar-unit: bytes
    doc: What is written is whole granules as long as a cluster of the backing image, no shorter than this ...
  max_granule:
    value: 65536
    -instar-unit: bytes
    doc: ... and no longer than this, unless a cluster is; of this length where the backing image has none.
  len_piece:
    value: 0x100000
    -instar-unit: bytes
    doc: Most that is written at once, as by qemu-img.
types:
  config:
    doc: What is committed, and where.
    seq:
      - id: magic
        type: u4
        valid: 0x54494d43
        doc: "`CMIT`. The guest refuses anything else."
      - id: version
        type: u4
        valid: 1
        doc: Version of this structure. The guest refuses others.
      - id: source
        type: source::options
        doc: How to open the image.
      - id: image
        type: target::image
        doc: What the host found the backing image to be.
      - id: num_layers
        type: u4
        valid:
          min: 1
          max: 64
        doc: How many images are above the backing image.
      - id: flags
        type: u4
        -instar-any: a set of `flag` bits; unknown ones have no effect
        doc: Set of `flag`.
      - id: reserved
        contents: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        doc: Room for later versions.
enums:
  flag:
    1: {id: empty, doc: "Let the image have nothing of its own, so that its disk is that of its backing image."}
    2: {id: progress, doc: Report how far the copy is.}
