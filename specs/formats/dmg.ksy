# SPDX-License-Identifier: Apache-2.0
meta:
  id: dmg
  title: Apple disk image (UDIF)
  license: Apache-2.0
  endian: be
doc: |
  A compressed disk image of macOS. It is recognised by its trailer in the last 512 bytes, the `koly` block, which points at
  everything else. Declared as far as detection needs it, with the sizes.
doc-ref: https://newosxbook.com/DMG.html Demystifying the DMG file format, the koly block
-instar-id: 16
-instar-magic:
  - offset: -512
    hex: 6b 6f 6c 79 00 00 00 04 00 00 02 00
    doc: The letters `koly`, version 4, 512 bytes; counted from the end of the file.
instances:
  len_trailer:
    value: 512
    -instar-unit: bytes
    -instar-c: false
    doc: The trailer is the last this many bytes of the file.
types:
  trailer:
    doc: Last 512 bytes of the file, the `koly` block.
    doc-ref: https://newosxbook.com/DMG.html The koly block
    -instar-practice: |
      qemu takes a file for a DMG by its name alone (`.dmg`), and looks for the trailer up to half a kilobyte before the end, as
      some writers append bytes.
    seq:
      - id: magic
        contents: [0x6b, 0x6f, 0x6c, 0x79]
        -instar-c: [value, size]
        doc: The letters `koly`.
      - id: version
        type: u4
        valid: 4
        doc: 4 in all known images.
      - id: len_header
        type: u4
        valid: 512
        -instar-unit: bytes
        doc: Bytes in this trailer.
      - id: flags
        type: u4
        -instar-any: detection does not need it
        doc: 1 for a flattened image.
      - id: ofs_running_data_fork
        type: u8
        -instar-any: detection does not need it
        -instar-unit: bytes
        doc: Running offset of the data fork, 0 in practice.
      - id: ofs_data_fork
        type: u8
        -instar-any: detection does not need it
        -instar-unit: bytes
        doc: Where the data is.
      - id: len_data_fork
        type: u8
        -instar-any: detection does not need it
        -instar-unit: bytes
        doc: Bytes of data.
      - id: ofs_resource_fork
        type: u8
        -instar-any: detection does not need it
        -instar-unit: bytes
        doc: Where the resource fork is, 0 when the table of blocks is in the property list.
      - id: len_resource_fork
        type: u8
        -instar-any: detection does not need it
        -instar-unit: bytes
        doc: Bytes of the resource fork.
      - id: segment_number
        type: u4
        -instar-any: detection does not need it
        doc: Which part this file is of an image in parts.
      - id: num_segments
        type: u4
        -instar-any: detection does not need it
        doc: Parts of the image.
      - id: segment_id
        size: 16
        -instar-any: random
        doc: Identifies the image that the parts belong to.
      - id: data_checksum
        size: 136
        -instar-any: detection does not need it
        doc: Type (4 bytes), bits (4 bytes) and value (up to 128 bytes) of a checksum over the data fork.
      - id: ofs_property_list
        type: u8
        -instar-any: detection does not need it
        -instar-unit: bytes
        doc: Where the XML property list with the tables of blocks is.
      - id: len_property_list
        type: u8
        -instar-any: detection does not need it
        -instar-unit: bytes
        doc: Bytes of the property list.
      - id: reserved
        size: 120
        -instar-any: readers do not look
        doc: Zeros.
      - id: master_checksum
        size: 136
        -instar-any: detection does not need it
        doc: Checksum over the checksums of the blocks, in the same form as `data_checksum`.
      - id: image_variant
        type: u4
        -instar-any: detection does not need it
        doc: 1 for a whole device, 2 for a partition.
      - id: num_sectors
        type: u8
        -instar-any: detection does not need it
        -instar-unit: sectors
        doc: Size of the disk in sectors of 512 bytes.
      - id: reserved_end
        size: 12
        -instar-any: readers do not look
        doc: Zeros.
