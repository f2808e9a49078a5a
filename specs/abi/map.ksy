meta:
  id: map
  title: Configuration of the map operation
  license: Apache-2.0
  endian: le
  bit-endian: le
  imports:
    - source
doc: |
  What the host tells the `map` operation. It answers with `ExtentBatch` messages, then one `MapResult` (guest.proto), or an `Error`
  whose `code` is one of `error`.
doc-ref: docs/map.md
-instar-abi: true
types:
  config:
    doc: The window to map and how to merge its runs.
    seq:
      - id: magic
        type: u4
        valid: 0x4d41505f
        doc: "`MAP_`. The guest refuses anything else."
      - id: version
        type: u4
        valid: 1
        doc: Version of this structure. The guest refuses others.
      - id: source
        type: source::options
        doc: How to open the source.
      - id: start
        type: u8
        -instar-any: the operation checks it against the image's size
        -instar-unit: bytes
        doc: First byte of the window.
      - id: length
        type: u8
        -instar-any: the window is clipped to the image's size
        -instar-unit: bytes
        doc: Length of the window; all ones means up to the end.
      - id: flags
        type: u4
        -instar-any: a set of `flag` bits; unknown ones have no effect
        doc: Set of `flag`.
      - id: reserved
        size: 68
        contents: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        doc: Room for later versions.
enums:
  flag:
    1: {id: human, doc: Merge as the human table does rather than as JSON does.}
  error:
    0: {id: ok, doc: The answer is complete.}
    1: {id: invalid_source, doc: The source cannot be opened.}
    2: {id: invalid_option, doc: "The window is not inside the image; the error's `value` says where the image ends."}
    3: {id: has_backing, doc: "Reserved: chains are composed here."}
    4: {id: io, doc: A table could not be read.}
