meta:
  id: compare
  title: Configuration of the compare operation
  license: Apache-2.0
  endian: le
  bit-endian: le
  imports:
    - source
doc: |
  What the host sends to the `compare` operation, which one guest runs for each of two images. File 0 is the image, file 1 takes what
  the disk reads: the guest puts each window that is not zeros where it is on the disk, in ascending order. What is not put reads as zeros. The host
  lets two such runs go on side by side and holds what they put against each other; it looks at nothing else of it.

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
    doc: The disk is put in pieces that start and end at multiples of this, or where the disk ends or cannot be read any further.
types:
  config:
    doc: What to read, and how.
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
        doc: How to open the image.
      - id: flags
        type: u4
        -instar-any: a set of `flag` bits; unknown ones have no effect
        doc: Set of `flag`.
      - id: reserved
        size: 60
        contents: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        doc: Room for later versions.
enums:
  flag:
    1: {id: runs, doc: "Send all runs. What could be read before a failure is put, down to the run that fails."}
