# SPDX-License-Identifier: Apache-2.0
meta:
  id: bitmap
  title: Configuration of the bitmap operation
  license: Apache-2.0
  endian: le
  bit-endian: le
  imports:
    - edit
    - source
doc: |
  What the host sends to the `bitmap` operation, which changes a persistent bitmap of its first file, in place, or reads one. The guest
  answers with `BitmapResult` (guest.proto): what was done before an action that cannot be done stays done.
doc-ref: docs/architecture.md The way of one question
-instar-id: 88
-instar-abi: true
instances:
  len_memory:
    value: 0x6000000
    -instar-unit: bytes
    -instar-c: false
    doc: Memory that the host gives a guest that changes bitmaps.
  max_copied_bytes:
    value: 0x40000000
    -instar-unit: bytes
    -instar-c: false
    doc: The most bits, in bytes, that a conversion copies of all bitmaps together. Two of the largest bitmaps have as many.
types:
  config:
    doc: The image and the bitmap. The actions follow, as many as `change` says.
    seq:
      - id: magic
        type: u4
        valid: 0x504d5442
        doc: "`BTMP`. The guest refuses anything else."
      - id: version
        type: u4
        valid: 1
        doc: Version of this structure. The guest refuses others.
      - id: source
        type: source::options
        doc: How to open the image, which is disk 0.
      - id: change
        type: edit::bitmap
        doc: Which bitmap.
      - id: reserved
        contents: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        doc: Room for later versions.
