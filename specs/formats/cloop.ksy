# SPDX-License-Identifier: Apache-2.0
meta:
  id: cloop
  title: Compressed loop image, version 2
  license: Apache-2.0
  endian: be
  bit-endian: be
doc: |
  The compressed image of Knoppix: a shell script that mounts itself, then the size and number of the blocks, a table of offsets, and
  the blocks, each a zlib stream of its own. Everything is big-endian. The disk is as long as all blocks together.
doc-ref: https://github.com/KlausKnopper/cloop cloop 2.x, struct cloop_head
-instar-id: 15
-instar-programs:
  - name: qemu
    reads: Version 2 with blocks compressed by zlib, to read only.
    run: qemu-img 5.2, 7.2, 10.0, 11.1; an image read, writing refused
-instar-history:
  - {date: 2026-11-28, doc: "Fields, rules and faults, checked against the sources and qemu's releases; who reads it."}
  - {date: 2026-11-29, doc: "Where each part of the file is, and which block a place on the disk is in."}
  - {date: 2026-11-30, doc: "A worked example."}
-instar-examples:
  - {made: cloop, offset: 0x5804}
-instar-places:
  - {id: header, type: header, at: 0}
  - id: offsets
    type: offset
    at: sizeof<header>
    count: header.num_blocks + 1
    index: offset / header.len_block
    positive: [len_block]
    doc: One for each block of the disk, and where the last one ends.
  - id: stream
    size: max_stored_bytes
    at: offsets.place
    packed: true
    byte: offset % header.len_block
    doc: A zlib stream, at most so long, and up to the next offset.
-instar-magic:
  - offset: 0
    hex: >-
      23 21 2f 62 69 6e 2f 73 68 0a 23 56 32 2e 30 20 46 6f 72 6d 61 74 0a 6d 6f 64 70 72 6f 62 65 20 63 6c 6f 6f 70
      20 66 69 6c 65 3d 24 30 20 26 26 20 6d 6f 75 6e 74 20 2d 72 20 2d 74 20 69 73 6f 39 36 36 30 20 2f 64 65 76 2f
      63 6c 6f 6f 70 20 24 31 0a
    doc: The first three lines of the script, the third of which loads the module `cloop` and mounts the image.
seq:
  - id: header
    type: header
    doc: First bytes of the file.
instances:
  offsets:
    pos: 136
    type: offset
    repeat: expr
    repeat-expr: header.num_blocks + 1
    -instar-bound: 67108864
    doc: Where each block starts, and where the last one ends.
  sector_size:
    value: 512
    -instar-unit: bytes
    doc: Blocks are a multiple of this.
  max_block_bytes:
    value: 0x4000000
    -instar-unit: bytes
    doc: Longest block, 64 MiB.
  max_stored_bytes:
    value: 0x8000000
    -instar-unit: bytes
    doc: Most bytes that a block takes in the file. Some grow when they are compressed.
  max_addressed_blocks:
    value: 536870911
    -instar-unit: blocks
    doc: Most blocks that 32 bits can count the table of, in bytes.
  max_table_bytes:
    value: 0x20000000
    -instar-unit: bytes
    doc: Longest table of offsets, 512 MiB.
types:
  header:
    doc: Start of the file.
    doc-ref: https://github.com/KlausKnopper/cloop cloop 2.x, struct cloop_head
    -instar-faults:
      - id: block_uneven
        field: len_block
        text: is {value}, not a multiple of {sector_size}
        qemu: block_size {value} must be a multiple of {sector_size}
        doc: Blocks are whole sectors.
      - id: block_empty
        field: len_block
        text: is {value}, a block of nothing
        qemu: block_size cannot be zero
        doc: Blocks have bytes.
      - id: block_too_large
        field: len_block
        text: is {value}, more than {max_block_bytes:#x}
        qemu: block_size {value} must be {max_block_bytes:MiB} MB or less
        doc: The longest are 64 MiB.
      - id: too_many_blocks
        field: num_blocks
        text: is {value}, more than {max_addressed_blocks}
        qemu: n_blocks {value} must be {max_addressed_blocks} or less
        doc: The bytes of the table have to be counted in 32 bits.
      - id: table_wraps
        field: num_blocks
        text: is {value}, whose table is 2^32 bytes long
        qemu: Could not allocate offsets table
        doc: qemu counts these bytes in 32 bits, and asks for a table of none.
      - id: table_too_large
        field: num_blocks
        text: is {value}, whose table is longer than {max_table_bytes:#x}
        qemu: image requires too many offsets, try increasing block size
        doc: The table has 512 MiB at most.
    seq:
      - id: magic
        contents: [0x23, 0x21, 0x2f, 0x62, 0x69, 0x6e, 0x2f, 0x73, 0x68, 0x0a, 0x23, 0x56, 0x32, 0x2e, 0x30, 0x20, 0x46, 0x6f,
                   0x72, 0x6d, 0x61, 0x74, 0x0a, 0x6d, 0x6f, 0x64, 0x70, 0x72, 0x6f, 0x62, 0x65, 0x20, 0x63, 0x6c, 0x6f, 0x6f,
                   0x70, 0x20, 0x66, 0x69, 0x6c, 0x65, 0x3d, 0x24, 0x30, 0x20, 0x26, 0x26, 0x20, 0x6d, 0x6f, 0x75, 0x6e, 0x74,
                   0x20, 0x2d, 0x72, 0x20, 0x2d, 0x74, 0x20, 0x69, 0x73, 0x6f, 0x39, 0x36, 0x36, 0x30, 0x20, 0x2f, 0x64, 0x65,
                   0x76, 0x2f, 0x63, 0x6c, 0x6f, 0x6f, 0x70, 0x20, 0x24, 0x31, 0x0a]
        -instar-c: [value, size]
        doc: |
          The first three lines of the script, `#!/bin/sh`, `#V2.0 Format` and the one that loads the module `cloop` and mounts the image.
          Other tools look at fewer lines; qemu wants all of them, unless the format is given.
      - id: script
        size: 45
        -instar-any: the rest of a shell script
        doc: The rest of the script's 128 bytes.
      - id: len_block
        -orig-id: block_size
        type: u4
        -instar-any: faults of the header have its rules
        -instar-unit: bytes
        -instar-c: [place, peek]
        doc: Bytes in a block before compression, a multiple of 512 up to 64 MiB.
      - id: num_blocks
        type: u4
        -instar-any: faults of the header have its rules
        -instar-c: [place, peek]
        doc: Blocks of the disk. A table of `num_blocks + 1` offsets of 8 bytes follows.
  offset:
    doc: Where a block starts in the file, which is where the one before ends.
    -instar-faults:
      - id: descends
        field: place
        text: is {value}, before the one of the block before
        qemu: offsets not monotonically increasing at index {extra0}, image file is corrupt
        doc: Blocks follow each other.
      - id: too_long
        field: place
        text: is {value}, more than {max_stored_bytes:#x} after the one before
        qemu: invalid compressed block size at index {extra0}, image file is corrupt
        doc: A block takes no more than `max_stored_bytes`.
    seq:
      - id: place
        type: u8
        -instar-any: what is past the end of the file cannot be unpacked
        -instar-unit: bytes
        doc: Bytes from the start of the file.
