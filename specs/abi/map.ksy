meta:
  id: map
  title: Configuration of the map operation
  license: Apache-2.0
  endian: le
  bit-endian: le
  imports:
    - source
doc: |
  What the host sends to the `map` operation. It answers with `ExtentBatch` messages, the first of them empty as soon as the
  image is open, followed by a `Progress` that says how long the window is, then one `MapResult` (guest.proto), or an `Error`
  whose `code` is one of `error`; the message also has what exactly was wrong with the image, and where.
doc-ref: docs/map.md
-instar-id: 8
-instar-abi: true
instances:
  result_magic:
    value: 0x4d505253
    -instar-c: false
    doc: "`MPRS`, the number of a result in a layout of this ABI. Results travel as messages (guest.proto), which need none."
  max_extents_default:
    value: 16777216
    doc: |
      Runs that are printed unless the user allows more. A disk of 1 TiB of which every other cluster of 64 KiB is allocated has as many;
      an image of a few hundred KiB, whose tables share what they point at, may have any number.
  cell_without_clusters:
    value: 4096
    -instar-unit: bytes
    doc: The smallest cell of a picture where an image has no clusters.
  max_file_cells:
    value: 1024
    doc: Parts of a file in a picture at most.
types:
  config:
    doc: The window to map and how to merge its runs.
    seq:
      - id: magic
        type: u4
        valid: 0x4d41505f
        -instar-c: [value]
        doc: "`MAP_`. The guest refuses anything else."
      - id: version
        type: u4
        valid: 1
        -instar-c: [value]
        doc: Version of this structure. The guest refuses others.
      - id: source
        type: source::options
        doc: How to open the source.
      - id: start
        type: u8
        -instar-any: the window is clipped to the image's size
        -instar-unit: bytes
        doc: First byte of the window. One past the end is an empty window, not an error.
      - id: length
        type: u8
        -instar-any: the window is clipped to the image's size
        -instar-unit: bytes
        doc: Length of the window; all ones means up to the end.
      - id: flags
        type: u4
        -instar-any: the operation refuses bits that are not in `flag`
        doc: Set of `flag`.
      - id: max_extents
        type: u4
        valid:
          min: 1
          max: 1073741824
        -instar-c: [max]
        doc: Runs to send at most. One more is the error `too_many`, after those that are allowed.
      - id: max_cells
        type: u4
        valid:
          max: 16384
        -instar-c: [max]
        doc: |
          For a picture: the disk is cut into at most as many cells of equal length, each a cluster or a power of two of them, and the
          runs of a cell that are alike are sent as one, in any order. They still partition the window. 0: runs are sent as they are.
      - id: reserved
        size: 60
        contents: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        doc: Room for later versions.
  file_cell:
    doc: A part of the file that holds the data of a disk, for a picture of the file.
    seq:
      - id: stored
        type: u8
        -instar-any: more than the part has where the image uses bytes twice
        -instar-unit: bytes
        doc: Bytes of the part in which data of the disk is stored.
      - id: place
        type: u8
        -instar-any: the host checks it against the number of cells of the disk
        doc: The cell of the disk, counted from the first, that this data is in on the average.
enums:
  flag:
    1: {id: human, doc: "Send only what the human table shows: data that does not read as zeros."}
    2: {id: ignore_allocated, doc: "Runs that differ only in `allocated` merge, as before 6.1."}
    4: {id: ignore_compressed, doc: "Runs that differ only in `compressed` merge, as before 8.2."}
    8:
      id: unallocated_unknown
      doc: |
        Before 5.1, what a qcow, VMDK or parallels image does not allocate was not known to read as zeros where nothing is below.
  error:
    0: {id: ok, doc: The answer is complete.}
    1: {id: invalid_source, doc: The source cannot be opened.}
    2: {id: invalid_option, doc: "A bit of `flags` is not known; the error's `value` says which."}
    3: {id: has_backing, doc: "Reserved: chains are composed here."}
    4: {id: io, doc: A table could not be read.}
    5: {id: too_many, doc: "The window has more runs than `max_extents`; the error's `value` says how many these are."}
