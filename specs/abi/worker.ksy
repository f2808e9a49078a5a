meta:
  id: worker
  title: Configuration of workers, and what they answer
  license: Apache-2.0
  endian: le
  bit-endian: le
  imports:
    - source
doc: |
  A worker compresses or decompresses a range of a disk; as many run as there are cores, beside the one guest that lays out the
  target. A worker takes the range in units, one after another, in ascending order. Disk 0 is the source: an image, or a buffer, which is a
  raw image of its own. The last disk of its table is its output: what it makes of the units follows each other there without gaps, each of
  them as long as its `piece` says. What it answers is the pieces, one for each unit, in order.

  Lengths are all that the host and the guest that lays out learn of a unit. The one that lays out reads the pieces, gives each its place in the target, and has the
  host move the bytes there (`block.ksy`, `copy`). Neither looks at them.
doc-ref: docs/architecture.md The guest
-instar-id: 41
-instar-abi: true
types:
  config:
    doc: What to do with which range.
    seq:
      - id: magic
        type: u4
        valid: 0x574f524b
        doc: "`WORK`. The guest refuses anything else."
      - id: version
        type: u4
        valid: 1
        doc: Version of this structure. The guest refuses others.
      - id: source
        type: source::options
        doc: How to open the source.
      - id: start
        type: u8
        -instar-any: the range is clipped to the disk
        -instar-unit: bytes
        doc: First byte of the range, a multiple of `len_unit`.
      - id: length
        type: u8
        -instar-any: the range is clipped to the disk
        -instar-unit: bytes
        doc: Length of the range. The unit that the disk ends in is filled up with zeros.
      - id: len_unit
        type: u4
        valid:
          min: 512
          max: 2097152
        -instar-unit: bytes
        doc: "Bytes of a unit: a cluster or grain of the target."
      - id: method
        type: u4
        enum: method
        valid:
          in-enum: true
        doc: What becomes of a unit that is not zeros.
      - id: reserved
        size: 64
        contents: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        doc: Room for later versions.
  piece:
    doc: What became of one unit.
    seq:
      - id: len_piece
        type: u4
        valid:
          max: 2097152
        -instar-unit: bytes
        doc: Bytes in the worker's output; 0 for zeros, `len_unit` for what is stored.
      - id: state
        type: u4
        enum: state
        valid:
          in-enum: true
        doc: How they are to be read.
enums:
  method:
    0: {id: store, doc: "As it reads, decompressed if the source keeps it compressed."}
    1: {id: deflate, doc: "A raw deflate stream with a window of 4 KiB, as qemu writes it."}
    2: {id: zstd, doc: "A zstd frame of level 3 that names its size, without a checksum."}
  state:
    0: {id: zero, doc: The unit reads as zeros; nothing is in the output.}
    1: {id: stored, doc: "As it reads: the method is `store`, or the unit does not shrink."}
    2: {id: compressed, doc: By the method that was asked for.}
