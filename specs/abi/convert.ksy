meta:
  id: convert
  title: Configuration of the convert operation
  license: Apache-2.0
  endian: le
  bit-endian: le
  imports:
    - source
    - target
doc: |
  What the host sends to the `convert` operation, which copies disks, one after the other, into a new image or over one that exists.
  The first files of the run are the sources, the next ones the target's. The answer is a `ConvertResult` message (guest.proto), or an `Error`.
doc-ref: docs/architecture.md The way of one question
-instar-id: 44
-instar-abi: true
instances:
  len_sparse_default:
    value: 4096
    -instar-unit: bytes
    -instar-c: false
    doc: The shortest run of zeros that is not written, unless another is asked for.
types:
  config:
    doc: Where from, where to, and how.
    -instar-faults:
      - id: source_changed
        field: image
        text: "asks for another disk than the sources have together, which is {value} bytes"
        doc: A source became longer or shorter after its size was looked at.
      - id: part_wrong
        field: length
        text: is {value}, which is no part of the sources, or more than the image has
        doc: The host computes both.
    seq:
      - id: magic
        type: u4
        valid: 0x434f4e56
        doc: "`CONV`. The guest refuses anything else."
      - id: version
        type: u4
        valid: 1
        doc: Version of this structure. The guest refuses others.
      - id: source
        type: source::options
        doc: How to open each source.
      - id: image
        type: target::image
        doc: The new image.
      - id: num_sources
        type: u4
        valid:
          min: 1
          max: 64
        doc: How many disks follow each other in the new image.
      - id: len_sparse
        type: u4
        valid:
          max: 16777216
        -instar-unit: bytes
        doc: |
          Length of the runs of zeros that are not written, a multiple of a sector; 0 writes everything, also what is known
          to be zeros.
      - id: flags
        type: u4
        -instar-any: a set of `flag` bits; unknown ones have no effect
        doc: Set of `flag`.
      - id: backing_depth
        type: u4
        -instar-any: more than there are layers means that none is below
        doc: |
          With the flag `backed`: how far below the source the image is that the new one has as its backing file. What that image and those
          below it say need not be written.
      - id: backing_size
        type: u8
        -instar-any: compared with places on the disk
        -instar-unit: bytes
        doc: "With the flag `backed`: where the backing file's disk ends. After that the new image reads as zeros."
      - id: formats
        size: 64
        -instar-any: "an unknown one is refused when its source is opened"
        doc: The `source::format` of each source, a byte each; that in `source` is not used.
      - id: len_sources
        type: u8
        -instar-any: compared with what the sources have
        -instar-unit: bytes
        doc: The size of all sources together, as it was looked at.
      - id: start
        type: u8
        -instar-any: the guest holds it against the sources
        -instar-unit: bytes
        doc: "Where in the sources the new image begins: any byte of the first one."
      - id: length
        type: u8
        -instar-any: the guest holds it against the sources
        -instar-unit: bytes
        doc: |
          How many bytes of the sources the new image has. It is as long in whole sectors, or longer: then it goes on with zeros, unless it has a
          backing file.
      - id: len_block
        type: u4
        -instar-any: bounded by what is read at once
        -instar-unit: bytes
        doc: "Other than 0: read and write everything in blocks of this length, as data, whatever the sources say about zeros."
      - id: reserved
        size: 20
        contents: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        doc: Room for later versions.
enums:
  flag:
    1: {id: progress, doc: "Count what there is to copy first, and report how far the copy is."}
    2: {id: backed, doc: "The new image has a backing file: zeros are written where that may read as something else."}
    4: {id: in_place, doc: "The target is an image that exists, of the format that `image` has. Its disk is at least as long as the sources."}
    8: {id: target_is_zero, doc: "With `in_place`: all of the target's disk reads as zeros, so that none are written."}
    16: {id: unscanned, doc: "What a source has as data is written whole, without a look for zeros in it."}
    32: {id: old_tails, doc: "Zeros at the end of a request are written where they end off a unit, as before qemu-img 7.0."}
    64: {id: salvage, doc: "What cannot be read of the sources becomes zeros, and is reported (`Unreadable`, guest.proto)."}
    0x80: {id: moves, doc: "The host may move bytes that lie in a source as they are, without a look at them: the file system shares them."}
    0x100: {id: workers, doc: "The last file is the desk where workers put what they make (`desk.ksy`)."}
    0x200: {id: ordered, doc: "Only `source`, `formats` and `num_sources` count. The last file has the rest, a `config` or zeros, read when the guest has said what the sources are (`Opened`)."}
