# SPDX-License-Identifier: Apache-2.0
meta:
  id: rebase
  title: Configuration of the rebase operation
  license: Apache-2.0
  endian: le
  bit-endian: le
  imports:
    - edit
    - source
doc: |
  What the host sends to the `rebase` operation, which lets its first file name another backing image, in place. The guest answers with
  `RebaseResult` (guest.proto), or with an error that carries one of `edit::error` as its `code`.
doc-ref: docs/architecture.md The way of one question
-instar-id: 76
-instar-abi: true
instances:
  len_memory:
    value: 0x6000000
    -instar-unit: bytes
    -instar-c: false
    doc: Memory that the host gives a guest that changes a header.
types:
  config:
    doc: The image, and what it is to name.
    seq:
      - id: magic
        type: u4
        valid: 0x45534252
        doc: "`RBSE`. The guest refuses anything else."
      - id: version
        type: u4
        valid: 1
        doc: Version of this structure. The guest refuses others.
      - id: source
        type: source::options
        doc: How to open the image, which is disk 0.
      - id: backing
        type: edit::backing
        doc: The backing image from now on.
      - id: reserved
        contents: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        doc: Room for later versions.
