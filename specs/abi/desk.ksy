meta:
  id: desk
  title: The desk, where workers put what they make
  license: Apache-2.0
  endian: le
doc: |
  Workers unpack or compress what the sources of a conversion have, on other cores than the one guest's that lays out the new image.
  They are guests of their own and run the same program, `convert`, configured by `worker.ksy`. As many run as there are cores.

  The first files of a worker are the sources. The last one is its desk, which is no file: the host answers `holes` (`block.ksy`) for it with
  the next range of the disk that is wanted, a chunk or the rest of the disk, and with none when there is nothing left to do. What a
  worker makes of chunk `n` it writes to the desk at `n * len_stride`: a `piece` for each unit of the chunk, and from `ofs_bytes` on the
  bytes. It may write nowhere else, and reads nothing there. When it asks for the next range, the chunk is done.

  The guest that lays out has the desk as its last file, and reads there what workers made, in ascending order; the host has it wait
  for what is not done. Lengths and states are all that it learns of a unit, and it gives each its place in the new image. A unit that no
  worker has made is `left`: the guest that lays out does it by itself, and reports what is wrong with it. So a worker that lies, or fails, can
  spoil nothing but what its own units hold.
doc-ref: docs/architecture.md Workers
-instar-id: 62
-instar-abi: true
instances:
  len_chunk:
    value: 0x200000
    -instar-unit: bytes
    doc: Of the disk; what a worker takes at once.
  ofs_bytes:
    value: 0x10000
    -instar-unit: bytes
    doc: Where the bytes of a chunk's units start, after as many pieces as there can be.
  len_bytes:
    value: 0x220000
    -instar-unit: bytes
    doc: Room for them. Streams of what does not shrink are a little longer than a chunk.
  len_stride:
    value: 0x230000
    -instar-unit: bytes
    doc: From one chunk to the next on the desk.
  num_kept:
    value: 3
    doc: |
      Chunks before the one that is read last whose bytes the host keeps. The guest that lays out reads what it wants of a chunk before it
      goes further.
types:
  piece:
    doc: What became of one unit.
    -instar-faults:
      - id: out_of_place
        field: start
        text: "puts {value} bytes where a worker has none"
        doc: A piece is longer than its unit may be, or leaves the chunk.
    seq:
      - id: start
        type: u4
        valid:
          max: 0x220000
        -instar-unit: bytes
        doc: Where the bytes are, from the first one of the chunk's on.
      - id: len_piece
        type: u4
        valid:
          max: 0x220000
        -instar-unit: bytes
        doc: How many they are.
      - id: state
        type: u4
        enum: state
        valid:
          in-enum: true
        doc: How they are to be read.
      - id: reserved
        contents: [0, 0, 0, 0]
        doc: Fills the structure up to 8 bytes.
enums:
  method:
    0: {id: unpack, doc: "Units that hold compressed clusters, as they read; others are left."}
    1: {id: deflate, doc: "A raw deflate stream with a window of 4 KiB, as qemu writes it."}
    2: {id: zstd, doc: "A zstd frame of level 3 that names its size, without a checksum."}
    3: {id: zlib, doc: "A deflate stream with zlib's header and checksum, whether or not it is shorter."}
  state:
    0: {id: left, doc: No worker has made it.}
    1: {id: zero, doc: The unit reads as zeros; it has no bytes.}
    2: {id: stored, doc: "As it reads: that was asked for, or the unit does not shrink."}
    3: {id: compressed, doc: By the method that was asked for.}
