# SPDX-License-Identifier: Apache-2.0
meta:
  id: bench
  title: Configuration of the bench operation
  license: Apache-2.0
  endian: le
  bit-endian: le
  imports:
    - source
    - target
doc: |
  What the host sends to the `bench` operation, which reads parts of a disk, or writes over them, many times. File 0 is the image. The guest
  answers with `Opened` (guest.proto) before the first request, and ends without another answer, or with an error that carries one of `error`,
  or of `source.failure`, as its `code`.
doc-ref: docs/architecture.md The way of one question
-instar-id: 100
-instar-abi: true
instances:
  len_memory:
    value: 0x2800000
    -instar-unit: bytes
    -instar-c: false
    doc: Memory that the host gives the guest.
types:
  config:
    doc: Which requests are made. Each starts one step after the one before, and from the start again where the disk ends.
    seq:
      - id: magic
        type: u4
        valid: 0x48434e42
        doc: "`BNCH`. The guest refuses anything else."
      - id: version
        type: u4
        valid: 1
        doc: Version of this structure. The guest refuses others.
      - id: source
        type: source::options
        doc: How to open the image.
      - id: image
        type: target::image
        doc: "With the flag `write`: what the host found the image to be."
      - id: flags
        type: u4
        -instar-any: a set of `flag` bits; unknown ones have no effect
        doc: Set of `flag`.
      - id: num_requests
        type: u4
        valid:
          max: 0x7fffffff
        doc: How many requests there are in all.
      - id: depth
        type: u4
        valid:
          min: 1
          max: 0x7fffffff
        doc: How many are under way at once, where the guest's memory holds as many.
      - id: len_request
        type: u4
        valid:
          max: 0x7fffffff
        -instar-unit: bytes
        doc: How long each is.
      - id: step
        type: u4
        valid:
          max: 0x7fffffff
        -instar-unit: bytes
        doc: How far after one the next one starts.
      - id: flush_interval
        type: u4
        valid:
          max: 0x7fffffff
        doc: "Other than 0: after so many requests what is written is made to last."
      - id: start
        type: u8
        -instar-any: one outside of the disk is an error of the first request
        -instar-unit: bytes
        doc: Where the first one starts.
      - id: pattern
        type: u1
        -instar-any: any byte can be written
        doc: The byte that is written.
      - id: reserved
        contents: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        doc: Room for later versions.
enums:
  flag:
    1: {id: write, doc: "Write over the disk, in place."}
  error:
    8: {id: past_end, doc: "A request ends after the disk does."}
