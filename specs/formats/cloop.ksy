# SPDX-License-Identifier: Apache-2.0
meta:
  id: cloop
  title: Compressed loop image, version 2
  license: Apache-2.0
  endian: be
doc: |
  The compressed image of Knoppix: a shell script that mounts itself, then a table of compressed blocks. Declared as far as
  detection needs it, with the sizes.
doc-ref: https://github.com/KlausKnopper/cloop cloop 2.x, struct cloop_head
-instar-id: 15
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
types:
  header:
    doc: Start of the file.
    doc-ref: https://github.com/KlausKnopper/cloop cloop 2.x, struct cloop_head
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
          Other tools look at fewer lines; qemu wants all of them.
      - id: script
        size: 45
        -instar-any: the rest of a shell script
        doc: The rest of the script's 128 bytes.
      - id: len_block
        -orig-id: block_size
        type: u4
        -instar-any: detection does not need it
        -instar-unit: bytes
        doc: Bytes in a block before compression, a multiple of 512 up to 64 MiB.
      - id: num_blocks
        type: u4
        -instar-any: detection does not need it
        doc: Blocks of the disk. A table of `num_blocks + 1` offsets of 8 bytes follows.
