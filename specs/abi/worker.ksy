meta:
  id: worker
  title: Configuration of workers
  license: Apache-2.0
  endian: le
  bit-endian: le
  imports:
    - source
    - desk
doc: |
  What the host sends to the `convert` operation to make a worker of it: which of the sources' bytes are wanted, and how, comes from the
  desk (`desk.ksy`).
doc-ref: docs/architecture.md Workers
-instar-id: 41
-instar-abi: true
types:
  config:
    doc: What to do with each unit.
    seq:
      - id: magic
        type: u4
        valid: 0x574f524b
        -instar-c: [value]
        doc: "`WORK`. The guest refuses anything else."
      - id: version
        type: u4
        valid: 1
        doc: Version of this structure. The guest refuses others.
      - id: source
        type: source::options
        doc: How to open each source.
      - id: num_sources
        type: u4
        valid:
          min: 1
          max: 64
        doc: How many disks follow each other.
      - id: len_unit
        type: u4
        valid:
          min: 512
          max: 2097152
        -instar-unit: bytes
        doc: "Bytes of a unit, a power of two: a cluster or grain of the new image."
      - id: method
        type: u4
        enum: desk::method
        valid:
          in-enum: true
        doc: What becomes of a unit.
      - id: flags
        type: u4
        -instar-any: a set of `flag` bits; unknown ones have no effect
        doc: Set of `flag`.
      - id: formats
        size: 64
        -instar-any: "an unknown one is refused when its source is opened"
        doc: The `source::format` of each source, a byte each; that in `source` is not used.
      - id: reserved
        size: 64
        contents: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        doc: Room for later versions.
enums:
  flag:
    1: {id: keep_zeros, doc: "Zeros are data, as any."}
