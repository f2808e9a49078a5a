# SPDX-License-Identifier: Apache-2.0
meta:
  id: snapshot
  title: Configuration of the snapshot operation
  license: Apache-2.0
  endian: le
  bit-endian: le
  imports:
    - edit
    - source
doc: |
  What the host sends to the `snapshot` operation, which makes, applies or deletes an internal snapshot of its first file, in place. The
  guest answers with `SnapshotResult` (guest.proto), or with an error that carries one of `edit::error` as its `code`.
doc-ref: docs/architecture.md The way of one question
-instar-id: 74
-instar-abi: true
instances:
  len_memory:
    value: 0x6000000
    -instar-unit: bytes
    -instar-c: false
    doc: Memory that the host gives a guest that changes snapshots.
types:
  config:
    doc: The image, and what is to become of which snapshot.
    seq:
      - id: magic
        type: u4
        valid: 0x50414e53
        doc: "`SNAP`. The guest refuses anything else."
      - id: version
        type: u4
        valid: 1
        doc: Version of this structure. The guest refuses others.
      - id: source
        type: source::options
        doc: How to open the image, which is disk 0.
      - id: change
        type: edit::snapshot
        doc: What is to become of which snapshot.
      - id: reserved
        contents: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        doc: Room for later versions.
