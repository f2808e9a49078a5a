meta:
  id: info
  title: Configuration of the info operation
  license: Apache-2.0
  endian: le
  bit-endian: le
  imports:
    - source
doc: |
  What the host sends to the `info` operation. It answers with one `InfoResult` per member of the chain (guest.proto), or an `Error`.
doc-ref: docs/info.md
-instar-id: 7
-instar-abi: true
instances:
  max_virtual_size_default:
    value: 0x400000000000
    -instar-unit: bytes
    -instar-c: false
    doc: Largest disk that is no finding unless the user says otherwise, 64 TiB.
  max_compression_ratio_default:
    value: 200
    -instar-c: false
    doc: How many times what it takes a disk may unpack to, unless the user says otherwise.
types:
  config:
    doc: How much to report.
    seq:
      - id: magic
        type: u4
        valid: 0x494e464f
        -instar-c: [value]
        doc: "`INFO`. The guest refuses anything else."
      - id: version
        type: u4
        valid: 1
        -instar-c: [value]
        doc: Version of this structure. The guest refuses others.
      - id: source
        type: source::options
        doc: How to open the source.
      - id: flags
        type: u4
        -instar-any: a set of `flag` bits; unknown ones have no effect
        doc: Set of `flag`.
      - id: max_compression_ratio
        type: u4
        -instar-any: 0 switches the check off
        doc: Ratio of virtual to stored size above which `--safety` reports a bomb.
      - id: max_virtual_size
        type: u8
        -instar-any: 0 switches the check off
        -instar-unit: bytes
        doc: Virtual size above which `--safety` reports a finding.
      - id: reserved
        size: 64
        contents: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        doc: Room for later versions.
enums:
  error:
    0: {id: ok, doc: There is an answer.}
    1: {id: invalid_option, doc: A flag is not known.}
    2: {id: too_long, doc: "What the image lists (snapshots, bitmaps, extents) does not fit into an answer."}
  flag:
    1: {id: backing_chain, doc: Answer for every member of the chain.}
    2: {id: safety, doc: Look for findings; open the image as far as it can be opened.}
    4: {id: limits, doc: Answer the block limits too.}
