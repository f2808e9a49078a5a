# SPDX-License-Identifier: Apache-2.0
meta:
  id: members
  title: Configuration of the members operation
  license: Apache-2.0
  endian: le
  bit-endian: le
  imports:
    - archive
doc: |
  What the host sends to the `members` operation, which lists the files in an archive. The guest answers with `MemberBatch` messages
  (guest.proto) in the archive's order, the last of which is marked, or with an `Error`.
doc-ref: docs/fleet.md Archives
-instar-id: 182
-instar-abi: true
types:
  config:
    doc: Which kind of archive file 0 is.
    seq:
      - id: magic
        type: u4
        valid: 0x5342454d
        doc: "`MEBS`. The guest refuses anything else."
      - id: version
        type: u4
        valid: 1
        doc: Version of this structure. The guest refuses others.
      - id: kind
        type: u4
        enum: archive::kind
        valid:
          in-enum: true
        doc: What to read the file as.
      - id: reserved
        contents: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        doc: Room for later versions.
