# SPDX-License-Identifier: Apache-2.0
meta:
  id: create
  title: Configuration of the create operation
  license: Apache-2.0
  endian: le
  bit-endian: le
  imports:
    - target
doc: |
  What the host sends to the `create` operation, which writes a new image into the first of its files. It sends nothing when it
  succeeds, and an `Error` when it does not.
doc-ref: docs/architecture.md The way of one question
-instar-id: 30
-instar-abi: true
types:
  config:
    doc: The image that is wanted.
    seq:
      - id: magic
        type: u4
        valid: 0x43524541
        doc: "`CREA`. The guest refuses anything else."
      - id: version
        type: u4
        valid: 1
        doc: Version of this structure. The guest refuses others.
      - id: image
        type: target::image
        doc: Everything.
