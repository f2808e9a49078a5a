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
-instar-magic:
  - offset: 0
    hex: 23 21 2f 62 69 6e 2f 73 68 0a 23 56 32 2e 30 20 46 6f 72 6d 61 74 0a
    doc: The first two lines of the script, `#!/bin/sh` and `#V2.0 Format`.
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
        contents: [0x23, 0x21, 0x2f, 0x62, 0x69, 0x6e, 0x2f, 0x73, 0x68, 0x0a, 0x23, 0x56, 0x32, 0x2e, 0x30, 0x20, 0x46, 0x6f, 0x72,
                   0x6d, 0x61, 0x74, 0x0a]
        doc: The first two lines of the script, `#!/bin/sh` and `#V2.0 Format`.
      - id: script
        size: 105
        -instar-any: the rest of a shell script
        doc: The rest of the script's 128 bytes. qemu's prober wants the next line to load the module `cloop` and mount.
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
