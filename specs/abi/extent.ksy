meta:
  id: extent
  title: Extent records, what walkers yield and `map` sends
  license: Apache-2.0
  endian: le
  bit-endian: le
doc: |
  One run of an image's virtual disk with one state. A walker yields these in order; `map` sends them to the host packed in
  `ExtentBatch.records`. Records partition the window that was asked for: none is empty, none overlaps, none is left out.
doc-ref: docs/architecture.md Extents
-instar-id: 6
-instar-abi: true
types:
  record:
    doc: A run of the virtual disk with one state.
    seq:
      - id: start
        type: u8
        -instar-any: the host checks it against the end of the record before
        -instar-unit: bytes
        doc: First byte of the run in the virtual disk.
      - id: length
        type: u8
        valid:
          min: 1
        -instar-unit: bytes
        doc: Bytes in the run. An empty image has no record.
      - id: host_offset
        type: u8
        -instar-any: meaningful only with the flag `offset_valid`
        -instar-unit: bytes
        doc: Where the first byte is in the file `disk`.
      - id: flags
        type: u2
        -instar-any: a set of `flag` bits; the host refuses bits it does not know
        doc: Set of `flag`.
      - id: depth
        type: u2
        -instar-any: the host checks it against the number of files it attached
        doc: 0 for the image itself, 1 for its backing image, and so on.
      - id: disk
        type: u4
        -instar-any: the host checks it against the number of files it attached
        doc: Number of the attached file that `host_offset` counts in.
enums:
  flag:
    1:
      id: data
      doc: The run reads from stored bytes (or would, were they not known to be zero).
    2:
      id: zero
      doc: The run reads as zeros.
    4:
      id: allocated
      doc: This layer determines what is read; without it, the next layer does.
    8:
      id: offset_valid
      doc: The bytes are uncoded at `host_offset`.
    16:
      id: compressed
      doc: The run is stored compressed.
    32:
      id: encrypted
      doc: The run is stored encrypted by the format.
