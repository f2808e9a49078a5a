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
  What the host sends to the `rebase` operation, which lets its first file name another backing image, in place; or, with the flag `copy`,
  gives it what its disk reads and would not read on the other image. The guest answers with `RebaseResult` (guest.proto), or with an
  error that carries one of `edit::error` as its `code`.
doc-ref: docs/architecture.md The way of one question
-instar-id: 76
-instar-abi: true
instances:
  len_memory:
    value: 0x6000000
    -instar-unit: bytes
    -instar-c: false
    doc: Memory that the host gives the guest, which reads two disks at once.
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
      - id: flags
        type: u4
        -instar-any: a set of `flag` bits; unknown ones have no effect
        doc: Set of `flag`.
      - id: onto
        type: source::options
        doc: "How to open that image, which is disk 1, with the flag `based`."
      - id: reserved
        contents: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        doc: Room for later versions.
enums:
  flag:
    1: {id: copy, doc: "Write what the disk reads where it would read something else; the image names what it named."}
    2: {id: based, doc: "With `copy`: disk 1 is what the disk is to read where it has nothing. Without it, that is zeros."}
    4: {id: look, doc: "With `copy`: open everything, and write nothing."}
    8: {id: compress, doc: "With `copy`: write whole clusters, compressed."}
    16: {id: zstd, doc: "With `compress`: by zstd, as the image has it."}
    32: {id: progress, doc: "With `copy`: report how far it is."}
