# SPDX-License-Identifier: Apache-2.0
meta:
  id: check_run
  title: Configuration of the check operation
  license: Apache-2.0
  endian: le
  bit-endian: le
  imports:
    - check
    - source
doc: |
  What the host sends to the `check` operation. It answers with `ProblemBatch` messages, whose problems are in the order in which they
  are found, and one `CheckResult` per image (guest.proto), or an `Error`.
doc-ref: docs/check.md
-instar-id: 45
-instar-abi: true
instances:
  result_magic:
    value: 0x43485253
    -instar-c: false
    doc: "`CHRS`, the number of a result in a layout of this ABI. Results travel as messages (guest.proto), which need none."
  len_memory:
    value: 0x4000000
    -instar-unit: bytes
    -instar-c: false
    doc: |
      The guest's memory, 64 MiB: half of it counts the users of clusters, enough for 2 TiB in clusters of 64 KiB at once.
  max_problems_default:
    value: 16777216
    -instar-c: false
    doc: |
      Problems that are reported unless the user allows more: as many as there are clusters of 64 KiB in 1 TiB. All are counted.
  max_listed:
    value: 1000
    -instar-c: false
    doc: Problems that the Python API lists unless it is asked for more. All are counted.
types:
  config:
    doc: Which image to check, and what to look for.
    seq:
      - id: magic
        type: u4
        valid: 0x43484b5f
        doc: "`CHK_`. The guest refuses anything else."
      - id: version
        type: u4
        valid: 2
        doc: Version of this structure. The guest refuses others.
      - id: source
        type: source::options
        doc: How to open the source.
      - id: options
        type: check::options
        doc: What to look for.
      - id: reserved
        size: 64
        contents: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        doc: Room for later versions.
enums:
  error:
    0: {id: ok, doc: There is an answer.}
    1: {id: invalid_option, doc: "A bit of `flags` is not known; the error's `value` says which."}
