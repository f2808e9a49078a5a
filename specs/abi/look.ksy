# SPDX-License-Identifier: Apache-2.0
meta:
  id: look
  title: Request for a change with a look before it and after it
  license: Apache-2.0
  endian: le
  bit-endian: le
  imports:
    - source
doc: |
  What the host sends to an operation that changes an image, in place of the operation's own configuration, which is then the content of
  another file of the run, the order. The guest opens the image and answers as `info` does (`InfoResult` in guest.proto). Then it reads the
  order, which the host makes when it is first read, from what the guest has said. The guest makes the change, opens the image anew and
  answers as `info` does once more. An order that begins with a zero wants no change: the guest is done.
doc-ref: docs/in-place.md
-instar-id: 196
-instar-abi: true
types:
  request:
    doc: How to look at the image, and where the order is.
    seq:
      - id: magic
        type: u4
        valid: 0x4b4f4f4c
        -instar-c: [value]
        doc: "`LOOK`. What begins with anything else is the operation's own configuration."
      - id: version
        type: u4
        valid: 1
        doc: Version of this structure. The guest refuses others.
      - id: source
        type: source::options
        doc: How to open the image, which is disk 0, for a look.
      - id: order
        type: u4
        -instar-any: the core refuses to read a file that there is not
        doc: Which file is the order.
      - id: reserved
        contents: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        doc: Room for later versions.
