meta:
  id: measure
  title: Configuration of the measure operation
  license: Apache-2.0
  endian: le
  bit-endian: le
  imports:
    - source
    - target
doc: |
  What the host sends to the `measure` operation. The answer is a `MeasureResult` message (guest.proto), or an `Error` whose `code` is
  one of `target::error`.
doc-ref: docs/measure.md
-instar-id: 9
-instar-abi: true
instances:
  result_magic:
    value: 0x4d524553
    -instar-c: false
    doc: "`MRES`, the number of a result in a layout of this ABI. Results travel as messages (guest.proto), which need none."
types:
  config:
    doc: Target format and options, and the source or the size.
    seq:
      - id: magic
        type: u4
        valid: 0x4d454153
        -instar-c: [value]
        doc: "`MEAS`. The guest refuses anything else."
      - id: version
        type: u4
        valid: 2
        -instar-c: [value]
        doc: Version of this structure. The guest refuses others.
      - id: source
        type: source::options
        doc: How to open the source; unused when `has_source` is 0.
      - id: virtual_size
        type: u8
        -instar-any: every size is looked at by the target's layout
        -instar-unit: bytes
        doc: Size of the disk when there is no source.
      - id: target
        type: target::options
        doc: What to measure for.
      - id: has_source
        type: u4
        valid:
          max: 1
        -instar-c: [max]
        doc: 1 when disk 0 is the source image, 0 when `virtual_size` is given instead.
      - id: padding
        size: 4
        contents: [0, 0, 0, 0]
        doc: Fills `has_source` up to 8 bytes.
      - id: reserved
        size: 56
        contents: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        doc: Room for later versions.
