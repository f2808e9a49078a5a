# SPDX-License-Identifier: Apache-2.0
meta:
  id: amend
  title: Configuration of the amend operation
  license: Apache-2.0
  endian: le
  bit-endian: le
  imports:
    - edit
    - source
doc: |
  What the host sends to the `amend` operation, which changes options of its first file, in place. The guest answers with `AmendResult`
  (guest.proto), or with an error that carries one of `edit::error` as its `code`.
doc-ref: docs/architecture.md The way of one question
-instar-id: 109
-instar-abi: true
instances:
  len_memory:
    value: 0x6000000
    -instar-unit: bytes
    -instar-c: false
    doc: Memory that the host gives a guest that amends.
types:
  config:
    doc: The image, and its options from now on.
    seq:
      - id: magic
        type: u4
        valid: 0x444e4d41
        doc: "`AMND`. The guest refuses anything else."
      - id: version
        type: u4
        valid: 1
        doc: Version of this structure. The guest refuses others.
      - id: source
        type: source::options
        doc: How to open the image, which is disk 0.
      - id: change
        type: edit::amendment
        doc: The options.
      - id: reserved
        contents: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        doc: Room for later versions.
