meta:
  id: compare
  title: Configuration of the compare operation
  license: Apache-2.0
  endian: le
  bit-endian: le
  imports:
    - source
doc: |
  What the host sends to the `compare` operation, which one guest runs for each of two disks. The first files are the images that the disk is in,
  one after the other; the next file takes what a part of it reads: the guest puts each window that is not zeros where it is in the part, in ascending
  order. With the flag `copies` it has the host copy what a file has as it is, in long parts, and never sees those bytes. What is not put reads as
  zeros. The host lets two such runs go on side by side and holds what they put against each other, or hashes what
  one puts; it looks at nothing else of it.

  The first message is `Opened` (guest.proto). `ExtentBatch` messages have the runs of the disk as qemu-img asks for them, up to some place before
  anything is put that is past the window which that place is in; without the flag `runs`, only runs that do not start with a sector.
  An `Error` has one of `source.failure` as its code.
doc-ref: docs/architecture.md Two guests of one question
-instar-id: 66
-instar-abi: true
instances:
  len_window:
    value: 0x10000
    -instar-unit: bytes
    doc: The part is put in pieces that start and end at multiples of this, or where it ends or cannot be read any further.
  len_copied:
    value: 0x40000
    -instar-unit: bytes
    doc: The shortest part that is copied.
types:
  config:
    doc: What to read, and how.
    -instar-faults:
      - id: part_wrong
        field: start
        text: is {value}, past the end of the disk
        doc: A disk became shorter after its size was looked at.
    seq:
      - id: magic
        type: u4
        valid: 0x434d5052
        doc: "`CMPR`. The guest refuses anything else."
      - id: version
        type: u4
        valid: 1
        doc: Version of this structure. The guest refuses others.
      - id: source
        type: source::options
        doc: How to open each image.
      - id: flags
        type: u4
        -instar-any: a set of `flag` bits; unknown ones have no effect
        doc: Set of `flag`.
      - id: num_sources
        type: u4
        valid:
          min: 1
          max: 64
        doc: How many images follow each other on the disk.
      - id: formats
        size: 64
        -instar-any: "an unknown one is refused when its image is opened"
        doc: The `source::format` of each image, a byte each; that in `source` is not used.
      - id: start
        type: u8
        -instar-any: the guest holds it against the disk
        -instar-unit: bytes
        doc: Where the part begins.
      - id: length
        type: u8
        -instar-any: the part ends where the disk does, if not sooner
        -instar-unit: bytes
        doc: How long the part is.
      - id: reserved
        size: 40
        contents: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0]
        doc: Room for later versions.
enums:
  flag:
    1: {id: runs, doc: "Send all runs. What could be read before a failure is put, down to the run that fails."}
    2: {id: copies, doc: "Have the host copy long parts that a file has as they are. What could not be copied ends the run."}
